"""When a gerai is open, in one sentence for a member."""

from zoneinfo import ZoneInfo

from cooperative.books import Session
from cooperative.clock import moment_of
from cooperative.people.cooperatives import zone_of
from cooperative.store.outlets import openings_of, opens_next
from cooperative.store.tables import Outlet
from web.formats import weekday


def opening_sentence(session: Session, outlet: Outlet) -> str:
    """Say until when the gerai is open, or when it opens again; nothing where no hours are set."""
    zone = ZoneInfo(zone_of(session, outlet.cooperative_id))
    local = moment_of(session).astimezone(zone)
    openings = {opening.weekday: opening for opening in openings_of(session, outlet)}
    if not openings:
        return ""
    opens_at = opens_next(session, outlet, moment_of(session))
    if opens_at is None:
        return f"Gerai buka sampai {_clock(openings[local.weekday()].closes_minute)}."
    there = opens_at.astimezone(zone)
    day = "hari ini" if there.date() == local.date() else weekday(there.date())
    return f"Gerai buka lagi {day} {there:%H.%M}."


def is_open(session: Session, outlet: Outlet) -> bool:
    """Tell whether the gerai is open at this moment."""
    return opens_next(session, outlet, moment_of(session)) is None


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}.{minute % 60:02d}"
