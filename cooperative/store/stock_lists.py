"""What the shop sees of its goods: the shelves, empty ones first."""

from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

import sqlalchemy as sa
from sqlmodel import Session, col

from cooperative.store.catalogue import available_units, item_of_product
from cooperative.store.tables import Product, StockItem

PER_PAGE = 30


class Need(StrEnum):
    """Which shelves are asked for: those with little left, or those with nothing to promise."""

    LOW = "low"
    EMPTY = "empty"


class StockCounts(NamedTuple):
    """How many shelves a gerai has in all, how many are low, how many are empty."""

    shelves: int
    low: int
    empty: int


class StockRow(NamedTuple):
    """One shelf of a gerai; available = quantity - reserved."""

    id: int
    name: str
    size_text: str
    unit: str
    category: str
    code: str | None
    photo: str | None
    low_at_units: int
    quantity_units: int
    reserved_units: int
    available_units: int
    value_rupiah: int
    retired_at: datetime | None

    @property
    def is_empty(self) -> bool:
        """Nothing can be promised or sold."""
        return self.available_units <= 0

    @property
    def is_low(self) -> bool:
        """There is less than the shop wants to have."""
        return self.available_units <= self.low_at_units


def stock_list(  # noqa: PLR0913 - the parts of a list's address, each named
    session: Session,
    cooperative_id: int,
    outlet_id: int,
    *,
    words: str = "",
    need: Need | None = None,
    page: int = 1,
    per_page: int = PER_PAGE,
) -> tuple[list[StockRow], int]:
    """Return one page of the gerai's shelves, empty ones first, then low ones; and their count.

    Retired products are listed as long as some of them lie there.
    """
    wanted = [*_kept_shelves(cooperative_id), *_asked_for(words, need)]
    shelves = sa.join(Product, StockItem, item_of_product(outlet_id), isouter=True)
    count = sa.select(sa.func.count()).select_from(shelves).where(*wanted)
    query = (
        sa.select(
            col(Product.id),
            col(Product.name),
            col(Product.size_text),
            col(Product.unit),
            col(Product.category),
            col(Product.code),
            col(Product.photo),
            col(Product.low_at_units),
            _quantity(),
            sa.func.coalesce(col(StockItem.reserved_units), 0),
            available_units(),
            sa.func.coalesce(col(StockItem.value_rupiah), 0),
            col(Product.retired_at),
        )
        .select_from(shelves)
        .where(*wanted)
        .order_by(_urgency(), col(Product.category), col(Product.name), col(Product.id))
    )
    connection = session.connection()
    rows = connection.execute(query.limit(per_page).offset((page - 1) * per_page))
    return [StockRow(*row) for row in rows], connection.execute(count).scalar_one()


def stock_counts(session: Session, cooperative_id: int, outlet_id: int) -> StockCounts:
    """Count the shelves of a gerai by what they need."""
    shelves = sa.join(Product, StockItem, item_of_product(outlet_id), isouter=True)
    each = sa.select(_urgency().label("urgency")).select_from(shelves)
    kept = each.where(*_kept_shelves(cooperative_id)).subquery()
    query = sa.select(kept.c.urgency, sa.func.count()).group_by(kept.c.urgency)
    found = {row[0]: row[1] for row in session.connection().execute(query)}
    low, empty = (found.get(_URGENCY[need], 0) for need in Need)
    return StockCounts(sum(found.values()), low, empty)


_URGENCY = {Need.EMPTY: 0, Need.LOW: 1}


def _asked_for(words: str, need: Need | None) -> list[sa.ColumnElement[bool]]:
    text = col(Product.search_text)
    found = [text.contains(word, autoescape=True) for word in words.lower().split()]
    return [*found, _urgency() == _URGENCY[need]] if need else found


def _urgency() -> sa.ColumnElement[int]:
    available = available_units()
    return sa.case((available <= 0, 0), (available <= col(Product.low_at_units), 1), else_=2)


def _quantity() -> sa.ColumnElement[int]:
    return sa.func.coalesce(col(StockItem.quantity_units), 0)


def _kept_shelves(cooperative_id: int) -> list[sa.ColumnElement[bool]]:
    return [
        col(Product.cooperative_id) == cooperative_id,
        sa.or_(col(Product.retired_at).is_(None), _quantity() > 0),
    ]
