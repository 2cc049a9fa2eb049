"""What an order says to the member who placed it, to the shop, and to the feed."""

from collections.abc import Sequence
from typing import Any

from sqlmodel import Session

from cooperative.actors import Actor, Role
from cooperative.inbox import tell
from cooperative.orders.steps import find_buyer
from cooperative.orders.tables import Order, OrderLine
from cooperative.people.access import flag_own, holders
from cooperative.people.tables import Person


def tell_buyer(session: Session, order: Order, kind: str, **facts: Any) -> None:
    """Put news about the order into the inbox of the member who placed it."""
    tell(
        session,
        kind,
        cooperative_id=order.cooperative_id,
        person_id=find_buyer(session, order).person_id,
        path=f"/pesanan/{order.id}",
        facts={**_brief(order), **facts},
    )


def tell_shop(session: Session, order: Order, kind: str) -> None:
    """Tell every shopkeeper of the cooperative, but not about her own order."""
    buyer = session.get_one(Person, find_buyer(session, order).person_id)
    keepers = holders(session, order.cooperative_id, {Role.SHOPKEEPER})
    for person_id in keepers:
        if person_id == buyer.id:
            continue
        tell(
            session,
            kind,
            cooperative_id=order.cooperative_id,
            person_id=person_id,
            path=shop_path(order),
            facts={**_brief(order), "name": buyer.name},
        )


def shop_path(order: Order) -> str:
    """Return the page on which the shop handles the order."""
    return f"/gerai/pesanan/{order.id}"


def as_shop(
    session: Session, order: Order, *, by: Actor, lines: Sequence[OrderLine] = ()
) -> dict[str, Any]:
    """Return what the record of an act of the shop holds.

    Pengawas is told of an act on the actor's own order: there was nobody else (architecture.md 1).
    """
    subject = f"order/{order.id}"
    is_own = find_buyer(session, order).person_id == by.person_id
    if is_own:
        flag_own(session, by=by, subject=subject, path=shop_path(order))
    private = {"self_approved": True} if is_own else None
    return {"subject": subject, "facts": feed_facts(order, lines), "private": private}


def feed_facts(order: Order, lines: Sequence[OrderLine] = ()) -> dict[str, Any]:
    """Return what the feed says of an order: numbers and goods, no names of members."""
    facts: dict[str, Any] = {
        "order_id": order.id,
        "outlet_id": order.outlet_id,
        "member": True,
        "member_id": order.member_id,
        "means": order.means.value,
        "total_rupiah": order.total_rupiah,
    }
    if lines:
        facts["lines"] = [_line_facts(line) for line in lines]
    return facts


def _brief(order: Order) -> dict[str, Any]:
    return {"order_id": order.id, "code": order.code, "total_rupiah": order.total_rupiah}


def _line_facts(line: OrderLine) -> dict[str, Any]:
    return {
        "product_id": line.product_id,
        "name": line.product_name,
        "unit": line.unit,
        "asked_units": line.asked_units,
        "given_units": line.given_units,
        "unit_price_rupiah": line.unit_price_rupiah,
        "line_total_rupiah": line.line_total_rupiah,
    }
