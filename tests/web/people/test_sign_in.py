"""Masuk: by code, by PIN, one phone for a family, and out again."""

from datetime import timedelta
from pathlib import Path

import pytest

from cooperative.clock import FixedClock
from cooperative.people.codes import ticket_of
from tests.village import Village
from tests.web.people.visitor import (
    ORIGIN,
    PASSPHRASE,
    PIN,
    Visitor,
    app_of,
    code_for,
    enrolled,
    text_of,
)
from web.door.cookies import DEVICE, SEEN, SESSION
from web.frame import home_of
from web.secrets_file import secrets_of


@pytest.fixture
def phone(here: Village, tmp_path: Path) -> Visitor:
    return Visitor(app_of(here, tmp_path))


def test_sari_types_the_code_chooses_a_pin_and_is_in(
    here: Village, phone: Visitor, tmp_path: Path
) -> None:
    code = code_for(here, tmp_path, here.sari)
    first = phone.post("/masuk/kode", {"kode": f"{code[:4]} {code[4:]}"})
    assert (first.status_code, "Halo, Bu Sari" in text_of(first)) == (200, True)
    second = phone.post("/masuk/kode", {"kode": code, "pin": PIN, "pin_lagi": PIN})
    assert (second.status_code, second.headers["location"]) == (303, "/")
    home = phone.get("/")
    assert home.headers["lumbung-person"] == here.sari.public_id
    assert f'data-person="{here.sari.public_id}"' in home.text
    assert home.headers["cache-control"] == "private, no-store"


def test_the_cookies_are_for_this_host_only_and_out_of_reach_of_scripts(
    here: Village, phone: Visitor, tmp_path: Path
) -> None:
    fields = {"kode": code_for(here, tmp_path, here.sari), "pin": PIN, "pin_lagi": PIN}
    answer = phone.post("/masuk/kode", fields)
    kept = {line.split("=")[0]: line for line in answer.headers.get_list("set-cookie")}
    for name, seconds in ((SESSION, 30 * 86400), (DEVICE, 730 * 86400)):
        assert name.startswith("__Host-")
        for attribute in ("Secure", "HttpOnly", "SameSite=lax", "Path=/", f"Max-Age={seconds}"):
            assert attribute in kept[name]
        assert "Domain" not in kept[name]


def test_a_scanned_qr_leads_straight_to_the_pin(
    here: Village, phone: Visitor, tmp_path: Path
) -> None:
    officer = enrolled(Visitor(phone.app), here, tmp_path, here.secretary)
    page = officer.post(f"/kas/hp/{here.sari.public_id}/kode")
    assert page.status_code == 200
    ticket = _ticket(here, tmp_path)
    for _ in range(11):
        assert phone.post("/masuk/kode", {"kode": "00000000"}).status_code == 422
    assert "Terlalu banyak kode salah" in text_of(phone.post("/masuk/kode", {"kode": "00000000"}))
    assert "Halo, Bu Sari" in text_of(phone.get(f"/masuk/kode?k={ticket}"))
    fields = {"kode": ticket, "pin": PIN, "pin_lagi": PIN}
    assert phone.post("/masuk/kode", fields).status_code == 303


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"pin": "123456", "pin_lagi": "123456"}, "mudah ditebak"),
        ({"pin": "9276", "pin_lagi": "9276"}, "enam angka"),
        ({"pin": PIN, "pin_lagi": "608427"}, "tidak sama"),
    ],
)
def test_a_bad_pin_is_asked_again_and_the_code_is_not_used_up(
    here: Village, phone: Visitor, tmp_path: Path, fields: dict[str, str], sentence: str
) -> None:
    code = code_for(here, tmp_path, here.sari)
    answer = phone.post("/masuk/kode", {"kode": code, **fields})
    assert (answer.status_code, sentence in text_of(answer)) == (422, True)
    assert fields["pin"] not in answer.text
    answer = phone.post("/masuk/kode", {"kode": code, "pin": PIN, "pin_lagi": PIN})
    assert answer.status_code == 303


def test_a_family_shares_a_phone_and_each_has_her_own_pin(
    here: Village, phone: Visitor, tmp_path: Path
) -> None:
    enrolled(phone, here, tmp_path, here.sari)
    enrolled(phone, here, tmp_path, here.rini)
    assert phone.post("/ganti-orang").headers["location"] == "/masuk"
    people = phone.get("/masuk")
    assert "Bu Sari" in people.text
    assert "Mbak Rini" in people.text
    sign_in = {"orang": here.sari.public_id, "pin": PIN}
    assert phone.post("/masuk", sign_in).headers["location"] == "/"
    assert phone.get("/").headers["lumbung-person"] == here.sari.public_id


def test_a_pin_without_its_phone_opens_nothing(
    here: Village, phone: Visitor, tmp_path: Path
) -> None:
    enrolled(phone, here, tmp_path, here.sari)
    stranger = Visitor(phone.app)
    answer = stranger.post("/masuk", {"orang": here.sari.public_id, "pin": PIN})
    assert answer.status_code == 422
    assert SESSION not in stranger.cookies
    stranger.cookies[DEVICE] = "AAAA"
    assert stranger.post("/masuk", {"orang": here.sari.public_id, "pin": PIN}).status_code == 422


