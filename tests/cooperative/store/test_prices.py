"""Prices begin on a day; the newest that has begun counts, for members and for others."""

from datetime import date

import pytest
from sqlmodel import Session

from cooperative.books import Books
from cooperative.refusals import Refused
from cooperative.store.prices import price_on, prices_of
from cooperative.store.products import set_price, set_prices
from cooperative.store.tables import PriceClass
from tests.shop import version_of
from tests.village import FOUNDED, Village, two_villages, village

TODAY, TOMORROW = date(2026, 6, 20), date(2026, 6, 21)
MEMBER, GENERAL = PriceClass.MEMBER, PriceClass.GENERAL


def member_price(session: Session, here: Village, day: date) -> int | None:
    return price_on(session, here.coop_id, [here.beras], MEMBER, day).get(here.beras)


def put(session: Session, here: Village, rupiah: int, day: date, who: PriceClass = MEMBER) -> None:
    set_price(
        session,
        product_id=here.beras,
        price_class=who,
        amount_rupiah=rupiah,
        starts_on=day,
        by=here.shopkeeper.actor(),
    )


def test_members_and_others_have_their_own_price(books: Books):
    here = village(books)
    asked = [here.beras, here.gas, 999]
    with books.reading() as session:
        members = price_on(session, here.coop_id, asked, MEMBER, TODAY)
        others = price_on(session, here.coop_id, asked, GENERAL, TODAY)
    assert members == {here.beras: 65_500, here.gas: 18_500}
    assert others == {here.beras: 67_000, here.gas: 20_000}


def test_a_price_begins_on_its_day_and_not_before(books: Books):
    here = village(books)
    with here.writing() as session:
        put(session, here, 66_000, TOMORROW)
        assert member_price(session, here, TODAY) == 65_500
        assert member_price(session, here, TOMORROW) == 66_000


def test_before_its_first_price_a_product_has_none(books: Books):
    here = village(books)
    with books.reading() as session:
        assert member_price(session, here, date(2025, 7, 31)) is None


def test_old_prices_stay_and_one_of_the_same_day_is_replaced(books: Books):
    here = village(books)
    with here.writing() as session:
        put(session, here, 66_000, TODAY)
        put(session, here, 66_500, TODAY)
    with books.reading() as session:
        prices = prices_of(session, here.coop_id, here.beras)
    assert prices[MEMBER] == {FOUNDED: 65_500, TODAY: 66_500}


def test_a_price_cannot_begin_in_the_past(books: Books):
    here = village(books)
    with here.writing() as session, pytest.raises(Refused, match="price_in_past"):
        put(session, here, 66_000, date(2026, 6, 19))


def test_the_member_price_cannot_pass_the_general_one(books: Books):
    here = village(books)
    with here.writing() as session, pytest.raises(Refused) as refusal:
        put(session, here, 67_001, TODAY)
    assert refusal.value.code == "price_general_below_member"
    assert refusal.value.facts["general_rupiah"] == 67_000


def test_both_prices_rise_together_without_being_in_each_others_way(books: Books):
    here = village(books)
    with here.writing() as session:
        before = version_of(session, here)
        set_prices(
            session,
            product_id=here.beras,
            member_price_rupiah=70_000,
            general_price_rupiah=71_000,
            starts_on=TODAY,
            by=here.shopkeeper.actor(),
        )
        assert member_price(session, here, TODAY) == 70_000
        assert version_of(session, here) > before


def test_a_price_already_planned_counts_when_another_is_set(books: Books):
    here = village(books)
    with here.writing() as session:
        put(session, here, 66_900, TOMORROW)
        with pytest.raises(Refused) as refusal:
            put(session, here, 66_000, TODAY, GENERAL)
    assert refusal.value.facts["starts_on"] == TOMORROW.isoformat()


def test_a_neighbours_price_is_its_own(books: Books):
    both = two_villages(books)
    with both.here.writing() as session:
        put(session, both.here, 66_000, TODAY)
    with books.reading() as session:
        assert member_price(session, both.here, TODAY) == 66_000
        assert member_price(session, both.other, TODAY) == 65_500
