"""Anggota: the register, a new line in it, and who may see it."""

from pathlib import Path
from uuid import uuid4

import pytest
from litestar import Litestar
from sqlmodel import col, select

from cooperative.people.tables import Member, MemberState, RoleGrant
from tests.village import Village
from tests.web.people.visitor import app_of, signed_in, text_of

NEWCOMER = {"sapaan": "Pak", "nama": "Ahmad Fauzi", "telepon": "0812 5555 7788"}


@pytest.fixture
def app(here: Village, tmp_path: Path) -> Litestar:
    return app_of(here, tmp_path)


def test_the_register_is_found_by_name_and_number(here: Village, app: Litestar) -> None:
    treasurer = signed_in(app, here, here.treasurer)
    assert "3 orang" in text_of(treasurer.get("/kas/anggota"))
    assert "Mbak Rini" in text_of(treasurer.get("/kas/anggota?cari=0002"))
    assert "Tidak ada yang cocok" in text_of(treasurer.get("/kas/anggota?cari=%25"))
    assert treasurer.get("/kas/anggota?halaman=99999999999").status_code == 200


def test_a_new_member_with_her_pokok_is_active_at_once(here: Village, app: Litestar) -> None:
    treasurer = signed_in(app, here, here.treasurer)
    fields = NEWCOMER | {"pokok": "100.000", "kasir": "ya", "idempotency_key": str(uuid4())}
    answer = treasurer.post("/kas/anggota", fields)
    assert answer.status_code == 303, answer.text
    shown = text_of(treasurer.get(answer.headers["location"]))
    assert "Pak Ahmad Fauzi" in shown
    assert "Penjaga gerai" in shown
    with here.books.reading() as session:
        member = session.exec(select(Member).order_by(col(Member.id).desc())).first()
        assert member is not None
        assert (member.number, member.state) == ("0004", MemberState.ACTIVE)


def test_a_form_sent_twice_writes_one_member(here: Village, app: Litestar) -> None:
    treasurer = signed_in(app, here, here.treasurer)
    fields = NEWCOMER | {"idempotency_key": str(uuid4())}
    first, second = (treasurer.post("/kas/anggota", fields) for _ in range(2))
    assert second.headers["location"] == f"{first.headers['location']}&sudah=1"
    assert treasurer.get(second.headers["location"]).status_code == 200
    assert "4 orang" in text_of(treasurer.get("/kas/anggota"))


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"nama": "A"}, "angka"),
        ({"nama": "x" * 81}, "Terlalu panjang"),
        ({"sapaan": "Yang Mulia"}, "Pilih salah satu"),
        ({"pokok": "-5"}, "terlalu kecil"),
        ({"pokok": "banyak"}, "angka bulat"),
        ({"bergabung": "kemarin"}, "Tanggal belum benar"),
        ({"bergabung": "2031-01-01"}, "belum tiba"),
        ({"telepon": "tidak ada"}, "tidak bisa dibaca"),
        ({"nomor": "0001"}, "sudah dipakai"),
        ({"nomor": "<b>"}, "tidak bisa dibaca"),
    ],
)
def test_a_form_that_is_not_right_comes_back_with_what_was_typed(
    here: Village, app: Litestar, wrong: dict[str, str], sentence: str
) -> None:
    treasurer = signed_in(app, here, here.treasurer)
    fields = NEWCOMER | wrong | {"idempotency_key": str(uuid4())}
    answer = treasurer.post("/kas/anggota", fields)
    assert answer.status_code in {409, 422}
    assert sentence.lower() in text_of(answer).lower()
    assert "0812 5555 7788" in answer.text or "telepon" in wrong
    assert "3 orang" in text_of(treasurer.get("/kas/anggota"))


def test_supervisors_read_the_register_and_change_nothing(here: Village, app: Litestar) -> None:
    supervisor = signed_in(app, here, here.supervisor)
    shown = supervisor.get(f"/kas/anggota/{here.sari.member_id}")
    assert "Rp50.000" in shown.text
    assert "Beri peran" not in text_of(shown)
    assert supervisor.get("/kas/anggota/baru").status_code == 403
    fields = NEWCOMER | {"idempotency_key": str(uuid4())}
    assert supervisor.post("/kas/anggota", fields).status_code == 403


def test_a_role_is_given_and_taken_back_and_the_phone_signs_in_anew(
    here: Village, app: Litestar
) -> None:
    secretary = signed_in(app, here, here.secretary)
    sari = signed_in(app, here, here.sari)
    page = f"/kas/anggota/{here.sari.member_id}"
    for _ in range(2):
        answer = secretary.post(f"{page}/peran", {"peran": "shopkeeper"})
        assert answer.headers["location"] == page
    assert sari.get("/").headers["location"] == "/masuk"
    assert "Akhiri: Penjaga gerai" in text_of(secretary.get(page))
    for _ in range(2):
        answer = secretary.post(f"{page}/peran/shopkeeper/akhir")
        assert answer.headers["location"] == page
    with here.books.reading() as session:
        given = select(RoleGrant.until).where(col(RoleGrant.person_id) == here.sari.person_id)
        assert [until is not None for until in session.exec(given)] == [True]


@pytest.mark.parametrize("role", ["member", "pmo", "assistant", "raja", ""])
def test_other_roles_are_not_given_here(here: Village, app: Litestar, role: str) -> None:
    secretary = signed_in(app, here, here.secretary)
    answer = secretary.post(f"/kas/anggota/{here.sari.member_id}/peran", {"peran": role})
    assert answer.status_code == 404
