"""Unduh: the list as a file, only what she may see, written down, after a PIN entered just now."""

import csv
from datetime import timedelta
from io import BytesIO, StringIO

import httpx
from openpyxl import load_workbook
from sqlmodel import select

from cooperative.audit import Audit
from cooperative.clock import FixedClock
from tests.shopping import order
from tests.web.crowd import words_of
from tests.web.watch.conftest import Road, signed_in
from tests.web.wire import Phone

PATH = "/pantau/unduh"


def _csv(answer: httpx.Response) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(answer.content.decode("utf-8-sig"), newline="")))


def test_a_pmo_takes_the_list_along_as_it_is_narrowed(road: Road, clock: FixedClock):
    phone, _ = road.pmo("61.12", road.here), road.assistant(road.here)
    with road.here.writing() as session:
        order(session, road.here, road.here.sari)
    clock.advance(timedelta(days=4))
    road.follow()
    phone = signed_in(road, phone)
    assert "Unduh daftar ini" in phone.get("/pantau?keadaan=perlu").text
    page = words_of(phone.get(f"{PATH}?kecamatan=61.12.09&keadaan=perlu").text)
    assert "Koperasi 1 Wilayah Sungai Kakap Keadaan Perlu dilihat" in page
    fields = [("kecamatan", "61.12.09"), ("keadaan", "perlu"), ("bentuk", "csv")]
    answer = phone.submit(PATH, fields)
    assert answer.headers["content-disposition"] == (
        'attachment; filename="koperasi-sungai-kakap-perlu-dilihat-2026-06-24.csv"'
    )
    assert answer.headers["cache-control"] == "no-store"
    [row] = _csv(answer)
    assert row["nama_koperasi"] == "Koperasi Desa Merah Putih Jeruju Besar"
    assert (row["desa"], row["kabupaten"]) == ("Jeruju Besar", "Kabupaten Kubu Raya")
    assert (row["pendamping"], row["per_tanggal"]) == ("Bu Dewi Kartika", "2026-06-24")
    assert (row["pesanan_menunggu"], row["jumlah_anggota"]) == ("1", "3")
    assert row["keadaan"].startswith("1 pesanan menunggu, terlama 4 hari")
    assert not [member.name for member in road.here.members if member.name in answer.text]


def test_the_same_for_excel_with_numbers_that_are_numbers(road: Road):
    road.follow()
    phone = signed_in(road, road.pmo("61.12", road.here))
    answer = phone.submit(PATH, [("bentuk", "xlsx"), ("urut", "nama")])
    sheet = load_workbook(BytesIO(answer.content)).active
    assert sheet
    rows = list(sheet.iter_rows(values_only=True))
    assert len(rows) == 3
    first = dict(zip(rows[0], rows[1], strict=True))
    assert (first["koperasi_ref"], first["kode_wilayah"]) == (1, "61.12.09.2003")
    assert first["jumlah_anggota"] == 3


def test_nobody_takes_along_what_she_may_not_see(road: Road):
    road.follow()
    for phone, names in (
        (road.assistant(road.here), ["1"]),
        (road.pmo("61.12.01", road.other), ["2"]),
    ):
        there = signed_in(road, phone)
        every = _csv(there.submit(PATH, [("bentuk", "csv")]))
        assert [row["koperasi_ref"] for row in every] == names
        others = "61.12.01" if names == ["1"] else "61.12.09"
        assert _csv(there.submit(PATH, [("bentuk", "csv"), ("kecamatan", others)])) == []
        assert "Koperasi 0" in words_of(there.get(f"{PATH}?kecamatan={others}").text)
    here = road.here
    for who in (here.sari, here.shopkeeper, here.treasurer, here.supervisor):
        phone = signed_in(road, Phone(road.app, who))
        assert phone.get(PATH).status_code == 403
        assert phone.submit(PATH, [("bentuk", "csv")]).status_code == 403


def test_who_took_what_is_in_the_trail_and_is_no_news_of_the_cooperative(
    road: Road, clock: FixedClock
):
    phone = road.pmo("61.12", road.here)
    clock.advance(timedelta(days=9))
    phone = signed_in(road, phone)
    road.follow()
    phone.get(PATH)
    with road.here.books.reading() as session:
        assert session.exec(select(Audit).where(Audit.kind == "export.made")).all() == []
    phone.submit(PATH, [("bentuk", "csv"), ("keadaan", "kabar")])
    road.follow()
    with road.here.books.reading() as session:
        [made] = session.exec(select(Audit).where(Audit.kind == "export.made")).all()
    assert phone.who
    assert made.by_person_id == phone.who.person_id
    assert made.details.count("kabar") == 1
    silent = _csv(phone.submit(PATH, [("bentuk", "csv"), ("keadaan", "kabar")]))
    assert [row["hari_tanpa_kabar"] for row in silent] == ["9", "9"]


def test_an_old_pin_is_asked_again_and_the_choice_is_kept(road: Road, clock: FixedClock):
    road.follow()
    phone = signed_in(road, road.pmo("61.12", road.here))
    clock.advance(timedelta(minutes=6))
    for answer in (
        phone.get(f"{PATH}?keadaan=perlu"),
        phone.submit(PATH, [("keadaan", "perlu"), ("bentuk", "csv")]),
    ):
        assert answer.status_code == 303
        assert answer.headers["location"] == "/buka?ke=/pantau/unduh%3Fkeadaan%3Dperlu"


def test_what_cannot_be_given_is_said(road: Road):
    phone = signed_in(road, road.pmo("61.12", road.here))
    assert "belum bisa dihitung" in phone.get(PATH).text
    away = phone.submit(PATH, [("bentuk", "csv")])
    assert (away.status_code, "Angka belum bisa dibaca" in away.text) == (503, True)
    road.follow()
    for kind in ("", "exe"):
        answer = phone.submit(PATH, [("bentuk", kind)])
        assert (answer.status_code, "Pilih Excel atau CSV" in answer.text) == (422, True)


def test_a_name_that_is_a_command_is_only_a_name(road: Road):
    phone = signed_in(road, road.assistant(road.here))
    with road.here.writing() as session:
        session.connection().exec_driver_sql(
            "UPDATE person SET name = '=HYPERLINK(1)', honorific = ''"
        )
    road.follow()
    [row] = _csv(phone.submit(PATH, [("bentuk", "csv")]))
    assert row["pendamping"] == "'=HYPERLINK(1)"
