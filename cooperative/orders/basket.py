"""The server's copy of a person's basket: for plain forms, and mirrored from her phone.

It promises nothing: no price, no stock. Both are looked up when the order is placed.
"""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from sqlmodel import Session, col, delete, func, select

from cooperative.actors import Actor
from cooperative.clock import moment_of
from cooperative.orders.choices import Asked, Goods
from cooperative.orders.goods import goods_now
from cooperative.orders.steps import find_order, lines_of
from cooperative.orders.tables import BasketLine
from cooperative.people.members import find_member
from cooperative.refusals import Refused
from cooperative.store.outlets import default_outlet, outlet_of
from cooperative.store.tables import Product

MOST_UNITS = 999
MOST_LINES = 50


class InBasket(NamedTuple):
    """A line of the basket; `goods` as they are now, None when the product is no longer sold."""

    product_id: int
    name: str
    unit: str
    photo: str | None
    quantity_units: int
    goods: Goods | None

    @property
    def total_rupiah(self) -> int:
        """What the line costs today; 0 when it is no longer sold."""
        return self.quantity_units * self.goods.price_rupiah if self.goods else 0


class Refilled(NamedTuple):
    """What *pesan lagi* did: how many lines it put down, and the names of what is no longer sold."""

    lines: int
    no_longer_sold: list[str]


def set_line(
    session: Session,
    *,
    product_id: int,
    quantity_units: int,
    by: Actor,
    outlet_id: int | None = None,
) -> None:
    """Put so many of a product into the actor's basket, instead of what was there; 0 takes it out.

    Repeatable. Raises Refused("quantity_wrong"), ("not_found") for the gerai, ("product_unknown"),
    ("too_many_lines").
    """
    if not 0 <= quantity_units <= MOST_UNITS:
        raise Refused("quantity_wrong", most_units=MOST_UNITS)
    outlet_id = find_outlet_id(session, by.cooperative_id, outlet_id)
    if quantity_units == 0:
        take_out(session, outlet_id, [product_id], by=by)
        return
    if product_id not in goods_now(session, by.cooperative_id, outlet_id, [product_id]):
        raise Refused("product_unknown", items=[product_id])
    others = _ours(by.cooperative_id, by.person_id, outlet_id)
    others = others.where(col(BasketLine.product_id) != product_id)
    if session.exec(select(func.count()).select_from(others.subquery())).one() >= MOST_LINES:
        raise Refused("too_many_lines", most_lines=MOST_LINES)
    # From here on it must succeed.
    _put(session, outlet_id, {product_id: quantity_units}, by=by)


def lines(
    session: Session, cooperative_id: int, person_id: int, *, outlet_id: int | None = None
) -> list[InBasket]:
    """Return the basket with today's prices and stock, in the order it was filled."""
    outlet_id = find_outlet_id(session, cooperative_id, outlet_id)
    kept = _kept(session, cooperative_id, person_id, outlet_id)
    ids = [line.product_id for line in kept]
    now = goods_now(session, cooperative_id, outlet_id, ids)
    products = {product.id: product for product in _products(session, cooperative_id, ids)}
    return [
        InBasket(
            line.product_id,
            f"{products[line.product_id].name} {products[line.product_id].size_text}".strip(),
            products[line.product_id].unit,
            products[line.product_id].photo,
            line.quantity_units,
            now.get(line.product_id),
        )
        for line in kept
    ]


def asked_of(session: Session, cooperative_id: int, person_id: int, outlet_id: int) -> list[Asked]:
    """Return the basket as the lines of an order; today's prices are accepted as they are."""
    kept = _kept(session, cooperative_id, person_id, outlet_id)
    return [Asked(line.product_id, line.quantity_units) for line in kept]


def clear(session: Session, *, by: Actor, outlet_id: int | None = None) -> None:
    """Empty the actor's basket. Repeatable."""
    outlet_id = find_outlet_id(session, by.cooperative_id, outlet_id)
    session.exec(
        delete(BasketLine).where(
            col(BasketLine.cooperative_id) == by.cooperative_id,
            col(BasketLine.person_id) == by.person_id,
            col(BasketLine.outlet_id) == outlet_id,
        )
    )


def refill(session: Session, *, order_id: int, by: Actor) -> Refilled:
    """Put what she asked for in an earlier order into her basket again (pesan lagi).

    What lies there already keeps the larger quantity. Raises Refused("not_found") for another's
    order, ("too_many_lines").
    """
    order = find_order(session, order_id, by=by)
    if find_member(session, by.cooperative_id, order.member_id).person_id != by.person_id:
        raise Refused("not_found")
    asked = {line.product_id: line for line in lines_of(session, order)}
    sold = goods_now(session, by.cooperative_id, order.outlet_id, asked)
    kept = {
        line.product_id: line.quantity_units
        for line in _kept(session, by.cooperative_id, by.person_id, order.outlet_id)
    }
    if len(kept.keys() | sold.keys()) > MOST_LINES:
        raise Refused("too_many_lines", most_lines=MOST_LINES)
    # From here on it must succeed.
    wanted = {
        product_id: max(line.asked_units, kept.get(product_id, 0))
        for product_id, line in asked.items()
        if product_id in sold
    }
    _put(session, order.outlet_id, wanted, by=by)
    gone = [line.product_name for product_id, line in asked.items() if product_id not in sold]
    return Refilled(len(wanted), gone)


def take_out(
    session: Session, outlet_id: int, product_ids: Collection[int], *, by: Actor
) -> None:
    """Take products out of the actor's basket: she ordered them, or put them back."""
    session.exec(
        delete(BasketLine).where(
            col(BasketLine.cooperative_id) == by.cooperative_id,
            col(BasketLine.person_id) == by.person_id,
            col(BasketLine.outlet_id) == outlet_id,
            col(BasketLine.product_id).in_(product_ids),
        )
    )


def find_outlet_id(session: Session, cooperative_id: int, outlet_id: int | None) -> int:
    """Return the gerai that was named, or the usual one. Raises Refused("not_found")."""
    if outlet_id is None:
        return default_outlet(session, cooperative_id).id
    return outlet_of(session, cooperative_id, outlet_id).id
