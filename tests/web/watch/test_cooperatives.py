"""Koperasi saya: who sees which cooperative, what is said of it, and what is never said."""

import asyncio
from datetime import timedelta

import brotli

from cooperative.clock import FixedClock
from cooperative.ledger import savings
from cooperative.ledger.tables import AccountKind, Means
from cooperative.orders.handover import hand_over
from cooperative.people.founding import record_founding
from tests.shopping import order
from tests.village import Village, village
from tests.web.crowd import same_for_all, words_of
from tests.web.watch.conftest import Road, signed_in
from tests.web.wire import Phone

TEN_KB = 10 * 1024


def _sell(here: Village) -> None:
    with here.writing() as session:
        placed = order(session, here, here.sari, cart={"gula": 2})
        hand_over(session, order_id=placed.id, means=Means.CASH, by=here.shopkeeper.actor())


def _save(here: Village) -> None:
    with here.writing() as session:
        savings.deposit(
            session,
            member_id=here.sari.member_id,
            kind=AccountKind.WAJIB,
            amount_rupiah=10_000,
            by=here.treasurer.actor(),
        )


def test_another_assistants_cooperative_is_like_one_that_is_not_there(road: Road):
    road.follow()
    mine, hers = road.assistant(road.here), road.assistant(road.other)
    phones = [signed_in(road, mine), signed_in(road, hers)]
    assert [phone.get(f"/pantau/{road.here.coop_id}").status_code for phone in phones] == [200, 404]
    found = phones[1].get(f"/pantau/{road.here.coop_id}")
    missing = phones[1].get("/pantau/999")
    assert same_for_all(found.text) == same_for_all(missing.text)
    assert dict(found.headers).keys() == dict(missing.headers).keys()


def test_a_pmo_sees_the_cooperatives_of_the_region_and_no_trace_of_others(road: Road):
    road.follow()
    path = f"/pantau/{road.here.coop_id}"
    assert signed_in(road, road.pmo("61.12", road.here)).get(path).status_code == 200
    elsewhere = signed_in(road, road.pmo("61.12.01", road.other))
    assert _order_of(elsewhere.get("/pantau").text) == [f"koperasi-{road.other.coop_id}"]
    found, missing = elsewhere.get(path), elsewhere.get("/pantau/999")
    assert found.status_code == missing.status_code == 404
    assert same_for_all(found.text) == same_for_all(missing.text)


def test_members_and_officers_watch_over_nobody(road: Road):
    here = road.here
    for who in (here.sari, here.shopkeeper, here.treasurer, here.supervisor):
        phone = signed_in(road, Phone(road.app, who))
        assert phone.get("/pantau").status_code == 403
        assert phone.get(f"/pantau/{here.coop_id}").status_code == 404


def test_not_heard_of_is_not_the_same_as_nothing_sold(road: Road, clock: FixedClock):
    phone = road.assistant(road.here, road.other)
    for here in (road.here, road.other):
        _sell(here)
    clock.advance(timedelta(days=6))
    _save(road.other)
    road.follow()
    text = words_of(signed_in(road, phone).get("/pantau").text)
    assert "Jeruju Besar Kec. Sungai Kakap belum ada kabar 6 hari" in text
    assert "tidak ada penjualan 6 hari" in text
    assert text.count("6 hari") == 2


def test_the_neediest_comes_first_unless_asked_otherwise(road: Road, clock: FixedClock):
    phone = road.assistant(road.here, road.other)
    with road.other.writing() as session:
        order(session, road.other, road.other.sari)
    clock.advance(timedelta(days=4))
    _sell(road.here)
    road.follow()
    phone = signed_in(road, phone)
    rows = ["koperasi-2", "koperasi-1"]
    assert _order_of(phone.get("/pantau").text, rows) == rows
    assert _order_of(phone.get("/pantau?urut=nama").text, rows) == ["koperasi-1", "koperasi-2"]
    assert _order_of(phone.get("/pantau?urut=penjualan").text, rows) == ["koperasi-1", "koperasi-2"]
    text = words_of(phone.get("/pantau").text)
    assert "Sungai Kakap: 1 pesanan menunggu, terlama 4 hari Minta penjaga gerai" in text


def test_the_list_is_searched_and_narrowed_to_a_kecamatan(road: Road):
    road.follow()
    phone = signed_in(road, road.assistant(road.here, road.other))
    assert _order_of(phone.get("/pantau?cari=jeruju").text) == ["koperasi-1"]
    assert _order_of(phone.get("/pantau?kecamatan=61.12.01").text) == ["koperasi-2"]
    assert "Tidak ada yang cocok" in phone.get("/pantau?cari=zzz").text
    assert _order_of(phone.get("/pantau?urut=x&halaman=0&kecamatan=%25").text) == []


