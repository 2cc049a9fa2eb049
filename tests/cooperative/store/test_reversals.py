"""A delivery or a loss that was written down wrongly is taken back, once, with its money."""

import pytest

from cooperative.books import Books
from cooperative.ledger.tables import AccountKind
from cooperative.refusals import Refused
from cooperative.store.histories import movements_of
from cooperative.store.reversals import reverse_movement
from tests.shop import a_promise, adds_up, break_some, bring, count, on_shelf, saldo_of, sell
from tests.village import village


def test_a_delivery_written_down_wrongly_is_taken_back_once(books: Books):
    here = village(books)
    with here.writing() as session:
        cash = saldo_of(session, here, AccountKind.CASH)
        bring(session, here, 100, 600_000)
        wrong = movements_of(session, here.coop_id, here.outlet_id, here.beras)[0][0]
        keeper = here.shopkeeper.actor()
        reverse_movement(session, movement_id=wrong.id, reason="salah ketik", by=keeper)
        assert on_shelf(session, here, here.beras).quantity_units == 20
        assert saldo_of(session, here, AccountKind.CASH) == cash
        assert adds_up(session, here)
        with pytest.raises(Refused, match="already_reversed"):
            reverse_movement(session, movement_id=wrong.id, reason="lagi", by=keeper)
        rows = movements_of(session, here.coop_id, here.outlet_id, here.beras)[0]
        assert (rows[0].reverses_id, rows[1].reversed_by_id) == (wrong.id, rows[0].id)


def test_a_loss_can_be_taken_back_but_a_sale_and_a_reversal_cannot(books: Books):
    here = village(books)
    with here.writing() as session:
        keeper = here.shopkeeper.actor()
        break_some(session, here, 20)
        rows = movements_of(session, here.coop_id, here.outlet_id, here.beras)[0]
        back = reverse_movement(session, movement_id=rows[0].id, reason="ketemu", by=keeper)
        assert on_shelf(session, here, here.beras) == (20, 0, 1_200_000)
        sell(session, here, 1)
        sold = movements_of(session, here.coop_id, here.outlet_id, here.beras)[0][0]
        for movement_id, code in (
            (back.id, "not_reversible"),
            (sold.id, "not_reversible"),
            (9_999, "not_found"),
        ):
            with pytest.raises(Refused, match=code):
                reverse_movement(session, movement_id=movement_id, reason="", by=keeper)
        assert adds_up(session, here)


@pytest.mark.parametrize(
    ("units", "cost_rupiah", "sold_units", "promised_units"),
    [
        (5, 300_000, 21, 0),  # the goods are gone
        (5, 300_000, 0, 21),  # they are promised
        (20, 4_000_000, 20, 0),  # the rest cost less than they did
        (20, 100, 20, 0),  # nothing would be left, and it would have cost something
    ],
)
def test_a_delivery_that_is_sold_or_promised_cannot_be_taken_back(
    books: Books, units: int, cost_rupiah: int, sold_units: int, promised_units: int
):
    here = village(books)
    with here.writing() as session:
        bring(session, here, units, cost_rupiah)
        wrong = movements_of(session, here.coop_id, here.outlet_id, here.beras)[0][0]
        if sold_units:
            sell(session, here, sold_units)
        if promised_units:
            a_promise(session, here, here.beras, promised_units)
        with pytest.raises(Refused, match="goods_gone"):
            reverse_movement(session, movement_id=wrong.id, reason="", by=here.shopkeeper.actor())


def test_a_loss_of_more_than_the_books_had_is_put_right_by_a_count(books: Books):
    here = village(books)
    with here.writing() as session:
        keeper = here.shopkeeper.actor()
        break_some(session, here, 25)
        lost = movements_of(session, here.coop_id, here.outlet_id, here.beras)[0][0]
        with pytest.raises(Refused, match="not_reversible"):
            reverse_movement(session, movement_id=lost.id, reason="ketemu", by=keeper)
        count(session, here, 20)
        assert on_shelf(session, here, here.beras).quantity_units == 20
        assert adds_up(session, here)
