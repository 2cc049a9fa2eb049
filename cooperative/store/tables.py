"""Goods and where they are. Stock is whole units, and always the sum of its movements."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Field

from cooperative.store.kinds import DifferenceKind, MovementKind, PriceClass, ReservationState
from cooperative.types import Instant, Row, index_where, of_cooperative, one_of, points_to, ruled


class Outlet(Row, table=True):
    """A gerai. `catalogue_version` grows with every change a member could see in its list."""

    __table_args__ = ruled(sa.CheckConstraint("catalogue_version >= 0", name="version"))
    cooperative_id: int = Field(primary_key=True, foreign_key="cooperative.id")
    id: int = Field(primary_key=True)
    name: str = Field(max_length=60)
    catalogue_version: int = 0


class OutletHours(Row, table=True):
    """When a gerai is open: weekday 0 is Monday; minutes after midnight in its own zone."""

    __table_args__ = ruled(
        of_cooperative("outlet", "outlet_id"),
        sa.CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday"),
        sa.CheckConstraint(
            "opens_minute >= 0 AND closes_minute <= 1440 AND opens_minute < closes_minute",
            name="minutes",
        ),
    )
    cooperative_id: int = Field(primary_key=True)
    outlet_id: int = Field(primary_key=True)
    weekday: int = Field(primary_key=True)
    opens_minute: int
    closes_minute: int


class Product(Row, table=True):
    """A thing for sale. `search_text` is its name, size and code in lower case, for the search
    field.
    """

    __table_args__ = ruled(
        sa.CheckConstraint("low_at_units >= 0", name="low_at"),
        sa.UniqueConstraint("cooperative_id", "code"),
        sa.Index("ix_product_of_category", "cooperative_id", "category", "name"),
    )
    cooperative_id: int = Field(primary_key=True, foreign_key="cooperative.id")
    id: int = Field(primary_key=True)
    name: str = Field(max_length=60)
    size_text: str = Field(default="", max_length=20)
    unit: str = Field(max_length=16)
    category: str = Field(max_length=30)
    code: str | None = Field(default=None, max_length=20)
    search_text: str = Field(max_length=120)
    photo: str | None = Field(default=None, max_length=64)
    low_at_units: int = 0
    retired_at: datetime | None = Field(default=None, sa_type=Instant)


class Price(Row, table=True):
    """A price from its first business day on; the newest that has begun counts. Old prices stay."""

    __table_args__ = ruled(
        of_cooperative("product", "product_id"),
        sa.CheckConstraint("amount_rupiah BETWEEN 1 AND 100000000", name="amount"),
    )
    cooperative_id: int = Field(primary_key=True)
    product_id: int = Field(primary_key=True)
    price_class: PriceClass = Field(primary_key=True, sa_type=one_of(PriceClass))  # pyright: ignore[reportArgumentType]
    starts_on: date = Field(primary_key=True)
    amount_rupiah: int = Field(sa_type=sa.BigInteger)
    set_by: int = Field(foreign_key="person.id")
    set_at: datetime = Field(sa_type=Instant)


class StockItem(Row, table=True):
    """What one gerai has of one product. `value_rupiah` is what it cost; available = quantity -
    reserved.
    """

    __table_args__ = ruled(
        of_cooperative("outlet", "outlet_id"),
        of_cooperative("product", "product_id"),
        sa.CheckConstraint("quantity_units >= 0", name="quantity"),
        sa.CheckConstraint("reserved_units BETWEEN 0 AND quantity_units", name="reserved"),
        sa.CheckConstraint("value_rupiah >= 0", name="value_positive"),
        sa.CheckConstraint("quantity_units > 0 OR value_rupiah = 0", name="value"),
    )
    cooperative_id: int = Field(primary_key=True)
    outlet_id: int = Field(primary_key=True)
    product_id: int = Field(primary_key=True)
    quantity_units: int = 0
    reserved_units: int = 0
    value_rupiah: int = Field(default=0, sa_type=sa.BigInteger)


class StockMovement(Row, table=True):
    """So many units in (+) or out (-) of a gerai, with their cost. Never changed; reversed by
    another.
    """

    __table_args__ = ruled(
        of_cooperative("outlet", "outlet_id"),
        of_cooperative("product", "product_id"),
        of_cooperative("entry", "entry_id"),
        of_cooperative("stock_movement", "reverses_id"),
        sa.UniqueConstraint("cooperative_id", "reverses_id"),
        sa.CheckConstraint("delta_units <> 0", name="delta"),
        sa.CheckConstraint(
            "(delta_units > 0 AND value_rupiah >= 0) OR (delta_units < 0 AND value_rupiah <= 0)",
            name="value",
        ),
        sa.CheckConstraint("(kind = 'reversal') = (reverses_id IS NOT NULL)", name="reversal"),
        sa.Index("ix_stock_movement_of_item", "cooperative_id", "outlet_id", "product_id", "id"),
    )
    cooperative_id: int = Field(primary_key=True)
    id: int = Field(primary_key=True)
    outlet_id: int
    product_id: int
    kind: MovementKind = Field(sa_type=one_of(MovementKind))  # pyright: ignore[reportArgumentType]
    delta_units: int
    value_rupiah: int = Field(default=0, sa_type=sa.BigInteger)
    entry_id: int | None = None
    order_id: int | None = None
    note: str = Field(default="", max_length=200)
    occurred_on: date
    recorded_at: datetime = Field(sa_type=Instant)
    by_person_id: int = Field(foreign_key="person.id")
    reverses_id: int | None = None


class Reservation(Row, table=True):
    """Units promised to one line of an order. `quantity_units` is what is still promised."""

    __table_args__ = ruled(
        points_to(
            "order_line",
            "cooperative_id",
            "order_id",
            "line_no",
            key=("cooperative_id", "order_id", "line_no"),
        ),
        points_to(
            "stock_item",
            "cooperative_id",
            "outlet_id",
            "product_id",
            key=("cooperative_id", "outlet_id", "product_id"),
        ),
        sa.CheckConstraint("quantity_units >= 0", name="quantity"),
        sa.CheckConstraint("state <> 'held' OR quantity_units > 0", name="held"),
        index_where(
            "state = 'held'",
            "ix_reservation_held",
            "cooperative_id",
            "outlet_id",
            "product_id",
            "order_id",
        ),
    )
    cooperative_id: int = Field(primary_key=True)
    order_id: int = Field(primary_key=True)
    line_no: int = Field(primary_key=True)
    outlet_id: int
    product_id: int
    quantity_units: int
    state: ReservationState = Field(
        default=ReservationState.HELD,
        sa_type=one_of(ReservationState),  # pyright: ignore[reportArgumentType]
    )


class Difference(Row, table=True):
    """A selisih: a fact the books disagreed with, booked all the same and open until somebody
    settles it.
    """

    __table_args__ = ruled(
        of_cooperative("outlet", "outlet_id"),
        of_cooperative("product", "product_id"),
        sa.CheckConstraint("(settled_at IS NULL) = (settled_by IS NULL)", name="settled"),
        index_where("settled_at IS NULL", "ix_difference_open", "cooperative_id"),
        sa.CheckConstraint("quantity_units >= 0", name="quantity"),
    )
    cooperative_id: int = Field(primary_key=True)
    id: int = Field(primary_key=True)
    kind: DifferenceKind = Field(sa_type=one_of(DifferenceKind))  # pyright: ignore[reportArgumentType]
    outlet_id: int
    product_id: int | None = None
    order_id: int | None = None
    quantity_units: int = 0
    opened_at: datetime = Field(sa_type=Instant)
    opened_by: int = Field(foreign_key="person.id")
    settled_at: datetime | None = Field(default=None, sa_type=Instant)
    settled_by: int | None = Field(default=None, foreign_key="person.id")
    settled_how: str = Field(default="", max_length=200)
