"""What changed since a day, such as the last visit: sums of the days after it, and levels then."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from piccolo.query.functions.aggregate import Sum

from monitoring.folding.apply import LATE_AFTER
from monitoring.reports.pictures import Picture, Row
from monitoring.store import Store
from monitoring.tables import CooperativeDay

_DAY: Any = CooperativeDay
_SUMMED = ("joined_count", "left_count", "sale_count", "sale_rupiah")
_LEVELS = ("late_count", "empty_count", "savings_rupiah")


@dataclass(frozen=True)
class Gained:
    """Sums of the days after a day."""

    joined_count: int = 0
    left_count: int = 0
    sale_count: int = 0
    sale_rupiah: int = 0


@dataclass(frozen=True)
class Since:
    """What was gained since `day`, and what stood then; None where nothing was known yet."""

    day: date
    gained: Gained
    late_count: int | None = None
    empty_count: int | None = None
    savings_rupiah: int | None = None


async def gained_since(store: Store, days: Mapping[int, date]) -> dict[int, Gained]:
    """Return the sums of each cooperative since its day in `days`. Raises Unavailable."""
    if not days:
        return {}
    first, *others = ((_DAY.cooperative_id == one) & (_DAY.day > day) for one, day in days.items())
    after = first
    for other in others:
        after = after | other
    async with store.reading():
        rows: list[Row] = (
            await _DAY.select(
                _DAY.cooperative_id, *(Sum(getattr(_DAY, name), alias=name) for name in _SUMMED)
            )
            .where(after)
            .group_by(_DAY.cooperative_id)
        )
    return {
        row["cooperative_id"]: Gained(**{name: int(row[name]) for name in _SUMMED}) for row in rows
    }


def since(days: Iterable[Row], day: date) -> Since:
    """Return what changed since `day`; `days` are those of one cooperative, in their order."""
    days = list(days)
    after = [row for row in days if row["day"] > day]
    before = [row for row in days if row["day"] <= day]
    gained = Gained(**{name: sum(row[name] for row in after) for name in _SUMMED})
    stood = {name: int(before[-1][name]) for name in _LEVELS} if before else {}
    return Since(day, gained, **stood)


def late_count(picture: Picture) -> int:
    """Return how many orders wait longer than they should, now."""
    return sum(picture.today - day > LATE_AFTER for day in picture.waiting_since)
