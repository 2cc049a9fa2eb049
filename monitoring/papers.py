"""What cooperatives say of themselves, as far as those who watch need to know: that there is a
number, not which.
"""

from piccolo.columns import BigInt, Boolean, Date, Integer, Varchar
from piccolo.table import Table


class Profile(Table, tablename="profile"):
    """One cooperative's numbers and conditions; null is what nobody has said.

    `bank` is `none` where it is said that there is no account.
    """

    cooperative_id = Integer()
    updated_on = Date()
    filling = Varchar(length=12)
    founded_on = Date(null=True, default=None)
    has_nik = Boolean(default=False)
    has_npwp = Boolean(default=False)
    has_nib = Boolean(default=False)
    bank = Varchar(length=12)
    has_account = Boolean(null=True, default=None)
    has_power = Boolean(null=True, default=None)
    has_internet = Boolean(null=True, default=None)
    building_percent = Integer(null=True, default=None)
    has_plan = Boolean(null=True, default=None)
    has_bumdes = Boolean(null=True, default=None)
    financing_purpose = Varchar(length=12)
    financing_rupiah = BigInt(default=0)
    financing_state = Varchar(length=12)


class Document(Table, tablename="document"):
    """A paper that is there, by its kind; without a last day it never ends."""

    cooperative_id = Integer()
    kind = Varchar(length=24)
    valid_until = Date(null=True, default=None)


class Meeting(Table, tablename="meeting"):
    """The members' meeting about the books of one year."""

    cooperative_id = Integer()
    book_year = Integer()
    held_on = Date()
    attendee_count = Integer(default=0)


class Partnership(Table, tablename="partnership"):
    """How far a cooperative is with a partner's service; gone when it has ended."""

    cooperative_id = Integer()
    service = Varchar(length=24)
    state = Varchar(length=12)
