"""Keadaan koperasi: what officers write down, what comes back, who may look."""

from pathlib import Path
from uuid import uuid4

import httpx
import pytest
from sqlmodel import select

from cooperative.books import Books
from cooperative.profile.kinds import Filling
from cooperative.profile.tables import AnnualMeeting, Document, Profile
from tests.papers import NIB
from tests.web.crowd import Crowd, crowd_in, words_of
from tests.web.wire import Phone, phone_of

PATH = "/kas/keadaan"
EMPTY = {
    "versi": "0",
    **dict.fromkeys(("berdiri", "nik_koperasi", "npwp", "nib", "bank", "akun", "listrik"), ""),
    **dict.fromkeys(("internet", "bangunan", "rencana", "bumdes", "tujuan", "nominal"), ""),
    "status": "",
}


@pytest.fixture
def crowd(books: Books, tmp_path: Path) -> Crowd:
    return crowd_in(books, tmp_path)


@pytest.fixture
def treasurer(crowd: Crowd) -> Phone:
    return phone_of(crowd.sari.app, crowd.here, crowd.here.treasurer)


def _send(phone: Phone, path: str, **fields: str) -> httpx.Response:
    return phone.submit(path, [("idempotency_key", str(uuid4())), *fields.items()])


def test_what_was_saved_is_filled_in_the_next_time(treasurer: Phone) -> None:
    said = EMPTY | {"nib": "0000-0000-12345", "bank": "bri", "listrik": "ada", "bangunan": "60"}
    answer = _send(treasurer, PATH, **said)
    assert answer.status_code == 303
    page = treasurer.get(answer.headers["location"]).text
    assert "Data koperasi tersimpan." in page
    assert f'value="{NIB}"' in page
    assert '<option value="bri" selected>' in page
    assert 'name="versi" value="1"' in page
    assert "Bu Hartati, Mandiri" in words_of(page)
    again = _send(treasurer, PATH, **(said | {"versi": "1"}))
    assert "Tidak ada yang berubah." in treasurer.get(again.headers["location"]).text


def test_a_wrong_number_is_said_at_its_field_and_nothing_typed_is_lost(
    crowd: Crowd, treasurer: Phone
) -> None:
    said = EMPTY | {"nib": "123", "npwp": "9", "bangunan": "40", "bank": "bsi"}
    answer = _send(treasurer, PATH, **said)
    assert answer.status_code == 422
    assert 'href="#data-nib"' in answer.text
    assert "NIB: Harus 13 angka." in words_of(answer.text)
    assert "NPWP: Harus 15 atau 16 angka." in words_of(answer.text)
    assert 'value="123"' in answer.text
    assert '<option value="bsi" selected>' in answer.text
    with crowd.here.books.reading() as session:
        assert session.exec(select(Profile)).all() == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"bangunan": "101"},
        {"bangunan": "lima"},
        {"listrik": "mungkin"},
        {"bank": "'; DROP TABLE"},
        {"berdiri": "kemarin"},
        {"berdiri": "2027-01-01"},
        {"tujuan": "lpdb"},
        {"versi": "-1"},
        {"nominal": "9999999999999", "tujuan": "lpdb", "status": "requested"},
    ],
)
def test_rubbish_comes_back_as_a_page(treasurer: Phone, wrong: dict[str, str]) -> None:
    answer = _send(treasurer, PATH, **(EMPTY | wrong))
    assert answer.status_code in {409, 422}
    assert "Belum tersimpan" in answer.text


def test_a_meeting_and_a_paper_are_written_down(crowd: Crowd, treasurer: Phone) -> None:
    rat = {"tahun": "2025", "tanggal": "2026-03-14", "peserta": "41"}
    assert _send(treasurer, f"{PATH}/rat", **rat, dibantu="ya").status_code == 303
    paper = {"jenis": "lpg_permit", "nomor": "503/12", "masa": "until", "sampai": "2026-06-01"}
    assert _send(treasurer, f"{PATH}/dokumen", **paper).status_code == 303
    partner = {"layanan": "lpg", "keadaan": "approved"}
    assert _send(treasurer, f"{PATH}/kemitraan", **partner).status_code == 303
    said = words_of(treasurer.get(PATH).text)
    assert "Tahun buku 2025 14 Maret 2026, 41 peserta" in said
    assert "Izin pangkalan gas no. 503/12 berakhir 1 Juni 2026" in said
    assert "Bisnis LPG 3 kg sejak 20 Juni 2026 Disetujui" in said
    assert "RAT tahun buku 2025 20 Juni 2026, 07.40 WIB, Bu Hartati, Dibantu Pendamping" in said
    with crowd.here.books.reading() as session:
        assert session.exec(select(AnnualMeeting)).one().filling is Filling.ASSISTED
        assert session.exec(select(Document)).one().number == "503/12"


@pytest.mark.parametrize(
    ("form", "fields", "field"),
    [
        ("rat", {"tahun": "2025", "tanggal": "2026-03-14", "peserta": ""}, "rat-peserta"),
        ("rat", {"tahun": "2025", "tanggal": "2027-03-14", "peserta": "9"}, "rat-tanggal"),
        ("dokumen", {"jenis": "deed", "nomor": "1", "masa": "until"}, "dokumen-sampai"),
        ("dokumen", {"jenis": "deed", "nomor": "", "masa": "endless"}, "dokumen-nomor"),
        ("kemitraan", {"layanan": "kopi", "keadaan": "approved"}, "kemitraan-layanan"),
    ],
)
def test_each_form_comes_back_open_with_its_own_mistakes(
    treasurer: Phone, form: str, fields: dict[str, str], field: str
) -> None:
    answer = _send(treasurer, f"{PATH}/{form}", **fields)
    assert answer.status_code in {409, 422}
    assert f'href="#{field}"' in answer.text
    assert f'id="{field}-error"' in answer.text
    assert '<details class="confirm" open>' in answer.text


def test_a_form_written_without_a_signal_is_booked_once(crowd: Crowd, treasurer: Phone) -> None:
    key, fields = str(uuid4()), list((EMPTY | {"nib": NIB}).items())
    for status in (201, 200):
        answer = treasurer.deliver(PATH, fields, key=key, Lumbung_Form="profile/1")
        assert answer.status_code == status
    with crowd.here.books.reading() as session:
        assert session.exec(select(Profile)).one().nib == NIB


def test_the_supervisor_reads_along_and_nobody_else_does(crowd: Crowd, treasurer: Phone) -> None:
    _send(treasurer, PATH, **(EMPTY | {"nib": NIB}))
    supervisor = phone_of(crowd.sari.app, crowd.here, crowd.here.supervisor)
    page = supervisor.get(PATH)
    assert NIB in page.text
    assert "<form" not in page.text.partition("<main")[2].partition("</main>")[0]
    assert _send(supervisor, PATH, **EMPTY).status_code == 403
    for phone in (crowd.sari, crowd.shopkeeper):
        assert phone.get(PATH).status_code == 403
        assert _send(phone, PATH, **EMPTY).status_code == 403
    other = phone_of(crowd.sari.app, crowd.other, crowd.other.treasurer)
    assert NIB not in other.get(PATH).text
