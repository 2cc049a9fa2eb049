"""The list of goods as members read it, and the shelves as the shop does."""

from datetime import date

import pytest
from sqlalchemy import event
from sqlmodel import Session

from cooperative.books import Books
from cooperative.refusals import Refused
from cooperative.store.catalogue import (
    CatalogueRow,
    catalogue_rows,
    categories,
    product_page,
    search,
)
from cooperative.store.histories import movements_of
from cooperative.store.outlets import create_outlet
from cooperative.store.products import retire_product, set_price
from cooperative.store.stock import correct
from cooperative.store.stock_lists import stock_list
from cooperative.store.tables import MovementKind, PriceClass
from tests.shop import a_promise
from tests.village import Village, two_villages, village

TODAY, TOMORROW = date(2026, 6, 20), date(2026, 6, 21)
MEMBER, GENERAL = PriceClass.MEMBER, PriceClass.GENERAL


def rows_of(session: Session, here: Village, who: PriceClass = MEMBER) -> list[CatalogueRow]:
    return catalogue_rows(session, here.coop_id, here.outlet_id, who, TODAY)


def count_units(session: Session, here: Village, product_id: int, units: int) -> None:
    correct(
        session,
        outlet_id=here.outlet_id,
        product_id=product_id,
        counted_units=units,
        by=here.shopkeeper.actor(),
    )


def test_the_list_is_sorted_by_category_and_name(books: Books):
    here = village(books)
    with books.reading() as session:
        rows = rows_of(session, here)
    assert [row.name for row in rows] == ["Gas LPG", "Beras SPHP", "Gula pasir", "Minyakita"]
    assert categories(rows) == ["Gas", "Sembako"]


def test_a_row_says_what_it_costs_and_what_is_left(books: Books):
    here = village(books)
    with here.writing() as session:
        a_promise(session, here, here.beras, 6)
        member, general = (
            next(row for row in rows_of(session, here, who) if row.id == here.beras)
            for who in (MEMBER, GENERAL)
        )
    assert (member.price_rupiah, general.price_rupiah) == (65_500, 67_000)
    assert (member.available_units, member.size_text, member.unit) == (14, "5 kg", "karung")


def test_a_gerai_that_never_had_a_product_lists_it_with_nothing_left(books: Books):
    here = village(books)
    with here.writing() as session:
        second = create_outlet(session, name="Gerai LPG", by=here.secretary.actor())
        rows = catalogue_rows(session, here.coop_id, second.id, MEMBER, TODAY)
    assert [row.available_units for row in rows] == [0, 0, 0, 0]


def test_the_price_of_the_day_is_shown(books: Books):
    here = village(books)
    with here.writing() as session:
        set_price(
            session,
            product_id=here.gas,
            price_class=MEMBER,
            amount_rupiah=19_000,
            starts_on=TOMORROW,
            by=here.shopkeeper.actor(),
        )
        days = (date(2025, 7, 31), TODAY, TOMORROW)
        lists = [catalogue_rows(session, here.coop_id, here.outlet_id, MEMBER, day) for day in days]
    assert lists[0] == []
    assert [rows[0].price_rupiah for rows in lists[1:]] == [18_500, 19_000]


def test_a_retired_product_is_not_listed_but_its_page_stays(books: Books):
    here = village(books)
    with here.writing() as session:
        retire_product(session, product_id=here.gas, by=here.shopkeeper.actor())
    with books.reading() as session:
        assert here.gas not in [row.id for row in rows_of(session, here)]
        page = product_page(session, here.coop_id, here.outlet_id, here.gas, TODAY)
        assert page.retired
        assert (page.member_price_rupiah, page.quantity_units) == (18_500, 20)


def test_a_page_tells_prices_that_are_planned(books: Books):
    here = village(books)
    with here.writing() as session:
        set_price(
            session,
            product_id=here.gas,
            price_class=GENERAL,
            amount_rupiah=21_000,
            starts_on=TOMORROW,
            by=here.shopkeeper.actor(),
        )
        page = product_page(session, here.coop_id, here.outlet_id, here.gas, TODAY)
    assert page.general_price_rupiah == 20_000
    assert page.planned == [(TOMORROW, GENERAL, 21_000)]


def test_every_word_must_be_found_and_beginnings_come_first(books: Books):
    here = village(books)
    with books.reading() as session:
        rows = rows_of(session, here)
    assert [row.name for row in search(rows, "5 KG beras")] == ["Beras SPHP"]
    assert [row.name for row in search(rows, "gul")] == ["Gula pasir"]
    assert [row.name for row in search(rows, "g")] == [
        "Gas LPG",
        "Gula pasir",
        "Beras SPHP",
    ]
    assert search(rows, "kopi") == []
    assert search(rows, "  ") == rows


def test_a_list_of_goods_is_one_query_however_long_its_history(books: Books):
    here = village(books)
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        asked.append(statement)

    with books.reading() as session:
        event.listen(session.connection().engine, "before_cursor_execute", note)
        rows_of(session, here)
    assert len(asked) == 1


def test_the_neighbours_goods_are_nowhere_to_be_seen(books: Books):
    both = two_villages(books)
    with both.here.writing() as session:
        extra = create_outlet(session, name="Gerai LPG", by=both.here.secretary.actor())
        assert extra.id == 2
    with books.reading() as session:
        assert {row.id for row in rows_of(session, both.here)} == set(both.here.goods.values())
        with pytest.raises(Refused, match="not_found"):
            product_page(session, both.other.coop_id, 1, 999, TODAY)


def test_the_shop_sees_empty_shelves_first_then_low_ones(books: Books):
    here = village(books)
    with here.writing() as session:
        count_units(session, here, here.minyak, 0)
        count_units(session, here, here.gula, 5)
        rows, count = stock_list(session, here.coop_id, here.outlet_id)
        first, _ = stock_list(session, here.coop_id, here.outlet_id, page=2, per_page=3)
        found, found_count = stock_list(session, here.coop_id, here.outlet_id, words="beras 5")
    assert [row.name for row in rows] == ["Minyakita", "Gula pasir", "Gas LPG", "Beras SPHP"]
    assert [(row.is_empty, row.is_low) for row in rows[:3]] == [
        (True, True),
        (False, True),
        (False, False),
    ]
    assert (count, [row.name for row in first]) == (4, ["Beras SPHP"])
    assert (found_count, [row.id for row in found]) == (1, [here.beras])


def test_a_retired_product_is_on_the_shops_list_while_some_of_it_is_there(books: Books):
    here = village(books)
    with here.writing() as session:
        retire_product(session, product_id=here.gas, by=here.shopkeeper.actor())
        assert stock_list(session, here.coop_id, here.outlet_id)[1] == 4
        count_units(session, here, here.gas, 0)
        assert stock_list(session, here.coop_id, here.outlet_id)[1] == 3


def test_the_movements_of_a_shelf_are_read_newest_first(books: Books):
    here = village(books)
    with here.writing() as session:
        for units in (19, 25):
            count_units(session, here, here.gas, units)
        rows, count = movements_of(session, here.coop_id, here.outlet_id, here.gas, per_page=2)
        rest, _ = movements_of(session, here.coop_id, here.outlet_id, here.gas, page=2, per_page=2)
    assert count == 3
    assert [(row.kind, row.delta_units) for row in (*rows, *rest)] == [
        (MovementKind.COUNTED, 6),
        (MovementKind.COUNTED, -1),
        (MovementKind.OPENING, 20),
    ]
    assert rows[0].by_name == "Dewi"
