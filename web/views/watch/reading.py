"""How pages look into the read store, which may be away: they go on without figures."""

from collections.abc import Awaitable
from contextlib import suppress
from datetime import date, datetime
from typing import TypeVar

import structlog

from cooperative.clock import day_in
from monitoring.store import Store, Unavailable
from web.answers import AnyRequest
from web.background.following import Following
from web.identity import who

log = structlog.get_logger()
Found = TypeVar("Found")


async def or_none(asking: Awaitable[Found]) -> Found | None:
    """Return what the read store says; None where it cannot be asked."""
    try:
        return await asking
    except Unavailable as error:
        log.warning("monitoring_unavailable", reason=str(error)[:200])
        return None


def store_of(request: AnyRequest) -> Store:
    """Return the read store of the app."""
    following: Following = request.app.state.following
    return following.store


async def as_of(request: AnyRequest) -> datetime | None:
    """Return up to which moment figures are complete, where that is known."""
    following: Following = request.app.state.following
    with suppress(Unavailable):
        return await following.as_of()
    return None


def today(request: AnyRequest) -> date:
    """Return the business day of whoever asks."""
    return day_in(who(request).zone, request.app.state.books.clock.now())
