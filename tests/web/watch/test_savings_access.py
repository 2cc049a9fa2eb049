"""Named savings: closed, opened by an officer for a time, every look written down and told."""

from datetime import timedelta
from uuid import uuid4

import httpx
import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import col, func, select

from cooperative.activity import Activity
from cooperative.actors import Actor, Role
from cooperative.clock import FixedClock
from cooperative.oversight.granting import grant_access
from cooperative.oversight.tables import SavingsAccess, SavingsLook
from cooperative.people.access import end_role, grant_role
from cooperative.people.members import join
from cooperative.people.persons import create_person
from cooperative.refusals import Refused
from tests.web.crowd import same_for_all, words_of
from tests.web.watch.conftest import Road, signed_in
from tests.web.wire import Phone

PURPOSE = "mencocokkan buku simpanan sebelum RAT"
ALLOWS = {"untuk": PURPOSE, "lama": "7"}


def _send(phone: Phone, path: str, **fields: str) -> httpx.Response:
    return phone.submit(path, [("idempotency_key", str(uuid4())), *fields.items()])


@pytest.fixture
def dewi(road: Road) -> Phone:
    return signed_in(road, road.assistant(road.here))


@pytest.fixture
def treasurer(road: Road) -> Phone:
    return signed_in(road, Phone(road.app, road.here.treasurer))


@pytest.fixture
def path(road: Road) -> str:
    return f"/pantau/{road.here.coop_id}/anggota"


def _allow(treasurer: Phone, dewi: Phone, **fields: str) -> httpx.Response:
    assert dewi.who
    return _send(treasurer, f"/kas/pendamping/{dewi.who.public_id}/izin", **(ALLOWS | fields))


def _looks(road: Road) -> int:
    with road.here.books.reading() as session:
        return session.exec(select(func.count()).select_from(SavingsLook)).one()


def test_without_an_access_no_name_is_sent_and_the_page_says_how_to_ask(
    road: Road, dewi: Phone, path: str
) -> None:
    for answer in (dewi.get(path), dewi.post(path, b"", {})):
        assert answer.status_code in {200, 303}
        for member in road.here.members:
            assert member.name not in answer.text
    assert "minta pengurus membuka Anggota, lalu Pendamping" in words_of(dewi.get(path).text)
    assert _looks(road) == 0


def test_what_an_officer_opens_is_seen_and_the_member_reads_who_looked_and_why(
    road: Road, dewi: Phone, treasurer: Phone, path: str
) -> None:
    assert _allow(treasurer, dewi).headers["location"] == "/kas/pendamping?diizinkan=1"
    assert f"Boleh melihat simpanan sampai 27 Juni 2026, 07.40 WIB, untuk: {PURPOSE}" in words_of(
        treasurer.get("/kas/pendamping").text
    )
    assert "Boleh melihat simpanan anggota 7 hari" in words_of(dewi.get("/kotak-masuk").text)
    opened = dewi.get(path).text
    assert "Diizinkan Bu Hartati sampai 27 Juni 2026" in words_of(opened)
    assert "Sari" not in opened
    assert _looks(road) == 0
    shown = _send(dewi, path)
    assert "Bu Sari pokok Rp100.000, wajib Rp0 sukarela Rp50.000" in words_of(shown.text)
    assert _looks(road) == 1
    sari = signed_in(road, Phone(road.app, road.here.sari))
    assert "/simpanan/dilihat" in sari.get("/simpanan").text
    said = words_of(sari.get("/simpanan/dilihat").text)
    assert "Bu Dewi Kartika 20 Juni 2026, 07.40 WIB. Pendamping, diizinkan Bu Hartati" in said
    assert PURPOSE in said
    assert "Bu Dewi Kartika melihat simpanan Ibu/Bapak" in words_of(sari.get("/kotak-masuk").text)
    assert "Bu Dewi Kartika" in words_of(treasurer.get("/kas/pendamping").text)


def test_each_look_is_written_down_and_told_once(
    road: Road, dewi: Phone, treasurer: Phone, path: str
) -> None:
    _allow(treasurer, dewi)
    for _ in range(3):
        _send(dewi, path)
    sari = signed_in(road, Phone(road.app, road.here.sari))
    assert _looks(road) == 3
    assert sari.get("/simpanan/dilihat").text.count("Bu Dewi Kartika") == 3
    assert words_of(sari.get("/kotak-masuk").text).count("melihat simpanan") == 1
    with road.here.books.reading() as session:
        used = session.exec(select(Activity).where(Activity.kind == "access.used")).all()
    assert len(used) == 3
    assert all("Sari" not in str(row.facts) for row in used)


def test_members_of_another_page_are_not_told(
    road: Road, dewi: Phone, treasurer: Phone, path: str
) -> None:
    with road.here.writing() as session:
        by = road.here.treasurer.actor()
        for number in range(30):
            join(session, person=create_person(session, name=f"Warga {number:02}"), by=by)
    _allow(treasurer, dewi)
    assert "Warga 29" in _send(dewi, path, halaman="2").text
    sari = signed_in(road, Phone(road.app, road.here.sari))
    assert "Belum pernah dilihat" in sari.get("/simpanan/dilihat").text
    for page in ("0", "99", "satu"):
        assert _send(dewi, path, halaman=page).status_code in {400, 404, 422}
    assert _looks(road) == 1


def test_it_ends_by_itself(
    road: Road, dewi: Phone, treasurer: Phone, path: str, clock: FixedClock
) -> None:
    _allow(treasurer, dewi)
    clock.advance(timedelta(days=7))
    dewi = signed_in(road, dewi)
    assert _send(dewi, path).headers["location"] == path
    assert "Simpanan perorangan tidak dibuka" in words_of(dewi.get(path).text)
    treasurer = signed_in(road, treasurer)
    assert "Hanya jumlah koperasi." in words_of(treasurer.get("/kas/pendamping").text)
    assert _allow(treasurer, dewi).status_code == 303
    assert _send(dewi, path).status_code == 200


