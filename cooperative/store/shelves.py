"""What a gerai has of one product: units, promised units, and what they cost. Never below zero.

Cost is a moving average: q of n units take value * q // n with them, and the last unit takes the rest, so the
inventory account is the sum of these values to the rupiah.
"""

from typing import NamedTuple

import sqlalchemy as sa
from sqlmodel import Session, col, select, update

from cooperative.store.tables import StockItem


class Shelf(NamedTuple):
    """The place of one product in one gerai."""

    cooperative_id: int
    outlet_id: int
    product_id: int


class Contents(NamedTuple):
    """What lies there; `value_rupiah` is what all of it cost."""

    quantity_units: int = 0
    reserved_units: int = 0
    value_rupiah: int = 0

    @property
    def free_units(self) -> int:
        """What can still be promised or taken without breaking a promise."""
        return self.quantity_units - self.reserved_units

    def cost_of(self, units: int) -> int:
        """Return the rupiah that `units` of it cost; the last unit takes what is left of rounding."""
        if units >= self.quantity_units:
            return self.value_rupiah
        return self.value_rupiah * units // self.quantity_units


def contents(session: Session, shelf: Shelf) -> Contents:
    """Return what is there; a product that was never there has nothing."""
    query = select(StockItem.quantity_units, StockItem.reserved_units, StockItem.value_rupiah)
    row = session.exec(query.where(*_at(shelf))).first()
    return Contents(*row) if row else Contents()


def change(session: Session, shelf: Shelf, *, delta_units: int, value_rupiah: int) -> bool:
    """Add units and their cost, or take them (negative); False if there are not so many free ones."""
    _make(session, shelf)
    changed = session.exec(
        update(StockItem)
        .where(
            *_at(shelf),
            col(StockItem.quantity_units) + delta_units >= col(StockItem.reserved_units),
            col(StockItem.value_rupiah) + value_rupiah >= 0,
        )
        .values(
            quantity_units=col(StockItem.quantity_units) + delta_units,
            value_rupiah=col(StockItem.value_rupiah) + value_rupiah,
        )
    )
    return changed.rowcount == 1


def reserve_free(session: Session, shelf: Shelf, units: int) -> bool:
    """Promise `units` of the free ones; False if there are not so many any more."""
    reserved = session.exec(
        update(StockItem)
        .where(
            *_at(shelf),
            col(StockItem.reserved_units) + units <= col(StockItem.quantity_units),
        )
        .values(reserved_units=col(StockItem.reserved_units) + units)
    )
    return reserved.rowcount == 1


def free_reserved(session: Session, shelf: Shelf, units: int) -> None:
    """Take `units` out of the promised ones; the caller has closed or cut the promise."""
    session.exec(
        update(StockItem)
        .where(*_at(shelf))
        .values(reserved_units=col(StockItem.reserved_units) - units)
    )


_MAKE = sa.text(
    "INSERT INTO stock_item"
    " (cooperative_id, outlet_id, product_id, quantity_units, reserved_units, value_rupiah)"
    " VALUES (:cooperative_id, :outlet_id, :product_id, 0, 0, 0) ON CONFLICT DO NOTHING"
)


def _make(session: Session, shelf: Shelf) -> None:
    session.connection().execute(_MAKE, shelf._asdict())


def _at(shelf: Shelf) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        col(StockItem.cooperative_id) == shelf.cooperative_id,
        col(StockItem.outlet_id) == shelf.outlet_id,
        col(StockItem.product_id) == shelf.product_id,
    )
