"""What a gerai has of one product: units, promised units, and what they cost. Never below zero.

Cost is a moving average: q of n units take value * q // n with them, and the last unit takes the
rest, so the inventory account is the sum of these values to the rupiah.
"""

from typing import NamedTuple

import sqlalchemy as sa
from sqlmodel import Session


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
        """Return the rupiah that `units` of it cost; the last unit takes what rounding left."""
        if units >= self.quantity_units:
            return self.value_rupiah
        return self.value_rupiah * units // self.quantity_units


_MAKE = sa.text(
    "INSERT INTO stock_item"
    " (cooperative_id, outlet_id, product_id, quantity_units, reserved_units, value_rupiah)"
    " VALUES (:cooperative_id, :outlet_id, :product_id, 0, 0, 0) ON CONFLICT DO NOTHING"
)
_LOOK = sa.text(
    "SELECT quantity_units, reserved_units, value_rupiah FROM stock_item"
    " WHERE cooperative_id = :cooperative_id AND outlet_id = :outlet_id"
    " AND product_id = :product_id"
)
# Guarded statements: right even if another writer came between.
_CHANGE = sa.text(
    "UPDATE stock_item SET quantity_units = quantity_units + :delta_units,"
    " value_rupiah = value_rupiah + :value_rupiah"
    " WHERE cooperative_id = :cooperative_id AND outlet_id = :outlet_id"
    " AND product_id = :product_id"
    " AND quantity_units + :delta_units >= reserved_units AND value_rupiah + :value_rupiah >= 0"
)
_RESERVE = sa.text(
    "UPDATE stock_item SET reserved_units = reserved_units + :units"
    " WHERE cooperative_id = :cooperative_id AND outlet_id = :outlet_id"
    " AND product_id = :product_id"
    " AND reserved_units + :units <= quantity_units"
)
_FREE = sa.text(
    "UPDATE stock_item SET reserved_units = reserved_units - :units"
    " WHERE cooperative_id = :cooperative_id AND outlet_id = :outlet_id"
    " AND product_id = :product_id"
)


def contents(session: Session, shelf: Shelf) -> Contents:
    """Return what is there; a product that was never there has nothing."""
    row = session.connection().execute(_LOOK, shelf._asdict()).first()
    return Contents(*row) if row else Contents()


def change(session: Session, shelf: Shelf, *, delta_units: int, value_rupiah: int) -> bool:
    """Add units and their cost, or take them (negative); False if too few of them are free."""
    _make(session, shelf)
    moved = {**shelf._asdict(), "delta_units": delta_units, "value_rupiah": value_rupiah}
    return session.connection().execute(_CHANGE, moved).rowcount == 1


def reserve_free(session: Session, shelf: Shelf, units: int) -> bool:
    """Promise `units` of the free ones; False if there are not so many any more."""
    promised = {**shelf._asdict(), "units": units}
    return session.connection().execute(_RESERVE, promised).rowcount == 1


def free_reserved(session: Session, shelf: Shelf, units: int) -> None:
    """Take `units` out of the promised ones; the caller has closed or cut the promise."""
    session.connection().execute(_FREE, {**shelf._asdict(), "units": units})


def _make(session: Session, shelf: Shelf) -> None:
    session.connection().execute(_MAKE, shelf._asdict())
