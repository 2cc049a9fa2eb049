"""The read store as Piccolo's migrations know it."""

from pathlib import Path

from piccolo.conf.apps import AppConfig

from monitoring.tables import TABLES

_HERE = Path(__file__).parent
_INSTALLED = _HERE / "_migrations"
_CHECKOUT = _HERE.parent / "migrations" / "monitoring"
VERSIONS = (_INSTALLED if _INSTALLED.is_dir() else _CHECKOUT) / "versions"

APP_CONFIG = AppConfig(
    app_name="monitoring",
    migrations_folder_path=VERSIONS,
    table_classes=list(TABLES),
    migration_dependencies=[],
    commands=[],
)
