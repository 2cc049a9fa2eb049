"""Take back a sale that was written down wrongly: money and goods, mirrored, once."""

from sqlmodel import Session, col, select

from cooperative.actors import SHOP, Actor
from cooperative.ledger.entries import reverse
from cooperative.people.cooperatives import today
from cooperative.people.members import find_member
from cooperative.refusals import Refused
from cooperative.sales.reading import find_sale
from cooperative.sales.tables import Sale
from cooperative.sales.telling import announce_taken_back
from cooperative.store.movements import Move, move
from cooperative.store.outlets import touch_catalogue
from cooperative.store.shelves import Shelf
from cooperative.store.tables import MovementKind, StockMovement


def take_back_sale(session: Session, *, sale_id: int, reason: str, by: Actor) -> Sale:
    """Write the mirrored entry and movements of a sale. A selisih of it stays open.

    Units the books did not have go back to where they came from: nowhere. Raises
    Refused("not_allowed"), ("not_found"), ("reason_missing"), and what `entries.reverse` raises:
    ("already_reversed"), ("own_savings"), ("balance_short") for a bon that was paid since.
    """
    if not by.roles & SHOP:
        raise Refused("not_allowed")
    sale = find_sale(session, by.cooperative_id, sale_id)
    if not reason.strip():
        raise Refused("reason_missing")
    back = reverse(session, sale.entry_id, reason=reason.strip(), by=by)
    # From here on it must succeed.
    member = None
    if sale.member_id is not None:
        member = find_member(session, by.cooperative_id, sale.member_id)
    pairs = [(sold, _out_of_nowhere(session, sold)) for sold in _sold(session, sale)]
    announce_taken_back(
        session,
        sale,
        member,
        back,
        cost_rupiah=-sum(sold.value_rupiah for sold, _ in pairs),
        missing={sold.product_id: found.delta_units for sold, found in pairs if found},
        by=by,
    )
    for sold, found in pairs:
        _put_back(session, sold, found, reason, back.id, by=by)
    touch_catalogue(session, by.cooperative_id, sale.outlet_id)
    return sale


def _sold(session: Session, sale: Sale) -> list[StockMovement]:
    query = select(StockMovement).where(
        col(StockMovement.cooperative_id) == sale.cooperative_id,
        col(StockMovement.entry_id) == sale.entry_id,
        col(StockMovement.kind) == MovementKind.SOLD,
    )
    return list(session.exec(query.order_by(col(StockMovement.id))))


def _out_of_nowhere(session: Session, sold: StockMovement) -> StockMovement | None:
    """`taking.take_off` writes units out of nowhere right before the movement they are for."""
    before = session.get(StockMovement, (sold.cooperative_id, sold.id - 1))
    return before if before and before.kind is MovementKind.DIFFERENCE else None


def _put_back(
    session: Session,
    sold: StockMovement,
    out_of_nowhere: StockMovement | None,
    reason: str,
    entry_id: int,
    *,
    by: Actor,
) -> None:
    shelf = Shelf(sold.cooperative_id, sold.outlet_id, sold.product_id)
    day = today(session, by.cooperative_id)
    for wrong in filter(None, (sold, out_of_nowhere)):
        mirrored = Move(
            MovementKind.REVERSAL,
            -wrong.delta_units,
            -wrong.value_rupiah,
            day,
            note=reason,
            entry_id=entry_id if wrong is sold else None,
            reverses_id=wrong.id,
        )
        move(session, shelf, by, mirrored)
