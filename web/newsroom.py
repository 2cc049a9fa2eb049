"""News that nobody's act makes, and the sender of hints to phones: beside the requests."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any

import structlog
from litestar import Litestar

from cooperative.books import Books
from cooperative.ledger.due_news import cooperatives_to_ask, owing, remind_of_dues
from cooperative.orders.late import cooperatives_with_open_orders, tell_late
from cooperative.people.gaps import cooperatives_with_gaps, tell_gaps
from cooperative.push.outbox import forget_old
from cooperative.refusals import Busy, Refused
from notifications.keys import keys_of
from notifications.post import Post
from notifications.sender import Sender
from web.settings import Settings

log = structlog.get_logger()
_SEND_EVERY_SECONDS = 5
_HTTPS = "https://"


@asynccontextmanager
async def sending(app: Litestar) -> AsyncGenerator[None]:
    """Send what waits for phones as long as the app runs."""
    sender = await asyncio.to_thread(sender_of, app.state.settings, app.state.books)
    running = asyncio.create_task(_again_and_again(sender))
    try:
        yield
    finally:
        running.cancel()
        sender.close()
        with suppress(asyncio.CancelledError):
            await running


def sender_of(settings: Settings, books: Books) -> Sender:
    """Make the sender of this server; its keys are made at the first start."""
    origin = settings.public_origin or ""
    # Push services want to know whom to tell of trouble; they refuse addresses with a port.
    is_public = origin.startswith(_HTTPS) and ":" not in origin.removeprefix(_HTTPS)
    subject = origin if is_public else "mailto:pengurus@localhost"
    post = Post(keys_of(settings.data), subject, also=settings.push_origins)
    return Sender(books, post.send)


def warn_shops(books: Books) -> int:
    """Tell every shop of late orders and of work that did not come; returns how many were told."""
    late = _in_each(books, cooperatives_with_open_orders, tell_late)
    return late + _in_each(books, cooperatives_with_gaps, tell_gaps)


def ask_for_dues(books: Books) -> int:
    """Remind members of simpanan wajib in the last week of a month; returns how many were told."""

    def waiting(session: Any) -> list[int]:
        return [here for here in cooperatives_to_ask(session) if owing(session, here)]

    return _in_each(books, waiting, remind_of_dues)


def tidy_up(books: Books) -> int:
    """Forget hints to phones that are over and done with; returns how many."""
    with books.transaction() as session:
        return forget_old(session)


def _in_each(
    books: Books, which: Callable[[Any], list[int]], act: Callable[[Any, int], int]
) -> int:
    with books.reading() as session:
        waiting = which(session)
    told = 0
    for cooperative_id in waiting:
        with books.transaction(cooperative_id) as session:
            told += act(session, cooperative_id)
    return told


async def _again_and_again(sender: Sender) -> None:
    while True:
        await asyncio.sleep(_SEND_EVERY_SECONDS)
        try:
            while await asyncio.to_thread(sender.run_once):
                pass  # round by round, so that a stopping server waits for one of them only
        except (Busy, Refused) as error:
            log.warning("push_put_off", reason=str(error)[:200])
        except Exception:  # the outbox keeps what was not sent
            log.exception("push_failed")
