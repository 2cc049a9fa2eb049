"""Stock at the gerai: what there is, what came, what was counted, what went bad."""

import json

import pytest
from bs4 import BeautifulSoup

from cooperative.ledger.tables import AccountKind
from cooperative.orders.tables import OrderState
from tests.shop import saldo_of
from tests.web.crowd import words_of
from tests.web.shop.counter import Counter, follow
from tests.web.wire import phone_of
from web.formats import MINUS


def came(counter: Counter, **fields: str | int) -> dict[str, str | int]:
    """Return the fields of two sacks of rice that came."""
    usual = {
        "barang": counter.here.beras,
        "jumlah": 2,
        "harga": "120.000",
        "bayar": "kas",
    }
    return {**usual, "cara_harga": "semua", **fields}


def test_empty_shelves_come_first(counter: Counter) -> None:
    counter.send("/gerai/koreksi", barang=counter.here.gula, hitungan=0)
    counter.send("/gerai/koreksi", barang=counter.here.minyak, hitungan=3)
    text = counter.keeper.get("/gerai/stok").text
    sugar, oil, rice = (
        text.index(f'id="barang-{counter.here.goods[short]}"')
        for short in ("gula", "minyak", "beras")
    )
    assert sugar < oil < rice
    only = counter.keeper.get("/gerai/stok?sisa=habis").text
    assert f'id="barang-{counter.here.gula}"' in only
    assert f'id="barang-{counter.here.minyak}"' not in only
    low = counter.keeper.get("/gerai/stok?sisa=menipis").text
    assert "Sisa 3 botol" in low
    assert f'id="barang-{counter.here.gula}"' not in low


def test_the_shelves_are_searched(counter: Counter) -> None:
    assert "Minyakita" in counter.keeper.get("/gerai/stok?cari=minyak").text
    assert "Tidak ada barang" in counter.keeper.get("/gerai/stok?cari=%22%3E%3Cb%3E").text


def test_a_phone_keeps_the_form_for_goods_that_were_never_opened(counter: Counter) -> None:
    for path in ("/gerai/barang-masuk", "/gerai/rusak"):
        page = BeautifulSoup(counter.keeper.get(f"{path}?barang=pola").text, "html.parser")
        (box,) = page.select("[data-semua-barang]")
        every = {number: more for number, *more in json.loads(str(box["data-semua-barang"]))}
        assert every[counter.here.gula] == ["Gula pasir 1 kg", "bungkus", 20]
        assert set(counter.here.goods.values()) <= set(every)
        # What service_worker/copies/facts.js puts its own words in place of.
        form = str(page.select_one("#catat"))
        assert 'data-subject="stok/2147483647"' in form
        assert "[nama]" in form
        assert "di buku 987.654.321 [satuan]" in words_of(str(page))
        assert counter.sari.get(f"{path}?barang=pola").status_code == 403
        elsewhere = counter.neighbour.get(f"{path}?barang=pola").text
        assert f"[[{counter.here.gula}," not in elsewhere


def test_what_it_cost_is_for_officers(counter: Counter) -> None:
    path = f"/gerai/stok/{counter.here.beras}"
    assert "Rp1.200.000" not in counter.keeper.get(path).text
    treasurer = phone_of(counter.app, counter.here, counter.here.treasurer)
    assert "Rp1.200.000" in treasurer.get(path).text


def test_a_shelf_says_what_is_promised(counter: Counter) -> None:
    counter.ordered(cart={"gula": 4})
    text = counter.keeper.get(f"/gerai/stok/{counter.here.gula}").text
    assert "16 bungkus" in text
    assert "4 bungkus" in text


@pytest.mark.parametrize(
    ("more", "value_rupiah"),
    [({}, 1_320_000), ({"cara_harga": "satuan", "harga": 60_000}, 1_320_000)],
)
def test_goods_came(counter: Counter, more: dict[str, str], value_rupiah: int) -> None:
    answer = counter.send("/gerai/barang-masuk", **came(counter, **more))
    shown = follow(counter.keeper, answer).text
    assert "Barang masuk +2 karung tercatat. Sekarang ada 22 karung." in " ".join(shown.split())
    assert "Urungkan" in shown
    assert counter.shelf("beras").value_rupiah == value_rupiah


@pytest.mark.parametrize(
    ("paid", "account"), [("kas", AccountKind.CASH), ("utang", AccountKind.SUPPLIERS)]
)
def test_goods_are_paid_from_the_cash_box_or_owed(
    counter: Counter, paid: str, account: AccountKind
) -> None:
    here = counter.here
    with here.writing() as session:
        before = saldo_of(session, here, account)
    counter.send("/gerai/barang-masuk", **came(counter, bayar=paid))
    with here.writing() as session:
        assert abs(saldo_of(session, here, account) - before) == 120_000


