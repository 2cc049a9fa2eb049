"""Pesanan on paper and on the screen: placing, deciding, following, taking back, asking again."""

from pathlib import Path
from uuid import uuid4

import pytest
from sqlmodel import col, select, update

from cooperative.books import Books
from cooperative.orders import states
from cooperative.orders.tables import Order, OrderState
from cooperative.store.tables import Price, StockItem
from tests.web.crowd import Crowd, crowd_in, hidden_fields, same_for_all, words_of
from tests.web.wire import Fields

KEY = ("idempotency_key", "0b8f8f9e-7c1d-4f6a-9a51-2f6d1c0e7a11")


@pytest.fixture
def crowd(books: Books, tmp_path: Path) -> Crowd:
    return crowd_in(books, tmp_path)


def wants(crowd: Crowd, goods: str, units: int = 1, **more: str) -> Fields:
    line = [("barang", str(crowd.here.goods[goods])), ("jumlah", str(units))]
    return [*line, *({"bayar": "tunai"} | more).items()]


def orders_in(crowd: Crowd) -> list[Order]:
    with crowd.here.books.reading() as session:
        ours = select(Order).where(col(Order.cooperative_id) == crowd.here.coop_id)
        return list(session.exec(ours.order_by(col(Order.id))))


def make_dearer(crowd: Crowd, goods: str, amount_rupiah: int) -> None:
    with crowd.here.books.transaction(crowd.here.coop_id) as session:
        theirs = col(Price.product_id) == crowd.here.goods[goods]
        ours = col(Price.cooperative_id) == crowd.here.coop_id
        session.exec(update(Price).where(ours, theirs).values(amount_rupiah=amount_rupiah))


def test_a_plain_form_places_an_order_and_leads_to_its_page(crowd: Crowd) -> None:
    answer = crowd.sari.submit("/pesanan", [*wants(crowd, "beras", 2, harga="65500"), KEY])
    assert (answer.status_code, answer.headers["location"]) == (303, "/pesanan/1")
    page = crowd.sari.get("/pesanan/1").text
    said = words_of(page)
    code = orders_in(crowd)[0].code
    assert f"Pesanan #{code} Menunggu" in said
    assert "Beras SPHP 5 kg 2 karung \N{MULTIPLICATION SIGN} Rp65.500 Rp131.000" in said
    assert "<svg" in page
    assert " ".join(code) in said  # spelled for whoever hears it
    assert "Dipesan 20 Jun, 07.40 WIB" in said


def test_sent_twice_it_is_placed_once_and_says_so(crowd: Crowd) -> None:
    form = [*wants(crowd, "gula"), KEY]
    crowd.sari.submit("/pesanan", form)
    again = crowd.sari.submit("/pesanan", form)
    assert (again.status_code, again.headers["location"]) == (303, "/pesanan/1?sudah=1")
    assert len(orders_in(crowd)) == 1
    said = words_of(crowd.sari.get("/pesanan/1?sudah=1").text)
    assert "Pesanan ini sudah kami terima 20 Juni 2026, 07.40 WIB" in said
    assert "Pesan lagi yang sama" in said


def test_a_form_without_lines_orders_the_basket_and_empties_it(crowd: Crowd) -> None:
    crowd.sari.submit("/keranjang", [("barang", str(crowd.here.gula)), ("jumlah", "2")])
    assert crowd.sari.submit("/pesanan", [("bayar", "tunai"), KEY]).status_code == 303
    assert orders_in(crowd)[0].total_rupiah == 33_000
    assert "Keranjang masih kosong" in words_of(crowd.sari.get("/keranjang").text)


def test_the_outbox_never_orders_the_basket(crowd: Crowd) -> None:
    crowd.sari.submit("/keranjang", [("barang", str(crowd.here.gula)), ("jumlah", "2")])
    answer = crowd.sari.order([("bayar", "tunai")])
    assert (answer.status_code, answer.json()["code"]) == (409, "basket_empty")


def test_qris_is_not_offered_yet(crowd: Crowd) -> None:
    answer = crowd.sari.order([*wants(crowd, "gula"), ("bayar", "qris")])
    assert (answer.status_code, answer.json()["code"]) == (409, "payment_not_offered")
    assert orders_in(crowd) == []


def test_a_refused_order_comes_back_with_its_sentence_and_her_choices(crowd: Crowd) -> None:
    crowd.sari.submit("/keranjang", [("barang", str(crowd.here.beras)), ("jumlah", "1")])
    form = wants(crowd, "beras", 2, bayar="simpanan", kalau_kurang="batal", kalau_naik="tanya")
    answer = crowd.sari.submit("/pesanan", [*form, KEY])
    assert answer.status_code == 409
    assert "Simpanan sukarela tidak cukup. Yang bisa dipakai Rp50.000." in words_of(answer.text)
    sent = dict(hidden_fields(answer.text, "#pesan"))
    assert (sent["jumlah"], sent["bayar"], sent["kalau_kurang"]) == ("2", "simpanan", "batal")
    assert sent["idempotency_key"] != KEY[1]  # the old one keeps its answer for ever


