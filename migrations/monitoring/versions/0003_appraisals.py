"""How every cooperative stands today, ready to be read. What is in it is worked out, never migrated:
the server fills it when it starts.
"""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns import BigInt, Date, Integer, Text, Varchar

ID = "0003_appraisals"
VERSION = "1.38.0"
DESCRIPTION = "one row per cooperative for lists and regions"

_COUNT = (Integer, {"default": 0})
_RUPIAH = (BigInt, {"default": 0})
_MAYBE_DAYS = (Integer, {"null": True, "default": None})


def _text(length):
    return Varchar, {"length": length}


COLUMNS = {
    "cooperative_id": (Integer, {}),
    "day": (Date, {}),
    "told_position": _RUPIAH,
    "name": _text(80),
    "region_code": _text(13),
    "urgency": _COUNT,
    "alarm_count": _COUNT,
    "kinds": _text(200),
    "alarms": (Text, {}),
    "silent_days": _MAYBE_DAYS,
    "saleless_days": _MAYBE_DAYS,
    "sales": (Text, {}),
    "week_rupiah": _RUPIAH,
    "four_weeks_rupiah": _RUPIAH,
    "four_weeks_count": _COUNT,
    "odd_rupiah": _RUPIAH,
    "member_count": _COUNT,
    "behind_count": _COUNT,
    "arrears_rupiah": _RUPIAH,
    "savings_rupiah": _RUPIAH,
    "product_count": _COUNT,
    "empty_count": _COUNT,
    "waiting_count": _COUNT,
    "difference_count": _COUNT,
}


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="monitoring", description=DESCRIPTION)
    manager.add_column(
        table_class_name="Standing",
        tablename="standing",
        column_name="told_position",
        column_class=BigInt,
        params={"default": 0},
    )
    manager.add_table("Appraisal", tablename="appraisal")
    for name, (column_class, params) in COLUMNS.items():
        manager.add_column(
            table_class_name="Appraisal",
            tablename="appraisal",
            column_name=name,
            column_class=column_class,
            params=params,
        )
    return manager
