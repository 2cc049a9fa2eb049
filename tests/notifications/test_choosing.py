"""Whether a phone is told now, later, together with others, or not at all."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from cooperative.push.tables import PushState, PushSubscription
from cooperative.push.taken import Taken
from cooperative.push.wishes import Wishes
from notifications.choosing import Chosen, choose
from notifications.hints import GROUPS, HINTS
from notifications.messages import KINDS

NOON = datetime(2026, 6, 20, 5, tzinfo=UTC)  # 12.00 WIB
NIGHT = datetime(2026, 6, 20, 15, tzinfo=UTC)  # 22.00 WIB
PHONE = PushSubscription(
    device_id=1,
    person_id=1,
    endpoint="https://fcm.googleapis.com/a",
    p256dh="p",
    auth="a",
    key_id="k",
    subscribed_at=NOON,
)


def hint(number: int = 1, **other: Any) -> Taken:
    told: dict[str, Any] = {
        "cooperative_id": 1,
        "id": number,
        "person_id": 1,
        "person_public_id": "p1",
        "device_id": 1,
        "kind": "order.ready",
        "path": f"/pesanan/{number}",
        "made_at": NOON,
        "is_gathered": False,
        "tries": 0,
        "zone": "Asia/Pontianak",
        "phone": PHONE,
        "wishes": Wishes(),
        "sent_today": 0,
        **other,
    }
    return Taken(**told)


def payloads(chosen: Chosen) -> list[dict[str, Any]]:
    return [json.loads(message.payload) for message in chosen.messages]


def test_an_order_that_is_ready_is_told_at_once():
    chosen = choose([hint()], NOON, {(1, 1): 4})
    assert payloads(chosen) == [
        {
            "text": "Pesanan siap diambil",
            "path": "/pesanan/1",
            "topic": chosen.messages[0].topic,
            "person": "p1",
            "badge": 4,
            "test": False,
        }
    ]
    message = chosen.messages[0]
    assert (message.urgency, message.ttl) == ("high", timedelta(days=3))
    assert chosen.outcomes == {}


def test_newer_news_of_one_order_takes_the_place_of_older():
    older, newer = hint(1, kind="order.accepted"), hint(2, path="/pesanan/1")
    chosen = choose([newer, older], NOON, {})
    assert [said["text"] for said in payloads(chosen)] == ["Pesanan siap diambil"]
    assert chosen.outcomes[1, 1].state is PushState.SKIPPED


def test_a_topic_is_of_one_subject_and_one_person_and_says_nothing():
    mine = choose([hint()], NOON, {}).messages[0]
    again = choose([hint(7, path="/pesanan/1", kind="order.short")], NOON, {}).messages[0]
    others = choose([hint(person_id=2, person_public_id="p2")], NOON, {}).messages[0]
    assert mine.topic == again.topic
    assert others.topic != mine.topic
    assert len(mine.topic) == 32
    assert set(mine.topic) <= set(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    )


def test_in_quiet_hours_it_waits_for_the_morning():
    outcome = choose([hint(made_at=NIGHT)], NIGHT, {}).outcomes[1, 1]
    assert outcome.state is PushState.WAITING
    assert outcome.due_at == datetime(2026, 6, 20, 23, tzinfo=UTC)  # 06.00 WIB
    assert outcome.is_gathered


def test_what_waited_for_the_morning_is_told_as_one():
    waited = [hint(number, is_gathered=True, made_at=NIGHT) for number in (1, 2, 3)]
    chosen = choose(waited, NIGHT + timedelta(hours=8), {})
    assert [(said["text"], said["path"]) for said in payloads(chosen)] == [
        ("Ada beberapa kabar baru di kotak masuk", "/kotak-masuk")
    ]
    assert len(chosen.messages[0].hints) == 3


def test_what_waited_alone_is_told_in_its_own_words():
    chosen = choose([hint(is_gathered=True)], NOON, {})
    assert payloads(chosen)[0]["path"] == "/pesanan/1"


def test_after_the_tenth_of_a_day_the_rest_waits_for_the_next_morning():
    hints = [hint(number, sent_today=9) for number in (1, 2, 3)]
    chosen = choose(hints, NOON, {})
    assert len(chosen.messages) == 1
    waiting = list(chosen.outcomes.values())
    assert [(outcome.due_at, outcome.is_gathered) for outcome in waiting] == [
        (datetime(2026, 6, 21, tzinfo=UTC), True)  # 07.00 WIB
    ] * 2


def test_what_she_switched_off_is_not_told():
    wishes = Wishes(muted=frozenset({"pesanan"}))
    chosen = choose([hint(wishes=wishes), hint(2, kind="device.added", wishes=wishes)], NOON, {})
    assert [said["text"] for said in payloads(chosen)] == ["HP baru memakai nama Ibu/Bapak"]
    assert chosen.outcomes[1, 1].state is PushState.SKIPPED


def test_a_phone_that_says_no_more_is_not_told():
    assert choose([hint(phone=None)], NOON, {}).outcomes[1, 1].state is PushState.SKIPPED


@pytest.mark.parametrize(("days", "state"), [(2, None), (3, PushState.GIVEN_UP)])
def test_news_that_is_too_old_is_given_up(days: int, state: PushState | None):
    chosen = choose([hint(made_at=NOON - timedelta(days=days))], NOON, {})
    assert [outcome.state for outcome in chosen.outcomes.values()] == ([state] if state else [])
    assert [message.ttl for message in chosen.messages] == ([] if state else [timedelta(days=1)])


def test_a_trial_comes_in_quiet_hours_and_after_the_tenth():
    chosen = choose([hint(kind="push.test", made_at=NIGHT, sent_today=99)], NIGHT, {})
    assert payloads(chosen)[0]["test"] is True


def test_every_kind_of_news_has_words_for_a_phone_and_a_switch():
    assert sorted(set(KINDS) - set(HINTS)) == []
    assert {words.group for words in HINTS.values()} <= {"", *GROUPS}


def test_the_words_for_a_phone_name_nobody_no_goods_and_no_amount():
    for words in HINTS.values():
        assert not set("{}#0123456789") & set(words.text)
        assert "Rp" not in words.text
