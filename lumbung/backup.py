"""`lumbung backup`: a checked copy of the books, made while they are in use.

SQLite: VACUUM INTO a new file, which is opened, checked against every invariant, put on the disk
for good and only then given its name. PostgreSQL: pg_dump in its own format. Secrets are not in it:
keep them apart.
"""

import argparse
import shutil
import subprocess
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from cooperative.books import Books
from cooperative.books.engines import sqlite_path
from cooperative.books.invariants import broken
from lumbung.failure import Failure
from lumbung.opening import existing_books
from lumbung.whole_file import give_name


def run(options: argparse.Namespace) -> int:
    """Make the copy and say where it is."""
    books = existing_books(options)
    with closing(books):
        target = _name(options.target, books)
        if target.exists():
            raise Failure(f"{target} is there already; a copy is never written over another.")
        _copy(books, target)
    done = "copied and checked" if sqlite_path(books.url) else "copied"
    print(f"{done}: {target} ({target.stat().st_size:,} bytes)")
    return 0


def copy_sqlite(books: Books, target: Path) -> None:
    """Copy a running SQLite file to `target`; raises Failure if the copy is not sound."""
    unfinished = target.with_name(target.name + ".unfinished")
    unfinished.unlink(missing_ok=True)
    with closing(books.writer.raw_connection()) as connection:
        connection.cursor().execute("VACUUM INTO ?", (str(unfinished),))
    check_copy(unfinished)
    give_name(unfinished, target)


def check_copy(path: Path) -> None:
    """Look at the copy at `path` as if it were the books; raises Failure if anything is wrong."""
    with closing(Books(f"sqlite:///{path}")) as copy, copy.reading() as session:
        integrity = session.connection().exec_driver_sql("PRAGMA integrity_check").scalar()
        wrong = broken(session)
    if integrity != "ok" or wrong:
        raise Failure(f"The copy is not sound ({integrity}; {[name for name, _ in wrong]}): {path}")


def _copy(books: Books, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if sqlite_path(books.url):
        copy_sqlite(books, target)
    else:
        _dump(books.url, target)


def _dump(url: str, target: Path) -> None:
    program = shutil.which("pg_dump")
    if program is None:
        raise Failure("pg_dump is missing (Debian: apt-get install postgresql-client).")
    unfinished = target.with_name(target.name + ".unfinished")
    command = [program, "--format=custom", "--no-owner", f"--file={unfinished}", url]
    if subprocess.run(command, check=False).returncode:  # noqa: S603 - the operator's own database
        raise Failure("pg_dump failed; see the line above.")
    unfinished.rename(target)


def _name(target: Path, books: Books) -> Path:
    if not target.is_dir():
        return target
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    return target / f"lumbung-{stamp}.{'db' if sqlite_path(books.url) else 'dump'}"
