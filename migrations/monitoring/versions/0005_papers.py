"""What cooperatives say of themselves, and since when they are in the books."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.columns import BigInt, Boolean, Date, Integer, Varchar

ID = "0005_papers"
VERSION = "1.38.0"
DESCRIPTION = "numbers, papers, meetings and partners"

_OF = {"cooperative_id": (Integer, {})}
_HAS = (Boolean, {"default": False})
_MAYBE = (Boolean, {"null": True, "default": None})
_DAY = (Date, {})
_MAYBE_DAY = (Date, {"null": True, "default": None})


def _text(length):
    return Varchar, {"length": length}


TABLES = {
    "profile": {
        **_OF,
        "updated_on": _DAY,
        "filling": _text(12),
        "founded_on": _MAYBE_DAY,
        "has_nik": _HAS,
        "has_npwp": _HAS,
        "has_nib": _HAS,
        "bank": _text(12),
        "has_account": _MAYBE,
        "has_power": _MAYBE,
        "has_internet": _MAYBE,
        "building_percent": (Integer, {"null": True, "default": None}),
        "has_plan": _MAYBE,
        "has_bumdes": _MAYBE,
        "financing_purpose": _text(12),
        "financing_rupiah": (BigInt, {"default": 0}),
        "financing_state": _text(12),
    },
    "document": {**_OF, "kind": _text(24), "valid_until": _MAYBE_DAY},
    "meeting": {
        **_OF,
        "book_year": (Integer, {}),
        "held_on": _DAY,
        "attendee_count": (Integer, {"default": 0}),
    },
    "partnership": {**_OF, "service": _text(24), "state": _text(12)},
}

STANDING = {
    "founded_on": _MAYBE_DAY,
    "deed_on": _MAYBE_DAY,
    "meeting_year": (Integer, {"null": True, "default": None}),
    "document_kind": _text(24),
    "document_until": _MAYBE_DAY,
}


async def forwards():
    manager = MigrationManager(migration_id=ID, app_name="monitoring", description=DESCRIPTION)
    for table, columns in TABLES.items():
        manager.add_table(table.title(), tablename=table)
        for name, (column_class, params) in columns.items():
            manager.add_column(
                table_class_name=table.title(),
                tablename=table,
                column_name=name,
                column_class=column_class,
                params=params,
            )
    for name, (column_class, params) in STANDING.items():
        manager.add_column(
            table_class_name="Standing",
            tablename="standing",
            column_name=name,
            column_class=column_class,
            params=params,
        )
    return manager
