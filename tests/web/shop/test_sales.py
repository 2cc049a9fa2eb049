"""Jual: the counter's page, built up tap by tap without a script, and the nota it ends in."""

import re
from urllib.parse import unquote

import pytest

from cooperative.ledger.tables import AccountKind
from tests.shopping import saldo
from tests.web.crowd import hidden_fields, words_of
from tests.web.shop.counter import Counter, follow
from tests.web.wire import phone_of


def sold(counter: Counter, **more: str | int) -> str:
    """Sell two sugar and return where that leads, without what is said once."""
    fields: dict[str, str | int] = {"barang": counter.here.gula, "jumlah": 2, **more}
    return counter.send("/gerai/jual", **fields).headers["location"].partition("?")[0]


def on_counter(html: str) -> list[tuple[str, str]]:
    """Return what a browser would send of the form of the counter."""
    return hidden_fields(html, "form#jual")


def test_goods_are_found_by_name_and_lie_on_the_counter_after_a_tap(counter: Counter) -> None:
    page = counter.keeper.get("/gerai/jual?cari=gula").text
    assert f'name="tambah" value="{counter.here.gula}"' in re.sub(r"\s+", " ", page)
    page = counter.keeper.get(f"/gerai/jual?cari=gula&tambah={counter.here.gula}").text
    assert ("barang", str(counter.here.gula)) in on_counter(page)
    assert "Rp17.500" in words_of(page)
    assert 'data-offline="sale/1"' in page


def test_a_code_that_is_typed_whole_needs_no_tap(counter: Counter) -> None:
    page = counter.keeper.get(f"/gerai/jual?barang={counter.here.gas}&jumlah=2&cari=gas").text
    assert ("jumlah", "3") in on_counter(page)
    assert 'value="gas"' not in page


def test_her_phone_is_told_what_can_be_sold_and_for_how_much(counter: Counter) -> None:
    told = counter.keeper.get("/gerai/jual/barang")
    goods = {row[0]: row[1:] for row in told.json()["goods"]}
    assert goods[counter.here.gula] == ["Gula pasir 1 kg", "GLA", "bungkus", 17_500, 16_500, 20]
    again = counter.keeper.get("/gerai/jual/barang", **{"If-None-Match": told.headers["etag"]})
    assert again.status_code == 304


def test_nothing_is_booked_while_the_counter_fills(counter: Counter) -> None:
    counter.keeper.get(f"/gerai/jual?tambah={counter.here.gula}&barang=1&jumlah=2&pilih=0001")
    assert "Belum ada penjualan" in counter.keeper.get("/gerai/nota").text
    assert counter.shelf("gula").quantity_units == 20


def test_a_line_is_taken_off_again(counter: Counter) -> None:
    asked = f"barang={counter.here.gula}&jumlah=2&barang={counter.here.gas}&jumlah=1"
    page = counter.keeper.get(f"/gerai/jual?{asked}&hapus={counter.here.gula}").text
    assert [value for name, value in on_counter(page) if name == "barang"] == [
        str(counter.here.gas)
    ]


@pytest.mark.parametrize("words", ["0001", "1", "sari"])
def test_a_member_who_buys_has_her_price(counter: Counter, words: str) -> None:
    asked = f"barang={counter.here.gula}&jumlah=2&cari_anggota={words}"
    page = counter.keeper.get(f"/gerai/jual?{asked}").text
    assert ("anggota", "0001") in on_counter(page)
    assert "Rp33.000" in words_of(page)
    released = counter.keeper.get(f"/gerai/jual?{asked}&anggota=0001&lepas=1&cari_anggota=").text
    assert "Rp35.000" in words_of(released)


def test_several_who_may_be_meant_are_offered(counter: Counter) -> None:
    page = counter.keeper.get("/gerai/jual?cari_anggota=i").text
    assert 'value="0001"' in page
    assert 'value="0002"' in page
    assert "Tidak ada anggota" in counter.keeper.get("/gerai/jual?cari_anggota=zzz").text


def test_cash_and_its_change_on_the_nota(counter: Counter) -> None:
    counter.ordered()  # news is waiting for the keeper meanwhile
    fields = {"barang": counter.here.gula, "jumlah": 2, "harga": 17_500, "uang": "50.000"}
    shown = words_of(follow(counter.keeper, counter.send("/gerai/jual", **fields)).text)
    assert "Kembalian Rp15.000" in shown
    assert "Bukan anggota" in shown
    assert counter.shelf("gula").quantity_units == 18


def test_the_form_as_the_page_made_it_is_booked_for_the_member(counter: Counter) -> None:
    asked = f"barang={counter.here.gula}&jumlah=2&cari_anggota=sari"
    fields = on_counter(counter.keeper.get(f"/gerai/jual?{asked}").text)
    chosen = [(name, "bon" if name == "bayar" else value) for name, value in fields]
    shown = words_of(follow(counter.keeper, counter.keeper.submit("/gerai/jual", chosen)).text)
    assert "Jadi bon Rp33.000" in shown
    with counter.here.writing() as session:
        credit = saldo(session, counter.here, AccountKind.CREDIT, counter.here.sari)
    assert credit.saldo_rupiah == 33_000


