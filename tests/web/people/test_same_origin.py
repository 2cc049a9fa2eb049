"""Nobody else's page makes our people do anything; a page of ours always gets through."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from litestar.datastructures import Headers

from cooperative.books import Books
from tests.village import Village, village
from tests.web.people.visitor import ORIGIN, Visitor, app_of, signed_in, text_of
from web.same_origin import comes_from_us

EVIL = "https://jahat.example"


@pytest.fixture
def here(sqlite_books: Books) -> Village:
    return village(sqlite_books)


@pytest.mark.parametrize(
    ("headers", "verdict"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, True),
        ({"Sec-Fetch-Site": "none"}, True),
        ({"Sec-Fetch-Site": "same-site", "Origin": ORIGIN}, False),
        ({"Sec-Fetch-Site": "cross-site", "Origin": ORIGIN}, False),
        ({"Sec-Fetch-Site": ""}, False),
        ({"Origin": ORIGIN}, True),
        ({"Origin": ORIGIN.upper()}, True),
        ({"Origin": EVIL, "Referer": f"{ORIGIN}/pesanan"}, False),
        ({"Origin": "null"}, False),
        ({"Origin": f"{ORIGIN}.jahat.example"}, False),
        ({"Origin": f"{ORIGIN}:8443"}, False),
        ({"Origin": "http://koperasi.example"}, False),
        ({"Referer": f"{ORIGIN}/keranjang"}, True),
        ({"Referer": f"{EVIL}/?{ORIGIN}"}, False),
        ({"Referer": "kosong"}, False),
        ({}, None),
    ],
)
def test_the_headers_decide_in_their_order(
    headers: dict[str, str], *, verdict: bool | None
) -> None:
    assert comes_from_us(Headers(headers), ORIGIN) is verdict


def test_a_form_of_another_site_does_nothing_and_is_not_offered_again(
    here: Village, tmp_path: Path
) -> None:
    sari = signed_in(app_of(here, tmp_path), here, here.sari)
    answer = sari.bare_post("/keluar", {"catatan": "umpan"}, {"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert "umpan" not in answer.text
    assert sari.get("/").status_code == 200


def test_a_form_without_any_sign_of_where_it_came_from_is_kept_and_sent_once_more(
    here: Village, tmp_path: Path
) -> None:
    sari = signed_in(app_of(here, tmp_path), here, here.sari)
    typed = {"catatan": '"><b>dua karung</b>', "pin": "739154"}
    answer = sari.bare_post("/keluar", typed, {})
    assert answer.status_code == 403
    assert "Kirim lagi" in text_of(answer)
    form = BeautifulSoup(answer.text, "html.parser").select_one("main form")
    assert form is not None
    assert form["action"] == "/keluar"
    kept = {field["name"]: field["value"] for field in form.select("input")}
    assert kept == {"catatan": '"><b>dua karung</b>'}
    assert sari.post("/keluar", {"catatan": "dua karung"}).status_code == 303


@pytest.mark.parametrize("body", [b"a=%ff", b"a=1&" * 500, b"a=" + b"x" * 70_000, b"\xff\xfe", b""])
def test_rubbish_from_nowhere_is_refused_with_a_sentence(
    here: Village, tmp_path: Path, body: bytes
) -> None:
    visitor = Visitor(app_of(here, tmp_path))
    for kind in ("application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "x"):
        answer = visitor.raw_post("/keluar", body, {"Content-Type": kind})
        assert answer.status_code == 403


def test_the_outbox_is_told_in_json_with_its_key(here: Village, tmp_path: Path) -> None:
    sari = signed_in(app_of(here, tmp_path), here, here.sari)
    key = "0b9a5c1e-7d3f-4a52-9f55-0e2f5b1f6f10"
    headers = {"Accept": "application/json", "Idempotency-Key": f'"{key}"'}
    answer = sari.bare_post("/pesanan", {}, headers)
    assert (answer.status_code, answer.json()["code"]) == (403, "cross_site")
    assert (answer.json()["key"], answer.json()["final"]) == (key, False)


def test_without_a_public_name_only_loopback_speaks_for_itself(
    here: Village, tmp_path: Path
) -> None:
    app = app_of(here, tmp_path, has_public_origin=False)
    for origin, status in (
        ("http://127.0.0.1:8000", 303),
        ("http://localhost:8000", 303),
        ("http://192.168.1.5", 403),
        ("http://jahat.example", 403),
    ):
        visitor = Visitor(app, origin=origin)
        assert visitor.bare_post("/keluar", {}, {"Origin": origin}).status_code == status
