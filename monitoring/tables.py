"""The rows of the read store: one per cooperative and day, and what is needed to keep them.

Every row is a function of the feed alone: no clock of this machine, so the same feed gives the same
rows. Piccolo knows no key of several columns; the unique indexes are in the migration, and `KEYS`
names them.
"""

from typing import Any

from piccolo.columns import (
    BigInt,
    Boolean,
    Date,
    Integer,
    Timestamptz,
    Varchar,
)
from piccolo.table import Table

from monitoring.appraisal import Appraisal
from monitoring.papers import Document, Meeting, Partnership, Profile


class FeedCursor(Table, tablename="feed_cursor"):
    """How far the feed has been read; `recorded_at` is when the last row read was written."""

    reader = Varchar(length=20)
    transaction_id = BigInt(default=0)
    position = BigInt(default=0)
    recorded_at = Timestamptz(null=True, default=None)


class Standing(Table, tablename="standing"):
    """What is known of one cooperative now.

    `founded_on` is the day it was set up in the books, `level_on` the newest business day the feed
    has told of, `told_position` the place in it of what was told last. `meeting_year` is the newest
    book year a members' meeting was held about, `document_until` the first last day of its papers.
    Sums only: no names, no members.
    """

    cooperative_id = Integer()
    name = Varchar(length=80)
    region_code = Varchar(length=13)
    told_position = BigInt(default=0)
    founded_on = Date(null=True, default=None)
    level_on = Date(null=True, default=None)
    last_sign_at = Timestamptz(null=True, default=None)
    last_sale_on = Date(null=True, default=None)
    member_count = Integer(default=0)
    applicant_count = Integer(default=0)
    savings_rupiah = BigInt(default=0)
    stock_rupiah = BigInt(default=0)
    outlet_count = Integer(default=0)
    difference_count = Integer(default=0)
    deed_on = Date(null=True, default=None)
    meeting_year = Integer(null=True, default=None)
    document_kind = Varchar(length=24)
    document_until = Date(null=True, default=None)


class CooperativeDay(Table, tablename="cooperative_day"):
    """One business day of one cooperative.

    What happened is counted on the day it happened, however late it was told. What stood
    (`product_count` and below) is as after the last thing told of that day; `late_count` are open
    orders older than two days.
    """

    cooperative_id = Integer()
    day = Date()
    sign_count = Integer(default=0)
    sale_count = Integer(default=0)
    sale_rupiah = BigInt(default=0)
    member_sale_count = Integer(default=0)
    member_sale_rupiah = BigInt(default=0)
    placed_count = Integer(default=0)
    delivery_count = Integer(default=0)
    delivery_rupiah = BigInt(default=0)
    deposit_count = Integer(default=0)
    deposit_rupiah = BigInt(default=0)
    payer_count = Integer(default=0)
    withdrawal_count = Integer(default=0)
    withdrawal_rupiah = BigInt(default=0)
    joined_count = Integer(default=0)
    left_count = Integer(default=0)
    product_count = Integer(default=0)
    empty_count = Integer(default=0)
    low_count = Integer(default=0)
    waiting_count = Integer(default=0)
    late_count = Integer(default=0)
    difference_count = Integer(default=0)
    member_count = Integer(default=0)
    behind_count = Integer(default=0)
    arrears_rupiah = BigInt(default=0)
    savings_rupiah = BigInt(default=0)
    stock_rupiah = BigInt(default=0)


class Goods(Table, tablename="goods"):
    """One product in all gerai of a cooperative; `empty_since` is when nothing was left to
    promise. `staple` is the basic food it is, such as beras, or nothing.
    """

    cooperative_id = Integer()
    product_id = Integer()
    name = Varchar(length=84)
    unit = Varchar(length=16)
    staple = Varchar(length=12)
    listed = Boolean(default=False)
    low_at_units = Integer(default=0)
    quantity_units = Integer(default=0)
    reserved_units = Integer(default=0)
    empty_since = Date(null=True, default=None)


class OpenOrder(Table, tablename="open_order"):
    """An order on its way; gone when it is closed."""

    cooperative_id = Integer()
    order_id = Integer()
    state = Varchar(length=12)
    placed_on = Date()
    total_rupiah = BigInt(default=0)


class Promise(Table, tablename="promise"):
    """Units of a product that an open order is still promised."""

    cooperative_id = Integer()
    order_id = Integer()
    product_id = Integer()
    units = Integer(default=0)


class OpenDifference(Table, tablename="open_difference"):
    """A selisih that nobody has settled yet."""

    cooperative_id = Integer()
    difference_id = Integer()
    opened_on = Date()


class Saver(Table, tablename="saver"):
    """A line of the register by its number, never by name: arrears are summed from it."""

    cooperative_id = Integer()
    member_id = Integer()
    state = Varchar(length=12)
    joined_on = Date()
    wajib_rupiah = BigInt(default=0)
    savings_rupiah = BigInt(default=0)
    last_deposit_on = Date(null=True, default=None)
    last_act_on = Date(null=True, default=None)


class DuesRate(Table, tablename="dues_rate"):
    """What a month of simpanan wajib costs from a day on."""

    cooperative_id = Integer()
    starts_on = Date()
    amount_rupiah = BigInt(default=0)


# What makes a row of each table the only one; the cooperative comes first.
KEYS: dict[type[Table], tuple[str, ...]] = {
    FeedCursor: ("reader",),
    Standing: ("cooperative_id",),
    CooperativeDay: ("cooperative_id", "day"),
    Goods: ("cooperative_id", "product_id"),
    OpenOrder: ("cooperative_id", "order_id"),
    Promise: ("cooperative_id", "order_id", "product_id"),
    OpenDifference: ("cooperative_id", "difference_id"),
    Saver: ("cooperative_id", "member_id"),
    DuesRate: ("cooperative_id", "starts_on"),
    Appraisal: ("cooperative_id",),
    Profile: ("cooperative_id",),
    Document: ("cooperative_id", "kind"),
    Meeting: ("cooperative_id", "book_year"),
    Partnership: ("cooperative_id", "service"),
}
TABLES: tuple[type[Table], ...] = tuple(KEYS)


def name_of(table: type[Table]) -> str:
    """Return what a table is called in the database."""
    return table._meta.tablename


def columns_of(table: type[Table]) -> list[str]:
    """Return the names of a table's own columns, without Piccolo's number of the row."""
    found: list[Any] = table._meta.columns
    return [column._meta.name for column in found if column._meta.name != "id"]
