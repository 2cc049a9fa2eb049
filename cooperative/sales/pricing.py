"""What is sold at the counter, and for how much: the price that was charged, beside the list's."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlmodel import Session, col, select

from cooperative.actors import Actor
from cooperative.orders.choices import MOST_LINES
from cooperative.people.tables import Member
from cooperative.refusals import Refused
from cooperative.store.prices import price_on
from cooperative.store.tables import PriceClass, Product


class Item(NamedTuple):
    """So many units of a product for `price_rupiah` each; None: today's price of the buyer."""

    product_id: int
    quantity_units: int
    price_rupiah: int | None = None


class Priced(NamedTuple):
    """An item with what it is called, what was charged for a unit, and what the list says."""

    product: Product
    quantity_units: int
    price_rupiah: int
    list_price_rupiah: int | None

    @property
    def total_rupiah(self) -> int:
        """What the line comes to."""
        return self.quantity_units * self.price_rupiah


def priced(
    session: Session, by: Actor, items: Sequence[Item], member: Member | None, day: date
) -> list[Priced]:
    """Return what is sold with its prices.

    Raises Refused("basket_empty"), ("too_many_lines", most_lines), ("product_unknown").
    """
    if not items:
        raise Refused("basket_empty")
    if len(items) > MOST_LINES:
        raise Refused("too_many_lines", most_lines=MOST_LINES)
    coop, ids = by.cooperative_id, [item.product_id for item in items]
    price_class = PriceClass.GENERAL if member is None else PriceClass.MEMBER
    on_list = price_on(session, coop, ids, price_class, day)
    found = session.exec(
        select(Product).where(col(Product.cooperative_id) == coop, col(Product.id).in_(ids))
    )
    products = {product.id: product for product in found}
    lines: list[Priced] = []
    for item in items:
        price_rupiah = item.price_rupiah or on_list.get(item.product_id)
        if item.product_id not in products or price_rupiah is None:
            raise Refused("product_unknown", items=[item.product_id])
        lines.append(
            Priced(
                products[item.product_id],
                item.quantity_units,
                price_rupiah,
                on_list.get(item.product_id),
            )
        )
    return lines
