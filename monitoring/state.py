"""What a stretch of the feed touches, in memory: loaded before, folded into, written back after.

In memory a row is a bare object with the columns of its table as attributes: Piccolo's own rows
look at every value that is set, and a feed of years sets millions.
"""

from collections.abc import Callable, Collection
from datetime import date
from typing import Any, Generic, TypeVar

from piccolo.table import Table

from monitoring.papers import Document, Meeting, Partnership, Profile
from monitoring.store import Store
from monitoring.tables import (
    KEYS,
    CooperativeDay,
    DuesRate,
    Goods,
    OpenDifference,
    OpenOrder,
    Promise,
    Saver,
    Standing,
)

RowOf = TypeVar("RowOf", bound=Table)
Key = tuple[Any, ...]


class Rows(Generic[RowOf]):
    """Rows of one table by cooperative and key, with what was changed and what is gone."""

    def __init__(self, table: type[RowOf]) -> None:
        self.table = table
        self._names = KEYS[table]
        self._bare = _bare(table)
        self._rows: dict[int, dict[Key, RowOf]] = {}
        self._changed: dict[Key, RowOf] = {}
        self._gone: set[Key] = set()

    def find(self, *key: Any) -> RowOf | None:
        """Return the row with this key, if there is one. It is not to be changed."""
        return self._rows.get(key[0], {}).get(key)

    def at(self, *key: Any) -> RowOf:
        """Return the row with this key to be changed; a new one where there is none."""
        ours = self._rows.setdefault(key[0], {})
        row = ours.get(key)
        if row is None:
            row = ours[key] = self._bare()
            vars(row).update(zip(self._names, key, strict=True))
            self._gone.discard(key)
        self._changed[key] = row
        return row

    def drop(self, *key: Any) -> RowOf | None:
        """Take a row away; returns what it was."""
        row = self._rows.get(key[0], {}).pop(key, None)
        if row is not None:
            self._changed.pop(key, None)
            self._gone.add(key)
        return row

    def of(self, cooperative_id: int) -> Collection[RowOf]:
        """Return all rows of a cooperative."""
        return self._rows.get(cooperative_id, {}).values()

    async def load(self, cooperative_ids: Collection[int], days: Collection[date] = ()) -> None:
        """Fetch the rows of these cooperatives, of a table of days only these days."""
        columns: Any = self.table
        query = columns.select().where(columns.cooperative_id.is_in(list(cooperative_ids)))
        if days:
            query = query.where(columns.day.is_in(list(days)))
        for found in await query:
            row = self._bare()
            vars(row).update(found)
            key = tuple(found[name] for name in self._names)
            self._rows.setdefault(key[0], {}).setdefault(key, row)

    async def write(self, store: Store) -> None:
        """Write back what was changed, and take away what is gone."""
        keys = (dict(zip(self._names, key, strict=True)) for key in self._gone)
        await store.remove(self.table, keys)
        await store.save(self.table, list(self._changed.values()))
        self._changed.clear()
        self._gone.clear()

    def forget(self, keep: Callable[[int], Key]) -> None:
        """Drop all that has been written but the one row of each cooperative that `keep` names."""
        for one, ours in self._rows.items():
            key = keep(one)
            self._rows[one] = {key: ours[key]} if key in ours else {}


def _bare(table: type[RowOf]) -> type[RowOf]:
    """Return a class of plain objects that have the columns of `table`, and their defaults."""
    columns: list[Any] = table._meta.columns
    defaults = {column._meta.name: column.get_default_value() for column in columns}
    bare: Any = type(f"Bare{table.__name__}", (), defaults)
    return bare


class State:
    """The rows of the cooperatives that were touched so far."""

    def __init__(self) -> None:
        self.standings = Rows(Standing)
        self.days = Rows(CooperativeDay)
        self.goods = Rows(Goods)
        self.orders = Rows(OpenOrder)
        self.promises = Rows(Promise)
        self.differences = Rows(OpenDifference)
        self.savers = Rows(Saver)
        self.rates = Rows(DuesRate)
        self.profiles = Rows(Profile)
        self.documents = Rows(Document)
        self.meetings = Rows(Meeting)
        self.partnerships = Rows(Partnership)
        self._known: set[int] = set()

    async def load(self, touched: Collection[tuple[int, date]]) -> None:
        """Fetch what the cooperatives of `touched` have, and their rows of these days and of their
        newest day.
        """
        unknown = {one for one, _ in touched} - self._known
        if unknown:
            for rows in self._kept():
                await rows.load(unknown)
            self._known |= unknown
        await self._load_days({*touched, *((one, self._newest(one)) for one in unknown)})

    async def _load_days(self, wanted: Collection[tuple[int, date | None]]) -> None:
        """Fetch those rows that may be there: nothing is newer than the newest day."""
        missing: dict[int, set[date]] = {}
        for one, day in wanted:
            newest = self._newest(one)
            if day and newest and day <= newest and not self.days.find(one, day):
                missing.setdefault(one, set()).add(day)
        if missing:
            await self.days.load(missing, {day for days in missing.values() for day in days})

    def known(self) -> Collection[int]:
        """Return the cooperatives that were touched so far."""
        return self._known

    async def write(self, store: Store) -> None:
        """Write everything back."""
        for rows in self._kept():
            await rows.write(store)
        await self.write_days(store)

    async def write_days(self, store: Store) -> None:
        """Write the days back, and go on with the newest of each cooperative."""
        await self.days.write(store)
        self.days.forget(lambda one: (one, self._newest(one)))

    def _newest(self, cooperative_id: int) -> date | None:
        standing = self.standings.find(cooperative_id)
        return standing.level_on if standing else None

    def _kept(self) -> tuple[Rows[Any], ...]:
        return (
            self.standings,
            self.goods,
            self.orders,
            self.promises,
            self.differences,
            self.savers,
            self.rates,
            self.profiles,
            self.documents,
            self.meetings,
            self.partnerships,
        )
