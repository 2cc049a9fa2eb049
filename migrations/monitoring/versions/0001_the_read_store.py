"""The first tables of the read store. Piccolo numbers every row; keys come in the next migration."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns import BigInt, Boolean, Date, Integer, Timestamptz, Varchar

ID = "0001_the_read_store"
VERSION = "1.38.0"
DESCRIPTION = "one row per cooperative and day, and what is needed to keep them"

_ID = (Integer, {})
_COUNT = (Integer, {"default": 0})
_RUPIAH = (BigInt, {"default": 0})
_YES_NO = (Boolean, {"default": False})
_DAY = (Date, {})
_MAYBE_DAY = (Date, {"null": True, "default": None})
_MAYBE_MOMENT = (Timestamptz, {"null": True, "default": None})
_OF = {"cooperative_id": _ID}
_DAY_COUNTS = (
    *("sign", "sale", "member_sale", "placed", "delivery", "deposit", "payer", "withdrawal"),
    *("joined", "left", "product", "empty", "low", "waiting", "late", "difference", "member"),
    "behind",
)
_DAY_SUMS = (
    *("sale", "member_sale", "delivery", "deposit", "withdrawal"),
    *("arrears", "savings", "stock"),
)


def _text(length):
    return Varchar, {"length": length}


TABLES = {
    "feed_cursor": {
        "reader": _text(20),
        "transaction_id": _RUPIAH,
        "position": _RUPIAH,
        "recorded_at": _MAYBE_MOMENT,
    },
    "standing": {
        **_OF,
        "name": _text(80),
        "region_code": _text(13),
        "level_on": _MAYBE_DAY,
        "last_sign_at": _MAYBE_MOMENT,
        "last_sale_on": _MAYBE_DAY,
        "member_count": _COUNT,
        "applicant_count": _COUNT,
        "savings_rupiah": _RUPIAH,
        "stock_rupiah": _RUPIAH,
        "outlet_count": _COUNT,
        "difference_count": _COUNT,
    },
    "cooperative_day": {
        **_OF,
        "day": _DAY,
        **{f"{name}_count": _COUNT for name in _DAY_COUNTS},
        **{f"{name}_rupiah": _RUPIAH for name in _DAY_SUMS},
    },
    "goods": {
        **_OF,
        "product_id": _ID,
        "name": _text(84),
        "unit": _text(16),
        "staple": _text(12),
        "listed": _YES_NO,
        "low_at_units": _COUNT,
        "quantity_units": _COUNT,
        "reserved_units": _COUNT,
        "empty_since": _MAYBE_DAY,
    },
    "open_order": {
        **_OF,
        "order_id": _ID,
        "state": _text(12),
        "placed_on": _DAY,
        "total_rupiah": _RUPIAH,
    },
    "promise": {**_OF, "order_id": _ID, "product_id": _ID, "units": _COUNT},
    "open_difference": {**_OF, "difference_id": _ID, "opened_on": _DAY},
    "saver": {
        **_OF,
        "member_id": _ID,
        "state": _text(12),
        "joined_on": _DAY,
        "wajib_rupiah": _RUPIAH,
        "savings_rupiah": _RUPIAH,
        "last_deposit_on": _MAYBE_DAY,
        "last_act_on": _MAYBE_DAY,
    },
    "dues_rate": {**_OF, "starts_on": _DAY, "amount_rupiah": _RUPIAH},
}


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="monitoring", description=DESCRIPTION)
    for table, columns in TABLES.items():
        class_name = "".join(part.title() for part in table.split("_"))
        manager.add_table(class_name, tablename=table)
        for name, (column_class, params) in columns.items():
            manager.add_column(
                table_class_name=class_name,
                tablename=table,
                column_name=name,
                column_class=column_class,
                params=params,
            )
    return manager
