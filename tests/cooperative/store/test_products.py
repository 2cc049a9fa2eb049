"""What the gerai sells: names and codes are used once, and every change makes the list new."""

from datetime import date

import pytest
from sqlmodel import Session

from cooperative.activity import Cursor, read_after
from cooperative.books import Books
from cooperative.refusals import Refused
from cooperative.store.products import (
    create_product,
    edit_product,
    product_of,
    restore_product,
    retire_product,
    set_prices,
)
from cooperative.store.tables import Product
from tests.shop import version_of
from tests.village import Village, two_villages, village


def coffee(
    session: Session, here: Village, *, name: str = "Kopi bubuk", code: str | None = "701"
) -> Product:
    return create_product(
        session,
        name=name,
        size_text="165 gram",
        unit="bungkus",
        category="Minuman",
        code=code,
        low_at_units=4,
        member_price_rupiah=14_000,
        general_price_rupiah=15_000,
        by=here.shopkeeper.actor(),
    )


def edited(session: Session, here: Village, product_id: int, **changes: str | None) -> Product:
    fields: dict[str, str | None] = {"name": "Kopi bubuk", "code": "701", "unit": "bungkus"}
    fields |= changes
    return edit_product(
        session,
        product_id=product_id,
        name=fields["name"] or "",
        size_text="165 gram",
        unit=fields["unit"] or "",
        category="Minuman",
        code=fields["code"],
        low_at_units=2,
        photo=fields.get("photo"),
        by=here.shopkeeper.actor(),
    )


def test_a_new_product_is_found_by_name_size_and_code(books: Books):
    here = village(books)
    with here.writing() as session:
        before = version_of(session, here)
        product = coffee(session, here)
        assert product.search_text == "kopi bubuk 165 gram 701"
        assert version_of(session, here) > before


def test_the_feed_says_what_is_on_sale_and_for_how_much(books: Books):
    here = village(books)
    with here.writing() as session:
        product = coffee(session, here)
    with books.reading() as session:
        last = read_after(session, Cursor())[-1]
    assert (last.kind, last.subject) == ("product.created", f"product/{product.id}")
    assert last.facts["member_price_rupiah"] == 14_000
    assert last.facts["general_price_rupiah"] == 15_000


def test_no_two_products_on_sale_are_called_alike(books: Books):
    here = village(books)
    with here.writing() as session:
        coffee(session, here)
        with pytest.raises(Refused, match="name_taken"):
            coffee(session, here, name="KOPI bubuk", code="702")


def test_a_code_is_given_once_even_if_its_product_is_retired(books: Books):
    here = village(books)
    with here.writing() as session:
        retire_product(session, product_id=coffee(session, here).id, by=here.shopkeeper.actor())
        with pytest.raises(Refused) as refusal:
            coffee(session, here, name="Kopi sachet")
    assert (refusal.value.code, refusal.value.facts) == ("code_taken", {"name": "Kopi bubuk"})


def test_many_products_have_no_code(books: Books):
    here = village(books)
    with here.writing() as session:
        first = coffee(session, here, code="")
        second = coffee(session, here, name="Kopi sachet", code=None)
        assert (first.code, second.code) == (None, None)


def test_two_villages_may_use_the_same_code(books: Books):
    both = two_villages(books)
    for here in (both.here, both.other):
        with here.writing() as session:
            assert coffee(session, here).code == "701"


def test_a_unit_nobody_knows_is_refused(books: Books):
    here = village(books)
    with here.writing() as session:
        product = coffee(session, here)
        with pytest.raises(Refused, match="unit_unknown"):
            edited(session, here, product.id, unit="genggam")


def test_members_never_pay_more_than_others(books: Books):
    here = village(books)
    with here.writing() as session:
        keeper = here.shopkeeper.actor()
        with pytest.raises(Refused, match="price_general_below_member"):
            create_product(
                session,
                name="Teh celup",
                size_text="25 kantong",
                unit="dus",
                category="Minuman",
                code=None,
                low_at_units=4,
                member_price_rupiah=8_000,
                general_price_rupiah=7_900,
                by=keeper,
            )


def test_an_edit_keeps_the_photo_unless_there_is_a_new_one(books: Books):
    here = village(books)
    with here.writing() as session:
        product = coffee(session, here)
        assert edited(session, here, product.id, photo="a" * 64).photo == "a" * 64
        assert edited(session, here, product.id, name="Kopi Liberika").photo == "a" * 64
        assert product.search_text == "kopi liberika 165 gram 701"


def test_an_edit_may_keep_its_own_name_but_not_take_anothers(books: Books):
    here = village(books)
    with here.writing() as session:
        product = coffee(session, here)
        coffee(session, here, name="Kopi sachet", code="702")
        edited(session, here, product.id)
        with pytest.raises(Refused, match="code_taken"):
            edited(session, here, product.id, code="702")
        with pytest.raises(Refused, match="name_taken"):
            edited(session, here, product.id, name="Kopi sachet")


def test_a_retired_product_gives_its_name_free_and_cannot_come_back_then(books: Books):
    here = village(books)
    with here.writing() as session:
        keeper = here.shopkeeper.actor()
        old = coffee(session, here)
        retire_product(session, product_id=old.id, by=keeper)
        restore_product(session, product_id=old.id, by=keeper)
        assert old.retired_at is None
        retire_product(session, product_id=old.id, by=keeper)
        coffee(session, here, code="702")
        with pytest.raises(Refused, match="name_taken"):
            restore_product(session, product_id=old.id, by=keeper)


def test_the_neighbours_product_is_like_one_that_is_not_there(books: Books):
    both = two_villages(books)
    with both.here.writing() as session:
        product = coffee(session, both.here)
    with both.other.writing() as session:
        keeper = both.other.shopkeeper.actor()
        with pytest.raises(Refused, match="not_found"):
            product_of(session, both.other.coop_id, product.id)
        with pytest.raises(Refused, match="not_found"):
            retire_product(session, product_id=product.id, by=keeper)
        with pytest.raises(Refused, match="not_found"):
            set_prices(
                session,
                product_id=product.id,
                member_price_rupiah=1,
                general_price_rupiah=1,
                starts_on=date(2026, 6, 20),
                by=keeper,
            )
