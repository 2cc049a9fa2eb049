"""Open the books a command was pointed at."""

import argparse
import os
from pathlib import Path

from cooperative.books import Books
from cooperative.books.tables import is_demo
from cooperative.books.upgrade import upgrade
from cooperative.clock import Clock
from lumbung.failure import Failure

FILE = "books.db"
STORE_FILE = "monitoring.sqlite"


def data_folder(options: argparse.Namespace) -> Path:
    """Return the folder of the books, photos and secrets; made if it is missing."""
    folder = options.data or Path(os.environ.get("LUMBUNG_DATA", "data/lumbung"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder.absolute()


def database_url(options: argparse.Namespace) -> str:
    """Return the address of the books: given, or the file in the data folder."""
    given = options.database_url or os.environ.get("LUMBUNG_DATABASE_URL")
    return given or f"sqlite:///{data_folder(options) / FILE}"


def monitoring_url(options: argparse.Namespace) -> str:
    """Return the address of the read store: given, or the file in the data folder."""
    given = options.monitoring_url or os.environ.get("LUMBUNG_MONITORING_URL")
    return given or f"sqlite:///{data_folder(options) / STORE_FILE}"


def open_books(options: argparse.Namespace, *, clock: Clock | None = None) -> Books:
    """Open the books and bring them to the newest schema."""
    books = Books(database_url(options), clock=clock)
    upgrade(books)
    return books


def existing_books(options: argparse.Namespace) -> Books:
    """Open books that must be there already; raises Failure where there are none."""
    url = database_url(options)
    path = Path(url.removeprefix("sqlite:///"))
    if url.startswith("sqlite:///") and not path.is_file():
        raise Failure(f"There are no books at {path}. `lumbung new` makes them.")
    return open_books(options)


def demo_or_none(books: Books) -> bool | None:
    """Tell whether these are demonstration books; None while nothing is written in them."""
    with books.reading() as session:
        return is_demo(session)
