"""Goods that wait: their member is reminded once, on the second open day."""

from datetime import timedelta

from sqlmodel import col, select

from cooperative.books import Books
from cooperative.clock import FixedClock
from cooperative.inbox import InboxEntry
from cooperative.ledger.tables import Means
from cooperative.orders import states
from cooperative.orders.choices import Asked
from cooperative.orders.handover import hand_over
from cooperative.orders.placing import place
from cooperative.orders.tables import IfDearer, IfShort
from tests.village import Village, village
from web.background import remind_all


def _a_ready_order(here: Village) -> None:
    with here.books.transaction(here.coop_id) as session:
        order = place(
            session,
            member_id=here.sari.member_id,
            asked=[Asked(here.beras, 1)],
            means=Means.CASH,
            if_short=IfShort.PARTIAL,
            if_dearer=IfDearer.ACCEPT,
            by=here.sari.actor(),
        )
        keeper = here.shopkeeper.actor()
        for step in (states.accept, states.prepare, states.ready):
            step(session, order_id=order.id, by=keeper)


def _reminders(here: Village) -> int:
    with here.books.reading() as session:
        mine = select(InboxEntry.id).where(
            col(InboxEntry.kind) == "order.reminder",
            col(InboxEntry.person_id) == here.sari.person_id,
        )
        return len(session.exec(mine).all())


def test_sari_is_reminded_on_the_second_open_day_and_only_once(books: Books, clock: FixedClock):
    here = village(books)
    _a_ready_order(here)  # a Saturday; the gerai is closed on Sundays
    clock.advance(timedelta(days=2, hours=3))  # Monday: the first open day
    assert remind_all(books) == 0
    clock.advance(timedelta(days=1))  # Tuesday: the second
    assert remind_all(books) == 1
    clock.advance(timedelta(hours=1))
    assert remind_all(books) == 0
    assert _reminders(here) == 1


def test_nobody_is_reminded_of_what_she_has_fetched(books: Books, clock: FixedClock):
    here = village(books)
    _a_ready_order(here)
    with books.transaction(here.coop_id) as session:
        keeper = here.shopkeeper.actor()
        hand_over(session, order_id=1, means=Means.CASH, paid_rupiah=None, by=keeper)
    clock.advance(timedelta(days=30))
    assert remind_all(books) == 0
    assert _reminders(here) == 0
