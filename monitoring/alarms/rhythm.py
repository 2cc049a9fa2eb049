"""Is this silence unusual here? Measured against the cooperative's own weeks.

A village that opens on market days only is not silent on the others. For every weekday the share of
the last weeks with anything on it is how likely a day is to bring something; a silence is unusual
when days like these would hardly all have stayed empty.
"""

from collections.abc import Sequence
from datetime import date, timedelta

# So unlikely a silence is an alarm; measured by `make bench-alarms`.
UNLIKELY = 0.02
_LEAST_DAYS = 2
_LEAST_HISTORY_DAYS = 14
_WEEK = 7


def is_unusual_gap(counts: Sequence[int], today: date, rest_days: frozenset[date]) -> bool:
    """Tell whether the days without anything at the end of `counts` are unusual.

    `counts` is one number a day, the last of it `today`, which is not over and is left out.
    Nothing is expected on `rest_days`.
    """
    past = list(counts[:-1])
    if counts and counts[-1]:
        return False
    gap = _gap(past)
    history = past[: len(past) - gap]
    begun = next((place for place, count in enumerate(history) if count), len(history))
    history = history[begun:]
    if gap < _LEAST_DAYS or len(history) < _LEAST_HISTORY_DAYS:
        return False
    first_of_gap = today - timedelta(days=gap)
    likely = _by_weekday(history, first_of_gap, rest_days)
    chance = 1.0
    for place in range(gap):
        day = first_of_gap + timedelta(days=place)
        if day not in rest_days:
            chance *= 1 - likely[day.weekday()]
    return chance < UNLIKELY


def _gap(past: Sequence[int]) -> int:
    gap = 0
    while gap < len(past) and not past[-1 - gap]:
        gap += 1
    return gap


def _by_weekday(
    history: Sequence[int], after: date, rest_days: frozenset[date]
) -> dict[int, float]:
    """Return how likely each weekday brings something; half a day of doubt on either side."""
    with_any = [0] * _WEEK
    seen = [0] * _WEEK
    for back, count in enumerate(reversed(history), 1):
        day = after - timedelta(days=back)
        if day in rest_days:
            continue
        seen[day.weekday()] += 1
        with_any[day.weekday()] += count > 0
    return {weekday: (with_any[weekday] + 0.5) / (seen[weekday] + 1) for weekday in range(_WEEK)}
