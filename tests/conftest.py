"""What every test may ask for: empty books on both databases, with a clock that stands still."""

import shutil
from collections.abc import Callable, Generator
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
from tests.postgres import create_database, drop_database, running_postgres, url_of

KINDS = ("sqlite", "postgresql")
A_MORNING = datetime(2026, 6, 20, 0, 40, tzinfo=UTC)  # a Saturday, 07.40 WIB

MakeBooks = Callable[[str], Books]


@pytest.fixture
def clock() -> FixedClock:
    """The clock of the test's books: it stands until the test moves it."""
    return FixedClock(A_MORNING)


@pytest.fixture(params=KINDS)
def books(request: pytest.FixtureRequest, clock: FixedClock) -> Generator[Books]:
    """Empty books, once on SQLite and once on PostgreSQL."""
    address = request.getfixturevalue(f"_{request.param}_address")
    yield from _opened(address, clock)


@pytest.fixture
def sqlite_books(_sqlite_address: str, clock: FixedClock) -> Generator[Books]:
    """Empty books in a file: for what only files have."""
    yield from _opened(_sqlite_address, clock)


@pytest.fixture
def postgresql_books(_postgresql_address: str, clock: FixedClock) -> Generator[Books]:
    """Empty books on a server: for what only servers have."""
    yield from _opened(_postgresql_address, clock)


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
            url = _file_copy(request.getfixturevalue("_migrated_file"), tmp_path / f"{name}.db")
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


@pytest.fixture
def _sqlite_address(_migrated_file: Path, tmp_path: Path) -> str:
    return _file_copy(_migrated_file, tmp_path / "books.db")


@pytest.fixture
def _postgresql_address(_migrated_server: Path, _cleaner: psycopg.Connection) -> Generator[str]:
    yield url_of(_migrated_server, "books")
    _empty(_cleaner)


def _opened(address: str, clock: FixedClock) -> Generator[Books]:
    books = Books(address, clock=clock)
    yield books
    books.close()


def _upgrade(url: str) -> None:
    books = Books(url)
    upgrade(books)
    books.close()


def _file_copy(migrated: Path, to: Path) -> str:
    shutil.copyfile(migrated, to)
    return f"sqlite:///{to}"


def _empty(connection: psycopg.Connection) -> None:
    # The replica role skips foreign keys and the triggers that keep the ink; tests only.
    with connection.transaction():
        connection.execute("SET LOCAL session_replication_role = replica")
        for table in METADATA.sorted_tables:
            connection.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(table.name)))
