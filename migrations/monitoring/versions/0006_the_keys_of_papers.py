"""What makes a row of the papers the only one; and the feed is read again, which tells of them."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.table import create_table_class

ID = "0006_the_keys_of_papers"
VERSION = "1.38.0"
DESCRIPTION = "unique indexes of the papers, the cooperative first"

KEYS = {
    "profile": "cooperative_id",
    "document": "cooperative_id, kind",
    "meeting": "cooperative_id, book_year",
    "partnership": "cooperative_id, service",
}
# What was read so far says nothing of all this: everything is read again.
READ = (
    *("feed_cursor", "standing", "cooperative_day", "goods", "open_order", "promise"),
    *("open_difference", "saver", "dues_rate", "appraisal"),
)


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="monitoring", description=DESCRIPTION)

    async def index() -> None:
        # Made here, so that it speaks to the store that is being migrated.
        raw = create_table_class("Raw").raw
        for table, key in KEYS.items():
            await raw(f"CREATE UNIQUE INDEX uq_{table} ON {table} ({key})")
        for table in READ:
            await raw(f"DELETE FROM {table}")  # noqa: S608 - our own names

    manager.add_raw(index)
    return manager
