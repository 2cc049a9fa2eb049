"""What tests of the read store do: follow the feed, begin again, look at the rows."""

import asyncio
from dataclasses import dataclass
from typing import Any

from piccolo.table import Table

from cooperative.books import Books
from cooperative.books.feed import feed_of
from monitoring import projector
from monitoring.store import Store
from monitoring.tables import KEYS, TABLES, CooperativeDay, Standing

Row = dict[str, Any]


@dataclass
class Watching:
    """Books, and the store that is kept from their feed."""

    books: Books
    store: Store

    def follow(self) -> int:
        """Read what is new in the feed."""
        return asyncio.run(projector.catch_up(self.store, feed_of(self.books)))

    def rebuild(self) -> int:
        """Forget everything and read the feed from its beginning."""
        return asyncio.run(projector.rebuild(self.store, feed_of(self.books)))

    def rows(self) -> dict[str, list[Row]]:
        """Return every row of the store by table, without Piccolo's own numbers."""
        return {table.__name__: self.all_of(table) for table in TABLES}

    def all_of(self, table: type[Table]) -> list[Row]:
        """Return the rows of one table by key."""
        found: list[Row] = asyncio.run(self._select(table))
        rows = [{name: value for name, value in row.items() if name != "id"} for row in found]
        return sorted(rows, key=lambda row: [str(row[name]) for name in KEYS[table]])

    def standing(self, cooperative_id: int) -> Row:
        """Return what is known of a cooperative now."""
        [row] = [row for row in self.all_of(Standing) if row["cooperative_id"] == cooperative_id]
        return row

    def today(self, cooperative_id: int) -> Row:
        """Return the newest day of a cooperative."""
        days = [
            row for row in self.all_of(CooperativeDay) if row["cooperative_id"] == cooperative_id
        ]
        return max(days, key=lambda row: row["day"])

    async def _select(self, table: type[Table]) -> list[Row]:
        async with self.store.reading():
            return [dict(row) for row in await table.select()]
