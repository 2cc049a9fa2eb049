"""Crash schedules of the server and of a phone: seeds that are played, and mistakes that are found.

`make faults` plays ten thousand.
"""

import json
from collections.abc import Generator
from pathlib import Path

import pytest

from tests.faults.phone.airwaves import JSON
from tests.faults.phone.handset import Handset
from tests.faults.playing import Players, Tally, missed_canaries, play_all

SCHEDULES = 300
SARI, KEY = "sari-0001", "00000000-0000-4000-8000-000000000001"
ORDER = {
    "key": KEY,
    "person": SARI,
    "device": "hp-1",
    "form": "order/1",
    "content": {
        "path": "/pesanan",
        "fields": [["barang", "3"], ["jumlah", "2"]],
        "title": "Pesanan",
        "total": None,
        "details": [],
    },
}


@pytest.fixture
def handset() -> Generator[Handset]:
    """A phone in Node."""
    phone = Handset()
    yield phone
    phone.close()


def test_whatever_dies_and_gets_lost_nothing_of_hers_is_lost_or_booked_twice():
    tally = Tally()
    for some in play_all(range(SCHEDULES)):
        tally.add(some)
    assert tally.violations == []
    assert tally.schedules == SCHEDULES
    assert tally.deaths > SCHEDULES // 3


def test_every_seeded_mistake_is_found():
    assert missed_canaries() == []


@pytest.mark.parametrize("seed", [4, 7])
def test_the_same_seed_has_the_same_course_twice(tmp_path: Path, seed: int):
    players = Players(tmp_path)
    first, second = players.play(seed), players.play(seed)
    players.phone.close()
    assert first.trace.hexdigest() == second.trace.hexdigest()


def test_a_phone_that_dies_at_any_commit_delivers_what_was_written_under_one_key(
    handset: Handset,
):
    for kill_at in range(1, 9):
        handset.begin(kill_at, 1_750_000_000_000)
        handset.live(kill_at)
        keys = [*_order_and_send(handset), *_order_and_send(handset)]
        seen = handset.look()
        assert set(keys) == {KEY}, kill_at
        assert (list(seen.outbox), list(seen.history)) == ([], [KEY]), kill_at


def test_what_another_person_wrote_is_not_sent(handset: Handset):
    handset.begin(1, 1_750_000_000_000)
    handset.live()
    handset.call("signIn", SARI)
    handset.call("keep", ORDER)
    handset.call("signIn", "rini-0002")
    assert handset.call("flush", where="worker").fetches == []
    assert list(handset.look().outbox) == [KEY]


def _order_and_send(phone: Handset) -> list[str]:
    """Write it, send it, and be answered; a phone that dies is switched on again at the end."""
    phone.call("signIn", SARI)
    if KEY not in phone.look().history:
        phone.call("keep", ORDER)
    seen = phone.call("flush", where="worker")
    keys = [fetch.key for fetch in seen.fetches]
    for fetch in seen.fetches:
        seen = phone.answer(fetch, 200, JSON, _accepted(fetch.key))
    if seen.is_dead:
        phone.live()
        return keys + _order_and_send(phone)
    return keys


def _accepted(key: str) -> str:
    return json.dumps({"key": key, "final": True, "code": "accepted", "location": "/pesanan/1"})
