"""The store's schema: what migrations make is what the tables say, and it knows when it is old."""

import asyncio
from typing import Any

from monitoring.store import VERSIONS
from monitoring.tables import KEYS, TABLES, name_of
from tests.monitoring.watching import Watching


def test_a_migrated_store_is_what_the_tables_say(watching: Watching):
    migrated = {name_of(table): _columns(watching, name_of(table)) for table in TABLES}

    async def make_anew() -> None:
        raw = TABLES[0].raw
        for table in TABLES:
            await raw(f"DROP TABLE {name_of(table)}")
            await table.create_table()

    asyncio.run(make_anew())
    assert {name: _columns(watching, name) for name in migrated} == migrated


def test_every_key_is_unique(watching: Watching):
    for table, key in KEYS.items():
        assert f"({', '.join(key)})" in " ".join(_indexes(watching, name_of(table)))


def test_a_store_without_its_newest_migration_is_not_current(watching: Watching):
    async def without_the_last() -> bool:
        newest = max(path.stem for path in VERSIONS.glob("[0-9]*.py"))
        raw = TABLES[0].raw
        await raw("DELETE FROM migration WHERE name = {}", newest)
        return await watching.store.is_current()

    assert asyncio.run(watching.store.is_current())
    assert not asyncio.run(without_the_last())


def _columns(watching: Watching, table: str) -> list[tuple[Any, ...]]:
    if watching.store.is_file:
        rows = _ask(f"SELECT name, type, dflt_value FROM pragma_table_info('{table}')")
    else:
        rows = _ask(
            "SELECT column_name, data_type, column_default FROM information_schema.columns"
            f" WHERE table_name = '{table}'"
        )
    return sorted(tuple(row.values()) for row in rows)


def _indexes(watching: Watching, table: str) -> list[str]:
    if watching.store.is_file:
        rows = _ask(f"SELECT sql FROM sqlite_master WHERE type = 'index' AND tbl_name = '{table}'")
    else:
        rows = _ask(f"SELECT indexdef FROM pg_indexes WHERE tablename = '{table}'")
    return [str(value) for row in rows for value in row.values() if "UNIQUE" in str(value)]


def _ask(statement: str) -> list[dict[str, Any]]:
    async def ask() -> list[dict[str, Any]]:
        raw: Any = TABLES[0].raw
        return [dict(row) for row in await raw(statement)]

    return asyncio.run(ask())