def test_unknown_and_wrong_are_answered_alike(
    here: Village, phone: Visitor, tmp_path: Path
) -> None:
    enrolled(phone, here, tmp_path, here.sari)
    phone.post("/keluar")
    wrong = phone.post("/masuk", {"orang": here.sari.public_id, "pin": "608427"})
    unknown = phone.post("/masuk", {"orang": here.rini.public_id, "pin": "608427"})
    assert (wrong.status_code, unknown.status_code) == (422, 422)
    said = "Tidak cocok. Sesudah lima kali salah, HP ini menunggu sebentar."
    assert said in text_of(wrong)
    assert said in text_of(unknown)


def test_a_thousand_strangers_cannot_shut_sari_out(
    here: Village, phone: Visitor, tmp_path: Path
) -> None:
    enrolled(phone, here, tmp_path, here.sari)
    phone.post("/keluar")
    stranger = Visitor(phone.app)
    for _ in range(62):
        answer = stranger.post("/masuk", {"orang": here.sari.public_id, "pin": "608427"})
        assert answer.status_code == 422
    answer = phone.post("/masuk", {"orang": here.sari.public_id, "pin": PIN})
    assert answer.status_code == 303


def test_five_misses_make_the_phone_wait(
    here: Village, phone: Visitor, tmp_path: Path, clock: FixedClock
) -> None:
    enrolled(phone, here, tmp_path, here.sari)
    phone.post("/keluar")
    for _ in range(5):
        phone.post("/masuk", {"orang": here.sari.public_id, "pin": "608427"})
    right = {"orang": here.sari.public_id, "pin": PIN}
    answer = phone.post("/masuk", right)
    assert (answer.status_code, "1 menit lagi" in text_of(answer)) == (422, True)
    clock.advance(timedelta(minutes=1))
    assert phone.post("/masuk", right).status_code == 303


def test_a_session_id_made_by_a_client_is_nobody(
    here: Village, phone: Visitor, tmp_path: Path
) -> None:
    phone.cookies[SESSION] = "AAAA"
    enrolled(phone, here, tmp_path, here.sari)
    first = phone.cookies[SESSION]
    assert first != "AAAA"
    assert phone.post("/masuk", {"orang": here.sari.public_id, "pin": PIN}).status_code == 303
    assert phone.cookies[SESSION] != first
    for old in ("AAAA", first):
        thief = Visitor(phone.app)
        thief.cookies[SESSION] = old
        assert thief.get("/").headers["location"] == "/masuk"


def test_an_officer_comes_in_by_passphrase_not_by_pin(
    here: Village, phone: Visitor, tmp_path: Path
) -> None:
    enrolled(phone, here, tmp_path, here.treasurer)
    phone.post("/keluar")
    assert "Kata sandi" in phone.get(f"/masuk?orang={here.treasurer.public_id}").text
    by_pin = {"orang": here.treasurer.public_id, "pin": PIN}
    assert phone.post("/masuk", by_pin).status_code == 422
    by_passphrase = {"orang": here.treasurer.public_id, "sandi": PASSPHRASE}
    assert phone.post("/masuk", by_passphrase).headers["location"] == home_of(here.treasurer.roles)


def test_who_signs_in_comes_back_to_the_page_she_wanted_and_to_no_other_site(
    here: Village, phone: Visitor, tmp_path: Path
) -> None:
    enrolled(phone, here, tmp_path, here.sari)
    phone.post("/keluar")
    answer = phone.get("/pesanan?halaman=2")
    assert answer.headers["location"] == "/masuk?ke=/pesanan%3Fhalaman%3D2"
    sign_in = {"orang": here.sari.public_id, "pin": PIN}
    wanted = phone.post("/masuk", sign_in | {"ke": "/pesanan?halaman=2"})
    assert wanted.headers["location"] == "/pesanan?halaman=2"
    elsewhere = ("//jahat.example", "/\\jahat.example", "https://jahat.example", "/tidak-ada", "x")
    for there in (*elsewhere, "/pesanan\r\nSet-Cookie: a=b", "/kunci"):
        answer = phone.post("/masuk", sign_in | {"ke": there})
        assert answer.headers["location"] == "/", there


def test_leaving_ends_the_session_and_stays_repeatable(
    here: Village, phone: Visitor, tmp_path: Path
) -> None:
    enrolled(phone, here, tmp_path, here.sari)
    token = phone.cookies[SESSION]
    assert "HP ini tetap terdaftar" in text_of(phone.get("/keluar"))
    for _ in range(2):
        assert phone.post("/keluar").headers["location"] == "/masuk"
    assert SESSION not in phone.cookies
    assert DEVICE in phone.cookies
    phone.cookies[SESSION] = token
    assert phone.get("/").headers["location"] == "/masuk"
    answer = phone.post("/keluar", Accept="application/json")
    assert (answer.status_code, answer.json()) == (200, {"code": "left"})


def test_the_demonstration_opens_at_one_tap_and_nowhere_else(
    here: Village, phone: Visitor, tmp_path: Path
) -> None:
    assert phone.post("/demo/masuk", {"orang": "anggota"}).status_code == 404
    pretender = Visitor(app_of(here, tmp_path, demo=True))
    assert pretender.post("/demo/masuk", {"orang": "anggota"}).status_code == 404
    assert SEEN not in pretender.cookies
    assert ORIGIN.startswith("https")


def _ticket(here: Village, folder: Path) -> str:
    return ticket_of(code_for(here, folder, here.sari), secrets_of(folder).pepper)
