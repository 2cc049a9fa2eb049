"""Days on which nobody expects anything: the week of Idul Fitri, and the days all of the country
rests on.

The dates of Idul Fitri are Indonesia's; from 2027 on they are reckoned and may move by a day, which
the days around them cover.
"""

from datetime import date, timedelta
from functools import lru_cache

_IDUL_FITRI = (
    date(2024, 4, 10),
    date(2025, 3, 31),
    date(2026, 3, 21),
    date(2027, 3, 10),
    date(2028, 2, 27),
    date(2029, 2, 15),
    date(2030, 2, 4),
    date(2031, 1, 25),
    date(2032, 1, 14),
    date(2033, 1, 3),
    date(2033, 12, 23),
    date(2034, 12, 12),
    date(2035, 12, 1),
)
_BEFORE, _AFTER = 3, 8
_FIXED = ((1, 1), (8, 17), (12, 25))


@lru_cache(maxsize=8)
def rest_days(today: date, *, weeks: int = 12) -> frozenset[date]:
    """Return the rest days of the last `weeks`."""
    window = [today - timedelta(days=back) for back in range(weeks * 7)]
    feasts = {
        feast + timedelta(days=off) for feast in _IDUL_FITRI for off in range(-_BEFORE, _AFTER)
    }
    return frozenset(day for day in window if day in feasts or (day.month, day.day) in _FIXED)
