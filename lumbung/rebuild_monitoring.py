"""`lumbung rebuild-monitoring`: read the activity feed from its beginning into the read store.

The server may go on meanwhile: pages show the old figures until the new ones are complete.
"""

import argparse
import asyncio
from contextlib import closing

from rich.progress import Progress

from cooperative.activity import length
from cooperative.books import Books
from cooperative.books.feed import days_of, feed_of
from lumbung.opening import existing_books, monitoring_url
from monitoring.appraising import appraise
from monitoring.projector import rebuild
from monitoring.store import Store


def run(options: argparse.Namespace) -> int:
    """Rebuild, and say how many rows of the feed were read."""
    with closing(existing_books(options)) as books:
        count = rebuild_from(books, monitoring_url(options))
    print(f"{count:,} rows of the feed were read")
    return 0


def rebuild_from(books: Books, url: str) -> int:
    """Rebuild the store at `url` from the feed of `books`, with a bar; returns the rows read."""

    async def work() -> int:
        store = Store(url)
        await store.upgrade()
        with books.reading() as session:
            total = length(session)
        with Progress(transient=True) as bar:
            task = bar.add_task("Pantauan dari buku", total=total)
            count = await rebuild(
                store, feed_of(books), told=lambda count: bar.update(task, completed=count)
            )
            await appraise(store, days_of(books), anew=True)
            return count

    return asyncio.run(work())
