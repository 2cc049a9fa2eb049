"""A push service that is down rests; the others do not notice."""

from collections import Counter
from collections.abc import Generator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from cooperative.clock import FixedClock
from cooperative.push.tables import PushSubscription
from notifications.choosing import Message, choose
from notifications.lanes import Lanes
from notifications.post import NO_ANSWER, UNTRIED, Answer
from tests.notifications.test_choosing import NOON, PHONE, hint

DOWN, WELL = "https://fcm.googleapis.com", "https://web.push.apple.com"


class Services:
    """What push services answer, by origin, and how often they were asked."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer] = {}
        self.asked: Counter[str] = Counter()

    def send(self, phone: PushSubscription, _: Message) -> Answer:
        """Answer as that service does just now."""
        origin = phone.endpoint.removesuffix("/a")
        self.asked[origin] += 1
        return self.answers.get(origin, Answer(201))


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(datetime(2026, 6, 20, 5, tzinfo=UTC))


@pytest.fixture
def services() -> Services:
    return Services()


@pytest.fixture
def lanes(services: Services, clock: FixedClock) -> Generator[Lanes]:
    made = Lanes(services.send, lambda: clock, timedelta(minutes=1))
    yield made
    made.close()


def messages(origin: str, count: int) -> list[Message]:
    fields: dict[str, Any] = {**PHONE.model_dump(), "endpoint": f"{origin}/a"}
    phone = PushSubscription(**fields)
    hints = [hint(number, phone=phone) for number in range(1, count + 1)]
    return choose(hints, NOON, {}).messages


def round_of(lanes: Lanes, *going: Message) -> Counter[int]:
    """Send and wait until all of it is back; return how often what was said."""
    lanes.start(going)
    return Counter(answer.status for _, answer in lanes.come_back(60))


@pytest.mark.parametrize("status", [NO_ANSWER, 403, 429, 500, 503])
def test_after_three_failures_a_service_rests_and_the_others_go_on(
    lanes: Lanes, services: Services, clock: FixedClock, status: int
):
    services.answers[DOWN] = Answer(status)
    said = round_of(lanes, *messages(DOWN, 9), *messages(WELL, 9))
    assert said == {status: 3, UNTRIED: 6, 201: 9}
    assert lanes.closed() == [DOWN]
    clock.advance(timedelta(seconds=15))
    assert lanes.closed() == []


def test_a_rest_is_ended_by_one_that_tries_and_grows_if_it_fails(
    lanes: Lanes, services: Services, clock: FixedClock
):
    services.answers[DOWN] = Answer(NO_ANSWER)
    round_of(lanes, *messages(DOWN, 9))
    for seconds in (15, 30, 60, 120, 300, 900, 900):
        assert lanes.closed() == [DOWN]
        clock.advance(timedelta(seconds=seconds))
        assert lanes.closed() == []
        services.asked.clear()
        round_of(lanes, *messages(DOWN, 9))
        assert services.asked == {DOWN: 1}
    clock.advance(timedelta(hours=1))
    services.answers.clear()
    assert round_of(lanes, *messages(DOWN, 9)) == {201: 9}
    assert lanes.closed() == []


def test_a_service_that_asks_for_patience_gets_an_hour_at_most(
    lanes: Lanes, services: Services, clock: FixedClock
):
    for asked, given in ((20, 20), (24 * 60, 60)):
        services.answers[DOWN] = Answer(429, timedelta(minutes=asked))
        round_of(lanes, *messages(DOWN, 9))
        clock.advance(timedelta(minutes=given, seconds=-1))
        assert lanes.closed() == [DOWN]
        clock.advance(timedelta(seconds=1))
        assert lanes.closed() == []


@pytest.mark.parametrize("status", [400, 404, 410, 413])
def test_what_is_wrong_with_a_phone_is_not_held_against_its_service(
    lanes: Lanes, services: Services, status: int
):
    services.answers[DOWN] = Answer(status)
    assert round_of(lanes, *messages(DOWN, 9)) == {status: 9}
    assert lanes.closed() == []


def test_what_waited_too_long_comes_back_before_its_lease_is_over(
    services: Services, clock: FixedClock
):
    lanes = Lanes(services.send, lambda: clock, timedelta(seconds=-1))
    assert round_of(lanes, *messages(WELL, 4)) == {UNTRIED: 4}
    lanes.close()
