"""Bring a database to the newest schema. Alembic is imported here only: the serving process does
not need it.
"""

from pathlib import Path

import sqlalchemy as sa

from cooperative.books.books import Books

_HERE = Path(__file__).parent.parent
_INSTALLED, _CHECKOUT = _HERE / "_migrations", _HERE.parent / "migrations" / "books"
# Any fixed number: two processes starting at once upgrade one after the other.
_LOCK = 7_218_335_001


def is_current(books: Books) -> bool:
    """Tell whether the newest migration has run: their files are numbered, so Alembic stays out."""
    versions = (_INSTALLED if _INSTALLED.is_dir() else _CHECKOUT) / "versions"
    newest = max(path.name.partition("_")[0] for path in versions.glob("[0-9]*.py"))
    with books.writer.connect() as connection:
        if not sa.inspect(connection).has_table("alembic_version"):
            return False
        version = sa.text("SELECT version_num FROM alembic_version")
        return connection.execute(version).scalar() == newest


def upgrade(books: Books) -> None:
    """Run every migration that is missing, each in a transaction of its own."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    folder = _INSTALLED if _INSTALLED.is_dir() else _CHECKOUT
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    with books.writer.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(sa.text(f"SELECT pg_advisory_lock({_LOCK})"))
            connection.commit()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        if connection.dialect.name == "postgresql":
            connection.execute(sa.text(f"SELECT pg_advisory_unlock({_LOCK})"))
            connection.commit()
