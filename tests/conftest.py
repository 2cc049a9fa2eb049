"""What every test may ask for: empty books on both databases, with a clock that stands still."""

import shutil
from collections.abc import Callable, Generator
from copy import copy
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from cooperative.books import Books
from cooperative.books.tables import METADATA
from cooperative.books.upgrade import upgrade
from cooperative.clock import FixedClock
from lumbung.bench.postgres import create_database, drop_database, running_postgres, url_of

KINDS = ("sqlite", "postgresql")
A_MORNING = datetime(2026, 6, 20, 0, 40, tzinfo=UTC)  # a Saturday, 07.40 WIB

MakeBooks = Callable[[str], Books]


@pytest.fixture
def clock() -> FixedClock:
    """The clock of the test's books: it stands until the test moves it."""
    return FixedClock(A_MORNING)


@pytest.fixture(params=KINDS)
def books(request: pytest.FixtureRequest) -> Books:
    """Empty books, once on SQLite and once on PostgreSQL."""
    return request.getfixturevalue(f"{request.param}_books")


@pytest.fixture
def sqlite_books(_file: Books, _migrated_file: Path, clock: FixedClock) -> Generator[Books]:
    """Empty books in a file: for what only files have."""
    _lay(_migrated_file, Path(_file.url.removeprefix("sqlite:///")))
    yield from _lent(_file, clock)


@pytest.fixture
def postgresql_books(
    _server: Books, _cleaner: psycopg.Connection, clock: FixedClock
) -> Generator[Books]:
    """Empty books on a server: for what only servers have."""
    yield from _lent(_server, clock)
    _empty(_cleaner)


@pytest.fixture
def make_books(
    request: pytest.FixtureRequest, tmp_path: Path, clock: FixedClock
) -> Generator[MakeBooks]:
    """Make books of a kind that nobody else has: for several books or several processes."""
    made: list[Books] = []
    copies: list[str] = []
    numbers = count(1)

    def make(kind: str) -> Books:
        name = f"own_{next(numbers)}"
        if kind == "sqlite":
            url = f"sqlite:///{tmp_path / name}.db"
            _lay(request.getfixturevalue("_migrated_file"), tmp_path / f"{name}.db")
        else:
            folder: Path = request.getfixturevalue("_migrated_server")
            create_database(folder, name, template="empty_books")
            copies.append(name)
            url = url_of(folder, name)
        made.append(Books(url, clock=clock))
        return made[-1]

    yield make
    for own in made:
        own.close()
    for name in copies:
        drop_database(request.getfixturevalue("_migrated_server"), name)


@pytest.fixture(scope="session")
def _migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("books") / "migrated.db"
    _upgrade(f"sqlite:///{file}")
    return file


@pytest.fixture(scope="session")
def _migrated_server() -> Generator[Path]:
    """A server with `empty_books`, a template to copy, and `books`, which tests share."""
    with running_postgres() as folder:
        create_database(folder, "empty_books")
        _upgrade(url_of(folder, "empty_books"))
        create_database(folder, "books", template="empty_books")
        yield folder


@pytest.fixture(scope="session")
def _cleaner(_migrated_server: Path) -> Generator[psycopg.Connection]:
    with psycopg.connect(url_of(_migrated_server, "books"), autocommit=True) as connection:
        yield connection


# Statements are compiled once for each engine, which costs more than running them. So the engines
# of the shared books live as long as the session; their content and connections are renewed.
@pytest.fixture(scope="session")
def _file(tmp_path_factory: pytest.TempPathFactory) -> Books:
    return Books(f"sqlite:///{tmp_path_factory.mktemp('shared')}/books.db")


@pytest.fixture(scope="session")
def _server(_migrated_server: Path) -> Books:
    return Books(url_of(_migrated_server, "books"))


def _lent(shared: Books, clock: FixedClock) -> Generator[Books]:
    """Lend books that know nothing yet, on the engines of `shared`."""
    books = copy(shared)
    books.clock = clock
    yield books
    shared.close()


def _upgrade(url: str) -> None:
    books = Books(url)
    upgrade(books)
    books.close()


def _lay(migrated: Path, at: Path) -> None:
    # A new file, not new content: whoever forgot to close the old one keeps it to himself.
    for ending in ("", "-wal", "-shm"):
        at.with_name(at.name + ending).unlink(missing_ok=True)
    shutil.copyfile(migrated, at)


# Both databases number from 1 in every test.
_RENUMBER = sql.SQL(
    "SELECT setval(format('%I.%I', schemaname, sequencename)::regclass, 1, false) FROM pg_sequences"
)


def _empty(connection: psycopg.Connection) -> None:
    # The replica role skips foreign keys and the triggers that keep the ink; tests only.
    with connection.transaction():
        connection.execute("SET LOCAL session_replication_role = replica")
        for table in METADATA.sorted_tables:
            connection.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(table.name)))
        connection.execute(_RENUMBER)
