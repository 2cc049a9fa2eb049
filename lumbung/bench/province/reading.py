"""How fast the feed of a province is read: as news, and from its beginning."""

import asyncio
import sqlite3
import time
from collections.abc import Sequence
from contextlib import closing

import psycopg

from cooperative.activity import Cursor, Happened, length
from cooperative.books import Books
from cooperative.books.feed import days_of, feed_of
from lumbung.bench.province.place import Place, command
from lumbung.bench.report import Row
from monitoring.appraising import appraise
from monitoring.projector import catch_up
from monitoring.store import Store
from monitoring.tables import CooperativeDay, columns_of, name_of

NEWS = 50_000
YEARS = 10
# Fifty-three weeks: the founding is some days before the year, and weekdays stay what they are.
A_YEAR = 371
_FILE, _DAYS = "sqlite:///", name_of(CooperativeDay)
_COUNT = f"SELECT count(*) FROM {_DAYS}"  # noqa: S608 - our own name


def measure(place: Place) -> list[Row]:
    """Read some of it as news comes, all of it from the beginning, and weigh every village."""
    with closing(Books(place.books_url)) as books:
        with books.reading() as session:
            count = length(session)
        news = asyncio.run(_news(books, place.empty_url))
    seconds, computed = command(place, "rebuild-monitoring")
    with closing(Books(place.books_url)) as books:
        weighed, weighing = asyncio.run(_weigh(books, place.store_url))
    return [
        Row("rows of the feed", f"{count:,}"),
        Row("read as news, a thousand at a time", f"{news:,.0f} rows/s"),
        Row("read from the beginning", f"{count / seconds:,.0f} rows/s"),
        Row("the same", f"{seconds:,.1f} s, {computed:,.1f} s of them computing"),
        Row("every village weighed anew", f"{weighed:,} in {weighing:,.1f} s"),
    ]


async def _news(books: Books, url: str) -> float:
    store, read = Store(url), feed_of(books)
    await store.upgrade()
    left = NEWS

    def some(cursor: Cursor, limit: int) -> Sequence[Happened]:
        nonlocal left
        if not left:
            return []
        rows = read(cursor, min(limit, left))
        left -= len(rows)
        return rows

    begun = time.perf_counter()
    count = await catch_up(store, some)
    return count / (time.perf_counter() - begun)


async def _weigh(books: Books, url: str) -> tuple[int, float]:
    store = Store(url)
    begun = time.perf_counter()
    count = await appraise(store, days_of(books), anew=True)
    return count, time.perf_counter() - begun


def lengthen(url: str) -> int:
    """Put nine more years before the one that is there; returns the rows of days there are then."""
    earlier = range(A_YEAR, YEARS * A_YEAR, A_YEAR)
    if url.startswith(_FILE):
        with closing(sqlite3.connect(url.removeprefix(_FILE), isolation_level=None)) as file:
            for days in earlier:
                file.execute(_statement("date(day, ?)", "date(max(day), ?)"), _words(days))
            return file.execute(_COUNT).fetchone()[0]
    with psycopg.connect(url, autocommit=True) as server:
        for days in earlier:
            server.execute(_statement("day - %s", "max(day) - %s").encode(), (days, A_YEAR))
        server.execute("VACUUM ANALYZE")  # as it does by itself in some minutes
        counted = server.execute(_COUNT.encode()).fetchone()
    return counted[0] if counted else 0


def _statement(earlier: str, a_year_ago: str) -> str:
    names = ", ".join(name for name in columns_of(CooperativeDay) if name != "day")
    return (
        f"INSERT INTO {_DAYS} (day, {names}) SELECT {earlier}, {names} FROM {_DAYS}"  # noqa: S608 - our own names
        f" WHERE day > (SELECT {a_year_ago} FROM {_DAYS})"
    )


def _words(days: int) -> tuple[str, str]:
    return f"-{days} days", f"-{A_YEAR} days"
