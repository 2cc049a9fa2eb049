"""Keranjang: what is in it, what it costs, and that it is hers alone."""

from pathlib import Path

import pytest
from sqlmodel import update

from cooperative.books import Books
from cooperative.orders import basket
from cooperative.store.tables import StockItem
from tests.village import Villager
from tests.web.crowd import Crowd, crowd_in, hidden_fields, words_of
from tests.web.wire import ORIGIN, Phone


@pytest.fixture
def crowd(books: Books, tmp_path: Path) -> Crowd:
    return crowd_in(books, tmp_path)


def put(phone: Phone, product_id: int, units: str) -> str:
    """Put goods into the basket and return where that leads."""
    answer = phone.submit("/keranjang", [("barang", str(product_id)), ("jumlah", units)])
    assert answer.status_code == 303
    return answer.headers["location"]


def basket_of(crowd: Crowd, who: Villager) -> dict[int, int]:
    with crowd.here.books.reading() as session:
        lines = basket.lines(session, who.cooperative_id, who.person_id)
    return {line.product_id: line.quantity_units for line in lines}


@pytest.mark.parametrize(
    ("taps", "left"),
    [(["+1", "+1"], 2), (["3", "+2"], 5), (["3", "3"], 3), (["2", "-1"], 1), (["999", "+1"], 999)],
)
def test_units_are_set_or_added(crowd: Crowd, taps: list[str], left: int) -> None:
    for units in taps:
        put(crowd.sari, crowd.here.gula, units)
    assert basket_of(crowd, crowd.here.sari) == {crowd.here.gula: left}


@pytest.mark.parametrize("last", ["0", "-1", "-9"])
def test_nothing_left_is_no_line(crowd: Crowd, last: str) -> None:
    put(crowd.sari, crowd.here.gula, "1")
    put(crowd.sari, crowd.here.gula, last)
    assert basket_of(crowd, crowd.here.sari) == {}


@pytest.mark.parametrize("units", ["", "x", "1,5", "1000", "--1", "\u0663"])
def test_what_is_no_number_changes_nothing(crowd: Crowd, units: str) -> None:
    fields = [("barang", str(crowd.here.gula)), ("jumlah", units)]
    assert crowd.sari.submit("/keranjang", fields).status_code == 400
    assert basket_of(crowd, crowd.here.sari) == {}


def test_adding_leads_back_to_the_place_in_the_list_with_a_notice(crowd: Crowd) -> None:
    body = f"barang={crowd.here.gula}&jumlah=%2B1".encode()
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    for before, back in {
        f"{ORIGIN}/barang?kategori=Sembako&halaman=2": "/barang?kategori=Sembako&halaman=2&masuk=",
        f"{ORIGIN}/": "/?masuk=",
        f"{ORIGIN}/kas/anggota": "/barang?masuk=",
        "": "/barang?masuk=",
    }.items():
        answer = crowd.sari.post("/keranjang", body, {**headers, "Referer": before})
        gula = crowd.here.gula
        assert answer.headers["location"] == f"{back}{gula}#barang-{gula}"


def test_several_lines_are_mirrored_as_they_are(crowd: Crowd) -> None:
    here = crowd.here
    fields = [("barang", str(here.gula)), ("jumlah", "2"), ("barang", str(here.gas))]
    crowd.sari.submit("/keranjang", [*fields, ("jumlah", "1")])
    assert basket_of(crowd, here.sari) == {here.gula: 2, here.gas: 1}
    assert put(crowd.sari, here.gula, "2").startswith("/barang")


def test_in_place_the_card_and_the_bar_come_back(crowd: Crowd) -> None:
    body = f"barang={crowd.here.gula}&jumlah=%2B1".encode()
    headers = {"Content-Type": "application/x-www-form-urlencoded", "HX-Request": "true"}
    part = crowd.sari.post("/keranjang", body, headers).text
    assert "<html" not in part
    assert f'id="barang-{crowd.here.gula}"' in part
    assert 'id="keranjang"' in part
    assert "Rp16.500" in part


def test_the_page_sends_what_she_sees(crowd: Crowd) -> None:
    put(crowd.sari, crowd.here.beras, "2")
    page = crowd.sari.get("/keranjang").text
    assert "Jumlah Rp131.000" in words_of(page)
    assert "Gerai buka sampai 17.00." in words_of(page)
    sent = dict(hidden_fields(page, "#pesan"))
    assert (sent["barang"], sent["jumlah"], sent["harga"]) == (str(crowd.here.beras), "2", "65500")
    assert (sent["bayar"], sent["kalau_kurang"], sent["kalau_naik"]) == (
        "tunai",
        "sebagian",
        "terima",
    )
    assert len(sent["idempotency_key"]) == 36


def test_what_ran_out_is_said_and_can_be_taken_out(crowd: Crowd) -> None:
    put(crowd.sari, crowd.here.beras, "2")
    with crowd.here.books.transaction(crowd.here.coop_id) as session:
        session.exec(update(StockItem).values(quantity_units=1, value_rupiah=60_000))
    assert "Sisa 1" in words_of(crowd.sari.get("/keranjang").text)
    assert crowd.sari.submit("/keranjang", [("hapus", str(crowd.here.beras))]).status_code == 303
    assert "Keranjang masih kosong" in words_of(crowd.sari.get("/keranjang").text)


def test_who_has_no_sukarela_is_offered_cash_only(crowd: Crowd) -> None:
    put(crowd.rini, crowd.here.gula, "1")
    put(crowd.sari, crowd.here.gula, "1")
    assert "Bayar tunai saat diambil." in words_of(crowd.rini.get("/keranjang").text)
    assert "Bisa dipakai Rp50.000." in words_of(crowd.sari.get("/keranjang").text)


def test_a_basket_is_hers_alone(crowd: Crowd) -> None:
    put(crowd.sari, crowd.here.gula, "7")
    put(crowd.elsewhere, crowd.other.gula, "3")
    assert basket_of(crowd, crowd.here.sari) == {crowd.here.gula: 7}
    assert basket_of(crowd, crowd.here.rini) == {}
    assert "Keranjang masih kosong" in words_of(crowd.rini.get("/keranjang").text)
    assert crowd.shopkeeper.get("/keranjang").status_code == 403


def test_what_her_phone_holds_is_taken_over_as_far_as_it_can_be(crowd: Crowd) -> None:
    gula, beras = crowd.here.gula, crowd.here.beras
    put(crowd.sari, beras, "3")
    fields = [("barang", str(beras)), ("jumlah", "0"), ("barang", "987654"), ("jumlah", "1")]
    fields += [("barang", str(gula)), ("jumlah", "2")]
    answer = crowd.sari.deliver("/keranjang", fields)
    assert (answer.status_code, answer.json()) == (200, {"code": "kept"})
    assert basket_of(crowd, crowd.here.sari) == {gula: 2}


def test_a_phone_does_not_fill_somebody_elses_basket(crowd: Crowd) -> None:
    fields = [("barang", str(crowd.here.gula)), ("jumlah", "2")]
    joko = crowd.here.joko.public_id
    answer = crowd.sari.deliver("/keranjang", fields, Lumbung_Person=joko)
    assert (answer.status_code, answer.json()["code"]) == (403, "other_person")
    assert basket_of(crowd, crowd.here.sari) == {}
