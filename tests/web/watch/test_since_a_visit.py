"""What changed since the last visit: in the list, and on the page of one cooperative."""

from datetime import timedelta
from uuid import uuid4

from cooperative.clock import FixedClock
from cooperative.ledger.tables import Means
from cooperative.orders.handover import hand_over
from cooperative.people.members import join
from cooperative.people.persons import create_person
from tests.shopping import order
from tests.web.crowd import words_of
from tests.web.watch.conftest import Road, signed_in
from tests.web.wire import Phone


def _sell(road: Road) -> None:
    here = road.here
    with here.writing() as session:
        placed = order(session, here, here.sari, cart={"gula": 2})
        hand_over(session, order_id=placed.id, means=Means.CASH, by=here.shopkeeper.actor())


def _write(phone: Phone, path: str, **fields: str) -> None:
    sent = [("idempotency_key", str(uuid4())), *fields.items()]
    assert phone.submit(path, sent).status_code == 303


def test_list_and_page_compare_with_the_day_of_the_last_visit(
    road: Road, clock: FixedClock
) -> None:
    dewi = road.assistant(road.here)
    path = f"/pantau/{road.here.coop_id}"
    _sell(road)
    _write(
        signed_in(road, dewi),
        f"{path}/kunjungan",
        catatan="Rapi",
        tugas="Hitung stok",
        siapa="Bendahara",
        tenggat="2026-06-21",
    )
    clock.advance(timedelta(days=3))
    with road.here.writing() as session:
        newcomer = create_person(session, name="Wati")
        join(session, person=newcomer, by=road.here.treasurer.actor())
        order(session, road.here, road.here.rini)
    _sell(road)
    road.follow()
    phone = signed_in(road, dewi)
    _write(phone, f"{path}/kunjungan/rencana", hari="2026-06-30")
    listed = words_of(phone.get("/pantau").text)
    assert (
        "kunjungan 20 Jun, sejak itu terjual Rp33.000, 1 anggota baru, berikutnya 30 Jun" in listed
    )
    shown = words_of(phone.get(path).text)
    assert "Terakhir 20 Juni 2026. Rencana 30 Juni 2026." in shown
    assert "Sejak kunjungan terakhir (20 Jun) Anggota baru 1" in shown
    assert "Penjualan 1 kali Rp33.000" in shown
    assert "Pesanan terlambat waktu itu 0 0" in shown
    assert "Hitung stok Bendahara, sampai 21 Jun Lewat 2 hari" in shown


def test_without_figures_the_days_of_visits_are_still_told(road: Road) -> None:
    phone = signed_in(road, road.assistant(road.here))
    _write(phone, f"/pantau/{road.here.coop_id}/kunjungan", catatan="Rapi")
    assert "kunjungan 20 Jun" in words_of(phone.get("/pantau").text)
    shown = words_of(phone.get(f"/pantau/{road.here.coop_id}").text)
    assert "Terakhir 20 Juni 2026" in shown
    assert "Sejak kunjungan terakhir" not in shown
