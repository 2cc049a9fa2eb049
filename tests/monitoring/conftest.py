"""An empty read store beside the books of the test: a file, or a database of its own."""

import asyncio
from collections.abc import Generator
from itertools import count
from pathlib import Path

import pytest

from cooperative.books import Books
from lumbung.bench.postgres import create_database, drop_database, url_of
from monitoring.store import Store
from tests.monitoring.watching import Watching

_NUMBERS = count(1)


@pytest.fixture
def watching(books: Books, request: pytest.FixtureRequest, tmp_path: Path) -> Generator[Watching]:
    """The books' feed and an empty store, both on SQLite and both on PostgreSQL."""
    if books.url.startswith("sqlite"):
        yield _watching(books, f"sqlite:///{tmp_path}/monitoring.sqlite")
    else:
        yield from _on_server(books, request)


@pytest.fixture
def watching_a_server(
    postgresql_books: Books, request: pytest.FixtureRequest
) -> Generator[Watching]:
    """The same on PostgreSQL: for what only servers have."""
    yield from _on_server(postgresql_books, request)


def _on_server(books: Books, request: pytest.FixtureRequest) -> Generator[Watching]:
    folder: Path = request.getfixturevalue("_migrated_server")
    name = f"monitoring_{next(_NUMBERS)}"
    create_database(folder, name)
    yield _watching(books, url_of(folder, name))
    drop_database(folder, name)


def _watching(books: Books, url: str) -> Watching:
    store = Store(url)
    asyncio.run(store.upgrade())
    return Watching(books, store)
