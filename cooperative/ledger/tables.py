"""Double entry in whole rupiah.

A transfer moves a positive amount from one account to another, so an entry cannot be out of
balance: the shape of the table says so. Entries and transfers are never changed; a mistake is
reversed by a new entry.
"""

from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlmodel import Field

from cooperative.types import Instant, Row, index_where, of_cooperative, one_of, ruled


class AccountKind(StrEnum):
    """Accounts of the books; numbers of the ministry's chart in `CHART` (domain.md 1.1)."""

    CASH = "cash"
    STOCK = "stock"
    CREDIT = "credit"  # bon: what a member owes the store
    SUPPLIERS = "suppliers"
    VOLUNTARY = "voluntary"
    POKOK = "pokok"
    WAJIB = "wajib"
    OPENING = "opening"
    SALES = "sales"
    COST_OF_SALES = "cost_of_sales"
    STOCK_LOSS = "stock_loss"
    STOCK_GAIN = "stock_gain"


class Account(Row, table=True):
    """`balance_rupiah` is signed, debit positive; `side` is +1 where a debit is a gain (cash,
    stock), else -1.

    side * balance = what people call the saldo. `held_rupiah` is promised to orders and cannot be
    withdrawn.
    """

    __table_args__ = ruled(
        sa.CheckConstraint("side IN (1, -1)", name="side"),
        sa.CheckConstraint("held_rupiah >= 0", name="held"),
        sa.CheckConstraint(
            "floor_rupiah IS NULL OR side * balance_rupiah - held_rupiah >= floor_rupiah",
            name="floor",
        ),
        # What `accounts` opens, so that no other hand opens anything else.
        sa.CheckConstraint(
            "(kind IN ('voluntary', 'pokok', 'wajib', 'credit')) = (member_id IS NOT NULL)",
            name="owner",
        ),
        sa.CheckConstraint(
            "(side = 1) = (kind IN ('cash', 'stock', 'credit', 'cost_of_sales', 'stock_loss'))",
            name="side_of_kind",
        ),
        sa.CheckConstraint(
            "floor_rupiah IS NOT NULL"
            " OR kind NOT IN ('voluntary', 'pokok', 'wajib', 'credit', 'stock')",
            name="never_below_zero",
        ),
        sa.CheckConstraint("held_rupiah = 0 OR kind = 'voluntary'", name="held_of_voluntary"),
        of_cooperative("member", "member_id"),
        index_where(
            "member_id IS NOT NULL",
            "uq_account_of_member",
            "cooperative_id",
            "member_id",
            "kind",
            unique=True,
        ),
        index_where(
            "member_id IS NULL",
            "uq_account_of_cooperative",
            "cooperative_id",
            "kind",
            unique=True,
        ),
    )
    cooperative_id: int = Field(primary_key=True, foreign_key="cooperative.id")
    id: int = Field(primary_key=True)
    kind: AccountKind = Field(sa_type=one_of(AccountKind))  # pyright: ignore[reportArgumentType]
    member_id: int | None = None
    side: int = Field(sa_type=sa.SmallInteger)
    balance_rupiah: int = Field(default=0, sa_type=sa.BigInteger)
    held_rupiah: int = Field(default=0, sa_type=sa.BigInteger)
    floor_rupiah: int | None = Field(default=None, sa_type=sa.BigInteger)


class EntryKind(StrEnum):
    """What an entry books."""

    DEPOSIT = "deposit"
    WITHDRAWAL = "withdrawal"
    SETTLEMENT = "settlement"  # a member leaves
    SALE = "sale"
    GOODS_IN = "goods_in"
    STOCK_DIFFERENCE = "stock_difference"
    CREDIT_PAYMENT = "credit_payment"
    OPENING = "opening"
    REVERSAL = "reversal"


class Means(StrEnum):
    """How money came or went."""

    CASH = "cash"
    SAVINGS = "savings"
    CREDIT = "credit"
    NONE = "none"


class Entry(Row, table=True):
    """One line of the day book: what happened, on which day, by whom, by which submission."""

    __table_args__ = ruled(
        of_cooperative("member", "member_id"),
        of_cooperative("entry", "reverses_id"),
        sa.UniqueConstraint("cooperative_id", "reverses_id"),
        sa.UniqueConstraint("cooperative_id", "submission_key"),
        sa.UniqueConstraint("cooperative_id", "book_year", "book_no"),
        sa.CheckConstraint("(kind = 'reversal') = (reverses_id IS NOT NULL)", name="reversal"),
        sa.CheckConstraint("reverses_id IS NULL OR reverses_id < id", name="reverses_earlier"),
        sa.Index("ix_entry_of_member", "cooperative_id", "member_id", "id"),
    )
    cooperative_id: int = Field(primary_key=True, foreign_key="cooperative.id")
    id: int = Field(primary_key=True)
    kind: EntryKind = Field(sa_type=one_of(EntryKind))  # pyright: ignore[reportArgumentType]
    member_id: int | None = None
    means: Means = Field(default=Means.NONE, sa_type=one_of(Means))  # pyright: ignore[reportArgumentType]
    subject: str = Field(default="", max_length=60)
    note: str = Field(default="", max_length=200)
    facts: str = Field(default="{}", sa_type=sa.Text)
    occurred_on: date
    recorded_at: datetime = Field(sa_type=Instant)
    by_person_id: int = Field(foreign_key="person.id")
    book_year: int
    book_no: int
    reverses_id: int | None = None
    submission_key: str | None = Field(default=None, max_length=36)


class Transfer(Row, table=True):
    """A positive amount from the credit account to the debit account."""

    __table_args__ = ruled(
        of_cooperative("entry", "entry_id"),
        of_cooperative("account", "debit_account_id"),
        of_cooperative("account", "credit_account_id"),
        sa.CheckConstraint("amount_rupiah > 0", name="amount"),
        sa.CheckConstraint("debit_account_id <> credit_account_id", name="two_accounts"),
        sa.Index("ix_transfer_debit", "cooperative_id", "debit_account_id", "entry_id"),
        sa.Index("ix_transfer_credit", "cooperative_id", "credit_account_id", "entry_id"),
    )
    cooperative_id: int = Field(primary_key=True)
    entry_id: int = Field(primary_key=True)
    line_no: int = Field(primary_key=True)
    debit_account_id: int
    credit_account_id: int
    amount_rupiah: int = Field(sa_type=sa.BigInteger)


class SavingsRate(Row, table=True):
    """What the members' meeting set for pokok (once) or wajib (a month), from a first day on."""

    __table_args__ = ruled(
        sa.CheckConstraint("amount_rupiah > 0", name="amount"),
        sa.CheckConstraint("kind IN ('pokok', 'wajib', 'voluntary')", name="savings"),
    )
    cooperative_id: int = Field(primary_key=True, foreign_key="cooperative.id")
    kind: AccountKind = Field(primary_key=True, sa_type=one_of(AccountKind))  # pyright: ignore[reportArgumentType]
    starts_on: date = Field(primary_key=True)
    amount_rupiah: int = Field(sa_type=sa.BigInteger)
