"""`lumbung check`: every invariant of the books, and what the operator should know about this
machine.
"""

import argparse
from datetime import timedelta

from cooperative.books.engines import sqlite_path, wal_is_safe
from cooperative.books.invariants import broken
from cooperative.push.outbox import refused_since
from lumbung.opening import database_url, existing_books

_LATELY = timedelta(days=1)
_OUR_KEY_STATUSES = (401, 403)


def run(options: argparse.Namespace) -> int:
    """Print what is broken; 0 if nothing is."""
    books = existing_books(options)
    if sqlite_path(database_url(options)) and not wal_is_safe():
        print("warning: SQLite older than 3.51.3, so a slower rollback journal is used")
    if books.clock_is_behind():
        print("warning: this clock is before the newest row of the books: reading only")
    with books.reading() as session:
        found = broken(session)
        refused = refused_since(session, books.clock.now() - _LATELY, _OUR_KEY_STATUSES)
    if refused:
        print("warning: push services refuse the key of this server or the time of its clock")
    books.close()
    for name, rows in found:
        print(f"broken: {name}: {len(rows)} rows, first {rows[0]}")
    print("the books are sound" if not found else f"{len(found)} invariants are broken")
    return 1 if found else 0
