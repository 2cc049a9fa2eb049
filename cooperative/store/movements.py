"""Write down that goods moved. A row of ink, and the shelf beside it, in one breath."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from cooperative.actors import Actor
from cooperative.books.numbers import next_number
from cooperative.clock import moment_of
from cooperative.people.cooperatives import today
from cooperative.refusals import Busy, Refused
from cooperative.store.shelves import Contents, Shelf, change
from cooperative.store.tables import MovementKind, StockMovement


@dataclass(frozen=True)
class Move:
    """So many units in (+) or out (-), with their cost, and what they belong to."""

    kind: MovementKind
    delta_units: int
    value_rupiah: int
    occurred_on: date
    note: str = ""
    entry_id: int | None = None
    order_id: int | None = None
    reverses_id: int | None = None


def move(session: Session, shelf: Shelf, by: Actor, what: Move) -> StockMovement:
    """Move goods on or off the shelf.

    Only free units can go: promises are cut before (see `reservations.shorten_youngest`).
    """
    if not change(session, shelf, delta_units=what.delta_units, value_rupiah=what.value_rupiah):
        # Nobody else writes while the cooperative is locked; without the lock, try again.
        raise Busy("the shelf has changed meanwhile")
    session.flush()  # the entry it names has to be there first
    movement = StockMovement(
        cooperative_id=shelf.cooperative_id,
        id=next_number(session, shelf.cooperative_id, "stock_movement"),
        outlet_id=shelf.outlet_id,
        product_id=shelf.product_id,
        kind=what.kind,
        delta_units=what.delta_units,
        value_rupiah=what.value_rupiah,
        entry_id=what.entry_id,
        order_id=what.order_id,
        note=what.note,
        occurred_on=what.occurred_on,
        recorded_at=moment_of(session),
        by_person_id=by.person_id,
        reverses_id=what.reverses_id,
    )
    session.add(movement)
    session.flush()  # lists of movements and invariants read it with raw SQL
    return movement


def day_of_fact(session: Session, cooperative_id: int, occurred_on: date | None) -> date:
    """Return the business day a fact belongs to; raises Refused("day_ahead") for one to come."""
    day = today(session, cooperative_id)
    if occurred_on is not None and occurred_on > day:
        raise Refused("day_ahead")
    return occurred_on or day


def cost_of_found(session: Session, shelf: Shelf, before: Contents, found_units: int) -> int:
    """Return what units cost that turned up: as much as the others, or as the last delivery."""
    if before.quantity_units:
        return before.value_rupiah * found_units // before.quantity_units
    delivered = select(StockMovement.value_rupiah, StockMovement.delta_units).where(
        col(StockMovement.cooperative_id) == shelf.cooperative_id,
        col(StockMovement.outlet_id) == shelf.outlet_id,
        col(StockMovement.product_id) == shelf.product_id,
        col(StockMovement.kind).in_((MovementKind.GOODS_IN, MovementKind.OPENING)),
    )
    last = session.exec(delivered.order_by(col(StockMovement.id).desc()).limit(1)).first()
    return last[0] * found_units // last[1] if last else 0
