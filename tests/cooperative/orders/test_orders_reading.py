"""Lists of orders, the page of one, and what has to be put together."""

from datetime import timedelta

import pytest
from sqlalchemy import event

from cooperative.books import Books
from cooperative.clock import FixedClock
from cooperative.ledger.tables import Means
from cooperative.orders import reading, states
from cooperative.orders.amending import set_given
from cooperative.orders.handover import hand_over
from cooperative.orders.tables import OPEN_STATES, OrderState
from cooperative.refusals import Refused
from cooperative.store.taking import take
from tests.shopping import bring_to, order
from tests.village import two_villages, village


def test_sari_reads_her_own_orders_newest_first_in_pages(books: Books):
    here = village(books)
    with here.writing() as session:
        ids = [order(session, here, here.sari, cart={"gas": 1}).id for _ in range(3)]
        order(session, here, here.rini)
        states.cancel(session, order_id=ids[0], by=here.sari.actor())
    sari = here.sari.member_id
    with books.reading() as session:
        first = reading.orders_of_member(session, here.coop_id, sari, per_page=2)
        second = reading.orders_of_member(session, here.coop_id, sari, page=2, per_page=2)
        still_open = reading.orders_of_member(session, here.coop_id, sari, states=OPEN_STATES)
    assert [row.id for row in first.orders] == [ids[2], ids[1]]
    assert [row.id for row in second.orders] == [ids[0]]
    assert first.count == second.count == 3
    assert still_open.count == 2
    row = first.orders[0]
    assert (row.first_product, row.lines, row.total_rupiah) == ("Gas LPG 3 kg", 1, 18_500)
    assert (row.member_name, row.member_number, row.state) == ("Sari", "0001", OrderState.PLACED)


def test_the_shop_reads_open_orders_as_they_queue_and_others_newest_first(books: Books):
    here = village(books)
    with here.writing() as session:
        ids = [order(session, here, here.sari, cart={"gas": 1}).id for _ in range(4)]
        for order_id in ids[:2]:
            states.cancel(session, order_id=order_id, by=here.sari.actor())
    closed = (OrderState.CANCELLED,)
    with books.reading() as session:
        queue = reading.orders_of_outlet(session, here.coop_id, here.outlet_id)
        gone = reading.orders_of_outlet(session, here.coop_id, here.outlet_id, states=closed)
        counts = reading.counts_of_outlet(session, here.coop_id, here.outlet_id)
        elsewhere = reading.orders_of_outlet(session, here.coop_id + 1, here.outlet_id)
    assert [row.id for row in queue.orders] == ids[2:]
    assert [row.id for row in gone.orders] == [ids[1], ids[0]]
    assert list(counts.values()) == [2, 0, 0, 0]
    assert elsewhere.orders == []


def test_the_packing_list_sums_what_accepted_orders_give(books: Books):
    here = village(books)
    with here.writing() as session:
        for who, cart in ((here.sari, {"gula": 2, "gas": 1}), (here.rini, {"gula": 3})):
            placed = order(session, here, who, cart=cart)
            bring_to(session, here, placed, OrderState.ACCEPTED)
        set_given(session, placed.id, 1, 1, by=here.shopkeeper.actor())
        order(session, here, here.joko, cart={"gula": 1})
    with books.reading() as session:
        packing = reading.packing(session, here.coop_id, here.outlet_id)
    assert [tuple(row)[1:] for row in packing] == [
        ("Gas LPG 3 kg", "tabung", 1, 1),
        ("Gula pasir 1 kg", "bungkus", 3, 2),
    ]


def test_the_page_of_an_order_tells_all_of_it(books: Books):
    here = village(books)
    by = here.shopkeeper.actor()
    with here.writing() as session:
        placed = order(session, here, here.sari, cart={"gula": 21, "gas": 1})
        bring_to(session, here, placed, OrderState.READY)
        hand_over(session, order_id=placed.id, means=Means.CASH, paid_rupiah=400_000, by=by)
    with books.reading() as session:
        page = reading.order_page(session, here.coop_id, placed.id)
    assert (page.outlet_name, page.member_name, page.honorific) == ("Gerai Sembako", "Sari", "Bu")
    assert [(line.asked_units, line.given_units) for line in page.lines] == [(21, 20), (1, 1)]
    assert [step.by_name for step in page.steps] == ["Sari", "Dewi", "Dewi", "Dewi", "Dewi"]
    assert page.receipt is not None
    assert (page.receipt.cash_rupiah, page.receipt.change_rupiah) == (348_500, 51_500)
    assert not page.was_released
    assert not any(page.is_short(line) for line in page.lines)


def test_the_page_marks_a_line_a_fact_took_goods_from(books: Books):
    here = village(books)
    with here.writing() as session:
        placed = order(session, here, here.sari, cart={"gula": 3, "gas": 1})
        by = here.shopkeeper.actor()
        take(session, outlet_id=here.outlet_id, product_id=here.gula, quantity_units=18, by=by)
        page = reading.order_page(session, here.coop_id, placed.id)
        assert [page.is_short(line) for line in page.lines] == [True, False]
        assert page.lines[0].reserved_units == 2
        take(session, outlet_id=here.outlet_id, product_id=here.gula, quantity_units=2, by=by)
        page = reading.order_page(session, here.coop_id, placed.id)
        assert page.lines[0].reserved_units == 0
        assert page.receipt is None


def test_the_page_knows_an_order_nobody_fetched(books: Books, clock: FixedClock):
    here = village(books)
    with here.writing() as session:
        placed = order(session, here, here.sari)
        bring_to(session, here, placed, OrderState.READY)
    clock.advance(timedelta(days=7))
    with here.writing() as session:
        by = here.shopkeeper.actor()
        states.release_uncollected(session, order_id=placed.id, by=by)
        assert reading.order_page(session, here.coop_id, placed.id).was_released


def test_anothers_order_is_as_good_as_missing(books: Books):
    both = two_villages(books)
    here = both.here
    with here.writing() as session:
        placed = order(session, here, here.sari)
        rini = here.rini.member_id
        with pytest.raises(Refused, match="not_found"):
            reading.order_page(session, here.coop_id, placed.id, member_id=rini)
        with pytest.raises(Refused, match="not_found"):
            reading.order_page(session, both.other.coop_id, placed.id)
        sari = here.sari.member_id
        hers = reading.order_page(session, here.coop_id, placed.id, member_id=sari)
        assert hers.order.id == placed.id


def test_a_long_order_is_read_with_as_many_questions_as_a_short_one(sqlite_books: Books):
    here = village(sqlite_books)
    asked = {1: 0, 4: 0}
    with here.writing() as session:
        placed = {
            1: order(session, here, here.sari, cart={"gula": 1}),
            4: order(session, here, here.sari, cart=dict.fromkeys(here.goods, 1)),
        }
    for lines, found in placed.items():
        with sqlite_books.reading() as session:
            connection = session.connection()

            def count(*_: object, lines: int = lines) -> None:
                asked[lines] += 1

            event.listen(connection, "before_cursor_execute", count)
            reading.order_page(session, here.coop_id, found.id)
    assert asked[1] == asked[4] <= 10
