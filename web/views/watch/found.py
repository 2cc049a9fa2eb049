"""What was found for the list: its lines, how many there are, and how many in each state."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from cooperative.oversight.snoozes import Snoozes
from cooperative.people.watching import PER_PAGE, Scope, Watched
from monitoring.alarms.ranking import MOST_A_DAY
from monitoring.reports.appraisals import appraised, tally
from monitoring.store import Store
from web.views.paging import page_count
from web.views.watch.asked import ORDERS, Asked
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
    """Return what is asked for of what she may see. Raises Unavailable."""
    within = asked.within(scope)
    # What is put off makes room for others.
    looked_at = min(MOST_A_DAY + len(snoozes.found), PER_PAGE)
    order = ORDERS[asked.sort]
    async with store.reading():
        every = await tally(store, replace(within, state=""))
        rows = await appraised(store, within, order=order, limit=PER_PAGE, offset=asked.offset)
        neediest = rows
        if order != "need" and asked.page == 1:
            neediest = await appraised(store, within, order="need", limit=looked_at)
    states = [
        (words.short, asked.at(keadaan=word), word == asked.state, count)
        for word, words in STATES.items()
        if (count := every.states.get(words.state, 0)) or word == asked.state
    ]
    return Found(
        _sorted([line_of(row, snoozes) for row in rows], order),
        every.states.get(within.state, 0) if within.state else every.count,
        alarms=today_of(neediest[:looked_at], snoozes)
        if asked.page == 1 and not asked.state
        else [],
        states=states,
    )


def _sorted(lines: list[Line], order: str) -> list[Line]:
    """Put the cooperatives of a page last among the needy of which everything is put off."""
    if order != "need":
        return lines
    return sorted(lines, key=lambda line: line.alarm is None or bool(line.alarm.put_off))


def without_figures(watched: Iterable[Watched], count: int) -> Found:
    """Return a page of the list as the books alone know it."""
    return Found([Line(one) for one in watched], count, has_figures=False)
