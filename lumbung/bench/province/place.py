"""Where a province lies while it is measured: two files, or two databases of a server."""

import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from lumbung.bench.postgres import create_database, running_postgres, url_of
from lumbung.bench.report import Row
from lumbung.opening import FILE, STORE_FILE

KB = 1024
_FILE_URL = "sqlite:///"


@dataclass(frozen=True)
class Place:
    """Books, their read store, a store with ten times the history, and an empty one."""

    name: str
    folder: Path
    books_url: str
    store_url: str
    tenfold_url: str
    empty_url: str
    server: Path | None = None

    def words(self, store_url: str = "") -> list[str]:
        """Return what commands are told, for another store if one is named."""
        store = store_url or self.store_url
        return ["--database-url", self.books_url, "--monitoring-url", store]

    def copy_store(self) -> None:
        """Begin the tenfold store as a copy of the other. Nobody may have that one open."""
        if self.server:
            create_database(self.server, "tenfold", template="store")
        else:
            shutil.copyfile(_path(self.store_url), _path(self.tenfold_url))


@contextmanager
def in_files(folder: Path) -> Generator[Place]:
    """Yield a place on SQLite; books that are in `folder` already are used as they are."""
    names = (FILE, STORE_FILE, "tenfold.sqlite", "empty.sqlite")
    books, store, tenfold, empty = (f"{_FILE_URL}{folder / name}" for name in names)
    yield Place("SQLite", folder, books, store, tenfold, empty)


@contextmanager
def on_server(folder: Path) -> Generator[Place]:
    """Yield a place on a PostgreSQL server of its own, gone afterwards."""
    with running_postgres() as server:
        for name in ("books", "store", "empty"):
            create_database(server, name)
        names = ("books", "store", "tenfold", "empty")
        books, store, tenfold, empty = (url_of(server, name) for name in names)
        yield Place("PostgreSQL", folder, books, store, tenfold, empty, server)


def command(place: Place, *words: str) -> tuple[float, float]:
    """Run one of our commands there; returns the seconds it took, and those it computed itself."""
    line = [sys.executable, "-m", "lumbung", *words, "--data", str(place.folder), *place.words()]
    before, begun = _computed(), time.perf_counter()
    subprocess.run(line, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - our own program
    return time.perf_counter() - begun, _computed() - before


def make(place: Place, region: str, days: int) -> list[Row]:
    """Make the demonstration with a whole region, if there are no books yet."""
    path = _path(place.books_url)
    if not place.server and path.is_file():
        return []
    seconds, computed = command(place, "demo", "--province", region, "--days", str(days))
    peak_mb = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / KB
    taken = f"{seconds:,.0f} s, {computed:,.0f} s of them computing"
    return [Row("made, with its read store", taken), Row("memory, the most", f"{peak_mb:,.0f} MB")]


def _computed() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _path(url: str) -> Path:
    return Path(url.removeprefix(_FILE_URL))
