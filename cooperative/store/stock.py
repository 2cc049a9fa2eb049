"""Facts about goods: they came, they went bad, they were counted. A fact is always booked.

The inventory account stays the sum of what lies on the shelves: every rule here moves both.
"""

from datetime import date

from sqlmodel import Session

from cooperative.actors import Actor
from cooperative.ledger.tables import Means
from cooperative.record import record
from cooperative.refusals import Refused
from cooperative.store.bookings import PAID_FROM, book_delivery, book_difference
from cooperative.store.movements import Move, cost_of_found, day_of_fact, move
from cooperative.store.outlets import outlet_of, touch_catalogue
from cooperative.store.products import product_of
from cooperative.store.shelves import Shelf, contents
from cooperative.store.tables import MovementKind
from cooperative.store.taking import Taken, take, take_off

__all__ = ["LOSSES", "MOST_UNITS", "Taken", "correct", "lose", "receive", "take"]

LOSSES = (MovementKind.DAMAGED, MovementKind.EXPIRED, MovementKind.LOST)
MOST_UNITS = 100_000  # more than a gerai has of anything: a slip of the finger


def receive(  # noqa: PLR0913 - a delivery has this many sides, and every one is named
    session: Session,
    *,
    outlet_id: int,
    product_id: int,
    quantity_units: int,
    cost_rupiah: int,
    paid: Means,
    by: Actor,
    note: str = "",
    occurred_on: date | None = None,
) -> int:
    """Put goods on the shelf that cost `cost_rupiah` in all; returns how many are there then.

    Paid by CASH, on CREDIT (owed to the supplier), or NONE: stock the cooperative began with.
    Raises Refused: "not_found", "quantity_invalid", "payment_not_offered", "day_ahead".
    """
    shelf = _shelf_of(session, by, outlet_id, product_id)
    _refuse_quantity(quantity_units, least_units=1)
    if paid not in PAID_FROM:
        raise Refused("payment_not_offered")
    day = day_of_fact(session, by.cooperative_id, occurred_on)
    # From here on it must succeed.
    kind = MovementKind.OPENING if paid is Means.NONE else MovementKind.GOODS_IN
    what = Move(kind, quantity_units, cost_rupiah, day, note)
    facts = {"quantity_units": quantity_units, "cost_rupiah": cost_rupiah, "paid": paid}
    _record(session, "stock.received", shelf, what, by, **facts)
    move(session, shelf, by, book_delivery(session, shelf, by, what, paid))
    touch_catalogue(session, by.cooperative_id, outlet_id)
    return contents(session, shelf).quantity_units


def lose(  # noqa: PLR0913 - a loss has this many sides, and every one is named
    session: Session,
    *,
    outlet_id: int,
    product_id: int,
    quantity_units: int,
    kind: MovementKind,
    by: Actor,
    note: str = "",
    occurred_on: date | None = None,
) -> Taken:
    """Take goods off the shelf that are DAMAGED, EXPIRED or LOST.

    Raises Refused: "not_found", "quantity_invalid", "loss_unknown", "day_ahead".
    """
    shelf = _shelf_of(session, by, outlet_id, product_id)
    _refuse_quantity(quantity_units, least_units=1)
    if kind not in LOSSES:
        raise Refused("loss_unknown")
    day = day_of_fact(session, by.cooperative_id, occurred_on)
    # From here on it must succeed.
    cost_rupiah = contents(session, shelf).cost_of(quantity_units)
    what = Move(kind, -quantity_units, -cost_rupiah, day, note)
    facts = {"quantity_units": quantity_units, "cost_rupiah": cost_rupiah, "reason": kind}
    _record(session, "stock.lost", shelf, what, by, **facts)
    return take_off(session, shelf, by, book_difference(session, shelf, by, what))


def correct(  # noqa: PLR0913 - a count has this many sides, and every one is named
    session: Session,
    *,
    outlet_id: int,
    product_id: int,
    counted_units: int,
    seen_units: int | None = None,
    by: Actor,
    note: str = "",
    occurred_on: date | None = None,
) -> int:
    """Book what was counted on the shelf; returns how many units that added.

    `seen_units` is what the books said when she counted: the difference to it is booked, so what
    was sold since then stays sold. Without it the books say afterwards what was counted.
    Units found cost what those on the shelf cost, or what the last delivery cost.
    Raises Refused: "not_found", "quantity_invalid", "day_ahead".
    """
    shelf = _shelf_of(session, by, outlet_id, product_id)
    _refuse_quantity(counted_units, least_units=0)
    day = day_of_fact(session, by.cooperative_id, occurred_on)
    # From here on it must succeed.
    before = contents(session, shelf)
    delta_units = counted_units - (before.quantity_units if seen_units is None else seen_units)
    value_rupiah = (
        cost_of_found(session, shelf, before, delta_units)
        if delta_units > 0
        else -before.cost_of(-delta_units)
    )
    what = Move(MovementKind.COUNTED, delta_units, value_rupiah, day, note)
    facts = {"counted_units": counted_units, "delta_units": delta_units}
    if seen_units is not None:
        facts["seen_units"] = seen_units
    _record(session, "stock.counted", shelf, what, by, **facts, value_rupiah=value_rupiah)
    if delta_units:
        booked = book_difference(session, shelf, by, what)
        move_or_take = move if delta_units > 0 else take_off
        move_or_take(session, shelf, by, booked)
        touch_catalogue(session, by.cooperative_id, outlet_id)
    return delta_units


def _shelf_of(session: Session, by: Actor, outlet_id: int, product_id: int) -> Shelf:
    outlet = outlet_of(session, by.cooperative_id, outlet_id)
    product = product_of(session, by.cooperative_id, product_id)
    return Shelf(by.cooperative_id, outlet.id, product.id)


def _refuse_quantity(units: int, *, least_units: int) -> None:
    if not least_units <= units <= MOST_UNITS:
        raise Refused("quantity_invalid", least_units=least_units, most_units=MOST_UNITS)


def _record(
    session: Session, kind: str, shelf: Shelf, what: Move, by: Actor, **facts: object
) -> None:
    product = product_of(session, shelf.cooperative_id, shelf.product_id)
    about = {"outlet_id": shelf.outlet_id, "product_id": product.id, "name": product.name}
    record(
        session,
        kind,
        by=by,
        subject=f"product/{product.id}",
        facts={**about, **facts},
        occurred_on=what.occurred_on,
        private={"note": what.note},
    )