def test_an_officer_ends_it(road: Road, dewi: Phone, treasurer: Phone, path: str) -> None:
    _allow(treasurer, dewi)
    assert dewi.who
    for _ in range(2):
        end = f"/kas/pendamping/{dewi.who.public_id}/izin/akhir"
        assert _send(treasurer, end).status_code == 303
    assert _send(dewi, path).status_code == 303
    assert _looks(road) == 0


def test_an_assistant_who_was_called_back_sees_nothing_any_more(
    road: Road, treasurer: Phone, path: str
) -> None:
    dewi = road.assistant(road.other, road.here)
    _allow(treasurer, dewi)
    assert dewi.who
    with road.here.writing() as session:
        by = road.here.treasurer.actor()
        end_role(session, person_id=dewi.who.person_id, role=Role.ASSISTANT, by=by)
    assert _send(signed_in(road, dewi), path).status_code == 404
    assert _looks(road) == 0


def test_a_pin_entered_just_now_is_asked_and_what_was_typed_stays(
    road: Road, dewi: Phone, treasurer: Phone, clock: FixedClock
) -> None:
    clock.advance(timedelta(minutes=6))
    answer = _allow(treasurer, dewi)
    assert answer.headers["location"].startswith("/buka?ke=/kas/pendamping/")
    assert "mencocokkan" in answer.headers["location"]
    with road.here.books.reading() as session:
        assert session.exec(select(SavingsAccess)).all() == []


@pytest.mark.parametrize(
    "wrong", [{"untuk": ""}, {"untuk": "x" * 201}, {"lama": "8"}, {"lama": "x"}]
)
def test_a_form_that_is_not_right_comes_back(
    dewi: Phone, treasurer: Phone, wrong: dict[str, str]
) -> None:
    answer = _allow(treasurer, dewi, **wrong)
    assert answer.status_code in {409, 422}
    assert "Belum diizinkan" in answer.text
    assert (ALLOWS | wrong)["untuk"] in answer.text


def test_only_another_officer_opens_it_and_only_to_an_assistant(road: Road, dewi: Phone) -> None:
    here = road.here
    assert dewi.who
    by, hers = here.treasurer.actor(), dewi.who.person_id
    with here.writing() as session:
        grant_role(session, person_id=by.person_id, role=Role.ASSISTANT, by=by)
    for person_id, officer, code in (
        (hers, here.shopkeeper.actor(), "not_allowed"),
        (hers, Actor(here.coop_id, hers, frozenset({Role.ASSISTANT})), "not_allowed"),
        (here.sari.person_id, by, "not_found"),
        (by.person_id, by, "own_access"),
    ):
        with pytest.raises(Refused, match=code), here.writing() as session:
            grant_access(session, person_id=person_id, length_days=7, purpose="x", by=officer)


def test_nobody_else_sees_anything(road: Road, dewi: Phone, treasurer: Phone, path: str) -> None:
    _allow(treasurer, dewi)
    pmo = signed_in(road, road.pmo("61.12", road.here))
    stranger = signed_in(road, road.assistant(road.other, name="Budi Santoso"))
    members = [signed_in(road, Phone(road.app, who)) for who in (road.here.sari, road.here.joko)]
    for phone in (pmo, stranger, treasurer, *members):
        assert phone.get(path).status_code == 404
        assert _send(phone, path).status_code == 404
    found, missing = stranger.get(path), stranger.get("/pantau/999/anggota")
    assert same_for_all(found.text) == same_for_all(missing.text)
    for phone in (stranger, dewi):
        assert phone.get("/simpanan/dilihat").status_code == 403
    assert _looks(road) == 0


def test_nobody_else_opens_or_ends_anything(road: Road, dewi: Phone, treasurer: Phone) -> None:
    _allow(treasurer, dewi)
    assert dewi.who
    grant, nobody = (
        f"/kas/pendamping/{public_id}/izin" for public_id in (dewi.who.public_id, "f" * 24)
    )
    members = [signed_in(road, Phone(road.app, who)) for who in (road.here.sari, road.here.joko)]
    for phone in (dewi, *members):
        assert phone.get("/kas/pendamping").status_code == 403
    supervisor = signed_in(road, Phone(road.app, road.here.supervisor))
    assert "Bu Dewi Kartika" in supervisor.get("/kas/pendamping").text
    other = signed_in(road, Phone(road.app, road.other.treasurer))
    assert "Dewi" not in other.get("/kas/pendamping").text
    theirs, none = other.get(grant), other.get(nobody)
    assert theirs.status_code == none.status_code == 404
    assert same_for_all(theirs.text) == same_for_all(none.text)
    for phone in (dewi, supervisor, other, *members):
        for address in (grant, f"{grant}/akhir"):
            assert _send(phone, address, **ALLOWS).status_code == 404
    with road.here.books.reading() as session:
        open_ones = select(func.count()).where(col(SavingsAccess.ended_at).is_(None))
        assert session.exec(open_ones).one() == 1


@pytest.mark.parametrize(
    "change", ["until = since", "purpose = ''", "granted_by = person_id", "ended_at = since"]
)
def test_the_schema_refuses_an_access_that_cannot_be(
    road: Road, dewi: Phone, treasurer: Phone, change: str
) -> None:
    _allow(treasurer, dewi)
    with pytest.raises(IntegrityError), road.here.writing() as session:
        session.connection().exec_driver_sql(f"UPDATE savings_access SET {change}")
