"""A cooperative's settings, looked up by rules."""

from datetime import date

from sqlmodel import Session

from cooperative.clock import day_in, moment_of
from cooperative.memo import memo
from cooperative.people.tables import Cooperative


def find_cooperative(session: Session, cooperative_id: int) -> Cooperative:
    """Return the cooperative; a missing one is a mistake of the caller."""
    known = memo(session)
    if (Cooperative, cooperative_id) not in known:
        known[Cooperative, cooperative_id] = session.get_one(Cooperative, cooperative_id)
    return known[Cooperative, cooperative_id]


def zone_of(session: Session, cooperative_id: int) -> str:
    """Return the cooperative's IANA zone."""
    return find_cooperative(session, cooperative_id).zone


def today(session: Session, cooperative_id: int) -> date:
    """Return the business day of this transaction in the cooperative's zone."""
    return day_in(zone_of(session, cooperative_id), moment_of(session))
