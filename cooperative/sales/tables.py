"""A sale at the counter and its lines: written in ink, with the prices that were charged."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field

from cooperative.ledger.tables import Means
from cooperative.types import Instant, Row, index_where, of_cooperative, one_of, ruled


class Sale(Row, table=True):
    """Goods that went over the counter. `member_id` is None for somebody who is no member.

    `nota` is the number on paper, given by the phone: its letter and its own counter (K2-0147). Two
    phones may have given the same: then the later sale names the earlier one in `clashes_with_id`.
    """

    __table_args__ = ruled(
        of_cooperative("outlet", "outlet_id"),
        of_cooperative("member", "member_id"),
        of_cooperative("entry", "entry_id"),
        of_cooperative("sale", "clashes_with_id"),
        sa.UniqueConstraint("cooperative_id", "entry_id"),
        sa.CheckConstraint("total_rupiah > 0", name="total"),
        sa.CheckConstraint("means IN ('cash', 'savings', 'credit')", name="paid_with"),
        sa.CheckConstraint("member_id IS NOT NULL OR means = 'cash'", name="others_pay_cash"),
        sa.CheckConstraint("clashes_with_id IS NULL OR nota IS NOT NULL", name="clash"),
        sa.CheckConstraint("clashes_with_id < id", name="clashes_with_earlier"),
        index_where(
            "nota IS NOT NULL AND clashes_with_id IS NULL",
            "uq_sale_nota",
            "cooperative_id",
            "nota",
            unique=True,
        ),
        index_where("nota IS NOT NULL", "ix_sale_of_nota", "cooperative_id", "nota"),
        sa.Index("ix_sale_of_outlet", "cooperative_id", "outlet_id", "id"),
    )
    cooperative_id: int = Field(primary_key=True, foreign_key="cooperative.id")
    id: int = Field(primary_key=True)
    outlet_id: int
    member_id: int | None = None
    means: Means = Field(sa_type=one_of(Means))  # pyright: ignore[reportArgumentType]
    total_rupiah: int = Field(sa_type=sa.BigInteger)
    nota: str | None = Field(default=None, max_length=16)
    clashes_with_id: int | None = None
    entry_id: int
    recorded_at: datetime = Field(sa_type=Instant)


class SaleLine(Row, table=True):
    """One product of a sale: name and unit as they were, and the price that was charged.

    `list_price_rupiah` is what the list said when the sale arrived; None: it said nothing.
    """

    __table_args__ = ruled(
        of_cooperative("sale", "sale_id"),
        of_cooperative("product", "product_id"),
        sa.UniqueConstraint("cooperative_id", "sale_id", "product_id", name="uq_sale_line_product"),
        sa.CheckConstraint("quantity_units >= 1", name="quantity"),
        sa.CheckConstraint("unit_price_rupiah >= 1", name="unit_price"),
        sa.CheckConstraint("line_total_rupiah = quantity_units * unit_price_rupiah", name="total"),
    )
    cooperative_id: int = Field(primary_key=True)
    sale_id: int = Field(primary_key=True)
    line_no: int = Field(primary_key=True)
    product_id: int
    product_name: str = Field(max_length=84)
    unit: str = Field(max_length=16)
    quantity_units: int
    unit_price_rupiah: int = Field(sa_type=sa.BigInteger)
    list_price_rupiah: int | None = Field(default=None, sa_type=sa.BigInteger)
    line_total_rupiah: int = Field(sa_type=sa.BigInteger)
