"""Does the alarm of silence hear what matters? Years of made-up villages with market days, harvest
and holidays, in which the phones really go quiet now and then. `make bench-alarms` prints it.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from math import exp
from random import Random

from rich.progress import track

from lumbung.bench.report import Row, at_most, show
from monitoring.alarms.rest_days import rest_days
from monitoring.alarms.rhythm import is_unusual_gap
from monitoring.reports.pictures import WINDOW_DAYS

YEARS, FIRST_YEAR, SEED = 200, 2025, 61
MISSED_PERCENT, FALSE_A_MONTH = 5, 1
_DAYS, _MONTHS = 365, 12
# Weekdays the gerai is open on, and things told on such a day: from a market twice a week to a
# shop that never closes.
_KINDS = (
    (frozenset({1, 5}), 3.0),
    (frozenset({0, 2, 4}), 2.0),
    (frozenset(range(5)), 1.5),
    (frozenset(range(6)), 4.0),
    (frozenset(range(7)), 6.0),
)
_CLOSED_A_DAY = 0.03  # somebody is ill, there is a wedding
_HARVESTS, _HARVEST_DAYS, _IN_HARVEST = 2, 24, 0.45
_SILENCES, _SHORTEST, _LONGEST = 3, 8, 24


@dataclass
class Score:
    """What was heard and what was not."""

    silences: int = 0
    missed: int = 0
    false: int = 0
    years: int = 0
    delays: list[int] = field(default_factory=list)

    @property
    def missed_percent(self) -> float:
        """How many real silences gave no alarm while they lasted."""
        return 100 * self.missed / max(self.silences, 1)

    @property
    def false_a_month(self) -> float:
        """How often a cooperative that was well gave one, in a month."""
        return self.false / max(self.years * _MONTHS, 1)


def main() -> int:
    """Print the figures; 1 where they are not good enough."""
    score = measure(YEARS, shown=True)
    delays = sorted(score.delays)
    rows = [
        at_most("real silences missed", score.missed_percent, MISSED_PERCENT, "%"),
        at_most("false alarms a cooperative and month", score.false_a_month, FALSE_A_MONTH, ""),
        Row("silences", f"{score.silences} in {score.years} years"),
        Row("days until heard, median", str(delays[len(delays) // 2])),
        Row("days until heard, nine of ten", str(delays[len(delays) * 9 // 10])),
    ]
    show("alarms of silence", rows)
    return 0 if all(row.ok is not False for row in rows) else 1


def measure(years: int, *, shown: bool = False) -> Score:
    """Live `years` years, each in a village of its own."""
    score = Score()
    for number in track(range(years), description="Alarm", disable=not shown, transient=True):
        _live(score, Random(SEED + number), number)  # noqa: S311 - a story, not a secret
    return score


def _live(score: Score, chance: Random, number: int) -> None:
    open_on, told_a_day = _KINDS[number % len(_KINDS)]
    first = date(FIRST_YEAR + number % 8, 1, 1) - timedelta(days=WINDOW_DAYS)
    days = [first + timedelta(days=place) for place in range(_DAYS + WINDOW_DAYS)]
    silences = list(_silences(chance))
    quiet = {place for begin, end in silences for place in range(begin, end)}
    harvest = _harvest(chance)
    counts: list[int] = []
    for place, day in enumerate(days):
        busy = told_a_day * (_IN_HARVEST if place in harvest else 1)
        is_open = (
            day.weekday() in open_on
            and place not in quiet
            and day not in rest_days(day, weeks=1)
            and chance.random() > _CLOSED_A_DAY
        )
        counts.append(_poisson(chance, busy) if is_open else 0)
    _judge(score, days, counts, silences)


def _judge(
    score: Score, days: list[date], counts: list[int], silences: list[tuple[int, int]]
) -> None:
    heard: set[int] = set()
    was_alarmed = False
    score.years += 1
    score.silences += len(silences)
    for place in range(WINDOW_DAYS, len(days)):
        window = counts[place - WINDOW_DAYS + 1 : place + 1]
        is_alarmed = is_unusual_gap(window, days[place], rest_days(days[place]))
        # The morning after, an alarm still speaks of the silence before.
        real = next((begin for begin, end in silences if begin <= place <= end), None)
        if is_alarmed and real is not None and real not in heard:
            heard.add(real)
            score.delays.append(place - real)
        elif is_alarmed and real is None and not was_alarmed:
            score.false += 1
        was_alarmed = is_alarmed
    score.missed += len(silences) - len(heard)


def _silences(chance: Random) -> Iterator[tuple[int, int]]:
    """Yield (first day, day after) of real silences, one in each part of the year."""
    part = _DAYS // _SILENCES
    for number in range(_SILENCES):
        length = chance.randint(_SHORTEST, _LONGEST)
        begin = WINDOW_DAYS + number * part + chance.randint(0, part - _LONGEST - 1)
        yield begin, begin + length


def _harvest(chance: Random) -> set[int]:
    """Return the days on which everybody is in the fields."""
    begins = (chance.randint(0, _DAYS) for _ in range(_HARVESTS))
    return {begin + day for begin in begins for day in range(_HARVEST_DAYS)}


def _poisson(chance: Random, mean: float) -> int:
    limit, count, product = exp(-mean), 0, chance.random()
    while product > limit:
        count += 1
        product *= chance.random()
    return count


if __name__ == "__main__":
    sys.exit(main())
