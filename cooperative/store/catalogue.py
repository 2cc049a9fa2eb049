"""The list of goods as people read it. Hot reads: rows, not objects; one query a list."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

import sqlalchemy as sa
from sqlmodel import Session, col, func, select

from cooperative.refusals import Refused
from cooperative.store.prices import in_force, prices_of
from cooperative.store.tables import Price, PriceClass, Product, StockItem


class CatalogueRow(NamedTuple):
    """One product on sale in one gerai, with the price of one class on one day."""

    id: int
    name: str
    size_text: str
    unit: str
    category: str
    code: str | None
    price_rupiah: int
    available_units: int
    low_at_units: int
    photo: str | None
    search_text: str


class ProductPage(NamedTuple):
    """One product in one gerai with both prices; a price of None has not begun."""

    id: int
    name: str
    size_text: str
    unit: str
    category: str
    code: str | None
    member_price_rupiah: int | None
    general_price_rupiah: int | None
    quantity_units: int
    available_units: int
    low_at_units: int
    photo: str | None
    retired: bool
    planned: list[tuple[date, PriceClass, int]]


def catalogue_rows(
    session: Session, cooperative_id: int, outlet_id: int, price_class: PriceClass, day: date
) -> list[CatalogueRow]:
    """Return all goods with a price on `day`, by category and name.

    May be kept while (outlet.catalogue_version, day) stays the same: prices begin on their day.
    """
    query = (
        sa.select(
            col(Product.id),
            col(Product.name),
            col(Product.size_text),
            col(Product.unit),
            col(Product.category),
            col(Product.code),
            col(Price.amount_rupiah),
            available_units(),
            col(Product.low_at_units),
            col(Product.photo),
            col(Product.search_text),
        )
        .join_from(Product, Price, _price_of_product())
        .outerjoin(StockItem, item_of_product(outlet_id))
        .where(col(Product.cooperative_id) == cooperative_id)
        .where(col(Product.retired_at).is_(None))
        .where(col(Price.price_class) == price_class, in_force(day))
        .order_by(col(Product.category), col(Product.name), col(Product.id))
    )
    return [CatalogueRow(*row) for row in session.connection().execute(query)]


def categories(rows: Iterable[CatalogueRow]) -> list[str]:
    """Return the categories of `rows` in their order, each once."""
    return list(dict.fromkeys(row.category for row in rows))


def search(rows: Sequence[CatalogueRow], words: str) -> list[CatalogueRow]:
    """Return the rows that hold every word of `words`; those that begin with them come first."""
    wanted = words.lower().split()
    found = [row for row in rows if all(word in row.search_text for word in wanted)]
    return sorted(found, key=lambda row: not row.search_text.startswith(" ".join(wanted)))


def product_page(
    session: Session, cooperative_id: int, outlet_id: int, product_id: int, day: date
) -> ProductPage:
    """Return a product for its page, retired or not; raises Refused("not_found")."""
    query = (
        select(Product, func.coalesce(StockItem.quantity_units, 0), available_units())
        .outerjoin(StockItem, item_of_product(outlet_id))
        .where(col(Product.cooperative_id) == cooperative_id, col(Product.id) == product_id)
    )
    row = session.exec(query).first()
    if row is None:
        raise Refused("not_found")
    product, quantity, available = row
    now, planned = _now_and_planned(prices_of(session, cooperative_id, product_id), day)
    return ProductPage(
        id=product.id,
        name=product.name,
        size_text=product.size_text,
        unit=product.unit,
        category=product.category,
        code=product.code,
        member_price_rupiah=now.get(PriceClass.MEMBER),
        general_price_rupiah=now.get(PriceClass.GENERAL),
        quantity_units=quantity,
        available_units=available,
        low_at_units=product.low_at_units,
        photo=product.photo,
        retired=product.retired_at is not None,
        planned=planned,
    )


def available_units() -> sa.ColumnElement[int]:
    """Return the column of what can still be promised: 0 where the gerai never had the product."""
    return func.coalesce(col(StockItem.quantity_units) - col(StockItem.reserved_units), 0)


def item_of_product(outlet_id: int) -> sa.ColumnElement[bool]:
    """Return the condition that joins `StockItem` of one gerai to `Product`."""
    return sa.and_(
        col(StockItem.cooperative_id) == col(Product.cooperative_id),
        col(StockItem.outlet_id) == outlet_id,
        col(StockItem.product_id) == col(Product.id),
    )


def _price_of_product() -> sa.ColumnElement[bool]:
    return sa.and_(
        col(Price.cooperative_id) == col(Product.cooperative_id),
        col(Price.product_id) == col(Product.id),
    )


def _now_and_planned(
    prices: dict[PriceClass, dict[date, int]], day: date
) -> tuple[dict[PriceClass, int], list[tuple[date, PriceClass, int]]]:
    now: dict[PriceClass, int] = {}
    planned: list[tuple[date, PriceClass, int]] = []
    for price_class, by_day in prices.items():
        for starts_on, amount_rupiah in by_day.items():
            if starts_on <= day:
                now[price_class] = amount_rupiah
            else:
                planned.append((starts_on, price_class, amount_rupiah))
    return now, sorted(planned)
