"""What the far villages of a province are like: most record little, some a lot, a few nothing.

Their codes and names are real, everything else is invented, from the seed and the code alone: a
village stays the same whichever others are made with it.
"""

from dataclasses import dataclass
from random import Random

from cooperative.regions import Level, Region, inside
from lumbung.demo.founding import VILLAGE
from lumbung.demo.goods import Neighbour, load_neighbours, load_villagers

SEED = 61
_EVERY_DAY = (frozenset(range(6)), frozenset(range(7)), frozenset({0, 1, 3, 4, 5}))
_MARKET_DAYS = (frozenset({2, 5}), frozenset({1, 4}), frozenset({5}), frozenset({0, 3}))


@dataclass(frozen=True)
class Manner:
    """How a cooperative trades; `share` is how many of a hundred are like it.

    `sales_a_day` and `members` are the least and the most, `deposits_a_day` how likely one is.
    """

    share: int
    open_on: tuple[frozenset[int], ...]
    sales_a_day: tuple[float, float]
    deposits_a_day: float
    members: tuple[int, int]


MANNERS = (
    Manner(14, _EVERY_DAY, (1.5, 4.0), 1 / 5, (25, 80)),
    Manner(24, _EVERY_DAY, (0.4, 1.5), 1 / 8, (12, 45)),
    Manner(24, _MARKET_DAYS, (1.0, 2.5), 1 / 14, (8, 30)),
    # Savings only, then those that founded a cooperative and wrote down nearly nothing since.
    Manner(13, (frozenset[int](),), (0.1, 0.1), 1 / 8, (8, 35)),
    Manner(20, _MARKET_DAYS, (0.1, 0.3), 1 / 60, (3, 12)),
)
# The rest have been founded, and that is all.
_ALL, _NEVER = 100, Manner(5, (frozenset[int](),), (0.1, 0.1), 0.0, (0, 0))
# mood: how many of a hundred are in it, and since how many days at the least and the most
_MOODS: dict[str, tuple[int, int, int]] = {
    "silent": (9, 5, 150),
    "no_sales": (6, 6, 60),
    "no_rice": (5, 4, 9),
    "late_orders": (4, 4, 12),
    "odd_figure": (4, 1, 1),
    "unsettled": (4, 5, 30),
}
_WRITE_ONCE_A_WEEK = 0.15
_MEET = 0.6  # 50,359 of 83,361 have one on record (domain.md 0)


def villages_of(code: str) -> list[Region]:
    """Return the villages below `code` that the demonstration does not have yet, by their code."""
    told = {VILLAGE, *(neighbour.code for neighbour in load_neighbours())}
    return [village for village in inside(code, Level.VILLAGE) if village.code not in told]


def about(village: Region, number: int, *, days: int) -> Neighbour:
    """Return what a village is like; `number` makes its officer's phone, `days` is a whole year."""
    chance = Random(f"{SEED}/{village.code}")  # noqa: S311 - a story, not a secret
    manner = _manner(chance)
    mood, mood_days = _mood(chance)
    officer, honorific = invented_name(chance)
    return Neighbour(
        code=village.code,
        name=village.name,
        outlets=1 + (chance.random() < 0.1),  # noqa: PLR2004 - one in ten has a second one
        officer=officer,
        honorific=honorific,
        phone=f"08122{number:07d}",
        members=chance.randint(*manner.members),
        open_on=chance.choice(manner.open_on),
        sales_a_day=chance.uniform(*manner.sales_a_day),
        mood=mood,
        mood_days=mood_days,
        begun_days_ago=0 if manner is _NEVER else chance.randint(days // 2, days),
        deposits_a_day=manner.deposits_a_day,
        meeting_on=(chance.randint(2, 5), chance.randint(1, 28))
        if chance.random() < _MEET
        else None,
        writes_on=chance.randrange(6) if chance.random() < _WRITE_ONCE_A_WEEK else None,
    )


def invented_name(chance: Random) -> tuple[str, str]:
    """Return a name made of the names of two villagers, and how she is spoken to."""
    first, last = chance.choice(load_villagers()), chance.choice(load_villagers())
    return f"{first.name.split()[0]} {last.name.split()[-1]}", first.honorific


def _manner(chance: Random) -> Manner:
    drawn = chance.randrange(_ALL)
    for manner in MANNERS:
        if drawn < manner.share:
            return manner
        drawn -= manner.share
    return _NEVER


def _mood(chance: Random) -> tuple[str, int]:
    drawn = chance.randrange(_ALL)
    for mood, (share, least, most) in _MOODS.items():
        if drawn < share:
            return mood, chance.randint(least, most)
        drawn -= share
    return "well", 0
