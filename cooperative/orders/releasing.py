"""From when an order nobody fetched may be put back on the shelf."""

from datetime import UTC, datetime, time, timedelta
from itertools import count, islice
from zoneinfo import ZoneInfo

from sqlmodel import Session

from cooperative.orders.tables import Order, OrderState
from cooperative.people.cooperatives import find_cooperative, zone_of
from cooperative.store.outlets import openings_of, outlet_of


def releasable_from(session: Session, order: Order) -> datetime | None:
    """Return the UTC moment from which `states.release_uncollected` lets a ready order go.

    It is when the gerai opens on the last of the days it waits (protocol.md 7); None for an order
    in any other state.
    """
    if order.state is not OrderState.READY or order.ready_at is None:
        return None
    zone = ZoneInfo(zone_of(session, order.cooperative_id))
    outlet = outlet_of(session, order.cooperative_id, order.outlet_id)
    opens = {opening.weekday: opening.opens_minute for opening in openings_of(session, outlet)}
    needed_days = find_cooperative(session, order.cooperative_id).release_after_open_days
    first = order.ready_at.astimezone(zone).date()
    after = (first + timedelta(days) for days in count(1))
    open_days = (day for day in after if not opens or day.weekday() in opens)
    last = next(islice(open_days, needed_days - 1, None))
    midnight = datetime.combine(last, time(), zone)
    return (midnight + timedelta(minutes=opens.get(last.weekday(), 0))).astimezone(UTC)
