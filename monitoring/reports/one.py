"""One cooperative in full: a year of days by month, its empty shelves, who saves, and its like."""

from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median
from typing import Any

from monitoring.papers import Profile
from monitoring.reports.papers import Papers, papers_in
from monitoring.reports.pictures import WINDOW_DAYS, Picture, Row, picture_of
from monitoring.reports.since import Since, since
from monitoring.reports.things import Things, things_of
from monitoring.store import Store
from monitoring.tables import CooperativeDay, Standing

FOUR_WEEKS = 28
ACTIVE_DAYS = 90
_MONTHS, _DECEMBER = 12, 12
_FEWEST_LIKE = 3


@dataclass(frozen=True)
class Month:
    """What was sold in a month; `first` is its first day."""

    first: date
    sale_count: int
    sale_rupiah: int


@dataclass(frozen=True)
class FourWeeks:
    """The sums of four weeks."""

    sale_count: int = 0
    sale_rupiah: int = 0
    member_sale_rupiah: int = 0
    sale_days: int = 0
    delivery_count: int = 0
    delivery_rupiah: int = 0
    deposit_count: int = 0
    deposit_rupiah: int = 0
    withdrawal_rupiah: int = 0
    placed_count: int = 0
    joined_count: int = 0
    left_count: int = 0


@dataclass(frozen=True)
class Like:
    """Medians of cooperatives of the same kabupaten and about the same number of members."""

    count: int
    sale_rupiah: int
    sale_count: int


@dataclass(frozen=True)
class Detail:
    """What the page of one cooperative shows besides its picture."""

    now: FourWeeks
    before: FourWeeks
    months: list[Month]
    empty_goods: list[tuple[str, date]]
    active_count: int
    applicant_count: int
    outlet_count: int
    stock_rupiah: int
    assets_before_rupiah: int
    papers: Papers
    like: Like | None


@dataclass(frozen=True)
class Look:
    """Everything there is to see of one cooperative; `changed` since the day asked about."""

    picture: Picture
    detail: Detail
    changed: Since | None


async def look_at(store: Store, one: int, today: date, since_day: date | None) -> list[Look]:
    """Return the look at one cooperative, or none if nothing is known. Raises Unavailable."""
    first = _months_before(today.replace(day=1), _MONTHS - 1)
    tables: Any = (Standing, Profile, CooperativeDay)
    standing, profile, day = tables
    async with store.reading():
        found: list[Row] = await standing.select().where(standing.cooperative_id == one)
        if not found:
            return []
        [stands] = found
        profiles = await profile.select().where(profile.cooperative_id == one)
        wanted = day.day >= min(first, since_day or first)
        if stands["level_on"]:
            wanted = wanted | (day.day == stands["level_on"])
        ours = day.select().where(day.cooperative_id == one).where(wanted)
        days: list[Row] = await ours.order_by(day.day)
        things = await things_of(one, stands, active_since=today - timedelta(days=ACTIVE_DAYS))
    # Neither list nor alarm looks further back.
    weeks = {
        row["day"]: row
        for row in days
        if row["day"] > today - timedelta(days=WINDOW_DAYS) or row["day"] == stands["level_on"]
    }
    picture = picture_of(stands, weeks, things.orders, things.staples, things.differences, today)
    year = [row for row in days if row["day"] >= first]
    changed = since(days, since_day) if since_day else None
    return [Look(picture, _detail(stands, year, things, profiles, today), changed)]


def _detail(
    stands: Row, days: list[Row], things: Things, profiles: list[Row], today: date
) -> Detail:
    return Detail(
        now=_sum(days, today, 0),
        before=_sum(days, today, FOUR_WEEKS),
        months=_by_month(days, _months_before(today.replace(day=1), _MONTHS - 1), today),
        empty_goods=things.empty_goods,
        active_count=things.active_count,
        applicant_count=stands["applicant_count"],
        outlet_count=stands["outlet_count"],
        stock_rupiah=stands["stock_rupiah"],
        assets_before_rupiah=_assets(days, today - timedelta(days=ACTIVE_DAYS)),
        papers=papers_in(profiles[0] if profiles else None, things.papers_until),
        like=_like(things.likes) if stands["region_code"] else None,
    )


def _like(sums: list[tuple[int, int]]) -> Like | None:
    """Return the medians of its like, or nothing where they are too few to hide behind."""
    if len(sums) < _FEWEST_LIKE:
        return None
    return Like(
        len(sums),
        sale_rupiah=int(median(rupiah for rupiah, _ in sums)),
        sale_count=int(median(count for _, count in sums)),
    )


def _sum(days: list[Row], today: date, back_days: int) -> FourWeeks:
    last = today - timedelta(days=back_days)
    first = last - timedelta(days=FOUR_WEEKS - 1)
    ours = [row for row in days if first <= row["day"] <= last]
    sums = {
        name: sum(row[name] for row in ours)
        for name in FourWeeks.__dataclass_fields__
        if name != "sale_days"
    }
    return FourWeeks(**sums, sale_days=sum(row["sale_count"] > 0 for row in ours))


def _by_month(days: list[Row], first: date, today: date) -> list[Month]:
    months: list[Month] = []
    while first <= today:
        ours = [row for row in days if row["day"].replace(day=1) == first]
        months.append(
            Month(
                first,
                sum(row["sale_count"] for row in ours),
                sum(row["sale_rupiah"] for row in ours),
            )
        )
        first = _months_before(first, -1)
    return months


def _months_before(first: date, months: int) -> date:
    number = first.year * _DECEMBER + first.month - 1 - months
    return date(number // _DECEMBER, number % _DECEMBER + 1, 1)


def _assets(days: list[Row], on: date) -> int:
    before = [row["savings_rupiah"] + row["stock_rupiah"] for row in days if row["day"] <= on]
    return before[-1] if before else 0
