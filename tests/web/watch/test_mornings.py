"""The morning digest: from the alarms of the read store to the inbox of whoever watches."""

import asyncio
from datetime import timedelta

from cooperative.clock import FixedClock
from tests.shopping import order
from tests.web.crowd import words_of
from tests.web.watch.conftest import Road, signed_in
from web.background.mornings import tell_watchers


def morning(road: Road) -> int:
    following = road.app.state.following
    return asyncio.run(tell_watchers(following.books, following.store))


def test_an_assistant_is_told_in_the_morning_of_a_village_that_needs_her(
    road: Road, clock: FixedClock
) -> None:
    hers = road.assistant(road.here)
    others = road.assistant(road.other, name="Budi Santoso")
    with road.here.writing() as session:
        order(session, road.here, road.here.sari)
    clock.advance(timedelta(days=4))
    road.follow()
    assert morning(road) == 1
    assert morning(road) == 0
    told = words_of(signed_in(road, hers).get("/kotak-masuk").text)
    assert "1 koperasi perlu dilihat" in told
    assert "perlu dilihat" not in words_of(signed_in(road, others).get("/kotak-masuk").text)


def test_without_figures_nobody_is_told(road: Road) -> None:
    road.assistant(road.here)
    assert morning(road) == 0