def test_a_line_of_nothing_is_left_out(crowd: Crowd) -> None:
    form = [*wants(crowd, "gula", 0), *wants(crowd, "gas", 1), KEY]
    crowd.sari.submit("/pesanan", form)
    assert orders_in(crowd)[0].total_rupiah == 18_500


def test_a_changed_price_is_asked_about_and_her_yes_orders_at_the_new_one(crowd: Crowd) -> None:
    make_dearer(crowd, "beras", 70_000)
    form = wants(crowd, "beras", 2, harga="65500", kalau_kurang="tanya", kalau_naik="tanya")
    asked = crowd.sari.submit("/pesanan", [*form, KEY])
    assert asked.status_code == 409
    assert "Harga berubah dari Rp65.500 jadi Rp70.000" in words_of(asked.text)
    assert orders_in(crowd) == []
    yes = hidden_fields(asked.text, "#pesan")
    assert crowd.sari.submit("/pesanan", yes).status_code == 303
    assert orders_in(crowd)[0].total_rupiah == 140_000


def test_what_is_short_is_asked_about_with_what_there_is(crowd: Crowd) -> None:
    with crowd.here.books.transaction(crowd.here.coop_id) as session:
        session.exec(update(StockItem).values(quantity_units=1, value_rupiah=60_000))
    asked = crowd.sari.submit("/pesanan", [*wants(crowd, "beras", 3, kalau_kurang="tanya"), KEY])
    assert "Tinggal 1, diminta 3 karung" in words_of(asked.text)
    crowd.sari.submit("/pesanan", hidden_fields(asked.text, "#pesan"))
    assert orders_in(crowd)[0].total_rupiah == 65_500


def test_a_member_cancels_her_order_until_it_is_prepared(crowd: Crowd) -> None:
    placed, later = crowd.order(), crowd.order()
    page = crowd.sari.get(f"/pesanan/{placed.id}").text
    form = hidden_fields(page, f'form[action="/pesanan/{placed.id}/pembatalan"]')
    answer = crowd.sari.submit(f"/pesanan/{placed.id}/pembatalan", form)
    assert answer.headers["location"] == f"/pesanan/{placed.id}"
    assert "Dibatalkan" in words_of(crowd.sari.get(f"/pesanan/{placed.id}").text)
    with crowd.here.books.transaction(crowd.here.coop_id) as session:
        for step in (states.accept, states.prepare):
            step(session, order_id=later.id, by=crowd.here.shopkeeper.actor())
    assert "Batalkan" not in words_of(crowd.sari.get(f"/pesanan/{later.id}").text)
    late = crowd.sari.submit(f"/pesanan/{later.id}/pembatalan", [KEY])
    assert late.status_code == 409
    assert "Pesanan ini sudah disiapkan." in words_of(late.text)


def test_the_same_again_goes_into_the_basket(crowd: Crowd) -> None:
    placed = crowd.order()
    answer = crowd.sari.submit(f"/pesanan/{placed.id}/ulang", [])
    assert answer.headers["location"] == "/keranjang?ulang=1&hilang=0"
    said = words_of(crowd.sari.get("/keranjang?ulang=1&hilang=0").text)
    assert "Isi pesanan lama sudah masuk keranjang." in said
    assert "Jumlah Rp33.000" in said


def test_running_and_done_orders_are_two_lists(crowd: Crowd) -> None:
    running, gone = crowd.order(), crowd.order()
    crowd.sari.submit(f"/pesanan/{gone.id}/pembatalan", [KEY])
    here, done = (crowd.sari.get(f"/pesanan{q}").text for q in ("", "?keadaan=selesai"))
    assert f'id="pesanan-{running.id}"' in here
    assert f'id="pesanan-{gone.id}"' not in here
    assert f'id="pesanan-{gone.id}"' in done
    assert "Berjalan (1)" in words_of(here)


def test_orders_come_in_pages_of_twenty(crowd: Crowd) -> None:
    for _ in range(21):
        crowd.order(cart={"gas": 1} if len(orders_in(crowd)) < 10 else {"gula": 1})
    first, second = (crowd.sari.get(f"/pesanan?halaman={n}").text for n in (1, 2))
    assert (first.count('id="pesanan-'), second.count('id="pesanan-')) == (20, 1)


def test_an_order_of_another_is_as_good_as_missing(crowd: Crowd) -> None:
    placed = crowd.order()
    for phone in (crowd.rini, crowd.elsewhere):
        for path in ("", "/pembatalan", "/ulang"):
            key = [("idempotency_key", str(uuid4()))]
            answers = [
                phone.submit(f"/pesanan/{number}{path}", key)
                if path
                else phone.get(f"/pesanan/{number}")
                for number in (placed.id, 99_999)
            ]
            assert [answer.status_code for answer in answers] == [404, 404]
            assert same_for_all(answers[0].text) == same_for_all(answers[1].text)
        assert placed.code not in phone.get("/pesanan").text
    assert orders_in(crowd)[0].state is OrderState.PLACED


def test_a_shopkeeper_who_is_no_member_has_no_orders_of_her_own(crowd: Crowd) -> None:
    assert crowd.shopkeeper.get("/pesanan").status_code == 403
    assert crowd.shopkeeper.submit("/pesanan", [*wants(crowd, "gula"), KEY]).status_code == 403
