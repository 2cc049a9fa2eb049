"""The appraisals as pages ask for them: a page of the list, the neediest, one number per region.

What may be seen is decided in the books and given as a `Within`; nothing outside of it is counted.
"""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from monitoring.alarms import Alarm, AlarmKind
from monitoring.appraisal import Appraisal
from monitoring.reports.pictures import Row
from monitoring.store import Store

WEEK_DAYS = 7
_TABLE: Any = Appraisal
# What a list is narrowed to: words of ours, never of the asker's.
_STATES = {
    "needing": "alarm_count > 0",
    "unheard": f"coalesce(silent_days, {WEEK_DAYS}) >= {WEEK_DAYS}",
    "unsold": f"coalesce(saleless_days, {WEEK_DAYS}) >= {WEEK_DAYS}",
    **{kind.value: f"kinds LIKE '% {kind.value} %'" for kind in AlarmKind},
}
STATES = tuple(_STATES)
_ORDERS = {
    "need": "urgency DESC, alarm_count DESC, name, cooperative_id",
    "name": "name, cooperative_id",
    "sales": "week_rupiah DESC, name, cooperative_id",
}


@dataclass(frozen=True)
class Within:
    """The cooperatives of some regions and some single ones; of these those `under` a region, with
    `words` in their name, in a state of `STATES`."""

    regions: tuple[str, ...] = ()
    ids: tuple[int, ...] = ()
    under: str = ""
    words: str = ""
    state: str = ""


@dataclass(frozen=True)
class Appraised:
    """One cooperative as of `today`; `sales` are rupiah a day of four weeks, the oldest first."""

    cooperative_id: int
    today: date
    name: str
    region_code: str
    silent_days: int | None
    saleless_days: int | None
    alarms: tuple[Alarm, ...]
    sales: tuple[int, ...]
    figures: Mapping[str, int]

    @property
    def week_rupiah(self) -> int:
        """What was sold in the last seven days, today with them."""
        return self.figures["week_rupiah"]


@dataclass(frozen=True)
class Tally:
    """How many there are, how many of them in each state, and what they sold in four weeks.

    `odd_rupiah` are figures nobody would believe; they are not in `sale_rupiah`.
    """

    count: int = 0
    states: Mapping[str, int] = field(default_factory=dict[str, int])
    sale_rupiah: int = 0
    odd_rupiah: int = 0
    member_count: int = 0


async def tally(store: Store, within: Within) -> Tally:
    """Return the numbers of all of `within`. Raises Unavailable."""
    found = await _tallies(store, within, "''")
    return found.get("", Tally())


async def tallies(store: Store, within: Within, letters: int) -> dict[str, Tally]:
    """Return the numbers by the first `letters` of the region's code. Raises Unavailable."""
    return await _tallies(store, within, f"substr(region_code, 1, {letters})")


async def appraised(
    store: Store, within: Within, *, order: str, limit: int, offset: int = 0
) -> list[Appraised]:
    """Return some of `within`, by `need`, `name` or `sales`. Raises Unavailable."""
    where, values = _where(within)
    query = (
        f"SELECT * FROM appraisal WHERE {where} ORDER BY {_ORDERS[order]} LIMIT {{}} OFFSET {{}}"  # noqa: S608 - our own words
    )
    async with store.reading():
        rows: list[Row] = await _TABLE.raw(query, *values, limit, offset)
    return [_read(row) for row in rows]


async def alarm_counts(store: Store, ids: Collection[int]) -> dict[int, int]:
    """Return how many alarms each of `ids` has that has any. Raises Unavailable."""
    found = await alarms_in(store, ids)
    return {one: len(alarms) for one, alarms in found.items()}


async def alarms_in(store: Store, ids: Collection[int]) -> dict[int, tuple[Alarm, ...]]:
    """Return the alarms of each of `ids` that has any. Raises Unavailable."""
    async with store.reading():
        rows: list[Row] = await _TABLE.select(_TABLE.cooperative_id, _TABLE.alarms).where(
            _TABLE.alarm_count > 0
        )
    wanted = set(ids)
    return {
        one: _alarms(one, row["alarms"]) for row in rows if (one := row["cooperative_id"]) in wanted
    }


def _where(within: Within) -> tuple[str, list[Any]]:
    """Return the condition, with `{}` for every value."""
    ours = ["region_code LIKE {}" for _ in within.regions]
    values: list[Any] = [f"{code}%" for code in within.regions]
    if within.ids:
        ours.append(f"cooperative_id IN ({', '.join('{}' for _ in within.ids)})")
        values += within.ids
    conditions = [f"({' OR '.join(ours) or '1 = 0'})"]
    if within.under:
        conditions.append("region_code LIKE {} ESCAPE '\\'")
        values.append(f"{_plain(within.under)}.%")
    if within.words:
        conditions.append("lower(name) LIKE {} ESCAPE '\\'")
        values.append(f"%{_plain(within.words.strip().lower())}%")
    if within.state:
        conditions.append(_STATES[within.state])
    return " AND ".join(conditions), values


def _plain(words: str) -> str:
    """Return words that mean themselves to LIKE."""
    return words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


async def _tallies(store: Store, within: Within, part: str) -> dict[str, Tally]:
    where, values = _where(within)
    counted = ", ".join(
        f"sum(CASE WHEN {condition} THEN 1 ELSE 0 END) AS {state}"
        for state, condition in _STATES.items()
    )
    query = (
        f"SELECT {part} AS part, count(*) AS count, {counted},"  # noqa: S608 - our own words
        " sum(four_weeks_rupiah - odd_rupiah) AS sale_rupiah, sum(odd_rupiah) AS odd_rupiah,"
        f" sum(member_count) AS member_count FROM appraisal WHERE {where} GROUP BY 1"
    )
    async with store.reading():
        rows: list[Row] = await _TABLE.raw(query, *values)
    return {row["part"]: _tally(row) for row in rows}


def _tally(row: Row) -> Tally:
    return Tally(
        row["count"],
        {state: int(row[state]) for state in _STATES},
        int(row["sale_rupiah"]),
        int(row["odd_rupiah"]),
        int(row["member_count"]),
    )


def _read(row: Row) -> Appraised:
    one = row["cooperative_id"]
    return Appraised(
        one,
        row["day"],
        row["name"],
        row["region_code"],
        row["silent_days"],
        row["saleless_days"],
        _alarms(one, row["alarms"]),
        tuple(json.loads(row["sales"])),
        {name: row[name] for name in row if name.endswith(("_rupiah", "_count"))},
    )


def _alarms(cooperative_id: int, packed: str) -> tuple[Alarm, ...]:
    return tuple(
        Alarm(cooperative_id, AlarmKind(kind), *more) for kind, *more in json.loads(packed)
    )
