"""What an order promises: goods on the shelf, and savings that nobody can spend twice."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlmodel import Session

from cooperative.books import Books
from cooperative.clock import FixedClock
from cooperative.ledger.savings import withdraw
from cooperative.ledger.tables import AccountKind
from cooperative.orders import amending, states
from cooperative.orders.amending import set_given
from cooperative.orders.steps import lines_of
from cooperative.orders.tables import Order, OrderLine, OrderState
from cooperative.refusals import Refused
from cooperative.store.taking import take
from tests.shopping import SAVINGS, bring_to, news_of, order, saldo, shelf
from tests.village import village

VOLUNTARY = AccountKind.VOLUNTARY


def test_an_order_reserves_its_goods_at_once(books: Books):
    here = village(books)
    with here.writing() as session:
        order(session, here, here.sari, cart={"gula": 3})
        assert shelf(session, here, "gula").reserved_units == 3
        second = order(session, here, here.rini, cart={"gula": 20})
        assert lines_of(session, second)[0].given_units == 17


def test_bayar_simpanan_holds_the_total_of_what_is_given(books: Books):
    here = village(books)
    with here.writing() as session:
        placed = order(session, here, here.sari, cart={"gula": 2}, means=SAVINGS)
        assert placed.held_rupiah == 33_000
        assert saldo(session, here, VOLUNTARY, here.sari) == (50_000, 33_000)


def test_held_savings_can_be_neither_withdrawn_nor_held_again(books: Books):
    here = village(books)
    with here.writing() as session:
        order(session, here, here.sari, cart={"gula": 2}, means=SAVINGS)
        with pytest.raises(Refused, match="savings_short") as refused:
            order(session, here, here.sari, cart={"gas": 1}, means=SAVINGS)
        assert refused.value.facts == {"available_rupiah": 17_000}
        with pytest.raises(Refused, match="savings_short"):
            withdraw(
                session,
                member_id=here.sari.member_id,
                kind=VOLUNTARY,
                amount_rupiah=17_001,
                by=here.treasurer.actor(),
            )
        order(session, here, here.sari, cart={"minyak": 1}, means=SAVINGS)
        assert saldo(session, here, VOLUNTARY, here.sari).available_rupiah == 1_500


def test_an_order_her_savings_do_not_cover_leaves_no_trace(books: Books):
    here = village(books)
    with pytest.raises(Refused, match="savings_short"), here.writing() as session:
        order(session, here, here.sari, cart={"beras": 1}, means=SAVINGS)
    with books.reading() as session:
        assert session.get(Order, (here.coop_id, 1)) is None
        assert shelf(session, here, "beras").reserved_units == 0


@pytest.mark.parametrize("end", ["cancel", "refuse", "release"])
def test_goods_and_savings_are_free_again_when_an_order_is_closed(
    books: Books, clock: FixedClock, end: str
):
    here = village(books)
    by = here.shopkeeper.actor()
    with here.writing() as session:
        placed = order(session, here, here.sari, cart={"gula": 2}, means=SAVINGS)
        if end == "cancel":
            states.cancel(session, order_id=placed.id, by=here.sari.actor())
        elif end == "refuse":
            states.refuse(session, order_id=placed.id, reason="gudang banjir", by=by)
        else:
            bring_to(session, here, placed, OrderState.READY)
    if end == "release":
        clock.advance(timedelta(days=7))
        with here.writing() as session:
            states.release_uncollected(session, order_id=placed.id, by=by)
    with books.reading() as session:
        closed = session.get_one(Order, (here.coop_id, placed.id))
        assert (closed.held_rupiah, closed.total_rupiah) == (0, 33_000)
        assert saldo(session, here, VOLUNTARY, here.sari) == (50_000, 0)
        assert shelf(session, here, "gula").reserved_units == 0


def test_giving_less_frees_goods_and_savings_and_is_told(books: Books):
    here = village(books)
    with here.writing() as session:
        placed = order(session, here, here.sari, cart={"gula": 2, "minyak": 1}, means=SAVINGS)
        set_given(session, placed.id, 1, 1, by=here.shopkeeper.actor())
        assert (placed.total_rupiah, placed.held_rupiah) == (32_000, 32_000)
        line = lines_of(session, placed)[0]
        assert (line.asked_units, line.given_units, line.line_total_rupiah) == (2, 1, 16_500)
        assert saldo(session, here, VOLUNTARY, here.sari).held_rupiah == 32_000
        assert shelf(session, here, "gula").reserved_units == 1
        kind, facts = news_of(session, here.sari)[-1]
        assert kind == "order.amended"
        assert (facts["name"], facts["given_units"]) == ("Gula pasir 1 kg", 1)
        assert facts["total_rupiah"] == 32_000
        set_given(session, placed.id, 1, 0, by=here.shopkeeper.actor())
        assert shelf(session, here, "gula").reserved_units == 0
        assert placed.total_rupiah == 15_500


def test_giving_less_of_an_order_for_cash_touches_no_savings(books: Books):
    here = village(books)
    with here.writing() as session:
        placed = order(session, here, here.sari, cart={"gula": 2})
        set_given(session, placed.id, 1, 1, by=here.shopkeeper.actor())
        assert (placed.total_rupiah, placed.held_rupiah) == (16_500, 0)
        assert saldo(session, here, VOLUNTARY, here.sari) == (50_000, 0)


def test_goods_a_fact_took_are_not_freed_a_second_time(books: Books):
    here = village(books)
    by = here.shopkeeper.actor()
    with here.writing() as session:
        placed = order(session, here, here.sari, cart={"gula": 5, "gas": 1})
        take(session, outlet_id=here.outlet_id, product_id=here.gula, quantity_units=18, by=by)
        assert shelf(session, here, "gula")[:2] == (2, 2)
        set_given(session, placed.id, 1, 3, by=by)
        assert shelf(session, here, "gula")[:2] == (2, 2)
        set_given(session, placed.id, 1, 1, by=by)
        assert shelf(session, here, "gula")[:2] == (2, 1)


def test_the_shop_can_only_give_less_and_never_nothing_at_all(books: Books):
    here = village(books)
    by = here.shopkeeper.actor()
    with here.writing() as session:
        placed = order(session, here, here.sari, cart={"gula": 2})
        for units in (2, 3, -1):
            with pytest.raises(Refused, match="quantity_invalid"):
                set_given(session, placed.id, 1, units, by=by)
        with pytest.raises(Refused, match="nothing_left"):
            set_given(session, placed.id, 1, 0, by=by)
        with pytest.raises(Refused, match="not_found"):
            set_given(session, placed.id, 9, 0, by=by)
        with pytest.raises(Refused, match="not_allowed"):
            set_given(session, placed.id, 1, 1, by=here.sari.actor())
        states.cancel(session, order_id=placed.id, by=here.sari.actor())
        with pytest.raises(Refused, match="order_moved"):
            set_given(session, placed.id, 1, 1, by=by)


def test_an_order_moved_meanwhile_is_not_lowered(books: Books, monkeypatch: pytest.MonkeyPatch):
    here = village(books)

    def meanwhile(session: Session, placed: Order) -> list[OrderLine]:
        session.connection().execute(sa.text("UPDATE orders SET state = 'accepted'"))
        return lines_of(session, placed)

    monkeypatch.setattr(amending, "lines_of", meanwhile)
    with here.writing() as session:
        placed = order(session, here, here.sari, cart={"gula": 2})
        with pytest.raises(Refused, match="order_moved"):
            set_given(session, placed.id, 1, 1, by=here.shopkeeper.actor())


def test_joko_does_not_lower_his_own_order(books: Books):
    here = village(books)
    with here.writing() as session:
        placed = order(session, here, here.joko, cart={"gula": 2})
        with pytest.raises(Refused, match="own_order"):
            set_given(session, placed.id, 1, 1, by=here.joko.actor())
