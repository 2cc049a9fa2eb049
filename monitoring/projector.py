"""Read the feed and keep the rows: rows and cursor move in one transaction.

So it may stop anywhere and go on, and the same feed read twice gives the same rows.
"""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

from cooperative.activity import Cursor, Happened, cursor_of
from monitoring.folding import apply, close_levels
from monitoring.state import State
from monitoring.store import Store
from monitoring.tables import TABLES, FeedCursor

READER = "monitoring"
BATCH = 1_000
# From the beginning more is read at once: the same villages come again and again.
AT_ONCE = 10_000
# Reads the next rows of the feed after a cursor, at most so many.
ReadFeed = Callable[[Cursor, int], Sequence[Happened]]


async def catch_up(store: Store, read: ReadFeed) -> int:
    """Fold in everything the feed has told since; returns how many rows that was.

    `read` looks into the books and runs in a thread.
    """
    state, known, count = State(), None, 0
    while True:
        async with store.writing():
            cursor, _ = await _lock(store)
            if cursor != known:  # another process has written since: what was loaded is old
                state = State()
            rows = await asyncio.to_thread(read, cursor, BATCH)
            if not rows:
                return count
            known = await _fold(store, state, rows)
        count += len(rows)


async def follows(store: Store, read: ReadFeed) -> bool:
    """Tell whether the store was made from this feed.

    Books that were restored or begun anew have other rows where the cursor stands.
    """
    async with store.writing():
        cursor, recorded_at = await _lock(store)
        if not recorded_at:
            return True
        rows = await asyncio.to_thread(read, cursor._replace(position=cursor.position - 1), 1)
    return bool(rows) and cursor_of(rows[0]) == cursor and rows[0].recorded_at == recorded_at


async def rebuild(store: Store, read: ReadFeed, *, told: Callable[[int], object] = bool) -> int:
    """Forget everything and read the feed from its beginning, in one transaction.

    Pages show the old rows until it is done; `told` is called with the count after every batch.
    """
    state, count, cursor, newest_at = State(), 0, Cursor(), None
    async with store.writing():
        await _lock(store)
        for table in TABLES:
            # The cursor's row stays: whoever waits for it finds where it has moved to.
            if table is not FeedCursor:
                await table.delete(force=True)
        await _move(store, cursor, None)
        while rows := await asyncio.to_thread(read, cursor, AT_ONCE):
            newest_at = rows[-1].recorded_at
            # Nobody sees what lies between: days are written once, the rest at the end.
            cursor = await _apply(state, rows)
            await state.write_days(store)
            count += len(rows)
            told(count)
        _close(state, state.known())
        await state.write(store)
        await _move(store, cursor, newest_at)
    return count


async def read_until(store: Store) -> datetime | None:
    """Return when the last row was written that has been read; None before the first."""
    async with store.reading():
        row = await FeedCursor.select(FeedCursor.recorded_at).where(FeedCursor.reader == READER)
    return row[0]["recorded_at"] if row else None


async def _fold(store: Store, state: State, rows: Sequence[Happened]) -> Cursor:
    """Fold `rows` in, write what they changed, and move the cursor behind them."""
    cursor = await _apply(state, rows)
    _close(state, {row.cooperative_id for row in rows})
    await state.write(store)
    await _move(store, cursor, rows[-1].recorded_at)
    return cursor


async def _apply(state: State, rows: Sequence[Happened]) -> Cursor:
    await state.load({(row.cooperative_id, row.occurred_on) for row in rows})
    for row in rows:
        apply(state, row)
    return cursor_of(rows[-1])


def _close(state: State, cooperative_ids: Iterable[int]) -> None:
    for cooperative_id in cooperative_ids:
        close_levels(state, cooperative_id)


async def _lock(store: Store) -> tuple[Cursor, datetime | None]:
    """Return the cursor, and when the row it stands at was written.

    On a server nobody else moves it before this transaction ends.
    """
    ours: Any = FeedCursor
    query = ours.select().where(ours.reader == READER)
    found = await (query if store.is_file else query.lock_rows("UPDATE"))
    if not found:
        return Cursor(), None
    [row] = found
    return Cursor(row["transaction_id"], row["position"]), row["recorded_at"]


async def _move(store: Store, cursor: Cursor, recorded_at: datetime | None) -> None:
    row = FeedCursor(
        reader=READER,
        transaction_id=cursor.transaction_id,
        position=cursor.position,
        recorded_at=recorded_at,
    )
    await store.save(FeedCursor, [row])
