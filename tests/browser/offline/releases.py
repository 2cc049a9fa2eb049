"""A village that moves to a new release while phones are away."""

import shutil
import sqlite3
from collections.abc import Callable, Generator
from contextlib import closing, contextmanager
from pathlib import Path

from lumbung.bench.server import Server, serving
from lumbung.opening import FILE
from tests.source import PACKAGES, ROOT


def copy_of_village(served: Path, folder: Path) -> Path:
    """Copy a village that is being served; returns the folder of the copy."""
    folder.mkdir()
    with (
        closing(sqlite3.connect(served / FILE)) as books,
        closing(sqlite3.connect(folder / FILE)) as copy,
    ):
        books.backup(copy)
    shutil.copytree(served / "photos", folder / "photos")
    for file in served.glob("*.json"):
        shutil.copy(file, folder)
    return folder


def raise_order_twice(source: Path) -> None:
    """Let the release of `source` speak of order/3: what a phone wrote as order/1 is two behind."""
    _replace(source / "web" / "routes" / "orders.py", 'kind="order/1"', 'kind="order/3"')
    same = "lambda parts: parts"
    upcasters = f'{{\n    "order/1": {same},\n    "order/2": {same},\n'
    _replace(source / "web" / "submit" / "versions.py", "Parts]] = {\n", f"Parts]] = {upcasters}")


def _replace(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text, file
    file.write_text(text.replace(old, new), encoding="utf-8")


def _copy_source(source: Path) -> None:
    for name in (*PACKAGES, "service_worker", "migrations"):
        ignored = shutil.ignore_patterns("__pycache__", ".packed")
        shutil.copytree(ROOT / name, source / name, ignore=ignored)


@contextmanager
def next_release(
    data: Path, source: Path, change: Callable[[Path], None] | None = None
) -> Generator[Server]:
    """Serve the village of `data` from a copy of the source with other static files, and with what
    `change` does to it."""
    if not source.exists():
        _copy_source(source)
    if change:
        change(source)
    with (source / "web" / "static" / "app.css").open("a", encoding="utf-8") as style:
        style.write(".next-release { color: inherit; }\n")
    elsewhere = {"PYTHONPATH": str(source), "PYTHONSAFEPATH": "1"}
    with serving(data, environment=elsewhere) as server:
        yield server
