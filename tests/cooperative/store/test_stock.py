"""Facts about goods are always booked, and shelves, movements and the inventory account agree."""

from datetime import date
from functools import partial
from random import Random

import pytest
from sqlmodel import col, select

from cooperative.activity import Cursor, read_after
from cooperative.books import Books
from cooperative.books.invariants import broken
from cooperative.inbox import InboxEntry
from cooperative.ledger.tables import AccountKind, Means
from cooperative.refusals import Refused
from cooperative.store.differences import open_differences
from cooperative.store.histories import movements_of
from cooperative.store.stock import MOST_UNITS, correct, lose, take
from cooperative.store.tables import MovementKind, ReservationState
from tests.shop import (
    a_promise,
    adds_up,
    break_some,
    bring,
    count,
    on_shelf,
    saldo_of,
    sell,
    state_of,
    version_of,
)
from tests.village import two_villages, village


@pytest.mark.parametrize(
    ("paid", "account", "change_rupiah"),
    [
        (Means.CASH, AccountKind.CASH, -600_000),
        (Means.CREDIT, AccountKind.SUPPLIERS, 600_000),
        (Means.NONE, AccountKind.OPENING, 600_000),
    ],
)
def test_goods_that_came_are_booked_with_what_they_cost(
    books: Books, paid: Means, account: AccountKind, change_rupiah: int
):
    here = village(books)
    with here.writing() as session:
        before, version = saldo_of(session, here, account), version_of(session, here)
        assert bring(session, here, 10, 600_000, paid) == 30
        assert saldo_of(session, here, account) == before + change_rupiah
        assert version_of(session, here) > version
        assert adds_up(session, here)


def test_goods_that_cost_nothing_move_no_money(books: Books):
    here = village(books)
    with here.writing() as session:
        bring(session, here, 10, 0)
        newest = movements_of(session, here.coop_id, here.outlet_id, here.beras)[0][0]
        assert (newest.entry_id, newest.value_rupiah) == (None, 0)
        assert adds_up(session, here)


def test_goods_cost_their_average_and_the_last_unit_takes_the_rest(books: Books):
    here = village(books)
    with here.writing() as session:
        count(session, here, 0)
        bring(session, here, 3, 100)
        costs = [sell(session, here, 1).cost_rupiah for _ in range(3)]
        assert costs == [33, 33, 34]
        assert adds_up(session, here)


def test_what_was_lost_is_an_expense(books: Books):
    here = village(books)
    with here.writing() as session:
        assert break_some(session, here, 2).cost_rupiah == 120_000
        assert saldo_of(session, here, AccountKind.STOCK_LOSS) == 120_000
        assert adds_up(session, here)


def test_a_count_finds_more_or_less_or_just_what_the_books_say(books: Books):
    here = village(books)
    with here.writing() as session:
        assert [count(session, here, units) for units in (18, 18, 21)] == [-2, 0, 3]
        assert saldo_of(session, here, AccountKind.STOCK_LOSS) == 120_000
        assert saldo_of(session, here, AccountKind.STOCK_GAIN) == 180_000
        assert adds_up(session, here)
    with books.reading() as session:
        counted = [one for one in read_after(session, Cursor()) if one.kind == "stock.counted"]
    assert [one.facts["delta_units"] for one in counted] == [-2, 0, 3]


def test_goods_found_on_an_empty_shelf_cost_what_the_last_delivery_cost(books: Books):
    here = village(books)
    with here.writing() as session:
        bring(session, here, 10, 650_000)
        count(session, here, 0)
        count(session, here, 2)
        assert on_shelf(session, here, here.beras).value_rupiah == 130_000
        assert adds_up(session, here)


def test_goods_sold_that_the_books_did_not_have_open_a_difference(books: Books):
    here = village(books)
    with here.writing() as session:
        taken = sell(session, here, 23)
        assert (taken.missing_units, taken.cost_rupiah) == (3, 1_200_000)
        assert on_shelf(session, here, here.beras) == (0, 0, 0)
        found, sold = movements_of(session, here.coop_id, here.outlet_id, here.beras)[0][1::-1]
        assert (found.kind, found.delta_units) == (MovementKind.DIFFERENCE, 3)
        assert (sold.kind, sold.delta_units) == (MovementKind.SOLD, -23)
        difference = open_differences(session, here.coop_id)[0]
        assert (difference.quantity_units, difference.product_name) == (3, "Beras SPHP")
        assert adds_up(session, here)