def test_one_cooperative_is_sums_and_people_to_call_but_never_a_member(
    road: Road,
):
    phone = road.assistant(road.here)
    with road.here.writing() as session:
        session.connection().exec_driver_sql(
            f"UPDATE person SET phone = '081200001111' WHERE id = {road.here.treasurer.person_id}"
        )
    _sell(road.here)
    _save(road.here)
    road.follow()
    html = signed_in(road, phone).get(f"/pantau/{road.here.coop_id}").text
    text = words_of(html)
    assert 'href="tel:+6281200001111"' in html
    assert 'href="https://wa.me/6281200001111"' in html
    assert "Bu Hartati Bendahara" in text
    assert "4 minggu ini 1 penjualan, 100 % oleh anggota Rp33.000" in text
    assert "Penjualan 28 hari: jumlah Rp33.000, tertinggi Rp33.000 (20 Jun), 27 hari tanpa" in text
    assert "Anggota aktif" in text
    assert "RAT" in text
    assert "belum ada datanya" in text
    for member in road.here.members:
        assert member.name not in text


def test_without_a_read_store_the_list_is_still_there(road: Road):
    phone = signed_in(road, road.assistant(road.here))
    for path in ("/pantau", f"/pantau/{road.here.coop_id}"):
        answer = phone.get(path)
        assert answer.status_code == 200
        assert "Jeruju Besar" in answer.text
        assert "Angka belum bisa dibaca" in answer.text


def test_fifteen_cooperatives_fit_into_ten_kilobytes(road: Road):
    villages = [road.here, road.other]
    for number in range(13):
        more = village(
            road.here.books,
            region_code=f"61.12.02.20{number:02}",
            name=f"Koperasi Desa Merah Putih Sungai Ambangah {number}",
        )
        with more.writing() as session:
            record_founding(session, by=more.treasurer.actor())
        villages.append(more)
    for here in villages:
        _sell(here)
    road.follow()
    phone = signed_in(road, road.assistant(*villages))
    answer = phone.get("/pantau", **{"Accept-Encoding": "identity"})
    assert answer.text.count('id="koperasi-') == 15
    assert len(brotli.compress(answer.content, quality=5)) <= TEN_KB


def test_the_list_is_narrowed_to_what_is_the_matter(road: Road, clock: FixedClock):
    phone = road.assistant(road.here, road.other)
    with road.here.writing() as session:
        order(session, road.here, road.here.sari)
    clock.advance(timedelta(days=8))
    _sell(road.other)
    road.follow()
    phone = signed_in(road, phone)
    text = words_of(phone.get("/pantau").text)
    assert (
        "Semua keadaan Perlu dilihat (1) Tanpa kabar 7 hari (1) Tanpa penjualan 7 hari (1)" in text
    )
    assert "Selisih" not in text
    for state in ("perlu", "kabar", "penjualan", "pesanan"):
        found = phone.get(f"/pantau?keadaan={state}&urut=nama").text
        assert _order_of(found) == ["koperasi-1"]
        assert "Perlu Anda hari ini" not in found
    assert "Tidak ada yang cocok" in phone.get("/pantau?keadaan=selisih").text
    assert _order_of(phone.get("/pantau?keadaan=%27").text) == ["koperasi-1", "koperasi-2"]


def test_a_store_nothing_was_read_into_yet_hides_no_cooperative(road: Road):
    asyncio.run(road.app.state.following.store.upgrade())
    text = words_of(signed_in(road, road.assistant(road.here)).get("/pantau").text)
    assert "1 koperasi" in text
    assert "Angka belum bisa dibaca" in text
    assert "Jeruju Besar" in text


def test_a_region_is_chosen_by_kabupaten_then_by_kecamatan(road: Road):
    far = village(road.here.books, region_code="61.01.01.2001", name="Kopdes Dalam Kaum")
    with far.writing() as session:
        record_founding(session, by=far.treasurer.actor())
    road.follow()
    phone = signed_in(road, road.pmo("61", road.here))
    text = words_of(phone.get("/pantau").text)
    assert "Semua Kabupaten Kubu Raya Kabupaten Sambas" in text
    assert _order_of(phone.get("/pantau?kabupaten=61.01").text) == [f"koperasi-{far.coop_id}"]
    narrowed = phone.get("/pantau?kabupaten=61.12").text
    assert "Kabupaten lain Semua Sungai Kakap Sungai Raya" in words_of(narrowed)
    assert len(_order_of(narrowed)) == 2
    assert _order_of(phone.get("/pantau?kecamatan=61.12.01").text) == ["koperasi-2"]


def _order_of(html: str, rows: list[str] | None = None) -> list[str]:
    found = [f"koperasi-{part.split(chr(34))[0]}" for part in html.split('id="koperasi-')[1:]]
    return [row for row in found if rows is None or row in rows]
