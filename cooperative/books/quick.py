"""Quick looks: a prepared statement on a read-only connection of its own.

On SQLite that takes some tens of microseconds, so it may run on the event loop; a thread would cost
more than half of what the box can serve (architecture.md 3). On PostgreSQL it is a round trip and
belongs into a thread.
"""

import sqlite3
from collections.abc import Mapping
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import TimeoutError as PoolTimeout

from cooperative.books.books import Books
from cooperative.books.engines import sqlite_path, wal_is_safe
from cooperative.refusals import Busy

# A reader never waits for a writer in WAL; a second is for a checkpoint that restarts the file.
_TIMEOUT_SECONDS = 1.0


@cache
def _prepared(sql: str) -> sa.TextClause:
    return sa.text(sql)


class QuickLook:
    """Runs small selects. `on_loop` tells whether that may be done on the event loop.

    Not for several threads at once: on the loop there is one, and elsewhere every look takes its
    own connection.
    """

    def __init__(self, books: Books) -> None:
        self._books = books
        self._path = sqlite_path(books.url)
        self._connection: sqlite3.Connection | None = None
        self._engine = books.reader
        if self._path is None:
            # One select sees one moment by itself; beginning and ending a transaction would be
            # three more ways to the server and back.
            self._engine = books.reader.execution_options(isolation_level="AUTOCOMMIT")
        self.on_loop = self._path is not None and wal_is_safe()

    def rows(self, sql: str, values: Mapping[str, Any]) -> list[Any]:
        """Return the rows of one select; plain texts and whole numbers only.

        Raises Busy when no connection is free for 5 seconds.
        """
        if self.on_loop:
            return self._file().execute(sql, values).fetchall()
        try:
            with self._engine.connect() as connection:
                return list(connection.execute(_prepared(sql), values))
        except PoolTimeout as error:
            raise Busy(str(error)) from error

    def close(self) -> None:
        """Let go of the connection."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _file(self) -> sqlite3.Connection:
        if self._connection is None:
            self._connection = sqlite3.connect(
                f"file:{self._path}?mode=ro",
                uri=True,
                timeout=_TIMEOUT_SECONDS,
                check_same_thread=False,
                isolation_level=None,
            )
            self._connection.execute("PRAGMA query_only=ON").close()
        return self._connection
