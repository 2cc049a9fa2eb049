"""The read store as Piccolo's migrations know it."""

from piccolo.conf.apps import AppConfig

from monitoring.store import VERSIONS
from monitoring.tables import TABLES

APP_CONFIG = AppConfig(
    app_name="monitoring",
    migrations_folder_path=VERSIONS,
    table_classes=list(TABLES),
    migration_dependencies=[],
    commands=[],
)
