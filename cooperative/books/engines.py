"""Database engines opened for money.

SQLite: WAL with synchronous=FULL (NORMAL lost acknowledged money in 78 % of simulated power cuts),
one write connection that begins IMMEDIATE, and a pool of read-only connections. A library older
than 3.51.3 can corrupt a WAL file when two processes checkpoint, so there the rollback journal is
used (architecture.md 3.3).
"""

import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.pool import QueuePool

SAFE_WAL = (3, 51, 3)
READERS = 4
_JOURNAL = (
    ("journal_mode=WAL", "synchronous=FULL", "wal_autocheckpoint=500")
    if sqlite3.sqlite_version_info >= SAFE_WAL
    else ("journal_mode=DELETE", "synchronous=EXTRA")
)
_WRITING = (*_JOURNAL, "foreign_keys=ON", "trusted_schema=OFF", "journal_size_limit=67108864")
_FULL = ("disk is full", "No space left on device")
_READING = ("query_only=ON", "foreign_keys=ON", "trusted_schema=OFF")


def wal_is_safe() -> bool:
    """Tell whether this SQLite has the cure for the WAL-reset bug."""
    return sqlite3.sqlite_version_info >= SAFE_WAL


def is_full(error: Exception) -> bool:
    """Tell whether the machine has no room left, as SQLite, PostgreSQL and files say it."""
    return any(sign in str(error) for sign in _FULL)


def sqlite_path(url: str) -> Path | None:
    """Return the file behind a `sqlite:///` address, or None for a server's address."""
    return Path(url.removeprefix("sqlite:///")) if url.startswith("sqlite:///") else None


def write_engine(url: str) -> Engine:
    """Open the engine that writes."""
    if sqlite_path(url) is None:
        return _server_engine(url)
    engine = sa.create_engine(
        url,
        module=sqlite3,
        hide_parameters=True,  # a trace in the log names nobody
        poolclass=QueuePool,
        pool_size=1,
        max_overflow=0,
        pool_timeout=5,
        connect_args={"timeout": 5, "check_same_thread": False, "isolation_level": None},
    )
    event.listen(engine, "connect", _pragmas(_WRITING))
    event.listen(engine, "begin", _begin("BEGIN IMMEDIATE"))
    return engine


def read_engine(url: str, writer: Engine) -> Engine:
    """Open the engine that only looks; on PostgreSQL the writing one serves."""
    path = sqlite_path(url)
    if path is None:
        return writer
    engine = sa.create_engine(
        f"sqlite:///file:{path}?mode=ro&uri=true",
        module=sqlite3,
        hide_parameters=True,
        poolclass=QueuePool,
        pool_size=READERS,
        max_overflow=0,
        pool_timeout=5,
        connect_args={"timeout": 5, "check_same_thread": False, "isolation_level": None},
    )
    event.listen(engine, "connect", _pragmas(_READING))
    event.listen(engine, "begin", _begin("BEGIN"))
    return engine


def _server_engine(url: str) -> Engine:
    return sa.create_engine(
        url,
        pool_size=8,
        max_overflow=8,
        pool_timeout=5,
        pool_pre_ping=True,
        hide_parameters=True,
        connect_args={
            "options": "-c lock_timeout=5s -c idle_in_transaction_session_timeout=30s"
            " -c synchronous_commit=on -c timezone=UTC"
        },
    )


def _begin(words: str) -> Callable[[Connection], object]:
    return lambda connection: connection.exec_driver_sql(words)


def _pragmas(pragmas: Sequence[str]) -> Any:
    def on_connect(connection: Any, _record: object) -> None:
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}").close()

    return on_connect
