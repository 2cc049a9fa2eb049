"""The goods of an order as they are now, in four reads however long the order is."""

from collections.abc import Collection

from sqlmodel import Session, col, select

from cooperative.orders.choices import Goods
from cooperative.people.cooperatives import today
from cooperative.store.outlets import default_outlet, outlet_of
from cooperative.store.prices import price_on
from cooperative.store.tables import PriceClass, Product, StockItem


def goods_now(
    session: Session, cooperative_id: int, outlet_id: int, product_ids: Collection[int]
) -> dict[int, Goods]:
    """Return today's member price and free units of the products; what is not sold is missing."""
    prices = price_on(
        session,
        cooperative_id,
        product_ids,
        PriceClass.MEMBER,
        today(session, cooperative_id),
    )
    free_units = _free_units(session, cooperative_id, outlet_id, product_ids)
    for_sale = session.exec(
        select(Product.id, Product.name, Product.size_text, Product.unit).where(
            col(Product.cooperative_id) == cooperative_id,
            col(Product.id).in_(product_ids),
            col(Product.retired_at).is_(None),
        )
    )
    return {
        product_id: Goods(
            product_id,
            printed_name(name, size_text),
            unit,
            prices[product_id],
            free_units.get(product_id, 0),
        )
        for product_id, name, size_text, unit in for_sale
        if product_id in prices
    }


def printed_name(name: str, size_text: str) -> str:
    """Return what is printed on orders and receipts: the name with the size, if it has one."""
    return f"{name} {size_text}".strip()


def find_outlet_id(session: Session, cooperative_id: int, outlet_id: int | None) -> int:
    """Return the gerai that was named, or the usual one. Raises Refused("not_found")."""
    if outlet_id is None:
        return default_outlet(session, cooperative_id).id
    return outlet_of(session, cooperative_id, outlet_id).id


def _free_units(
    session: Session, cooperative_id: int, outlet_id: int, product_ids: Collection[int]
) -> dict[int, int]:
    found = session.exec(
        select(StockItem.product_id, StockItem.quantity_units, StockItem.reserved_units).where(
            col(StockItem.cooperative_id) == cooperative_id,
            col(StockItem.outlet_id) == outlet_id,
            col(StockItem.product_id).in_(product_ids),
        )
    )
    return {product_id: quantity - reserved for product_id, quantity, reserved in found}
