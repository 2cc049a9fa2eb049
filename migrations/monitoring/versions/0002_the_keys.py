"""What makes a row the only one. Indexes of several columns are SQL: Piccolo has no word for them,
and runs such SQL before it makes the tables of the same migration.
"""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.table import create_table_class

ID = "0002_the_keys"
VERSION = "1.38.0"
DESCRIPTION = "unique indexes, the cooperative first"

KEYS = {
    "feed_cursor": "reader",
    "standing": "cooperative_id",
    "cooperative_day": "cooperative_id, day",
    "goods": "cooperative_id, product_id",
    "open_order": "cooperative_id, order_id",
    "promise": "cooperative_id, order_id, product_id",
    "open_difference": "cooperative_id, difference_id",
    "saver": "cooperative_id, member_id",
    "dues_rate": "cooperative_id, starts_on",
}


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="monitoring", description=DESCRIPTION)

    async def index() -> None:
        # Made here, so that it speaks to the store that is being migrated.
        raw = create_table_class("Raw").raw
        for table, key in KEYS.items():
            await raw(f"CREATE UNIQUE INDEX uq_{table} ON {table} ({key})")
        await raw("CREATE INDEX ix_cooperative_day ON cooperative_day (day, cooperative_id)")

    manager.add_raw(index)
    return manager