def test_only_officers_write_down_what_was_there_before(counter: Counter) -> None:
    assert counter.send("/gerai/barang-masuk", **came(counter, bayar="awal")).status_code == 409
    treasurer = phone_of(counter.app, counter.here, counter.here.treasurer)
    fields = came(counter, bayar="awal")
    assert counter.send("/gerai/barang-masuk", treasurer, **fields).status_code == 303


def test_goods_in_that_cannot_be_read_keep_what_was_typed(counter: Counter) -> None:
    answer = counter.send("/gerai/barang-masuk", **came(counter, jumlah="dua", catatan="Toko Aman"))
    assert answer.status_code == 422
    assert 'value="dua"' in answer.text
    assert 'value="Toko Aman"' in answer.text
    much = came(counter, jumlah=100_000, harga=100_000_000, cara_harga="satuan")
    assert counter.send("/gerai/barang-masuk", **much).status_code == 422
    assert counter.send("/gerai/barang-masuk", barang="x").status_code == 422
    assert counter.shelf("beras").quantity_units == 20


def test_goods_in_are_taken_back_once(counter: Counter) -> None:
    counter.send("/gerai/barang-masuk", **came(counter))
    wrong = counter.newest_movement("beras")
    path = f"/gerai/stok/{counter.here.beras}/gerakan/{wrong.id}/koreksi"
    shown = follow(counter.keeper, counter.send(path, alasan="Salah catat")).text
    assert "Sudah dikoreksi" in shown
    assert counter.shelf("beras").quantity_units == 20
    assert counter.send(path, alasan="Lagi").status_code == 409
    assert counter.send(path).status_code == 422


def test_the_neighbour_takes_nothing_back(counter: Counter) -> None:
    counter.send("/gerai/barang-masuk", **came(counter))
    wrong = counter.newest_movement("beras")
    path = f"/gerai/stok/{counter.here.beras}/gerakan/{wrong.id}/koreksi"
    for phone in (counter.neighbour, counter.sari):
        assert counter.send(path, phone, alasan="Salah").status_code == 404
    assert counter.shelf("beras").quantity_units == 22


def test_goods_that_are_sold_cannot_be_taken_back(counter: Counter) -> None:
    counter.send("/gerai/barang-masuk", **came(counter))
    wrong = counter.newest_movement("beras")
    counter.send("/gerai/koreksi", barang=counter.here.beras, hitungan=1)
    path = f"/gerai/stok/{counter.here.beras}/gerakan/{wrong.id}/koreksi"
    answer = counter.send(path, alasan="Salah catat")
    assert answer.status_code == 409
    assert "Barangnya sudah tidak ada" in answer.text


def test_a_count_shows_its_difference_before_it_is_saved(counter: Counter) -> None:
    rice = counter.here.beras
    asked = counter.keeper.get(f"/gerai/koreksi?barang={rice}&hitungan=17").text
    assert f"{MINUS}3 karung" in asked
    assert counter.shelf("beras").quantity_units == 20
    follow(counter.keeper, counter.send("/gerai/koreksi", barang=rice, hitungan=17))
    assert counter.shelf("beras").quantity_units == 17


def test_a_count_that_agrees_changes_nothing(counter: Counter) -> None:
    before = counter.newest_movement("beras").id
    answer = counter.send("/gerai/koreksi", barang=counter.here.beras, hitungan=20)
    assert "Hitungannya cocok" in follow(counter.keeper, answer).text
    assert counter.newest_movement("beras").id == before


def test_goods_go_bad(counter: Counter) -> None:
    rice = counter.here.beras
    lost = {
        "barang": rice,
        "jumlah": 2,
        "sebab": "rusak",
        "catatan": "Karung sobek",
    }
    assert counter.send("/gerai/rusak", **{**lost, "catatan": ""}).status_code == 422
    assert counter.send("/gerai/rusak", **{**lost, "sebab": "dicuri"}).status_code == 422
    shown = follow(counter.keeper, counter.send("/gerai/rusak", **lost)).text
    assert "Karung sobek" in shown
    assert counter.shelf("beras").quantity_units == 18


def test_what_is_missing_takes_promised_goods_and_the_order_shows_it(counter: Counter) -> None:
    order_id = counter.ordered(OrderState.ACCEPTED, cart={"gula": 18})
    lost = {
        "barang": counter.here.gula,
        "jumlah": 4,
        "sebab": "hilang",
        "catatan": "Hitung ulang",
    }
    counter.send("/gerai/rusak", **lost)
    assert "Di rak kurang 2" in counter.keeper.get(f"/gerai/pesanan/{order_id}").text


def test_the_goods_are_chosen_first(counter: Counter) -> None:
    for path in ("/gerai/barang-masuk", "/gerai/koreksi", "/gerai/rusak"):
        text = counter.keeper.get(f"{path}?cari=gula").text
        assert f"{path}?barang={counter.here.gula}" in text
        assert counter.keeper.get(f"{path}?barang=999").status_code == 404
