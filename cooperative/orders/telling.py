"""What an order says to the member who placed it, to the shop, and to the feed."""

from collections.abc import Sequence
from typing import Any

from sqlmodel import Session, col, select

from cooperative.actors import Role
from cooperative.inbox import tell
from cooperative.orders.steps import find_buyer
from cooperative.orders.tables import Order, OrderLine
from cooperative.people.tables import Person, RoleGrant


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
    keepers = session.exec(
        select(RoleGrant.person_id)
        .where(
            col(RoleGrant.cooperative_id) == order.cooperative_id,
            col(RoleGrant.role) == Role.SHOPKEEPER,
            col(RoleGrant.until).is_(None),
            col(RoleGrant.person_id) != buyer.id,
        )
        .order_by(col(RoleGrant.person_id))
    )
    for person_id in keepers:
        tell(
            session,
            kind,
            cooperative_id=order.cooperative_id,
            person_id=person_id,
            path=f"/gerai/pesanan/{order.id}",
            facts={**_brief(order), "name": buyer.name},
        )


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
