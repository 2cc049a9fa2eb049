"""The server's copy of a person's basket: for plain forms, and mirrored from her phone.

It promises nothing: no price, no stock. Both are looked up when the order is placed.
"""

from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlmodel import Session, col, delete, select

from cooperative.actors import Actor
from cooperative.clock import moment_of
from cooperative.orders.choices import MOST_LINES, MOST_UNITS, Asked, Goods
from cooperative.orders.goods import PRICE_NOW, STOCK_NOW, find_outlet_id, goods_now, printed_name
from cooperative.orders.steps import find_buyer, find_order, lines_of
from cooperative.orders.tables import BasketLine
from cooperative.people.cooperatives import today
from cooperative.refusals import Refused
from cooperative.store.tables import PriceClass

# A product without a price today, or retired, keeps its line and has no price.
_LINES = sa.text(
    "SELECT product.id, product.name, product.size_text,"  # noqa: S608 - our own words
    " product.unit, product.photo, line.quantity_units, price.amount_rupiah AS price_rupiah,"
    " coalesce(item.quantity_units - item.reserved_units, 0) AS free_units"
    " FROM basket_line line JOIN product ON product.cooperative_id = line.cooperative_id"
    " AND product.id = line.product_id"
    f" LEFT JOIN price ON {PRICE_NOW} AND product.retired_at IS NULL"
    f" LEFT JOIN stock_item item ON {STOCK_NOW}"
    " WHERE line.cooperative_id = :cooperative_id AND line.person_id = :person_id"
    " AND line.outlet_id = :outlet_id ORDER BY line.put_at, line.product_id"
).bindparams(sa.bindparam("day", type_=sa.Date))


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
    asked = {
        "cooperative_id": cooperative_id,
        "person_id": person_id,
        "outlet_id": outlet_id,
        "price_class": PriceClass.MEMBER.value,
        "day": today(session, cooperative_id),
    }
    return [_in_basket(row) for row in session.connection().execute(_LINES, asked)]


def _in_basket(row: sa.Row[Any]) -> InBasket:
    printed = printed_name(row.name, row.size_text)
    is_sold = row.price_rupiah is not None
    return InBasket(
        row.id,
        printed,
        row.unit,
        row.photo,
        row.quantity_units,
        Goods(row.id, printed, row.unit, row.price_rupiah, row.free_units) if is_sold else None,
    )


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
