"""Prove the books: nothing may be found. Run by tests, `lumbung check` and on every backup."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlmodel import Session, col, select

from cooperative.audit import Audit, hash_of
from cooperative.books.promises import PROMISES

CHAIN = "I11 the trail is an unbroken chain"
_AT_MOST = 20  # enough to see what is wrong; a broken set of books may have thousands


class Broken(NamedTuple):
    """A promise the books do not keep, with the first rows that break it."""

    name: str
    rows: list[tuple[Any, ...]]


def broken(session: Session) -> list[Broken]:
    """Return every promise that does not hold; an empty list is good news."""
    session.flush()  # rows of this transaction count too
    connection = session.connection()
    found: list[Broken] = []
    for name, query in PROMISES.items():
        rows = connection.execute(sa.text(query)).fetchmany(_AT_MOST)
        if rows:
            found.append(Broken(name, [tuple(row) for row in rows]))
    links = list(_broken_links(session))
    return [*found, Broken(CHAIN, links)] if links else found


def _broken_links(session: Session) -> Iterator[tuple[int, int]]:
    """Recompute every hash: (cooperative, seq) of each row that was changed, or cut loose."""
    last: tuple[int, str] = (0, "")
    ordered = select(Audit).order_by(col(Audit.cooperative_id), col(Audit.seq))
    for row in session.exec(ordered.execution_options(yield_per=500, populate_existing=True)):
        previous_hash = last[1] if last[0] == row.cooperative_id else ""
        if row.previous_hash != previous_hash or hash_of(row) != row.hash:
            yield row.cooperative_id, row.seq
        last = (row.cooperative_id, row.hash)
