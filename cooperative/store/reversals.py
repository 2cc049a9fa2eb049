"""Take a movement of goods back that was written down wrongly: mirrored, once, with its entry."""

from sqlmodel import Session, col, select

from cooperative.actors import Actor
from cooperative.ledger.entries import reverse
from cooperative.people.cooperatives import today
from cooperative.record import record
from cooperative.refusals import Refused
from cooperative.store.movements import Move, move
from cooperative.store.outlets import touch_catalogue
from cooperative.store.shelves import Contents, Shelf, contents
from cooperative.store.tables import MovementKind, StockMovement

# A sale goes back with its order, and a difference is settled.
REVERSIBLE = (
    MovementKind.OPENING,
    MovementKind.GOODS_IN,
    MovementKind.DAMAGED,
    MovementKind.EXPIRED,
    MovementKind.LOST,
    MovementKind.COUNTED,
)


def reverse_movement(
    session: Session, *, movement_id: int, reason: str, by: Actor
) -> StockMovement:
    """Write the mirrored movement and reverse the entry.

    Raises Refused: "not_found", "not_reversible", "already_reversed"; "goods_gone" when the goods
    of a delivery are sold or promised already: then a count is the way, as it is for a loss of
    more than the books had.
    """
    movement = session.get(StockMovement, (by.cooperative_id, movement_id))
    if movement is None:
        raise Refused("not_found")
    if movement.kind not in REVERSIBLE or _came_with_difference(session, movement):
        raise Refused("not_reversible")
    if _is_reversed(session, movement):
        raise Refused("already_reversed")
    shelf = Shelf(by.cooperative_id, movement.outlet_id, movement.product_id)
    _refuse_gone(contents(session, shelf), movement)
    # From here on it must succeed.
    back = move(session, shelf, by, _mirrored(session, movement, reason, by))
    touch_catalogue(session, by.cooperative_id, movement.outlet_id)
    facts = {
        "movement_id": movement.id,
        "kind": movement.kind,
        "outlet_id": movement.outlet_id,
        "product_id": movement.product_id,
        "delta_units": -movement.delta_units,
        "value_rupiah": -movement.value_rupiah,
    }
    subject = f"product/{movement.product_id}"
    record(session, "stock.reversed", by=by, subject=subject, facts=facts, private={"note": reason})
    return back


def _mirrored(session: Session, movement: StockMovement, reason: str, by: Actor) -> Move:
    """Reverse the entry of the movement, if it has one, and return the movement back."""
    entry_id = movement.entry_id
    if entry_id is not None:
        entry_id = reverse(session, entry_id, reason=reason, by=by).id
    return Move(
        MovementKind.REVERSAL,
        -movement.delta_units,
        -movement.value_rupiah,
        today(session, by.cooperative_id),
        note=reason,
        entry_id=entry_id,
        reverses_id=movement.id,
    )


def _is_reversed(session: Session, movement: StockMovement) -> bool:
    reversal = select(StockMovement.id).where(
        StockMovement.cooperative_id == movement.cooperative_id,
        col(StockMovement.reverses_id) == movement.id,
    )
    return session.exec(reversal).first() is not None


def _came_with_difference(session: Session, movement: StockMovement) -> bool:
    """Tell whether units had to come out of nowhere first: back, they would lie on the shelf.

    `taking.take_off` writes these right before the movement they are for.
    """
    before = session.get(StockMovement, (movement.cooperative_id, movement.id - 1))
    return before is not None and before.kind is MovementKind.DIFFERENCE


def _refuse_gone(now: Contents, movement: StockMovement) -> None:
    """Refuse when the shelf could not give the units, or not at the cost they came with."""
    left_units = now.quantity_units - movement.delta_units
    left_rupiah = now.value_rupiah - movement.value_rupiah
    if now.free_units < movement.delta_units or left_rupiah < 0:
        raise Refused("goods_gone")
    if left_units == 0 and left_rupiah != 0:
        raise Refused("goods_gone")
