"""Appraisals: the same rows on the same day say the same, and pages read nothing outside."""

import asyncio
from datetime import datetime, timedelta
from random import Random

import pytest

from cooperative.books import Books
from cooperative.books.feed import days_of
from cooperative.clock import FixedClock
from cooperative.people.founding import record_founding
from monitoring.appraisal import Appraisal
from monitoring.appraising import appraise
from monitoring.reports.appraisals import STATES, Within, appraised, tallies, tally
from tests.monitoring.season import Season
from tests.monitoring.watching import Row, Watching
from tests.shopping import order
from tests.village import Village, two_villages

PROVINCE = Within(regions=("61",))


@pytest.fixture
def season(watching: Watching, clock: FixedClock) -> Season:
    villages = two_villages(watching.books)
    for here in (villages.here, villages.other):
        with here.writing() as session:
            record_founding(session, by=here.treasurer.actor())
    return Season(clock, Random(7), villages.here, villages.other)


def _appraise(watching: Watching, *, anew: bool = False) -> int:
    return asyncio.run(appraise(watching.store, days_of(watching.books), anew=anew))


def _rows(watching: Watching) -> list[Row]:
    return watching.all_of(Appraisal)


def test_what_was_weighed_day_by_day_is_what_is_weighed_from_zero(
    watching: Watching, season: Season
):
    for _ in range(6):
        season.live(20)
        watching.follow()
        _appraise(watching)
    live = _rows(watching)
    assert len(live) == 2
    watching.rebuild()
    assert _rows(watching) == []
    _appraise(watching)
    assert _rows(watching) == live
    assert _appraise(watching, anew=True) == 2
    assert _rows(watching) == live


def test_only_those_are_weighed_that_told_something_or_whose_day_turned(
    watching: Watching, season: Season, clock: FixedClock
):
    watching.follow()
    assert [_appraise(watching), _appraise(watching)] == [2, 0]
    _order(season.villages[1])
    watching.follow()
    assert [_appraise(watching), _appraise(watching)] == [1, 0]
    clock.advance(timedelta(days=1))
    assert [_appraise(watching), _appraise(watching)] == [2, 0]


def test_the_day_is_that_of_the_villages_own_zone(sqlite_books: Books, clock: FixedClock):
    clock.moment = datetime.fromisoformat("2026-06-20T16:30:00+00:00")
    day_of = days_of(sqlite_books)
    west, east, unknown = "61.12.09.2003", "64.02.01.1001", ""
    assert [day_of(code).day for code in (west, east, unknown)] == [20, 21, 20]


def test_nothing_outside_is_read_nor_counted(watching: Watching, season: Season):
    watching.follow()
    _appraise(watching)
    here, other = season.villages
    for within, names in (
        (Within(), []),
        (Within(regions=("61.13",)), []),
        (Within(regions=("61.12.01",)), [other.coop_id]),
        (Within(ids=(here.coop_id,)), [here.coop_id]),
        (Within(ids=(here.coop_id,), under="61.12.01"), []),
        (Within(regions=("61.12.01",), ids=(here.coop_id,)), [here.coop_id, other.coop_id]),
        (Within(regions=("61",), words="JERUJU"), [here.coop_id]),
        (Within(regions=("61",), words="%"), []),
        (Within(regions=("61",), under="6_.%"), []),
    ):
        found = asyncio.run(appraised(watching.store, within, order="name", limit=30))
        assert [one.cooperative_id for one in found] == names
        assert asyncio.run(tally(watching.store, within)).count == len(names)


def test_a_region_is_counted_in_every_state_the_list_can_be_narrowed_to(
    watching: Watching, season: Season, clock: FixedClock
):
    _order(season.villages[0])
    clock.advance(timedelta(days=8))
    _order(season.villages[1])
    watching.follow()
    _appraise(watching)
    by_district = asyncio.run(tallies(watching.store, PROVINCE, len("61.12.09")))
    assert sorted(by_district) == ["61.12.01", "61.12.09"]
    late, fresh = by_district["61.12.09"], by_district["61.12.01"]
    assert (late.states["late_orders"], late.states["unheard"], late.states["needing"]) == (1, 1, 1)
    assert (fresh.states["late_orders"], fresh.states["unheard"]) == (0, 0)
    assert fresh.states["unsold"] == 1
    for state in STATES:
        within = Within(regions=("61",), state=state)
        found = asyncio.run(appraised(watching.store, within, order="need", limit=30))
        assert len(found) == sum(one.states[state] for one in by_district.values())


def _order(here: Village) -> None:
    with here.writing() as session:
        order(session, here, here.sari)
