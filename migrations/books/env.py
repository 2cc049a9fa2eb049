"""Alembic's environment: the connection is given by `cooperative.books.upgrade`."""

from alembic import context
from sqlmodel.sql.sqltypes import AutoString

from cooperative.books.tables import METADATA
from cooperative.types import Instant


def render_item(kind, item, autogen):
    """Write our own types by name, and SQLModel's strings as plain ones."""
    if kind == "type" and isinstance(item, Instant):
        autogen.imports.add("from cooperative.types import Instant")
        return "Instant()"
    if kind == "type" and isinstance(item, AutoString):
        return f"sa.String({item.length or ''})"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_item=render_item,
    transaction_per_migration=True,
    transactional_ddl=True,
    compare_server_default=True,
)
with context.begin_transaction():
    context.run_migrations()
