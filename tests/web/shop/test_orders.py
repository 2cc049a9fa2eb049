"""Orders at the counter: the list, every step, and the hand-over with its money."""

from datetime import timedelta

import pytest

from cooperative.clock import FixedClock
from cooperative.ledger.tables import AccountKind
from cooperative.orders.tables import OrderState
from tests.shopping import order, saldo
from tests.web.shop.counter import Counter, follow
from tests.web.wire import phone_of


def test_the_shop_begins_with_its_orders(counter: Counter) -> None:
    answer = counter.keeper.get("/gerai")
    assert (answer.status_code, answer.headers["location"]) == (303, "/gerai/pesanan")


def test_the_list_says_who_waits_for_what(counter: Counter) -> None:
    order_id = counter.ordered(cart={"gula": 2, "minyak": 1})
    text = counter.keeper.get("/gerai/pesanan?keadaan=menunggu").text
    assert f'id="pesanan-{order_id}"' in text
    assert "Bu Sari" in text
    assert "2 barang, Rp48.500" in text


def test_the_list_opens_where_something_waits(counter: Counter) -> None:
    order_id = counter.ordered(OrderState.READY)
    assert f'id="pesanan-{order_id}"' in counter.keeper.get("/gerai/pesanan").text


def test_what_waits_for_days_is_marked(counter: Counter, clock: FixedClock) -> None:
    counter.ordered()
    clock.advance(timedelta(days=2, hours=1))
    assert "hari</span>" not in counter.keeper.get("/gerai/pesanan").text.replace("\n", "")
    clock.advance(timedelta(days=1))
    keeper = phone_of(counter.app, counter.here, counter.here.shopkeeper)
    assert "3 hari" in keeper.get("/gerai/pesanan").text


def test_a_code_goes_straight_to_its_order(counter: Counter) -> None:
    order_id = counter.ordered()
    code = counter.order(order_id).code
    for typed in (code, code.lower(), f"%23{code}"):
        answer = counter.keeper.get(f"/gerai/pesanan?kode={typed}")
        assert answer.headers["location"] == f"/gerai/pesanan/{order_id}"
    assert "Tidak ada pesanan berjalan" in counter.keeper.get("/gerai/pesanan?kode=0000").text
    assert counter.neighbour.get(f"/gerai/pesanan?kode={code}").status_code == 200


def test_an_order_is_taken_from_step_to_step(counter: Counter) -> None:
    order_id = counter.ordered()
    path = f"/gerai/pesanan/{order_id}"
    for act, state, button in (
        ("penerimaan", OrderState.ACCEPTED, "Siapkan"),
        ("penyiapan", OrderState.PREPARED, "Siap diambil"),
        ("kesiapan", OrderState.READY, "Serahkan"),
    ):
        shown = follow(counter.keeper, counter.send(f"{path}/{act}")).text
        assert counter.order(order_id).state is state
        assert button in shown
        assert 'class="notice good"' in shown


def test_a_step_that_somebody_took_already(counter: Counter) -> None:
    order_id = counter.ordered(OrderState.ACCEPTED)
    answer = counter.send(f"/gerai/pesanan/{order_id}/penerimaan")
    assert answer.status_code == 409
    assert "Pesanan ini sudah diterima" in answer.text


def test_cash_and_its_change(counter: Counter) -> None:
    order_id = counter.ordered(OrderState.READY)
    path = f"/gerai/pesanan/{order_id}/serah-terima"
    shown = follow(counter.keeper, counter.send(path, bayar="tunai", uang="50.000")).text
    assert "Rp17.000" in shown
    assert counter.order(order_id).state is OrderState.HANDED_OVER
    assert counter.shelf("gula").quantity_units == 18


@pytest.mark.parametrize(
    ("fields", "savings_rupiah", "credit_rupiah"),
    [
        ({"bayar": "tunai"}, 50_000, 0),
        ({"bayar": "simpanan"}, 17_000, 0),
        ({"bayar": "bon"}, 50_000, 33_000),
        ({"bayar": "tunai", "uang": "20000"}, 50_000, 13_000),
    ],
)
def test_the_ways_to_pay(
    counter: Counter, fields: dict[str, str], savings_rupiah: int, credit_rupiah: int
) -> None:
    order_id = counter.ordered(OrderState.READY)
    counter.send(f"/gerai/pesanan/{order_id}/serah-terima", **fields)
    here = counter.here
    with here.writing() as session:
        voluntary = saldo(session, here, AccountKind.VOLUNTARY, here.sari)
        credit = saldo(session, here, AccountKind.CREDIT, here.sari)
    assert (voluntary.saldo_rupiah, credit.saldo_rupiah) == (savings_rupiah, credit_rupiah)


