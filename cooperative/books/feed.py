"""The feed of some books as a function: what readers outside the books are given."""

from collections.abc import Callable, Sequence
from datetime import date

from cooperative.activity import Cursor, Happened, read_after
from cooperative.books.books import Books
from cooperative.clock import day_in
from cooperative.regions import zone_of

# Of a village whose code nobody knows.
_USUAL_ZONE = "Asia/Pontianak"


def feed_of(books: Books) -> Callable[[Cursor, int], Sequence[Happened]]:
    """Return what reads the next rows of the feed after a cursor, at most so many."""

    def read(cursor: Cursor, limit: int) -> Sequence[Happened]:
        with books.reading() as session:
            return read_after(session, cursor, limit=limit)

    return read


def days_of(books: Books) -> Callable[[str], date]:
    """Return what tells which business day it is now in the region of a code."""
    now = books.clock.now()

    def day_of(region_code: str) -> date:
        try:
            zone = zone_of(region_code)
        except LookupError:
            zone = _USUAL_ZONE
        return day_in(zone, now)

    return day_of
