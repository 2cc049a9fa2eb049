"""What a line of the list and the figures of a region are made of: one row per cooperative.

A row is worked out from the other tables for one business day, so that a page of thousands of
villages reads rows instead of weighing eight weeks of each. It is written anew when something was
told of the cooperative or its day has turned, and may be thrown away at any time.
"""

from piccolo.columns import BigInt, Date, Integer, Text, Varchar
from piccolo.table import Table


class Appraisal(Table, tablename="appraisal"):
    """How one cooperative stands on `day`, after what the feed told of it at `told_position`.

    `urgency` sorts the neediest first and is 0 where nothing is the matter; `kinds` are the kinds
    of its alarms between spaces, `alarms` and `sales` (rupiah of the last four weeks, the oldest
    day first) are JSON. `odd_rupiah` is the part of `four_weeks_rupiah` nobody would believe.
    """

    cooperative_id = Integer()
    day = Date()
    told_position = BigInt(default=0)
    name = Varchar(length=80)
    region_code = Varchar(length=13)
    urgency = Integer(default=0)
    alarm_count = Integer(default=0)
    kinds = Varchar(length=200)
    alarms = Text()
    silent_days = Integer(null=True, default=None)
    saleless_days = Integer(null=True, default=None)
    sales = Text()
    week_rupiah = BigInt(default=0)
    four_weeks_rupiah = BigInt(default=0)
    four_weeks_count = Integer(default=0)
    odd_rupiah = BigInt(default=0)
    member_count = Integer(default=0)
    behind_count = Integer(default=0)
    arrears_rupiah = BigInt(default=0)
    savings_rupiah = BigInt(default=0)
    product_count = Integer(default=0)
    empty_count = Integer(default=0)
    waiting_count = Integer(default=0)
    difference_count = Integer(default=0)