def test_an_amount_that_is_no_number_comes_back_with_what_was_typed(counter: Counter) -> None:
    order_id = counter.ordered(OrderState.READY)
    path = f"/gerai/pesanan/{order_id}/serah-terima"
    answer = counter.send(path, bayar="tunai", uang="lima puluh")
    assert answer.status_code == 422
    assert 'value="lima puluh"' in answer.text
    assert "Isi dengan angka bulat" in answer.text


def test_the_outbox_hands_over_too(counter: Counter) -> None:
    order_id = counter.ordered(OrderState.READY)
    path = f"/gerai/pesanan/{order_id}/serah-terima"
    answer = counter.keeper.deliver(path, [("bayar", "tunai")], Lumbung_Form="handover/1")
    assert (answer.status_code, answer.json()["code"]) == (201, "accepted")


def test_what_the_shop_already_closed_may_have_been_handed_over(counter: Counter) -> None:
    order_id = counter.ordered()
    refused = counter.send(f"/gerai/pesanan/{order_id}/penolakan", alasan="habis")
    assert "Barangnya sudah diserahkan" in follow(counter.keeper, refused).text
    counter.send(f"/gerai/pesanan/{order_id}/serah-terima", bayar="tunai")
    assert "Diserahkan setelah ditutup" in counter.keeper.get("/gerai/selisih").text


def test_a_refusal_needs_a_reason(counter: Counter) -> None:
    order_id = counter.ordered()
    path = f"/gerai/pesanan/{order_id}/penolakan"
    assert counter.send(path).status_code == 422
    assert counter.send(path, alasan="lain").status_code == 422
    counter.send(path, alasan="habis", keterangan="Datang lagi Senin")
    assert counter.order(order_id).state is OrderState.REFUSED
    text = counter.sari.get(f"/pesanan/{order_id}").text
    assert "Barangnya habis. Datang lagi Senin" in text


def test_less_is_given_than_was_asked(counter: Counter) -> None:
    order_id = counter.ordered(OrderState.ACCEPTED)
    path = f"/gerai/pesanan/{order_id}/jumlah"
    shown = follow(counter.keeper, counter.send(path, baris=1, diberi=1)).text
    assert "diminta 2, diberi 1" in shown
    assert counter.order(order_id).total_rupiah == 16_500
    assert counter.send(path, baris=1, diberi=0).status_code == 409
    assert counter.send(path, baris=1, diberi=7).status_code == 409
    assert counter.send(path, baris="x", diberi=1).status_code == 422


def test_what_nobody_fetches_is_let_go_in_time(counter: Counter, clock: FixedClock) -> None:
    order_id = counter.ordered(OrderState.READY)
    path = f"/gerai/pesanan/{order_id}"
    assert "boleh dilepas mulai 24 Juni 2026, 07.00 WIB" in counter.keeper.get(path).text
    assert counter.send(f"{path}/pelepasan").status_code == 409
    clock.advance(timedelta(days=4))
    keeper = phone_of(counter.app, counter.here, counter.here.shopkeeper)
    assert "Ya, lepas" in keeper.get(path).text
    counter.send(f"{path}/pelepasan", keeper)
    assert counter.order(order_id).state is OrderState.CANCELLED


def test_nobody_serves_herself_where_there_is_somebody_else(counter: Counter) -> None:
    here = counter.here
    joko = phone_of(counter.app, here, here.joko)
    order_id = counter.ordered()
    with here.writing() as session:
        own_id = order(session, here, here.joko).id
    assert "Terima" in joko.get(f"/gerai/pesanan/{order_id}").text
    shown = joko.get(f"/gerai/pesanan/{own_id}").text
    assert "Ini pesanan sendiri" in shown
    assert "penerimaan" not in shown
    assert counter.send(f"/gerai/pesanan/{own_id}/penerimaan", joko).status_code == 409


def test_pengawas_reads_an_order_and_does_nothing(counter: Counter) -> None:
    order_id = counter.ordered()
    pengawas = phone_of(counter.app, counter.here, counter.here.supervisor)
    shown = pengawas.get(f"/gerai/pesanan/{order_id}")
    assert shown.status_code == 200
    assert "penerimaan" not in shown.text
    assert pengawas.get("/gerai/pesanan").status_code == 403
