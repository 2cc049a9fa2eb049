"""What is promised to one member is not promised to another."""

from cooperative.books import Books
from cooperative.store.reservations import consume, release, shorten_youngest
from cooperative.store.shelves import Shelf
from cooperative.store.tables import ReservationState
from tests.shop import a_promise, adds_up, an_order, on_shelf, promise, state_of, version_of
from tests.village import village


def test_reserved_goods_stay_on_the_shelf_but_are_no_longer_free(books: Books):
    here = village(books)
    with here.writing() as session:
        a_promise(session, here, here.beras, 3)
        shelf = on_shelf(session, here, here.beras)
        assert (shelf.quantity_units, shelf.free_units) == (20, 17)
        assert adds_up(session, here)


def test_an_order_gets_what_there_is_and_no_more(books: Books):
    here = village(books)
    with here.writing() as session:
        a_promise(session, here, here.beras, 18)
        late = an_order(session, here, here.beras, 5, here.rini)
        assert promise(session, here, late, here.beras, 5) == 2
        too_late = an_order(session, here, here.beras, 1, here.joko)
        assert promise(session, here, too_late, here.beras, 1) == 0
        assert adds_up(session, here)


def test_goods_the_gerai_never_had_cannot_be_promised(books: Books):
    here = village(books)
    with here.writing() as session:
        order = an_order(session, here, here.beras, 1)
        nowhere = Shelf(here.coop_id, here.outlet_id, here.beras)._replace(outlet_id=99)
        assert shorten_youngest(session, nowhere, 1) == []
        assert promise(session, here, order, 0, 1) == 0


def test_a_released_promise_is_free_again_once(books: Books):
    here = village(books)
    with here.writing() as session:
        order = a_promise(session, here, here.beras, 3)
        other = a_promise(session, here, here.beras, 4, here.rini)
        release(session, here.coop_id, order)
        release(session, here.coop_id, order)
        assert on_shelf(session, here, here.beras).free_units == 16
        assert state_of(session, here, order) == (ReservationState.RELEASED, 3)
        assert state_of(session, here, other) == (ReservationState.HELD, 4)
        assert adds_up(session, here)


def test_a_consumed_promise_is_free_stock_once_and_cannot_be_released(books: Books):
    here = village(books)
    with here.writing() as session:
        order = a_promise(session, here, here.beras, 3)
        assert consume(session, here.coop_id, order, 1) == 3
        assert consume(session, here.coop_id, order, 1) == 0
        release(session, here.coop_id, order)
        assert on_shelf(session, here, here.beras).free_units == 20
        assert state_of(session, here, order)[0] is ReservationState.TAKEN


def test_the_youngest_promise_is_cut_first_and_a_cut_one_keeps_the_rest(books: Books):
    here = village(books)
    with here.writing() as session:
        oldest = a_promise(session, here, here.beras, 5)
        middle = a_promise(session, here, here.beras, 5, here.rini)
        youngest = a_promise(session, here, here.beras, 5, here.joko)
        shelf = Shelf(here.coop_id, here.outlet_id, here.beras)
        cut = shorten_youngest(session, shelf, 7)
        assert [(one.order_id, one.taken_units, one.left_units) for one in cut] == [
            (youngest, 5, 0),
            (middle, 2, 3),
        ]
        assert state_of(session, here, oldest) == (ReservationState.HELD, 5)
        assert state_of(session, here, middle) == (ReservationState.HELD, 3)
        assert state_of(session, here, youngest) == (ReservationState.SHORT, 0)
        assert adds_up(session, here)


def test_a_short_promise_gives_nothing_back_and_nothing_to_take(books: Books):
    here = village(books)
    with here.writing() as session:
        kept = a_promise(session, here, here.beras, 5)
        dropped = a_promise(session, here, here.beras, 5)
        shorten_youngest(session, Shelf(here.coop_id, here.outlet_id, here.beras), 10)
        assert consume(session, here.coop_id, kept, 1) == 0
        release(session, here.coop_id, dropped)
        assert on_shelf(session, here, here.beras).free_units == 20
        assert adds_up(session, here)


def test_every_change_of_what_is_free_makes_the_list_of_goods_new(books: Books):
    here = village(books)
    with here.writing() as session:
        order = a_promise(session, here, here.beras, 3)
        promised = version_of(session, here)
    with here.writing() as session:
        release(session, here.coop_id, order)
        released = version_of(session, here)
    assert 0 < promised < released
