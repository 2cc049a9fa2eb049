"""An order and its lines, every step it took, and the basket it came from."""

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlmodel import Field

from cooperative.ledger.tables import Means
from cooperative.types import Instant, Row, index_where, of_cooperative, one_of, points_to, ruled


class OrderState(StrEnum):
    """menunggu -> diterima -> disiapkan -> siap diambil -> selesai, or dibatalkan, ditolak."""

    PLACED = "placed"
    ACCEPTED = "accepted"
    PREPARED = "prepared"
    READY = "ready"
    HANDED_OVER = "handed_over"
    CANCELLED = "cancelled"
    REFUSED = "refused"


OPEN_STATES = (OrderState.PLACED, OrderState.ACCEPTED, OrderState.PREPARED, OrderState.READY)


class IfShort(StrEnum):
    """kalau_kurang: give what there is, leave the short line out, or ask."""

    PARTIAL = "sebagian"
    LEAVE_OUT = "batal"
    ASK = "tanya"


class IfDearer(StrEnum):
    """kalau_naik: accept up to the cooperative's limit, or ask."""

    ACCEPT = "terima"
    ASK = "tanya"


class Order(Row, table=True):
    """A member's order at one gerai.

    `total_rupiah` uses the given quantities; `held_rupiah` stays on her savings until hand-over.
    """

    __tablename__ = "orders"  # pyright: ignore[reportAssignmentType]
    __table_args__ = ruled(
        of_cooperative("outlet", "outlet_id"),
        of_cooperative("member", "member_id"),
        of_cooperative("entry", "entry_id"),
        sa.UniqueConstraint("cooperative_id", "submission_key"),
        sa.CheckConstraint("total_rupiah >= 0", name="total"),
        sa.CheckConstraint("held_rupiah BETWEEN 0 AND total_rupiah", name="held"),
        sa.CheckConstraint("means IN ('cash', 'savings')", name="paid_with"),
        sa.CheckConstraint("(state = 'handed_over') = (entry_id IS NOT NULL)", name="paid"),
        index_where(
            "state IN ('placed', 'accepted', 'prepared', 'ready')",
            "uq_orders_open_code",
            "cooperative_id",
            "outlet_id",
            "code",
            unique=True,
        ),
        index_where(
            "state IN ('placed', 'accepted', 'prepared', 'ready')",
            "ix_orders_open",
            "cooperative_id",
            "state",
            "member_id",
        ),
        sa.Index("ix_orders_of_member", "cooperative_id", "member_id", "id"),
        sa.Index("ix_orders_of_state", "cooperative_id", "outlet_id", "state", "id"),
    )
    cooperative_id: int = Field(primary_key=True, foreign_key="cooperative.id")
    id: int = Field(primary_key=True)
    outlet_id: int
    member_id: int
    code: str = Field(max_length=8)
    state: OrderState = Field(default=OrderState.PLACED, sa_type=one_of(OrderState))  # pyright: ignore[reportArgumentType]
    means: Means = Field(sa_type=one_of(Means))  # pyright: ignore[reportArgumentType]
    if_short: IfShort = Field(sa_type=one_of(IfShort))  # pyright: ignore[reportArgumentType]
    if_dearer: IfDearer = Field(sa_type=one_of(IfDearer))  # pyright: ignore[reportArgumentType]
    total_rupiah: int = Field(sa_type=sa.BigInteger)
    held_rupiah: int = Field(default=0, sa_type=sa.BigInteger)
    placed_at: datetime = Field(sa_type=Instant)
    ready_at: datetime | None = Field(default=None, sa_type=Instant)
    reminded_at: datetime | None = Field(default=None, sa_type=Instant)
    entry_id: int | None = None
    submission_key: str | None = Field(default=None, max_length=36)


class OrderLine(Row, table=True):
    """One product of an order; name, unit and price as they were when it was placed."""

    __table_args__ = ruled(
        points_to("orders", "cooperative_id", "order_id", key=("cooperative_id", "id")),
        of_cooperative("product", "product_id"),
        sa.CheckConstraint("asked_units >= 1", name="asked"),
        sa.CheckConstraint("given_units BETWEEN 0 AND asked_units", name="given"),
        sa.CheckConstraint("unit_price_rupiah >= 1", name="unit_price"),
        sa.CheckConstraint(
            "line_total_rupiah = given_units * unit_price_rupiah", name="line_total"
        ),
    )
    cooperative_id: int = Field(primary_key=True)
    order_id: int = Field(primary_key=True)
    line_no: int = Field(primary_key=True)
    product_id: int
    product_name: str = Field(max_length=84)
    unit: str = Field(max_length=16)
    asked_units: int
    given_units: int
    unit_price_rupiah: int = Field(sa_type=sa.BigInteger)
    line_total_rupiah: int = Field(sa_type=sa.BigInteger)


class OrderStep(Row, table=True):
    """Every step of an order, with who and when; never changed."""

    __table_args__ = ruled(
        points_to("orders", "cooperative_id", "order_id", key=("cooperative_id", "id")),
    )
    cooperative_id: int = Field(primary_key=True)
    order_id: int = Field(primary_key=True)
    step_no: int = Field(primary_key=True)
    state: OrderState = Field(sa_type=one_of(OrderState))  # pyright: ignore[reportArgumentType]
    reason: str = Field(default="", max_length=200)
    at: datetime = Field(sa_type=Instant)
    by_person_id: int = Field(foreign_key="person.id")


class BasketLine(Row, table=True):
    """The server's copy of a basket: absolute quantities, for plain forms and other phones."""

    __table_args__ = ruled(
        of_cooperative("outlet", "outlet_id"),
        of_cooperative("product", "product_id"),
        sa.CheckConstraint("quantity_units BETWEEN 1 AND 999", name="quantity"),
    )
    cooperative_id: int = Field(primary_key=True)
    person_id: int = Field(primary_key=True, foreign_key="person.id")
    outlet_id: int = Field(primary_key=True)
    product_id: int = Field(primary_key=True)
    quantity_units: int
    put_at: datetime = Field(sa_type=Instant)
