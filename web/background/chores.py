"""What happens without anybody asking: once in a while, beside the requests."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress

import structlog
from litestar import Litestar

from cooperative.books import Books
from cooperative.orders.reminding import cooperatives_to_remind, remind
from cooperative.refusals import Busy, Refused
from monitoring.store import Store
from web.background.mornings import tell_watchers
from web.newsroom import ask_for_dues, tidy_up, warn_shops

log = structlog.get_logger()
_EVERY_SECONDS = 15 * 60


@asynccontextmanager
async def chores(app: Litestar) -> AsyncGenerator[None]:
    """Run the chores as long as the app runs."""
    running = asyncio.create_task(_again_and_again(app.state.books, app.state.following.store))
    try:
        async with app.state.following.running():
            yield
    finally:
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running


def remind_all(books: Books) -> int:
    """Remind the members of every cooperative; returns how many were told."""
    with books.reading() as session:
        waiting = cooperatives_to_remind(session)
    reminded = 0
    for cooperative_id in waiting:
        with books.transaction(cooperative_id) as session:
            reminded += remind(session, cooperative_id)
    return reminded


async def _again_and_again(books: Books, store: Store) -> None:
    while True:
        await asyncio.sleep(_EVERY_SECONDS)
        try:
            for chore in (remind_all, warn_shops, ask_for_dues, tidy_up):
                await asyncio.to_thread(chore, books)
            await tell_watchers(books, store)
        except (Busy, Refused) as error:  # the next round tries again
            log.warning("chores_put_off", reason=str(error)[:200])
        except Exception:  # nobody else would start the chores again
            log.exception("chores_failed")
