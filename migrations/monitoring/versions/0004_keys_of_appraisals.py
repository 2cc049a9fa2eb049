"""One appraisal per cooperative. The key is made after its table: see 0002."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager
from piccolo.table import create_table_class

ID = "0004_keys_of_appraisals"
VERSION = "1.38.0"
DESCRIPTION = "unique index of the appraisals"


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="monitoring", description=DESCRIPTION)

    async def index() -> None:
        raw = create_table_class("Raw").raw
        await raw("CREATE UNIQUE INDEX uq_appraisal ON appraisal (cooperative_id)")

    manager.add_raw(index)
    return manager
