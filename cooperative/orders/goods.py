"""The goods of an order as they are now, in one read however long the order is."""

from collections.abc import Collection

import sqlalchemy as sa
from sqlmodel import Session

from cooperative.orders.choices import Goods
from cooperative.people.cooperatives import today
from cooperative.store.outlets import default_outlet, outlet_of
from cooperative.store.tables import PriceClass

# Written out, because every order asks it: building it anew costs more than running it.
PRICE_NOW = (
    "price.cooperative_id = product.cooperative_id AND price.product_id = product.id"
    " AND price.price_class = :price_class AND price.starts_on = (SELECT max(begun.starts_on)"
    " FROM price begun WHERE begun.cooperative_id = price.cooperative_id"
    " AND begun.product_id = price.product_id AND begun.price_class = price.price_class"
    " AND begun.starts_on <= :day)"
)
STOCK_NOW = (
    "item.cooperative_id = product.cooperative_id AND item.outlet_id = :outlet_id"
    " AND item.product_id = product.id"
)
_NOW = sa.text(
    "SELECT product.id, product.name, product.size_text, product.unit,"  # noqa: S608 - our own words
    " price.amount_rupiah, coalesce(item.quantity_units - item.reserved_units, 0)"
    f" FROM product JOIN price ON {PRICE_NOW} LEFT JOIN stock_item item ON {STOCK_NOW}"
    " WHERE product.cooperative_id = :cooperative_id AND product.id IN :product_ids"
    " AND product.retired_at IS NULL"
).bindparams(sa.bindparam("product_ids", expanding=True), sa.bindparam("day", type_=sa.Date))


def goods_now(
    session: Session, cooperative_id: int, outlet_id: int, product_ids: Collection[int]
) -> dict[int, Goods]:
    """Return today's member price and free units of the products; what is not sold is missing."""
    asked = {
        "cooperative_id": cooperative_id,
        "outlet_id": outlet_id,
        "product_ids": list(product_ids),
        "price_class": PriceClass.MEMBER.value,
        "day": today(session, cooperative_id),
    }
    return {
        product_id: Goods(product_id, printed_name(name, size_text), unit, price_rupiah, free_units)
        for product_id, name, size_text, unit, price_rupiah, free_units in (
            session.connection().execute(_NOW, asked)
        )
    }


def printed_name(name: str, size_text: str) -> str:
    """Return what is printed on orders and receipts: the name with the size, if it has one."""
    return f"{name} {size_text}".strip()


def find_outlet_id(session: Session, cooperative_id: int, outlet_id: int | None) -> int:
    """Return the gerai that was named, or the usual one. Raises Refused("not_found")."""
    if outlet_id is None:
        return default_outlet(session, cooperative_id).id
    return outlet_of(session, cooperative_id, outlet_id).id
