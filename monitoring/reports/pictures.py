"""How each of some cooperatives stands today: what a line of the list, and an alarm, is made of."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from monitoring.store import Store
from monitoring.tables import CooperativeDay, Goods, OpenDifference, OpenOrder, Standing

WINDOW_DAYS = 8 * 7
Row = Mapping[str, Any]
_NO_DAY: Row = defaultdict(int)


@dataclass(frozen=True)
class Picture:
    """One cooperative as of `today`; the series are of the last eight weeks, the oldest day first.

    `signs` and `sale_counts` are how many, `daily_sales` how much in rupiah. `waiting_since` are
    the days open orders were placed on. `begun_on` is the day of the deed, or of the first books.
    """

    cooperative_id: int
    today: date
    last_sign_on: date | None = None
    last_sale_on: date | None = None
    signs: tuple[int, ...] = ()
    sale_counts: tuple[int, ...] = ()
    daily_sales: tuple[int, ...] = ()
    waiting_since: tuple[date, ...] = ()
    staples_empty: tuple[tuple[str, date], ...] = ()
    differences_since: tuple[date, ...] = ()
    member_count: int = 0
    behind_count: int = 0
    arrears_rupiah: int = 0
    arrears_before_rupiah: int = 0
    savings_rupiah: int = 0
    product_count: int = 0
    empty_count: int = 0
    low_count: int = 0
    begun_on: date | None = None
    meeting_year: int | None = None
    document_kind: str = ""
    document_until: date | None = None

    @property
    def silent_days(self) -> int | None:
        """How many days nothing has been heard; None where nothing ever was."""
        return (self.today - self.last_sign_on).days if self.last_sign_on else None

    @property
    def saleless_days(self) -> int | None:
        """How many days nothing has been sold; None where nothing ever was."""
        return (self.today - self.last_sale_on).days if self.last_sale_on else None

    @property
    def due_book_year(self) -> int | None:
        """The last book year, if a meeting about it belongs to this year; None for a cooperative
        that has begun since, or nobody knows when."""
        year = self.today.year - 1
        return year if self.begun_on and self.begun_on.year <= year else None

    @property
    def week_rupiah(self) -> int:
        """What was sold in the last seven days, today with them."""
        return sum(self.daily_sales[-7:])


async def pictures(store: Store, ids: Collection[int], today: date) -> dict[int, Picture]:
    """Return the pictures of those of `ids` that anything is known of. Raises Unavailable."""
    if not ids:
        return {}
    async with store.reading():
        standings = await _of(Standing, ids)
        days = await _days(ids, standings, today)
        orders = _grouped(await _of(OpenOrder, ids))
        goods = _grouped(await _staples(ids))
        differences = _grouped(await _of(OpenDifference, ids))
    return {
        (number := row["cooperative_id"]): picture_of(
            row, days[number], orders[number], goods[number], differences[number], today
        )
        for row in standings
    }


async def _of(table: Any, ids: Collection[int]) -> list[Row]:
    return await table.select().where(table.cooperative_id.is_in(list(ids)))


async def _staples(ids: Collection[int]) -> list[Row]:
    table: Any = Goods
    ours = table.select().where(table.cooperative_id.is_in(list(ids)))
    return await ours.where(table.staple != "")


async def _days(
    ids: Collection[int], standings: Iterable[Row], today: date
) -> dict[int, dict[date, Row]]:
    """Return the days of the last eight weeks, and the newest day of whoever is silent longer."""
    first = today - timedelta(days=WINDOW_DAYS - 1)
    table: Any = CooperativeDay
    older = {row["level_on"] for row in standings if row["level_on"] and row["level_on"] < first}
    wanted = (table.day >= first) | table.day.is_in(list(older)) if older else table.day >= first
    rows = await table.select().where(table.cooperative_id.is_in(list(ids))).where(wanted)
    found: dict[int, dict[date, Row]] = defaultdict(dict)
    for row in rows:
        found[row["cooperative_id"]][row["day"]] = row
    return found


def _grouped(rows: Iterable[Row]) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        found[row["cooperative_id"]].append(row)
    return found


def picture_of(
    standing: Row,
    days: Mapping[date, Row],
    orders: list[Row],
    goods: list[Row],
    differences: list[Row],
    today: date,
) -> Picture:
    """Return the picture of one cooperative: its `days` of eight weeks at least, its open orders,
    the goods that are basic foods, and its open differences.
    """
    window = [today - timedelta(days=back) for back in range(WINDOW_DAYS - 1, -1, -1)]
    series = [days.get(day, _NO_DAY) for day in window]
    levels = days.get(standing["level_on"], _NO_DAY)
    before = [days[day] for day in sorted(days) if day <= today - timedelta(days=28)]
    return Picture(
        cooperative_id=standing["cooperative_id"],
        today=today,
        last_sign_on=_last_sign(standing, days),
        last_sale_on=standing["last_sale_on"],
        signs=tuple(row["sign_count"] for row in series),
        sale_counts=tuple(row["sale_count"] for row in series),
        daily_sales=tuple(row["sale_rupiah"] for row in series),
        waiting_since=tuple(sorted(row["placed_on"] for row in orders)),
        staples_empty=staples_empty(goods),
        differences_since=tuple(sorted(row["opened_on"] for row in differences)),
        member_count=standing["member_count"],
        behind_count=levels["behind_count"],
        arrears_rupiah=levels["arrears_rupiah"],
        arrears_before_rupiah=(before[-1] if before else levels)["arrears_rupiah"],
        savings_rupiah=standing["savings_rupiah"],
        product_count=levels["product_count"],
        empty_count=levels["empty_count"],
        low_count=levels["low_count"],
        begun_on=standing["deed_on"] or standing["founded_on"],
        meeting_year=standing["meeting_year"],
        document_kind=standing["document_kind"],
        document_until=standing["document_until"],
    )


def _last_sign(standing: Row, days: Mapping[date, Row]) -> date | None:
    heard = [day for day, row in days.items() if row["sign_count"]]
    if heard:
        return max(heard)
    last_at = standing["last_sign_at"]
    return last_at.date() if last_at else None


def staples_empty(goods: Iterable[Row]) -> tuple[tuple[str, date], ...]:
    """Return the basic foods of which no kind is left, each with the day the last one went."""
    kinds: dict[str, list[date | None]] = defaultdict(list)
    for row in goods:
        if row["staple"] and row["listed"]:
            kinds[row["staple"]].append(row["empty_since"])
    gone = {staple: days for staple, days in kinds.items() if all(days)}
    return tuple(
        sorted(
            ((staple, max(day for day in days if day)) for staple, days in gone.items()),
            key=lambda pair: pair[1],
        )
    )
