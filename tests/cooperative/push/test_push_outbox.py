"""What waits for phones: written with the news, taken once, never lost."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import Session, select

from cooperative.books import Books
from cooperative.clock import FixedClock
from cooperative.inbox import tell
from cooperative.people.devices import add_device
from cooperative.people.enrolment import put_on_phone
from cooperative.people.sign_ins import open_sign_in
from cooperative.push.outbox import (
    Outcome,
    conclude,
    forget_old,
    is_any_due,
    refused_since,
    take,
)
from cooperative.push.subscriptions import Address, subscribe
from cooperative.push.tables import PushNotice, PushState
from cooperative.push.taken import Taken, look_at
from tests.village import Village, Villager, village

LEASE = timedelta(minutes=2)


@pytest.fixture
def here(books: Books) -> Village:
    return village(books)


def address(name: str = "a") -> Address:
    return Address(f"https://fcm.googleapis.com/fcm/send/{name}", "p", "a", "k")


def phone_of(here: Village, who: Villager, name: str = "a", label: str = "HP") -> int:
    """Put a phone of hers on the list of those that are told; returns it."""
    with here.writing() as session:
        device, _ = add_device(session, label=label)
        enrolled = put_on_phone(
            session,
            device=device,
            person_id=who.person_id,
            cooperative_id=who.cooperative_id,
            pin_seal="-",
        )
        open_sign_in(session, enrolled)
        listen(session, who, enrolled.device_id, name)
    return enrolled.device_id


def listen(session: Session, who: Villager, device_id: int, name: str) -> None:
    subscribe(
        session,
        address(name),
        device_id=device_id,
        person_id=who.person_id,
        cooperative_id=who.cooperative_id,
    )


def news(here: Village, who: Villager, number: int = 1, kind: str = "order.ready") -> None:
    with here.writing() as session:
        _tell(session, who, number, kind)


def _tell(session: Session, who: Villager, number: int, kind: str = "order.ready") -> None:
    tell(
        session,
        kind,
        cooperative_id=who.cooperative_id,
        person_id=who.person_id,
        path=f"/pesanan/{number}",
        facts={"code": "A7K2", "total_rupiah": 65_500},
    )


def _tell_and_stumble(session: Session, who: Villager) -> None:
    _tell(session, who, 1)
    raise ZeroDivisionError


def taken_by(here: Village, most: int = 10) -> list[Taken]:
    with here.books.transaction() as session:
        keys = take(session, most=most, lease=LEASE)
    with here.books.reading() as session:
        return look_at(session, keys)


def notices(here: Village) -> list[PushNotice]:
    with here.books.reading() as session:
        return list(session.exec(select(PushNotice).order_by("id")))


def test_news_waits_for_every_phone_of_hers_that_wants_it_and_for_no_other(here: Village):
    phone_of(here, here.sari, "one")
    phone_of(here, here.sari, "two")
    phone_of(here, here.rini, "three")
    news(here, here.sari)
    assert {(notice.person_id, notice.path) for notice in notices(here)} == {
        (here.sari.person_id, "/pesanan/1")
    }
    assert len(notices(here)) == 2


def test_hints_are_numbered_within_their_cooperative(here: Village):
    for name in ("one", "two"):
        phone_of(here, here.sari, name)
    news(here, here.sari, 1)
    news(here, here.sari, 2)
    assert [(notice.id, notice.path) for notice in notices(here)] == [
        (1, "/pesanan/1"),
        (2, "/pesanan/1"),
        (3, "/pesanan/2"),
        (4, "/pesanan/2"),
    ]


def test_who_asked_for_nothing_costs_nothing(here: Village):
    news(here, here.sari)
    assert notices(here) == []


def test_news_that_is_rolled_back_is_not_told(here: Village):
    phone_of(here, here.sari)
    with pytest.raises(ZeroDivisionError), here.writing() as session:
        _tell_and_stumble(session, here.sari)
    assert notices(here) == []


def test_the_hint_says_nothing_of_names_goods_or_amounts(here: Village):
    phone_of(here, here.sari)
    news(here, here.sari)
    kept = str(notices(here)[0])
    assert "A7K2" not in kept
    assert "65" not in kept


def test_what_is_taken_is_taken_by_nobody_else_until_its_lease_is_over(
    here: Village, clock: FixedClock
):
    phone_of(here, here.sari)
    news(here, here.sari)
    assert len(taken_by(here)) == 1
    assert taken_by(here) == []
    clock.advance(LEASE)  # whoever took it died
    again = taken_by(here)
    assert [hint.tries for hint in again] == [1]


def test_what_is_for_a_service_that_rests_is_left_and_the_rest_taken(here: Village):
    phone_of(here, here.sari)
    news(here, here.sari)
    rests = ["https://fcm.googleapis.com"]
    with here.books.transaction() as session:
        assert not is_any_due(session, not_to=rests)
        assert take(session, most=9, lease=LEASE, not_to=rests) == []
        assert is_any_due(session, not_to=["https://fcm.googleapis.co", "https://fcm%"])
        assert len(take(session, most=9, lease=LEASE, not_to=["https://web.push.apple.com"])) == 1


def test_what_was_taken_and_not_sent_was_not_tried(here: Village, clock: FixedClock):
    phone_of(here, here.sari)
    news(here, here.sari)
    key = (here.coop_id, taken_by(here)[0].id)
    with here.books.transaction() as session:
        conclude(session, {key: Outcome(PushState.WAITING, due_at=clock.now(), status=503)})
    taken_by(here)
    with here.books.transaction() as session:
        put_off = Outcome(PushState.WAITING, due_at=clock.now(), is_tried=False)
        conclude(session, {key: put_off})
    assert (notices(here)[0].tries, notices(here)[0].last_status) == (1, 503)


def test_what_was_sent_stays_sent_when_a_slow_process_comes_late(here: Village, clock: FixedClock):
    phone_of(here, here.sari)
    news(here, here.sari)
    key = (here.coop_id, taken_by(here)[0].id)
    with here.books.transaction() as session:
        conclude(session, {key: Outcome(PushState.SENT, status=201)})
    clock.advance(timedelta(hours=1))
    with here.books.transaction() as session:
        conclude(session, {key: Outcome(PushState.WAITING, due_at=clock.now(), status=500)})
    sent = notices(here)[0]
    assert (sent.state, sent.last_status) == (PushState.SENT, 201)
    with here.books.reading() as session:
        assert not is_any_due(session)


def test_what_the_phone_was_told_today_is_counted_from_midnight_in_the_village(
    here: Village, clock: FixedClock
):
    clock.moment = datetime(2026, 6, 20, 16, 50, tzinfo=UTC)  # 23.50 WIB
    phone_of(here, here.sari)
    news(here, here.sari)
    with here.books.transaction() as session:
        key = take(session, most=1, lease=LEASE)[0]
        conclude(session, {key: Outcome(PushState.SENT, status=201)})
    news(here, here.sari, 2)
    assert taken_by(here)[0].sent_today == 1
    clock.advance(timedelta(minutes=15))  # the next day
    assert taken_by(here)[0].sent_today == 0


def test_old_hints_are_forgotten_and_waiting_ones_kept(here: Village, clock: FixedClock):
    phone_of(here, here.sari)
    news(here, here.sari, 1)
    key = (here.coop_id, taken_by(here)[0].id)
    with here.books.transaction() as session:
        conclude(session, {key: Outcome(PushState.SENT, status=201)})
    news(here, here.sari, 2)
    clock.advance(timedelta(days=9))
    with here.books.transaction() as session:
        assert forget_old(session) == 1
    assert [notice.path for notice in notices(here)] == ["/pesanan/2"]


def test_refusals_of_our_key_are_counted_for_the_operator(here: Village, clock: FixedClock):
    phone_of(here, here.sari)
    news(here, here.sari)
    key = (here.coop_id, taken_by(here)[0].id)
    with here.books.transaction() as session:
        later = clock.now() + timedelta(hours=1)
        conclude(session, {key: Outcome(PushState.WAITING, due_at=later, status=403)})
    with here.books.reading() as session:
        assert refused_since(session, clock.now() - timedelta(days=1), (401, 403)) == 1
