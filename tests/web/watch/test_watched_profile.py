"""Keadaan koperasi, filled in by the assistant: in the books of the village, and said to be so."""

from uuid import uuid4

import pytest
from sqlmodel import select

from cooperative.profile.kinds import Filling
from cooperative.profile.tables import AnnualMeeting, Document, Profile
from tests.papers import NIB
from tests.web.cash.test_profile_page import EMPTY
from tests.web.crowd import same_for_all, words_of
from tests.web.watch.conftest import Road, signed_in
from tests.web.wire import Phone

RAT = {"tahun": "2025", "tanggal": "2026-03-14", "peserta": "41"}


def _send(phone: Phone, path: str, **fields: str) -> int:
    return phone.submit(path, [("idempotency_key", str(uuid4())), *fields.items()]).status_code


@pytest.fixture
def dewi(road: Road) -> Phone:
    """The assistant of both villages; her phone is enrolled in the first."""
    return signed_in(road, road.assistant(road.here, road.other))


def test_what_the_assistant_enters_lies_in_the_books_of_the_village_and_says_so(
    road: Road, dewi: Phone
) -> None:
    path = f"/pantau/{road.other.coop_id}/keadaan"
    assert 'data-offline="profile/1"' in dewi.get(path).text
    assert 'name="dibantu"' not in dewi.get(path).text
    assert _send(dewi, path, **(EMPTY | {"nib": NIB})) == 303
    assert _send(dewi, f"{path}/rat", **RAT) == 303
    with road.here.books.reading() as session:
        profile = session.exec(select(Profile)).one()
        meeting = session.exec(select(AnnualMeeting)).one()
    assert {profile.cooperative_id, meeting.cooperative_id} == {road.other.coop_id}
    assert {profile.filling, meeting.filling} == {Filling.ASSISTED}
    treasurer = signed_in(road, Phone(road.app, road.other.treasurer))
    shown = words_of(treasurer.get("/kas/keadaan").text)
    assert "Bu Dewi Kartika, Dibantu Pendamping" in shown
    assert "Tahun buku 2025 14 Maret 2026, 41 peserta" in shown


def test_without_a_signal_it_is_kept_with_the_name_of_its_village_and_booked_once(
    road: Road, dewi: Phone
) -> None:
    path, key = f"/pantau/{road.other.coop_id}/keadaan/dokumen", str(uuid4())
    fields = [("jenis", "deed"), ("nomor", "12"), ("masa", "endless")]
    for status in (201, 200):
        answer = dewi.deliver(path, fields, key=key, Lumbung_Form="document/1")
        assert answer.status_code == status
    with road.here.books.reading() as session:
        assert session.exec(select(Document)).one().cooperative_id == road.other.coop_id
    assert (
        "Dokumen koperasi: Koperasi Desa Merah Putih Sungai Kakap"
        in dewi.get(f"/pantau/{road.other.coop_id}/keadaan").text
    )


def test_a_meeting_that_is_written_down_is_in_the_health_card(road: Road, dewi: Phone) -> None:
    place = f"/pantau/{road.here.coop_id}"
    _send(dewi, f"{place}/keadaan", **(EMPTY | {"nib": NIB, "berdiri": "2025-06-02"}))
    road.follow()
    shown = words_of(dewi.get(place).text)
    assert "RAT tahun buku 2025 belum dicatat" in shown
    assert "belum: tahun buku 2025" in shown
    assert "Belum ada: NIK koperasi, NPWP, rekening bank, SK badan hukum (AHU) 1 dari 5" in shown
    _send(dewi, f"{place}/keadaan/rat", **RAT)
    road.follow()
    shown = words_of(dewi.get(place).text)
    assert "belum dicatat" not in shown
    assert "RAT Tanggal rapat terakhir tahun buku 2025" in shown


def test_a_pmo_reads_and_writes_nothing(road: Road, dewi: Phone) -> None:
    path = f"/pantau/{road.here.coop_id}/keadaan"
    _send(dewi, path, **(EMPTY | {"nib": NIB}))
    pmo = signed_in(road, road.pmo("61.12", road.here))
    assert NIB in pmo.get(path).text
    assert "data-offline" not in pmo.get(path).text.partition("<main")[2]
    assert _send(pmo, path, **EMPTY) == 404


def test_a_village_of_somebody_else_is_like_one_that_is_not_there(road: Road, dewi: Phone) -> None:
    _send(dewi, f"/pantau/{road.here.coop_id}/keadaan", **(EMPTY | {"nib": NIB}))
    stranger = signed_in(road, road.assistant(road.other, name="Budi Santoso"))
    far = signed_in(road, road.pmo("61.12.01", road.other))
    here, nowhere = (f"/pantau/{number}/keadaan" for number in (road.here.coop_id, 999))
    for phone in (stranger, far):
        found, missing = phone.get(here), phone.get(nowhere)
        assert found.status_code == missing.status_code == 404
        assert same_for_all(found.text) == same_for_all(missing.text)
        for rest, fields in (("", EMPTY), ("/rat", RAT)):
            assert _send(phone, here + rest, **fields) == 404
    for who in (road.here.sari, road.here.shopkeeper, road.here.treasurer):
        phone = signed_in(road, Phone(road.app, who))
        assert phone.get(here).status_code == 404
        assert _send(phone, here, **EMPTY) == 404
    with road.here.books.reading() as session:
        assert len(session.exec(select(Profile)).all()) == 1