def test_a_buyer_who_was_not_chosen_yet_is_asked_for(counter: Counter) -> None:
    fields = {"barang": counter.here.gula, "jumlah": 1, "cari_anggota": "i"}
    answer = counter.send("/gerai/jual", **fields)
    assert answer.status_code == 422
    assert "Pilih dulu anggotanya" in answer.text
    assert ("barang", str(counter.here.gula)) in on_counter(answer.text)
    unknown = counter.send("/gerai/jual", barang=counter.here.gula, jumlah=1, anggota="9999")
    assert unknown.status_code == 422


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"jumlah": "dua"}, "angka bulat"),
        ({"jumlah": "0"}, "terlalu kecil"),
        ({"bayar": "emas"}, "Pilih salah satu"),
        ({"bayar": "bon"}, "Cara bayar ini belum ada"),
        ({"uang": "1000"}, "Uangnya kurang dari Rp17.500"),
        ({"nota": "<b>"}, "tidak bisa dibaca"),
        ({"barang": "4711"}, "tidak dijual"),
    ],
)
def test_a_sale_that_cannot_be_comes_back(
    counter: Counter, wrong: dict[str, str], said: str
) -> None:
    usual = {"barang": counter.here.gula, "jumlah": 1, "bayar": "tunai"}
    answer = counter.send("/gerai/jual", **{**usual, **wrong})
    assert answer.status_code in {409, 422}
    assert said in answer.text
    assert counter.shelf("gula").quantity_units == 20


def test_the_outbox_sells_once(counter: Counter) -> None:
    fields = [("barang", str(counter.here.gula)), ("jumlah", "1"), ("nota", "k2-0147")]
    key = "0b9a5c1e-7d3f-4a52-9f55-0e2f5b1f6f11"
    first, second = (
        counter.keeper.deliver("/gerai/jual", fields, key=key, Lumbung_Form="sale/1")
        for _ in range(2)
    )
    assert (first.status_code, second.status_code) == (201, 200)
    assert counter.shelf("gula").quantity_units == 19
    assert "Nota K2-0147" in counter.keeper.get("/gerai/nota?cari=K2-0147").text


def test_a_paper_number_that_was_given_twice_is_marked(counter: Counter) -> None:
    sold(counter, nota="K2-0147")
    second = sold(counter, nota="K2-0147")
    assert "Nomor kertas ini sudah ada" in counter.keeper.get(second).text
    assert "Nomor kembar" in counter.keeper.get("/gerai/nota").text


def test_the_nota_is_a_text_for_whatsapp(counter: Counter) -> None:
    page = counter.keeper.get(sold(counter)).text
    text = unquote(page.partition('href="https://wa.me/?text=')[2].partition('"')[0])
    assert "Gula pasir 1 kg, 2 bungkus" in text
    assert "Jumlah: Rp35.000" in text


def test_a_sale_is_taken_back_with_a_reason(counter: Counter) -> None:
    path = sold(counter)
    assert counter.send(f"{path}/koreksi").status_code == 422
    assert (
        "Sudah dikoreksi"
        in follow(counter.keeper, counter.send(f"{path}/koreksi", alasan="salah barang")).text
    )
    assert counter.shelf("gula").quantity_units == 20
    assert counter.send(f"{path}/koreksi", alasan="lagi").status_code == 409


def test_the_counter_is_for_the_shop_of_this_village(counter: Counter) -> None:
    path = sold(counter)
    for page in ("/gerai/jual", "/gerai/nota"):
        assert counter.sari.get(page).status_code == 403
    assert counter.send("/gerai/jual", counter.sari, barang=1, jumlah=1).status_code == 403
    for phone in (counter.sari, counter.neighbour):
        assert phone.get(path).status_code == 404
        assert counter.send(f"{path}/koreksi", phone, alasan="x").status_code == 404
    assert counter.neighbour.get(path).text == counter.neighbour.get("/gerai/nota/99").text
    supervisor = phone_of(counter.app, counter.here, counter.here.supervisor)
    assert supervisor.get(path).status_code == 200
    assert "koreksi" not in supervisor.get(path).text


@pytest.mark.parametrize(
    "asked",
    ["barang=x&jumlah=1", "barang=1", "tambah=-1", "hapus=1e9", "anggota=%00", "cari=%27"],
)
def test_an_address_that_says_nonsense_shows_an_empty_counter(counter: Counter, asked: str) -> None:
    answer = counter.keeper.get(f"/gerai/jual?{asked}")
    assert answer.status_code == 200
    assert not [name for name, _ in on_counter(answer.text) if name == "barang"]
