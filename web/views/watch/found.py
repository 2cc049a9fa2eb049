"""What was found for the list: its lines, how many there are, and how many in each state."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from cooperative.oversight.snoozes import Snoozes
from cooperative.people.watching import PER_PAGE, Scope, Watched
from monitoring.alarms.ranking import MOST_A_DAY
from monitoring.reports.appraisals import Within, appraised, tally
from monitoring.store import Store
from web.views.paging import page_count
from web.views.watch.asked import ORDERS, Asked
from web.views.watch.hers import need_of, states_of
from web.views.watch.lines import Line, Said, line_of, today_of
from web.words.watching import STATES


@dataclass(frozen=True)
class Found:
    """One page of `count` lines; `alarms` are today's. `states` are (label, address, whether it is
    this one, how many) of each state some of them are in."""

    lines: list[Line]
    count: int
    has_figures: bool = True
    alarms: list[Said] = field(default_factory=list[Said])
    states: list[tuple[str, str, bool, int]] = field(
        default_factory=list[tuple[str, str, bool, int]]
    )

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return page_count(self.count, PER_PAGE)


async def find(store: Store, scope: Scope, asked: Asked, snoozes: Snoozes) -> Found:
    """Return what is asked for of what she may see; an assistant's own list obeys what she put off,
    the numbers of a region do not. Raises Unavailable."""
    within = asked.within(scope)
    if not scope.regions:
        return await _find_hers(store, within, asked, snoozes)
    # What is put off makes room for others.
    looked_at = min(MOST_A_DAY + len(snoozes.found), PER_PAGE)
    order = ORDERS[asked.sort]
    async with store.reading():
        every = await tally(store, replace(within, state=""))
        rows = await appraised(store, within, order=order, limit=PER_PAGE, offset=asked.offset)
        neediest = rows
        if order != "need" and asked.page == 1:
            neediest = await appraised(store, within, order="need", limit=looked_at)
    count = every.states.get(within.state, 0) if within.state else every.count
    lines = _sorted([line_of(row, snoozes) for row in rows], order)
    alarms = today_of(neediest[:looked_at], snoozes)
    return _found(asked, lines, count, alarms, every.states)


async def _find_hers(store: Store, within: Within, asked: Asked, snoozes: Snoozes) -> Found:
    order = ORDERS[asked.sort]
    every = await appraised(
        store, replace(within, state=""), order=order, limit=max(len(within.ids), 1)
    )
    if order == "need":
        every.sort(key=lambda one: need_of(one, snoozes), reverse=True)
    states = {one.cooperative_id: states_of(one, snoozes) for one in every}
    rows = [one for one in every if not within.state or within.state in states[one.cooperative_id]]
    lines = [line_of(row, snoozes) for row in rows[asked.offset : asked.offset + PER_PAGE]]
    counts = Counter(state for found in states.values() for state in found)
    return _found(asked, lines, len(rows), today_of(every, snoozes), counts)


def _found(
    asked: Asked, lines: list[Line], count: int, alarms: list[Said], states: Mapping[str, int]
) -> Found:
    shown = [
        (words.short, asked.at(keadaan=word), word == asked.state, many)
        for word, words in STATES.items()
        if (many := states.get(words.state, 0)) or word == asked.state
    ]
    is_day = asked.page == 1 and not asked.state
    return Found(lines, count, alarms=alarms if is_day else [], states=shown)


def _sorted(lines: list[Line], order: str) -> list[Line]:
    """Put the cooperatives of a page last among the needy of which everything is put off."""
    if order != "need":
        return lines
    return sorted(lines, key=lambda line: line.alarm is None or bool(line.alarm.put_off))


def without_figures(watched: Iterable[Watched], count: int) -> Found:
    """Return a page of the list as the books alone know it."""
    return Found([Line(one) for one in watched], count, has_figures=False)
