"""News that nobody's act makes: late orders, work that did not come, dues of the month."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import Session

from cooperative.books import Books
from cooperative.clock import FixedClock
from cooperative.ledger import savings
from cooperative.ledger.tables import AccountKind, Means
from cooperative.orders import states
from cooperative.orders.tables import OrderState
from cooperative.people.devices import add_device
from cooperative.people.enrolment import put_on_phone
from cooperative.submissions.tables import Submission, VerdictKind
from notifications.messages import message_of
from tests.shopping import bring_to, news_of, order
from tests.village import Village, Villager, village
from web.newsroom import ask_for_dues, tidy_up, warn_shops

DAY = timedelta(days=1)
LATE_IN_MONTH = datetime(2026, 6, 24, 1, 30, tzinfo=UTC)  # 08.30 WIB


@pytest.fixture
def here(books: Books) -> Village:
    return village(books)


def told(here: Village, who: Villager, kind: str) -> list[str]:
    with here.books.reading() as session:
        return [
            message_of(kind, facts).title for said, facts in news_of(session, who) if said == kind
        ]


def test_the_shop_is_told_once_of_an_order_that_is_not_ready_on_the_second_open_day(
    here: Village, clock: FixedClock
):
    with here.writing() as session:
        placed = order(session, here, here.sari)  # a Saturday
    clock.advance(2 * DAY + timedelta(hours=3))  # Monday: the first open day
    assert warn_shops(here.books) == 0
    clock.advance(DAY)
    assert warn_shops(here.books) == 1
    clock.advance(DAY)
    assert warn_shops(here.books) == 0
    assert told(here, here.shopkeeper, "order.late") == [f"Pesanan #{placed.code} terlambat"]
    assert told(here, here.sari, "order.late") == []


@pytest.mark.parametrize("state", [OrderState.READY, OrderState.REFUSED])
def test_what_is_ready_or_refused_is_not_late(here: Village, clock: FixedClock, state: OrderState):
    with here.writing() as session:
        placed = order(session, here, here.sari)
        if state is OrderState.REFUSED:
            by = here.shopkeeper.actor()
            states.refuse(session, order_id=placed.id, reason="Habis", by=by)
        else:
            bring_to(session, here, placed, state)
    clock.advance(9 * DAY)
    assert warn_shops(here.books) == 0


def _phone(session: Session, who: Villager) -> int:
    device, _ = add_device(session, label="HP konter")
    return put_on_phone(
        session,
        device=device,
        person_id=who.person_id,
        cooperative_id=who.cooperative_id,
        pin_seal="-",
    ).device_id


def _arrives(session: Session, who: Villager, device_id: int, *counters: int) -> None:
    for counter in counters:
        session.add(
            Submission(
                cooperative_id=who.cooperative_id,
                key=f"00000000-0000-4000-8000-{device_id:06}{counter:06}",
                person_id=who.person_id,
                kind="order",
                digest="-",
                verdict=VerdictKind.REFUSED,
                facts={},
                device_id=device_id,
                device_seq=counter,
                received_at=session.info["moment"],
            )
        )


def test_whoever_keeps_the_shop_is_told_of_work_that_did_not_come(here: Village, clock: FixedClock):
    with here.writing() as session:
        counter, own = _phone(session, here.shopkeeper), _phone(session, here.sari)
        _arrives(session, here.shopkeeper, counter, 1, 4)
        _arrives(session, here.sari, own, 1, 3)
    assert warn_shops(here.books) == 0  # it may still be on its way
    clock.advance(DAY)
    assert warn_shops(here.books) == 1
    clock.advance(DAY)
    assert warn_shops(here.books) == 0  # said once
    said = "Mungkin ada 2 kiriman belum sampai"
    assert told(here, here.shopkeeper, "phone.unsent") == [said]
    with here.writing() as session:
        _arrives(session, here.shopkeeper, counter, 7)
    clock.advance(DAY)
    assert warn_shops(here.books) == 1
    assert told(here, here.sari, "phone.unsent") == []


def test_members_are_reminded_of_dues_once_in_the_last_week_of_a_month(
    here: Village, clock: FixedClock
):
    clock.moment = LATE_IN_MONTH - timedelta(hours=2)  # before eight
    assert ask_for_dues(here.books) == 0
    clock.moment = LATE_IN_MONTH
    assert ask_for_dues(here.books) == 3
    assert ask_for_dues(here.books) == 0
    assert told(here, here.sari, "dues.due") == ["Simpanan wajib belum dibayar"]
    clock.advance(31 * DAY)
    assert ask_for_dues(here.books) == 3


def test_who_has_paid_this_month_is_not_reminded(here: Village, clock: FixedClock):
    clock.moment = LATE_IN_MONTH
    with here.writing() as session:
        savings.deposit(
            session,
            member_id=here.sari.member_id,
            kind=AccountKind.WAJIB,
            amount_rupiah=10_000,
            means=Means.CASH,
            by=here.treasurer.actor(),
        )
    assert ask_for_dues(here.books) == 2
    assert told(here, here.sari, "dues.due") == []


def test_tidying_up_an_empty_outbox_changes_nothing(here: Village):
    assert tidy_up(here.books) == 0
