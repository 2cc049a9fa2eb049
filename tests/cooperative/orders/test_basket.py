"""The server's copy of the basket: how many of what, and nothing promised."""

import pytest
from sqlmodel import Session, select

from cooperative.activity import Activity
from cooperative.books import Books
from cooperative.orders import basket
from cooperative.orders.choices import MOST_LINES
from cooperative.orders.steps import lines_of
from cooperative.orders.tables import BasketLine
from cooperative.refusals import Refused
from cooperative.store.products import create_product, retire_product
from tests.shopping import order, shelf
from tests.village import Village, Villager, two_villages, village


def put(session: Session, here: Village, who: Villager, short: str, units: int) -> None:
    product_id = here.goods[short]
    basket.set_line(session, product_id=product_id, quantity_units=units, by=who.actor())


def of(session: Session, who: Villager) -> list[tuple[str, int]]:
    found = basket.lines(session, who.cooperative_id, who.person_id)
    return [(line.name, line.quantity_units) for line in found]


def new_product(session: Session, here: Village, name: str) -> int:
    product = create_product(
        session,
        name=name,
        size_text="",
        unit="buah",
        category="Lain",
        code=None,
        low_at_units=0,
        member_price_rupiah=1_000,
        general_price_rupiah=1_000,
        by=here.secretary.actor(),
    )
    return product.id


def test_a_line_holds_what_was_said_last(books: Books):
    here = village(books)
    with here.writing() as session:
        put(session, here, here.sari, "gula", 2)
        put(session, here, here.sari, "gas", 1)
        put(session, here, here.sari, "gula", 3)
        put(session, here, here.sari, "gula", 3)
        assert of(session, here.sari) == [("Gula pasir 1 kg", 3), ("Gas LPG 3 kg", 1)]
        put(session, here, here.sari, "gula", 0)
        put(session, here, here.sari, "gula", 0)
        assert of(session, here.sari) == [("Gas LPG 3 kg", 1)]
        assert of(session, here.rini) == []


def test_the_basket_shows_todays_price_and_stock_and_promises_nothing(books: Books):
    here = village(books)
    with here.writing() as session:
        before = len(session.exec(select(Activity)).all())
        put(session, here, here.sari, "gula", 3)
        (line,) = basket.lines(session, here.coop_id, here.sari.person_id)
        assert line.goods is not None
        assert (line.goods.price_rupiah, line.goods.available_units) == (16_500, 20)
        assert (line.total_rupiah, line.unit, line.photo) == (49_500, "bungkus", None)
        assert shelf(session, here, "gula").reserved_units == 0
        assert len(session.exec(select(Activity)).all()) == before


def test_goods_no_longer_sold_stay_visible_without_a_price(books: Books):
    here = village(books)
    with here.writing() as session:
        put(session, here, here.sari, "gula", 3)
        retire_product(session, product_id=here.gula, by=here.shopkeeper.actor())
        session.flush()  # the basket looks the goods up
        (line,) = basket.lines(session, here.coop_id, here.sari.person_id)
        assert (line.name, line.goods, line.total_rupiah) == ("Gula pasir 1 kg", None, 0)


@pytest.mark.parametrize("units", [-1, 1000])
def test_a_line_is_at_most_999(books: Books, units: int):
    here = village(books)
    with here.writing() as session, pytest.raises(Refused, match="quantity_invalid"):
        put(session, here, here.sari, "gula", units)


def test_a_product_that_is_not_sold_cannot_be_put_in(books: Books):
    here = village(books)
    with here.writing() as session, pytest.raises(Refused, match="product_unknown"):
        basket.set_line(session, product_id=4711, quantity_units=1, by=here.sari.actor())


def test_a_basket_has_50_lines(sqlite_books: Books):
    here = village(sqlite_books)
    by = here.sari.actor()
    with here.writing() as session:
        products = [new_product(session, here, f"Barang {number}") for number in range(MOST_LINES)]
        for product_id in products:
            basket.set_line(session, product_id=product_id, quantity_units=1, by=by)
        with pytest.raises(Refused, match="too_many_lines"):
            put(session, here, here.sari, "gula", 1)
        basket.set_line(session, product_id=products[0], quantity_units=2, by=by)
        basket.clear(session, by=by)
        assert of(session, here.sari) == []


def test_a_gerai_that_is_not_ours_has_no_basket(books: Books):
    both = two_villages(books)
    with both.here.writing() as session, pytest.raises(Refused, match="not_found"):
        basket.lines(session, both.here.coop_id, both.here.sari.person_id, outlet_id=7)


def test_an_order_without_lines_orders_the_basket_and_empties_it(books: Books):
    here = village(books)
    with here.writing() as session:
        put(session, here, here.sari, "gula", 2)
        put(session, here, here.sari, "gas", 1)
        placed = order(session, here, here.sari, asked=None)
        assert placed.total_rupiah == 2 * 16_500 + 18_500
        assert session.exec(select(BasketLine)).all() == []
        with pytest.raises(Refused, match="basket_empty"):
            order(session, here, here.sari, asked=None)


def test_an_order_with_lines_takes_only_those_out_of_the_basket(books: Books):
    here = village(books)
    with here.writing() as session:
        put(session, here, here.sari, "gula", 2)
        put(session, here, here.sari, "gas", 1)
        order(session, here, here.sari, cart={"gula": 1})
        assert of(session, here.sari) == [("Gas LPG 3 kg", 1)]


def test_a_refused_order_leaves_the_basket_as_it_was(books: Books):
    here = village(books)
    with here.writing() as session:
        order(session, here, here.rini, cart={"gula": 20})
        put(session, here, here.sari, "gula", 2)
        with pytest.raises(Refused, match="stock_short"):
            order(session, here, here.sari, asked=None)
        assert of(session, here.sari) == [("Gula pasir 1 kg", 2)]


def test_pesan_lagi_puts_down_what_she_asked_for(books: Books):
    here = village(books)
    with here.writing() as session:
        old = order(session, here, here.sari, cart={"gula": 21, "gas": 1, "minyak": 1})
        assert lines_of(session, old)[0].given_units == 20
        retire_product(session, product_id=here.gas, by=here.shopkeeper.actor())
        session.flush()  # the basket looks the goods up
        put(session, here, here.sari, "minyak", 4)
        refilled = basket.refill(session, order_id=old.id, by=here.sari.actor())
        assert refilled == (2, ["Gas LPG 3 kg"])
        assert sorted(of(session, here.sari)) == [("Gula pasir 1 kg", 21), ("Minyakita 1 L", 4)]
        with pytest.raises(Refused, match="not_found"):
            basket.refill(session, order_id=old.id, by=here.rini.actor())
