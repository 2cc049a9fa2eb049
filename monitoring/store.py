"""Open the read store, bring its schema up to date, look into it, write into it."""

import contextlib
import io
import os
import sqlite3
from collections.abc import AsyncGenerator, Iterable, Mapping, Sequence
from operator import attrgetter
from pathlib import Path
from typing import Any

from asyncpg.exceptions import PostgresError  # pyright: ignore[reportMissingTypeStubs]
from piccolo.apps.migrations.tables import Migration
from piccolo.engine.postgres import PostgresEngine
from piccolo.engine.sqlite import SQLiteEngine, TransactionType
from piccolo.table import Table

from monitoring.engines import engine_for
from monitoring.tables import KEYS, TABLES, columns_of, name_of

_HERE = Path(__file__).parent
_INSTALLED = _HERE / "_migrations"
_CHECKOUT = _HERE.parent / "migrations" / "monitoring"
VERSIONS = (_INSTALLED if _INSTALLED.is_dir() else _CHECKOUT) / "versions"
_POOL = 4


class Unavailable(Exception):
    """The read store cannot be looked into just now; the books go on without it."""


class Store:
    """The read store at `url`. Piccolo's tables talk to the store that was opened last."""

    def __init__(self, url: str) -> None:
        """Point the tables at `url`; nothing is written. A server has to be up."""
        self.url = url
        self.engine = engine_for(url)
        for table in (*TABLES, Migration):
            table._meta.db = self.engine

    @property
    def is_file(self) -> bool:
        """A file has one writer; on a server rows are locked."""
        return isinstance(self.engine, SQLiteEngine)

    async def is_current(self) -> bool:
        """Tell whether the newest migration has run, without importing what runs them."""
        if not await Migration.table_exists():
            return False
        done = await Migration.select(Migration.name).where(Migration.app_name == "monitoring")
        return {row["name"] for row in done} >= {path.stem for path in VERSIONS.glob("[0-9]*.py")}

    async def upgrade(self) -> None:
        """Run every migration that is missing. Raises RuntimeError with what Piccolo said."""
        from piccolo.apps.migrations.commands.forwards import run_forwards

        from monitoring import piccolo_conf

        os.environ.setdefault("PICCOLO_CONF", piccolo_conf.__name__)
        piccolo_conf.DB = self.engine
        if isinstance(self.engine, SQLiteEngine):
            await self.engine._run_in_new_connection("PRAGMA journal_mode=WAL")
        with contextlib.redirect_stdout(io.StringIO()) as told:  # it prints
            result = await run_forwards("monitoring")
        if not result.success:
            raise RuntimeError(told.getvalue())

    @contextlib.asynccontextmanager
    async def serving(self) -> AsyncGenerator[None]:
        """Keep connections to a server open; a file needs none."""
        if not isinstance(self.engine, PostgresEngine):
            yield
            return
        await self.engine.start_connection_pool(min_size=1, max_size=_POOL)
        try:
            yield
        finally:
            await self.engine.close_connection_pool()

    @contextlib.asynccontextmanager
    async def reading(self) -> AsyncGenerator[None]:
        """Look: every query of a page in one view, through one connection.

        Raises Unavailable where there is no store, or a server does not answer.
        """
        try:
            async with self.engine.transaction():
                yield
        except (OSError, sqlite3.Error, PostgresError) as error:
            raise Unavailable(str(error)) from error

    def writing(self) -> contextlib.AbstractAsyncContextManager[Any]:
        """Write: all of it or nothing."""
        if isinstance(self.engine, SQLiteEngine):
            return self.engine.transaction(transaction_type=TransactionType.immediate)
        return self.engine.transaction()

    async def save(self, table: type[Table], rows: Sequence[Table]) -> None:
        """Write rows, each in place of the one with its key. Inside `writing` only."""
        if not rows:
            return
        names, key = columns_of(table), KEYS[table]
        marks = ", ".join(self._marks(len(names)))
        renewed = ", ".join(f"{name} = excluded.{name}" for name in names if name not in key)
        await self._each(
            f"INSERT INTO {name_of(table)} ({', '.join(names)}) VALUES ({marks})"  # noqa: S608 - our own names
            f" ON CONFLICT ({', '.join(key)}) DO UPDATE SET {renewed}",
            list(map(attrgetter(*names), rows)),
        )

    async def remove(self, table: type[Table], keys: Iterable[Mapping[str, Any]]) -> None:
        """Take the rows with these keys away. Inside `writing` only."""
        names = KEYS[table]
        marks = self._marks(len(names))
        where = " AND ".join(f"{name} = {mark}" for name, mark in zip(names, marks, strict=True))
        gone = [[key[name] for name in names] for key in keys]
        if gone:
            await self._each(f"DELETE FROM {name_of(table)} WHERE {where}", gone)  # noqa: S608 - our own names

    async def _each(self, statement: str, rows: Sequence[Sequence[Any]]) -> None:
        running: Any = self.engine.current_transaction.get()
        await running.connection.executemany(statement, rows)

    def _marks(self, count: int) -> list[str]:
        return ["?" if self.is_file else f"${number}" for number in range(1, count + 1)]
