"""`lumbung bench`: all parts, one after the other, so that they do not disturb each other."""

import argparse
import tempfile
from collections.abc import Callable
from pathlib import Path

from lumbung.bench import lighthouse, memory, orders, push, speed, transfer
from lumbung.bench.in_process import measure_queries
from lumbung.bench.postgres import create_database, running_postgres, url_of
from lumbung.bench.report import Row, show, write
from lumbung.bench.server import serving
from lumbung.bench.transfer import NOBODY, PAGES
from lumbung.bench.village import copy_of, make_demo
from lumbung.bench.weak import measure as weak
from lumbung.bench.wire import sign_in
from lumbung.opening import FILE

# On the disk of the checkout: a memory file system would make durable orders free.
FOLDER = Path("data/bench")

Part = Callable[[Path, Path], list[Row]]


def run(options: argparse.Namespace) -> int:
    """Measure, print, and leave `data/bench/latest.json`; 1 where a budget is missed."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    found: dict[str, list[Row]] = {}
    with tempfile.TemporaryDirectory(prefix="run-", dir=FOLDER) as place:
        folder = Path(place).absolute()
        village = _village(options, folder)
        for name, part in PARTS.items():
            if options.only in {None, name}:
                found[name] = part(village, folder)
                show(name, found[name])
    write(found, FOLDER / "latest.json")
    return 1 if any(row.ok is False for rows in found.values() for row in rows) else 0


def _village(options: argparse.Namespace, folder: Path) -> Path:
    given: Path | None = options.data
    if given is not None and (given / FILE).is_file():
        return copy_of(given, folder / "village")
    return make_demo(folder / "village")


def _bytes(village: Path, folder: Path) -> list[Row]:
    copy = copy_of(village, folder / "looked-at")
    with serving(copy) as server:
        rows = transfer.measure(server)
        cookies = {slug: sign_in(server.port, slug) for slug, _ in PAGES if slug != NOBODY}
    pages = {
        cookie: [path for owner, path in PAGES if owner == slug] for slug, cookie in cookies.items()
    }
    return [*rows, *measure_queries(copy, pages)]


def _weak(village: Path, folder: Path) -> list[Row]:
    with serving(copy_of(village, folder / "far")) as server:
        return weak.measure(server, folder)


def _speed(village: Path, folder: Path) -> list[Row]:
    with serving(copy_of(village, folder / "hurried")) as server:
        rows = speed.measure(server, folder)
    return [*rows, *orders.measure(village, folder), *_speed_on_postgresql(folder)]


def _speed_on_postgresql(folder: Path) -> list[Row]:
    # The books of a file cannot be copied into it: it gets a demonstration of its own.
    with running_postgres() as place:
        create_database(place, "bench")
        url = url_of(place, "bench")
        make_demo(folder / "on-postgresql", "--database-url", url)
        with serving(folder / "on-postgresql", "--database-url", url) as server:
            return speed.measure_on_postgresql(server, folder)


def _lighthouse(village: Path, folder: Path) -> list[Row]:
    with serving(copy_of(village, folder / "lit")) as server:
        return lighthouse.measure(server, folder)


PARTS: dict[str, Part] = {
    "bytes": _bytes,
    "weak": _weak,
    "speed": _speed,
    "push": push.measure,
    "memory": memory.measure,
    "lighthouse": _lighthouse,
}
