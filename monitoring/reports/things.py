"""The small things of one cooperative, in one look: its open orders, shelves, papers, and its like.

Many short lists of one page: asked for one by one they would be most of its queries.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from monitoring.appraisal import Appraisal
from monitoring.reports.pictures import Row

_TABLE: Any = Appraisal
_SIZE = 2
_REGENCY_LETTERS = 5  # 61.12
# what, name, more, day, number, other
_NO_DAY = "CAST(NULL AS DATE)"
_THINGS = f"""
SELECT 'order' AS what, '' AS name, '' AS more, placed_on AS day, 0 AS number, 0 AS other
  FROM open_order WHERE cooperative_id = {{}}
UNION ALL SELECT 'difference', '', '', opened_on, 0, 0
  FROM open_difference WHERE cooperative_id = {{}}
UNION ALL SELECT 'goods', name, staple, empty_since, 0, 0
  FROM goods WHERE cooperative_id = {{}} AND listed AND (staple <> '' OR empty_since IS NOT NULL)
UNION ALL SELECT 'paper', kind, '', valid_until, 0, 0
  FROM document WHERE cooperative_id = {{}}
UNION ALL SELECT 'active', '', '', {_NO_DAY}, count(*), 0
  FROM saver WHERE cooperative_id = {{}} AND state = 'active' AND last_act_on >= {{}}
UNION ALL SELECT 'like', '', '', {_NO_DAY}, four_weeks_rupiah, four_weeks_count
  FROM appraisal
  WHERE cooperative_id <> {{}} AND region_code LIKE {{}} AND member_count BETWEEN {{}} AND {{}}
"""  # noqa: S608 - our own words


@dataclass
class Things:
    """What was found. `orders` and `differences` are rows with `placed_on` and `opened_on`,
    `staples` rows of goods that are basic foods; `likes` are (rupiah, sales) of four weeks.
    """

    orders: list[Row] = field(default_factory=list[Row])
    differences: list[Row] = field(default_factory=list[Row])
    staples: list[Row] = field(default_factory=list[Row])
    empty_goods: list[tuple[str, date]] = field(default_factory=list[tuple[str, date]])
    papers_until: dict[str, date | None] = field(default_factory=dict[str, date | None])
    active_count: int = 0
    likes: list[tuple[int, int]] = field(default_factory=list[tuple[int, int]])


async def things_of(one: int, standing: Row, *, active_since: date) -> Things:
    """Return the things of one cooperative; inside `reading` only.

    Its like are cooperatives of the same kabupaten with half to twice as many members.
    """
    members = standing["member_count"]
    like = f"{standing['region_code'][:_REGENCY_LETTERS]}%"
    size = (members // _SIZE, max(members * _SIZE, 1))
    rows: list[Row] = await _TABLE.raw(
        _THINGS, one, one, one, one, one, active_since, one, like, *size
    )
    found = Things()
    for row in rows:
        _sort(row, found)
    found.empty_goods.sort(key=lambda pair: pair[1])
    found.papers_until = dict(sorted(found.papers_until.items()))
    return found


def _sort(row: Row, found: Things) -> None:
    day = _day(row["day"])
    match row["what"]:
        case "order":
            found.orders.append({"placed_on": day})
        case "difference":
            found.differences.append({"opened_on": day})
        case "goods":
            if row["more"]:
                found.staples.append({"staple": row["more"], "listed": True, "empty_since": day})
            if day:
                found.empty_goods.append((row["name"], day))
        case "paper":
            found.papers_until[row["name"]] = day
        case "active":
            found.active_count = int(row["number"])
        case _:
            found.likes.append((int(row["number"]), int(row["other"])))


def _day(value: Any) -> date | None:
    """A column of several tables has no type in SQLite: days come as they are kept."""
    return date.fromisoformat(value) if isinstance(value, str) else value
