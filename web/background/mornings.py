"""The day's alarms, from the read store to whoever watches: the two do not know each other."""

import asyncio
from collections.abc import Collection, Mapping

import structlog

from cooperative.books import Books
from cooperative.oversight.snoozes import Trouble
from monitoring.reports.appraisals import alarms_in
from monitoring.store import Store, Unavailable
from notifications.morning import tell_mornings
from web.views.watch.lines import trouble_of

log = structlog.get_logger()


async def tell_watchers(books: Books, store: Store) -> int:
    """Tell everybody who watches, once in the morning; returns how many were told."""
    loop = asyncio.get_running_loop()

    def alarms(ids: Collection[int]) -> Mapping[int, list[Trouble]]:
        found = asyncio.run_coroutine_threadsafe(alarms_in(store, ids), loop).result()
        return {one: [trouble_of(alarm) for alarm in ours] for one, ours in found.items()}

    try:
        return await asyncio.to_thread(tell_mornings, books, alarms)
    except Unavailable as error:
        log.warning("morning_put_off", reason=str(error)[:200])
        return 0
