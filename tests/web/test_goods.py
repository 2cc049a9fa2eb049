"""The list of goods and one of them, as members see them."""

from pathlib import Path

import pytest
from sqlmodel import update

from cooperative.books import Books
from cooperative.store.products import create_product
from cooperative.store.tables import StockItem
from tests.web.crowd import Crowd, crowd_in, same_for_all, words_of


@pytest.fixture
def crowd(sqlite_books: Books, tmp_path: Path) -> Crowd:
    return crowd_in(sqlite_books, tmp_path)


def test_a_product_says_its_price_its_stock_and_when_that_was(crowd: Crowd) -> None:
    page = crowd.sari.get(f"/barang/{crowd.here.beras}").text
    said = words_of(page)
    assert "Beras SPHP 5 kg" in said
    assert "Rp65.500 per karung" in said
    assert "Sisa 20, Rp13.100 per kg" in said
    assert "Harga dan stok per 20 Juni 2026, 07.40 WIB" in said
    assert 'data-harga="65500"' in page
    assert 'data-stok="20"' in page


def test_goods_of_the_same_kind_are_offered_beside_it(crowd: Crowd) -> None:
    page = crowd.sari.get(f"/barang/{crowd.here.beras}").text
    assert f'id="barang-{crowd.here.gula}"' in page
    assert f'id="barang-{crowd.here.gas}"' not in page


def test_what_is_gone_cannot_be_put_into_the_basket(crowd: Crowd) -> None:
    with crowd.here.books.transaction(crowd.here.coop_id) as session:
        session.exec(update(StockItem).values(quantity_units=0, value_rupiah=0))
    page = crowd.sari.get(f"/barang/{crowd.here.beras}").text
    assert "Habis" in page
    assert 'action="/keranjang"' not in page


def test_goods_of_another_cooperative_are_as_good_as_missing(crowd: Crowd) -> None:
    with crowd.other.books.transaction(crowd.other.coop_id) as session:
        theirs = create_product(
            session,
            name="Madu hutan",
            size_text="500 ml",
            unit="botol",
            category="Sembako",
            code="MDU",
            low_at_units=1,
            member_price_rupiah=90_000,
            general_price_rupiah=95_000,
            by=crowd.other.shopkeeper.actor(),
        ).id
    assert "Madu hutan" in crowd.elsewhere.get(f"/barang/{theirs}").text
    foreign, missing = (crowd.sari.get(f"/barang/{number}") for number in (theirs, 99_999))
    assert foreign.status_code == missing.status_code == 404
    assert same_for_all(foreign.text) == same_for_all(missing.text)


def test_rini_of_the_same_village_sees_the_same_goods_but_not_saris_basket(crowd: Crowd) -> None:
    crowd.sari.submit("/keranjang", [("barang", str(crowd.here.gula)), ("jumlah", "7")])
    path = f"/barang/{crowd.here.gula}"
    assert 'value="7"' in crowd.sari.get(path).text
    assert 'value="7"' not in crowd.rini.get(path).text
    assert 'value="7"' not in crowd.elsewhere.get(path).text


def test_the_list_shows_what_is_in_her_basket(crowd: Crowd) -> None:
    before = crowd.sari.get("/barang").text
    assert before.count('id="barang-') == len(crowd.here.goods)
    crowd.sari.submit("/keranjang", [("barang", str(crowd.here.gula)), ("jumlah", "+1")])
    after = crowd.sari.get(f"/barang?masuk={crowd.here.gula}").text
    assert "Keranjang ( 1" in words_of(after)
    assert "Gula pasir masuk keranjang." in words_of(after)
    assert "Urungkan" in after


def test_searching_finds_by_every_word(crowd: Crowd) -> None:
    page = crowd.sari.get("/barang?cari=gula+1").text
    assert page.count('class="product"') == 1
    assert "tidak ditemukan" in words_of(crowd.sari.get("/barang?cari=kuda").text)


def test_a_search_as_she_types_answers_with_the_list_only(crowd: Crowd) -> None:
    part = crowd.sari.get("/barang?cari=gula", **{"HX-Request": "true"})
    assert "<html" not in part.text
    assert part.text.count('class="product"') == 1
