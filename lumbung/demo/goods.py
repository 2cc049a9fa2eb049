"""The demonstration village on paper: what it sells, who lives there, which villages lie around it.

The people are invented. Goods, units and prices follow domain.md 3.3 and keep the caps of 3.4.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent
_MEETING_ON = (3, 14)


@dataclass(frozen=True, slots=True)
class Good:
    """A thing the gerai sells; `weekly_sales_units` is what a usual week takes of it."""

    slug: str
    name: str
    category: str
    unit: str
    size: str
    member_price_rupiah: int
    general_price_rupiah: int
    cost_rupiah: int
    low_at_units: int
    opening_units: int
    weekly_sales_units: int
    code: str
    picture: Path


@dataclass(frozen=True, slots=True)
class Villager:
    """A member and her habits. `slug` is set for those one can sign in as in the demonstration.

    `thrift` runs from 0 (saves only what she must) to 3 (saves gladly); `sex` is P or L.
    """

    name: str
    sex: str
    honorific: str
    dusun: str
    phone: str
    joined_months_ago: int
    thrift: int
    shopping_per_month: int
    pays_on_time_percent: int
    slug: str | None


@dataclass(frozen=True, slots=True)
class Assistant:
    """Someone who looks after several cooperatives: pendamping or PMO."""

    slug: str
    name: str
    sex: str
    honorific: str
    phone: str


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A village nearby, by its real code: who leads its cooperative, and how it is doing.

    `open_on` are weekdays (0 is Monday), `mood` is what goes wrong in the last days, since
    `mood_days` where it is not as long as usual. Its books began `begun_days_ago`. `writes_on` is
    the weekday it writes down the whole week on, if it does so; `meeting_on` the month and day of
    its yearly meeting (RAT), if it holds one.
    """

    code: str
    name: str
    outlets: int
    officer: str
    honorific: str
    phone: str
    members: int
    open_on: frozenset[int]
    sales_a_day: float
    mood: str
    mood_days: int = 0
    begun_days_ago: int = 80
    deposits_a_day: float = 1 / 6
    writes_on: int | None = None
    meeting_on: tuple[int, int] | None = None


def load_goods() -> tuple[Good, ...]:
    """Return all goods, category by category."""
    return tuple(
        Good(
            slug=row["slug"],
            name=row["name"],
            category=row["category"],
            unit=row["unit"],
            size=row["size"],
            member_price_rupiah=int(row["member_price_rupiah"]),
            general_price_rupiah=int(row["general_price_rupiah"]),
            cost_rupiah=int(row["cost_rupiah"]),
            low_at_units=int(row["low_at_units"]),
            opening_units=int(row["opening_units"]),
            weekly_sales_units=int(row["weekly_sales_units"]),
            code=row["code"],
            picture=_FOLDER / "pictures" / f"{row['picture']}.webp",
        )
        for row in _rows("goods.csv")
    )


@cache
def load_villagers() -> tuple[Villager, ...]:
    """Return all members: those with a slug first, then from the oldest to the newest."""
    return tuple(
        Villager(
            name=row["name"],
            sex=row["sex"],
            honorific=row["honorific"],
            dusun=row["dusun"],
            phone=row["phone"],
            joined_months_ago=int(row["joined"]),
            thrift=int(row["thrift"]),
            shopping_per_month=int(row["shopping"]),
            pays_on_time_percent=int(row["pays_on_time"]),
            slug=row["slug"] or None,
        )
        for row in _rows("names.csv")
    )


def load_assistants() -> tuple[Assistant, ...]:
    """Return the pendamping and the PMO."""
    return tuple(Assistant(**row) for row in _rows("assistants.csv"))


def load_neighbours() -> tuple[Neighbour, ...]:
    """Return the nine villages around Jeruju Besar."""
    return tuple(
        Neighbour(
            code=row["code"],
            name=row["name"],
            outlets=int(row["outlets"]),
            officer=row["officer"],
            honorific=row["honorific"],
            phone=row["phone"],
            members=int(row["members"]),
            open_on=frozenset(int(weekday) for weekday in row["open_on"]),
            sales_a_day=float(row["sales_a_day"]),
            mood=row["mood"],
            meeting_on=None if row["mood"] in {"silent", "unsettled"} else _MEETING_ON,
        )
        for row in _rows("neighbours.csv")
    )


def _rows(file: str) -> Iterator[dict[str, str]]:
    with (_FOLDER / file).open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)
