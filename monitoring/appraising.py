"""Work out how each cooperative stands today, and keep it: see `appraisal.py`.

Only those are looked at of which something was told, or whose day has turned. All rows change in
one transaction, so a page sees the old day or the new one.
"""

import asyncio
import json
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from itertools import islice
from typing import Any

from monitoring.alarms import Alarm, pressing
from monitoring.alarms.ranking import odd_days
from monitoring.appraisal import Appraisal
from monitoring.reports.pictures import Picture, Row, pictures
from monitoring.store import Store
from monitoring.tables import Standing

FOUR_WEEKS = 28
# So many are weighed at a time: pages are answered in between.
_AT_A_TIME = 40
# Which business day it is now in the village of a region's code.
DayOf = Callable[[str], date]


async def appraise(store: Store, day_of: DayOf, *, anew: bool = False) -> int:
    """Bring the appraisals up to date, or make them all `anew`; returns how many were made.

    The same rows on the same day give the same appraisals. Raises Unavailable.
    """
    rows: list[Appraisal] = []
    for today, standings in (await _stale(store, day_of, anew=anew)).items():
        waiting = iter(standings)
        while some := list(islice(waiting, _AT_A_TIME)):
            ids = [row["cooperative_id"] for row in some]
            found = await pictures(store, ids, today)
            rows += await asyncio.to_thread(_weigh, some, found)
    if rows:
        async with store.writing():
            await store.save(Appraisal, rows)
    return len(rows)


async def _stale(store: Store, day_of: DayOf, *, anew: bool) -> dict[date, list[Row]]:
    """Return the standings that have no appraisal of their day, by day."""
    standing, appraisal = _tables()
    async with store.reading():
        stands: list[Row] = await standing.select(
            standing.cooperative_id, standing.name, standing.region_code, standing.told_position
        ).order_by(standing.cooperative_id)
        kept: list[Row] = await appraisal.select(
            appraisal.cooperative_id, appraisal.day, appraisal.told_position
        )
    known = {row["cooperative_id"]: (row["day"], row["told_position"]) for row in kept}
    found: dict[date, list[Row]] = defaultdict(list)
    for row in stands:
        today = day_of(row["region_code"])
        if anew or known.get(row["cooperative_id"]) != (today, row["told_position"]):
            found[today].append(row)
    return found


def _tables() -> tuple[Any, Any]:
    return Standing, Appraisal


def _weigh(standings: Iterable[Row], found: dict[int, Picture]) -> list[Appraisal]:
    return [
        _appraisal(row, picture)
        for row in standings
        if (picture := found.get(row["cooperative_id"]))
    ]


def _appraisal(standing: Row, picture: Picture) -> Appraisal:
    alarms = pressing(picture)
    sales = picture.daily_sales[-FOUR_WEEKS:]
    return Appraisal(
        cooperative_id=picture.cooperative_id,
        day=picture.today,
        told_position=standing["told_position"],
        name=standing["name"],
        region_code=standing["region_code"],
        urgency=alarms[0].urgency if alarms else 0,
        alarm_count=len(alarms),
        kinds=f" {' '.join(alarm.kind.value for alarm in alarms)} ",
        alarms=_packed(alarms),
        silent_days=picture.silent_days,
        saleless_days=picture.saleless_days,
        sales=json.dumps(sales, separators=(",", ":")),
        week_rupiah=picture.week_rupiah,
        four_weeks_rupiah=sum(sales),
        four_weeks_count=sum(picture.sale_counts[-FOUR_WEEKS:]),
        odd_rupiah=_odd_rupiah(picture),
        member_count=picture.member_count,
        behind_count=picture.behind_count,
        arrears_rupiah=picture.arrears_rupiah,
        savings_rupiah=picture.savings_rupiah,
        product_count=picture.product_count,
        empty_count=picture.empty_count,
        waiting_count=len(picture.waiting_since),
        difference_count=len(picture.differences_since),
    )


def _odd_rupiah(picture: Picture) -> int:
    first = len(picture.daily_sales) - FOUR_WEEKS
    odd = odd_days(picture.daily_sales)
    return sum(picture.daily_sales[place] for place in odd if place >= first)


def _packed(alarms: Iterable[Alarm]) -> str:
    told = [[alarm.kind.value, alarm.days, alarm.facts] for alarm in alarms]
    return json.dumps(told, separators=(",", ":"))