def test_a_fact_cuts_the_youngest_promises_and_tells_member_and_shop(books: Books):
    here = village(books)
    with here.writing() as session:
        older = a_promise(session, here, here.beras, 10, here.rini)
        younger = a_promise(session, here, here.beras, 8)
        taken = break_some(session, here, 5)
        assert [(cut.order_id, cut.left_units) for cut in taken.shortened] == [(younger, 5)]
        assert state_of(session, here, older) == (ReservationState.HELD, 10)
        assert state_of(session, here, younger) == (ReservationState.HELD, 5)
        assert adds_up(session, here)
    with books.reading() as session:
        news = select(InboxEntry.person_id, InboxEntry.path).where(
            InboxEntry.cooperative_id == here.coop_id, InboxEntry.kind == "order.short"
        )
        told = session.exec(news.order_by(col(InboxEntry.person_id))).all()
    # The shopkeeper who broke it knows; Joko keeps the shop on other days.
    assert told == [
        (here.sari.person_id, f"/pesanan/{younger}"),
        (here.joko.person_id, f"/gerai/pesanan/{younger}"),
    ]


def test_a_count_below_what_is_promised_cuts_promises_too(books: Books):
    here = village(books)
    with here.writing() as session:
        order = a_promise(session, here, here.beras, 8)
        count(session, here, 3)
        assert state_of(session, here, order) == (ReservationState.HELD, 3)
        count(session, here, 0)
        assert state_of(session, here, order) == (ReservationState.SHORT, 0)
        assert adds_up(session, here)


def test_selling_everything_breaks_every_promise_and_nothing_is_below_zero(books: Books):
    here = village(books)
    with here.writing() as session:
        orders = [a_promise(session, here, here.beras, 6) for _ in range(3)]
        assert sell(session, here, 25).missing_units == 5
        assert {state_of(session, here, order) for order in orders} == {(ReservationState.SHORT, 0)}
        assert adds_up(session, here)


def test_a_fact_of_yesterday_keeps_its_day_and_one_of_tomorrow_is_refused(books: Books):
    here = village(books)
    with here.writing() as session:
        one = partial(
            take,
            session,
            outlet_id=here.outlet_id,
            product_id=here.beras,
            quantity_units=1,
            by=here.shopkeeper.actor(),
        )
        one(occurred_on=date(2026, 6, 19))
        newest = movements_of(session, here.coop_id, here.outlet_id, here.beras)[0][0]
        assert newest.occurred_on == date(2026, 6, 19)
        with pytest.raises(Refused, match="day_ahead"):
            one(occurred_on=date(2026, 6, 21))


def test_what_makes_no_sense_is_refused(books: Books):
    here = village(books)
    with here.writing() as session:
        for units in (0, MOST_UNITS + 1):
            with pytest.raises(Refused, match="quantity_invalid"):
                bring(session, here, units, 1)
        with pytest.raises(Refused, match="quantity_invalid"):
            count(session, here, -1)
        with pytest.raises(Refused, match="payment_not_offered"):
            bring(session, here, 1, 1, Means.SAVINGS)
        with pytest.raises(Refused, match="loss_unknown"):
            lose(
                session,
                outlet_id=here.outlet_id,
                product_id=here.beras,
                quantity_units=1,
                kind=MovementKind.SOLD,
                by=here.shopkeeper.actor(),
            )


def test_goods_of_the_neighbours_shelf_are_not_found(books: Books):
    both = two_villages(books)
    stranger = both.other.shopkeeper.actor()
    with both.other.writing() as session, pytest.raises(Refused, match="not_found"):
        correct(session, outlet_id=99, product_id=both.here.beras, counted_units=1, by=stranger)


def test_whatever_happens_to_goods_the_books_add_up(books: Books):
    here = village(books)
    chance = Random(20260620)
    for _ in range(40):
        with here.writing() as session:
            units = chance.randint(1, 12)
            match chance.choice(("bring", "break", "count", "sell", "promise")):
                case "bring":
                    bring(session, here, units, chance.randint(0, 70_000))
                case "break":
                    break_some(session, here, units)
                case "count":
                    count(session, here, units - 1)
                case "sell":
                    sell(session, here, units)
                case _:
                    free_units = on_shelf(session, here, here.beras).free_units
                    if free_units:
                        a_promise(session, here, here.beras, min(units, free_units))
            assert adds_up(session, here)
    with books.reading() as session:
        assert broken(session) == []
