"""The stylesheet: inside every page, until the browser says that it keeps today's."""

from pathlib import Path

import httpx
import pytest

from cooperative.books import Books
from tests.village import village
from tests.web.wire import Phone, open_app, phone_of
from web.app import served_app
from web.door.cookies import SESSION
from web.security import inline_css
from web.settings import Settings
from web.static_files import static_tree

LINK = f'<link rel="stylesheet" href="{static_tree().address("app.css")}">'
KEPT = f"gaya={static_tree().digest}"


@pytest.fixture
def sari(books: Books, tmp_path: Path) -> Phone:
    """Sari's phone, asking what is served: the app behind the quick way."""
    here = village(books)
    phone = phone_of(open_app(here, tmp_path), here, here.sari)
    phone.app = served_app(Settings(tmp_path, demo=True), here.books)  # pyright: ignore[reportAttributeAccessIssue]
    return phone


def _get(phone: Phone, path: str, cookie: str, **headers: str) -> httpx.Response:
    return phone.get(path, Cookie=f"{SESSION}={phone.token}; {cookie}", **headers)


@pytest.mark.parametrize("path", ["/", "/barang", "/simpanan", "/keranjang"])
def test_a_browser_that_keeps_the_style_gets_a_link(sari: Phone, path: str):
    plain, kept = sari.get(path), _get(sari, path, KEPT)
    assert inline_css() in plain.text
    assert LINK not in plain.text
    assert LINK in kept.text
    assert "<style>" not in kept.text
    assert inline_css() not in kept.text
    assert plain.headers["etag"] != kept.headers["etag"]


@pytest.mark.parametrize("path", ["/", "/barang"])
def test_a_phone_whose_worker_keeps_the_style_gets_a_link(sari: Phone, path: str):
    kept = sari.get(path, **{"Lumbung-Shell": static_tree().digest})
    assert LINK in kept.text
    assert "<style>" not in kept.text
    again = sari.get(path, **{"Lumbung-Shell": static_tree().digest})
    assert again.headers["etag"] == kept.headers["etag"]
    assert "<style>" in sari.get(path, **{"Lumbung-Shell": "000000000000"}).text


@pytest.mark.parametrize("cookie", ["gaya=", "gaya=000000000000", f"lain{KEPT}", f"{KEPT}x"])
def test_the_style_of_another_day_travels_again(sari: Phone, cookie: str):
    answer = _get(sari, "/barang", cookie)
    assert inline_css() in answer.text
    assert answer.headers["etag"] == sari.get("/barang").headers["etag"]


@pytest.mark.parametrize("path", ["/", "/barang"])
def test_neither_page_is_taken_for_the_other(sari: Phone, path: str):
    sari.get(path)
    _get(sari, path, KEPT)
    # The second time the list of goods comes from memory.
    plain, kept = sari.get(path), _get(sari, path, KEPT)
    assert inline_css() in plain.text
    assert LINK in kept.text
    tag = {"If-None-Match": plain.headers["etag"]}
    assert _get(sari, path, "", **tag).status_code == 304
    assert _get(sari, path, KEPT, **tag).status_code == 200
