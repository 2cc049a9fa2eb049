"""`lumbung restore`: put a copy in place of the books. The old books are kept aside."""

import argparse
import shutil
import subprocess
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from cooperative.books import Books
from cooperative.books.engines import sqlite_path
from lumbung.backup import check_copy
from lumbung.failure import Failure
from lumbung.opening import database_url, open_books


def run(options: argparse.Namespace) -> int:
    """Check the copy, move the old books aside if that was asked for, copy, and bring the schema up
    to date.
    """
    if not options.source.is_file():
        raise Failure(f"There is no copy at {options.source}.")
    path = sqlite_path(database_url(options))
    if path is None:
        return _restore_dump(options)
    check_copy(options.source)
    _make_room(path, overwrite=options.overwrite)
    shutil.copyfile(options.source, path)
    open_books(options).close()
    print(f"restored from {options.source}")
    return 0


def _begin_the_feed_anew(books: Books) -> None:
    """Let readers of the feed see restored rows: their transaction ids are another server's.

    The owner of the table may lay the trigger that keeps the ink aside for one statement.
    """
    with books.transaction() as session:
        for statement in (
            "ALTER TABLE activity DISABLE TRIGGER USER",
            "UPDATE activity SET transaction_id = 0",
            "ALTER TABLE activity ENABLE TRIGGER USER",
        ):
            session.connection().exec_driver_sql(statement)


def _make_room(path: Path, *, overwrite: bool) -> None:
    if not path.exists():
        return
    if not overwrite:
        raise Failure(
            f"There are books at {path}. Stop the server and say --overwrite to replace them."
        )
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    # A stale -wal or -shm beside a restored file would be read into it.
    for part in (path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")):
        if part.exists():
            part.rename(part.with_name(f"{part.name}.before-{stamp}"))
    print(f"the old books are kept as {path.name}.before-{stamp}")


def _restore_dump(options: argparse.Namespace) -> int:
    program = shutil.which("pg_restore")
    if program is None:
        raise Failure("pg_restore is missing (Debian: apt-get install postgresql-client).")
    replace = ["--clean", "--if-exists"] if options.overwrite else []
    command = [program, "--single-transaction", "--exit-on-error", "--no-owner", *replace]
    command += [f"--dbname={database_url(options)}", str(options.source)]
    if subprocess.run(command, check=False).returncode:  # noqa: S603 - the operator's own database
        raise Failure("pg_restore refused. Where there are books already, say --overwrite.")
    with closing(open_books(options)) as books:
        _begin_the_feed_anew(books)
    print(f"restored from {options.source}")
    return 0
