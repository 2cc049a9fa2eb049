"""Keep the read store up with the books: soon after a commit, and once in a while."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress
from datetime import datetime

import structlog

from cooperative.books import Books
from cooperative.books.feed import days_of, feed_of
from monitoring import projector
from monitoring.appraising import appraise
from monitoring.store import Store, Unavailable

log = structlog.get_logger()
_EVERY_SECONDS = 60
# One round for what a busy moment brings, instead of one for every order.
_GATHER_SECONDS = 5


class Following:
    """The one that reads the feed of `books` into `store`, as long as the app runs."""

    def __init__(self, books: Books, store: Store) -> None:
        self.books = books
        self.store = store
        self._read_at: datetime | None = None
        self._news = asyncio.Event()

    async def as_of(self) -> datetime | None:
        """Return up to which moment the rows are complete; None before anything was read."""
        return self._read_at or await projector.read_until(self.store)

    @asynccontextmanager
    async def running(self) -> AsyncGenerator[None]:
        """Follow the feed until the app stops."""
        loop = asyncio.get_running_loop()

        def nudge() -> None:
            with suppress(RuntimeError):  # the loop has stopped: nobody reads any more
                loop.call_soon_threadsafe(self._news.set)

        async with self.store.serving():
            self.books.after_commit = nudge
            running = asyncio.create_task(self._again_and_again())
            try:
                yield
            finally:
                self.books.after_commit = bool
                running.cancel()
                with suppress(asyncio.CancelledError):
                    await running

    async def once(self) -> None:
        """Read what is new; from the beginning where the books are not those that were read."""
        now = self.books.clock.now()
        read = feed_of(self.books)
        if self._read_at is None and not await projector.follows(self.store, read):
            log.warning("monitoring_rebuilt", reason="other books")
            await projector.rebuild(self.store, read)
        await projector.catch_up(self.store, read)
        # Rules may have changed with the release: what another one has weighed is weighed again.
        await appraise(self.store, days_of(self.books), anew=self._read_at is None)
        self._read_at = now

    async def _again_and_again(self) -> None:
        while True:
            try:
                # A task of its own: a connection that broke takes its context along.
                await asyncio.create_task(self.once())
            except Unavailable as error:
                log.warning("monitoring_unavailable", reason=str(error)[:200])
            except Exception:  # nobody else would start it again
                log.exception("monitoring_failed")
            with suppress(TimeoutError):
                await asyncio.wait_for(self._news.wait(), _EVERY_SECONDS)
            await asyncio.sleep(_GATHER_SECONDS)
            self._news.clear()
