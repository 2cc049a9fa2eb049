"""The server's copy of a person's basket: for plain forms, and mirrored from her phone.

It promises nothing: no price, no stock. Both are looked up when the order is placed.
"""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from sqlmodel import Session, col, delete, select

from cooperative.actors import Actor
from cooperative.clock import moment_of
from cooperative.orders.choices import MOST_LINES, MOST_UNITS, Asked, Goods
from cooperative.orders.goods import find_outlet_id, goods_now, printed_name
from cooperative.orders.steps import find_buyer, find_order, lines_of
from cooperative.orders.tables import BasketLine
from cooperative.refusals import Refused
from cooperative.store.tables import Product


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
    """What *pesan lagi* did: how many lines it put down, and the names of what is not sold now."""

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

    Repeatable. Raises Refused("quantity_invalid"), ("not_found") for the gerai,
    ("product_unknown"), ("too_many_lines").
    """
    if not 0 <= quantity_units <= MOST_UNITS:
        raise Refused("quantity_invalid", least_units=0, most_units=MOST_UNITS)
    outlet_id = find_outlet_id(session, by.cooperative_id, outlet_id)
    if quantity_units == 0:
        take_out(session, outlet_id, [product_id], by=by)
        return
    if product_id not in goods_now(session, by.cooperative_id, outlet_id, [product_id]):
        raise Refused("product_unknown", items=[product_id])
    _put(session, outlet_id, {product_id: quantity_units}, by=by)


def lines(
    session: Session, cooperative_id: int, person_id: int, *, outlet_id: int | None = None
) -> list[InBasket]:
    """Return the basket with today's prices and stock, in the order it was filled."""
    outlet_id = find_outlet_id(session, cooperative_id, outlet_id)
    kept = {
        line.product_id: line.quantity_units
        for line in _kept(session, cooperative_id, person_id, outlet_id)
    }
    now = goods_now(session, cooperative_id, outlet_id, kept)
    described = session.exec(
        select(Product).where(
            col(Product.cooperative_id) == cooperative_id, col(Product.id).in_(kept)
        )
    )
    products = {product.id: product for product in described}
    return [
        InBasket(
            product_id,
            printed_name(products[product_id].name, products[product_id].size_text),
            products[product_id].unit,
            products[product_id].photo,
            quantity_units,
            now.get(product_id),
        )
        for product_id, quantity_units in kept.items()
    ]


def asked_of(session: Session, cooperative_id: int, person_id: int, outlet_id: int) -> list[Asked]:
    """Return the basket as the lines of an order; today's prices are accepted as they are."""
    kept = _kept(session, cooperative_id, person_id, outlet_id)
    return [Asked(line.product_id, line.quantity_units) for line in kept]


def clear(session: Session, *, by: Actor, outlet_id: int | None = None) -> None:
    """Empty the actor's basket. Repeatable. Raises Refused("not_found") for the gerai."""
    outlet_id = find_outlet_id(session, by.cooperative_id, outlet_id)
    kept = _kept(session, by.cooperative_id, by.person_id, outlet_id)
    take_out(session, outlet_id, [line.product_id for line in kept], by=by)


def refill(session: Session, *, order_id: int, by: Actor) -> Refilled:
    """Put what she asked for in an earlier order into her basket again (pesan lagi).

    What lies there already keeps the larger quantity. Raises Refused("not_found") for another's
    order, ("too_many_lines").
    """
    order = find_order(session, order_id, by=by)
    if find_buyer(session, order).person_id != by.person_id:
        raise Refused("not_found")
    asked = {line.product_id: line for line in lines_of(session, order)}
    sold = goods_now(session, by.cooperative_id, order.outlet_id, asked)
    kept = {
        line.product_id: line.quantity_units
        for line in _kept(session, by.cooperative_id, by.person_id, order.outlet_id)
    }
    wanted = {
        product_id: max(line.asked_units, kept.get(product_id, 0))
        for product_id, line in asked.items()
        if product_id in sold
    }
    _put(session, order.outlet_id, wanted, by=by)
    gone = [line.product_name for product_id, line in asked.items() if product_id not in sold]
    return Refilled(len(wanted), gone)


def take_out(session: Session, outlet_id: int, product_ids: Collection[int], *, by: Actor) -> None:
    """Take products out of the actor's basket: she ordered them, or put them back."""
    session.exec(
        delete(BasketLine).where(
            col(BasketLine.cooperative_id) == by.cooperative_id,
            col(BasketLine.person_id) == by.person_id,
            col(BasketLine.outlet_id) == outlet_id,
            col(BasketLine.product_id).in_(product_ids),
        )
    )


def _put(session: Session, outlet_id: int, wanted: Mapping[int, int], *, by: Actor) -> None:
    kept = _kept(session, by.cooperative_id, by.person_id, outlet_id)
    by_product = {line.product_id: line for line in kept}
    if len(by_product.keys() | wanted.keys()) > MOST_LINES:
        raise Refused("too_many_lines", most_lines=MOST_LINES)
    # From here on it must succeed.
    for product_id, quantity_units in wanted.items():
        # A line that is there keeps its place in the list: nothing jumps under the thumb.
        line = by_product.get(product_id) or BasketLine(
            cooperative_id=by.cooperative_id,
            person_id=by.person_id,
            outlet_id=outlet_id,
            product_id=product_id,
            quantity_units=quantity_units,
            put_at=moment_of(session),
        )
        line.quantity_units = quantity_units
        session.add(line)
    session.flush()  # the next look at the basket reads its rows


def _kept(
    session: Session, cooperative_id: int, person_id: int, outlet_id: int
) -> list[BasketLine]:
    query = (
        select(BasketLine)
        .where(
            col(BasketLine.cooperative_id) == cooperative_id,
            col(BasketLine.person_id) == person_id,
            col(BasketLine.outlet_id) == outlet_id,
        )
        .order_by(col(BasketLine.put_at), col(BasketLine.product_id))
        .execution_options(populate_existing=True)
    )
    return list(session.exec(query))
