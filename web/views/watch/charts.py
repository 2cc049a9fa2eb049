"""Small drawings of days and months: bars as one path, and what they say in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from monitoring.alarms.ranking import odd_days
from monitoring.reports.one import Month
from web import formats
from web.words import watching

STEP, HEIGHT = 4, 24
_LEAST = 2  # a bar that can be seen


@dataclass(frozen=True)
class Chart:
    """A row of bars: the `path` of an SVG of `width` by 24, and the words beside it."""

    path: str
    width: int
    words: str
    rows: list[tuple[str, int]]


def path_of(values: Sequence[int], odd: Sequence[int] = ()) -> str:
    """Return bars from the ground up; the tallest believable one fills the height."""
    believable = [value for place, value in enumerate(values) if place not in odd]
    tallest = max([*believable, 1])
    strokes: list[str] = []
    for place, value in enumerate(values):
        if value > 0:
            rise = max(_LEAST, min(HEIGHT, HEIGHT * value // tallest))
            strokes.append(f"M{place * STEP + STEP // 2} {HEIGHT}v-{rise}")
    return "".join(strokes)


def days_chart(daily_sales: Sequence[int], today: date, days: int) -> Chart:
    """Draw what was sold on each of the last `days`."""
    values = list(daily_sales[-days:])
    odd = odd_days(tuple(values))
    first = today - timedelta(days=len(values) - 1)
    rows = [(formats.short_day(first + timedelta(days=n)), value) for n, value in enumerate(values)]
    return Chart(path_of(values, odd), STEP * len(values), _said(rows, watching.DAYS), rows)


def months_chart(months: Sequence[Month]) -> Chart:
    """Draw what was sold in each month."""
    values = [month.sale_rupiah for month in months]
    odd = odd_days(tuple(values))
    rows = [(formats.month(month.first), month.sale_rupiah) for month in months]
    return Chart(path_of(values, odd), STEP * len(values), _said(rows, watching.MONTHS), rows)


def _said(rows: Sequence[tuple[str, int]], unit: str) -> str:
    """Say what the drawing shows: the sum, the best one, and how many had nothing."""
    sum_rupiah = sum(value for _, value in rows)
    if not sum_rupiah:
        return watching.NO_SALES.format(count=len(rows), unit=unit)
    best, most_rupiah = max(rows, key=lambda row: row[1])
    return watching.SALES.format(
        count=len(rows),
        unit=unit,
        sum=formats.rupiah(sum_rupiah),
        most=formats.rupiah(most_rupiah),
        best=best,
        without=sum(not value for _, value in rows),
    )
