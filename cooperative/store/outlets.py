"""Gerai: when they are open, and the version of what a member sees in their list of goods."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlmodel import Session, col, delete, select, update

from cooperative.actors import Actor
from cooperative.books.numbers import next_number
from cooperative.memo import memo
from cooperative.people.cooperatives import zone_of
from cooperative.record import record
from cooperative.refusals import Refused
from cooperative.store.tables import Outlet, OutletHours

DAYS_A_WEEK = 7


_TOUCH = sa.text(
    "UPDATE outlet SET catalogue_version = catalogue_version + 1"
    " WHERE cooperative_id = :cooperative_id AND id = :id"
)


class Opening(NamedTuple):
    """Open on `weekday` (0 is Monday) between two minutes after midnight, in its own zone."""

    weekday: int
    opens_minute: int
    closes_minute: int


def create_outlet(
    session: Session, *, name: str, openings: Sequence[Opening] = (), by: Actor
) -> Outlet:
    """Open a gerai. Without openings it has not said when it is open, and counts as open always."""
    outlet = Outlet(
        cooperative_id=by.cooperative_id,
        id=next_number(session, by.cooperative_id, "outlet"),
        name=name,
    )
    session.add(outlet)
    session.flush()  # its hours point to it
    _write_openings(session, outlet, openings)
    facts = {"outlet_id": outlet.id, "name": name}
    record(session, "outlet.created", by=by, subject=f"outlet/{outlet.id}", facts=facts)
    return outlet


def set_openings(
    session: Session, *, outlet_id: int, openings: Sequence[Opening], by: Actor
) -> None:
    """Say anew when the gerai is open; other days are closed. Raises Refused("not_found")."""
    outlet = outlet_of(session, by.cooperative_id, outlet_id)
    # From here on it must succeed.
    session.exec(
        delete(OutletHours).where(
            col(OutletHours.cooperative_id) == outlet.cooperative_id,
            col(OutletHours.outlet_id) == outlet.id,
        )
    )
    _write_openings(session, outlet, openings)
    facts = {"outlet_id": outlet.id, "openings": [list(opening) for opening in openings]}
    record(session, "outlet.hours_set", by=by, subject=f"outlet/{outlet.id}", facts=facts)


def outlets_of(session: Session, cooperative_id: int) -> list[Outlet]:
    """Return the cooperative's gerai, the oldest first."""
    query = select(Outlet).where(Outlet.cooperative_id == cooperative_id)
    return list(session.exec(query.order_by(col(Outlet.id))))


def outlet_of(session: Session, cooperative_id: int, outlet_id: int) -> Outlet:
    """Return one gerai of this cooperative; raises Refused("not_found"), also for another one's."""
    outlet = session.get(Outlet, (cooperative_id, outlet_id))
    if outlet is None:
        raise Refused("not_found")
    return outlet


def default_outlet(session: Session, cooperative_id: int) -> Outlet:
    """Return the gerai meant where none is named: the oldest one. Raises Refused("not_found")."""
    known, key = memo(session), (default_outlet, cooperative_id)
    if key not in known:
        query = select(Outlet).where(Outlet.cooperative_id == cooperative_id)
        outlet = session.exec(query.order_by(col(Outlet.id)).limit(1)).first()
        if outlet is None:
            raise Refused("not_found")
        known[key] = outlet
    return known[key]


def openings_of(session: Session, outlet: Outlet) -> list[Opening]:
    """Return when the gerai is open, Monday first."""
    known, key = memo(session), _memo_of_openings(outlet)
    if key not in known:
        query = (
            select(OutletHours.weekday, OutletHours.opens_minute, OutletHours.closes_minute)
            .where(OutletHours.cooperative_id == outlet.cooperative_id)
            .where(OutletHours.outlet_id == outlet.id)
            .order_by(col(OutletHours.weekday))
        )
        known[key] = [Opening(*row) for row in session.exec(query)]
    return known[key]


def opens_next(session: Session, outlet: Outlet, moment: datetime) -> datetime | None:
    """Return the UTC moment at which the gerai opens next, or None while it is open."""
    openings = {opening.weekday: opening for opening in openings_of(session, outlet)}
    local = moment.astimezone(ZoneInfo(zone_of(session, outlet.cooperative_id)))
    today = openings.get(local.weekday())
    minute = local.hour * 60 + local.minute
    if not openings or (today and today.opens_minute <= minute < today.closes_minute):
        return None
    coming = (local.date() + timedelta(days) for days in range(DAYS_A_WEEK + 1))
    starts = (
        _start(openings[day.weekday()], day, local) for day in coming if day.weekday() in openings
    )
    return next(start for start in starts if start > moment)


def open_days_since(session: Session, outlet: Outlet, since: datetime, moment: datetime) -> int:
    """Count the days after the business day of `since` on which the gerai had opened by `moment`.

    What is ready on Saturday is on open day 1 when the gerai opens on Monday (protocol.md 7).
    """
    zone = ZoneInfo(zone_of(session, outlet.cooperative_id))
    openings = {opening.weekday: opening for opening in openings_of(session, outlet)}
    first, local = since.astimezone(zone).date(), moment.astimezone(zone)
    days = max((local.date() - first).days, 0)
    weeks, rest = divmod(days, DAYS_A_WEEK)
    if not openings:
        return days
    # Counted back from the last day, so that `rest` ends with it.
    last = [(local.date() - timedelta(back)).weekday() for back in range(rest)]
    opened = weeks * len(openings) + sum(weekday in openings for weekday in last)
    today = openings.get(local.weekday())
    not_yet = days > 0 and today is not None and _start(today, local.date(), local) > moment
    return opened - not_yet


def touch_catalogue(session: Session, cooperative_id: int, outlet_id: int) -> None:
    """Say that the gerai's list of goods has changed: saved blocks of it are old from now on."""
    touched = memo(session).setdefault(touch_catalogue, set())
    if (cooperative_id, outlet_id) not in touched:
        touched.add((cooperative_id, outlet_id))
        session.connection().execute(_TOUCH, {"cooperative_id": cooperative_id, "id": outlet_id})


def touch_all(session: Session, cooperative_id: int) -> None:
    """Say that the lists of all gerai have changed: names and prices are the same in each."""
    session.exec(
        update(Outlet)
        .where(col(Outlet.cooperative_id) == cooperative_id)
        .values(catalogue_version=col(Outlet.catalogue_version) + 1)
    )


def _write_openings(session: Session, outlet: Outlet, openings: Sequence[Opening]) -> None:
    session.add_all(
        OutletHours(cooperative_id=outlet.cooperative_id, outlet_id=outlet.id, **opening._asdict())
        for opening in openings
    )
    session.flush()  # opening hours are looked up with SQL
    memo(session).pop(_memo_of_openings(outlet), None)


def _memo_of_openings(outlet: Outlet) -> tuple[object, ...]:
    return (OutletHours, outlet.cooperative_id, outlet.id)


def _start(opening: Opening, day: date, local: datetime) -> datetime:
    midnight = datetime.combine(day, time(), local.tzinfo)
    return (midnight + timedelta(minutes=opening.opens_minute)).astimezone(UTC)
