"""The same submissions without JavaScript: a page to go on to, or the form as it was typed."""

from uuid import uuid4

import pytest
from bs4 import BeautifulSoup

from cooperative.books import Books
from tests.village import Village, village
from tests.web.test_protocol import empty_shelf, orders_of, remembered, wants
from tests.web.wire import FORM, Fields, Phone

A_KEY = "0b9a5c1e-7d3f-4a52-9f55-0e2f5b1f6f10"


@pytest.fixture
def here(sqlite_books: Books) -> Village:
    return village(sqlite_books)


def keyed(fields: Fields, key: str) -> Fields:
    """Return the fields with the hidden key the server rendered."""
    return [*fields, ("idempotency_key", key)]


def key_in(html: str) -> str:
    """Return the key of the form on a page."""
    field = BeautifulSoup(html, "html.parser").find("input", {"name": "idempotency_key"})
    assert field is not None
    return str(field["value"])


def test_a_double_tap_orders_once_and_says_so(here: Village, sari: Phone) -> None:
    fields = keyed(wants(here, "gula"), str(uuid4()))
    first, second = sari.submit("/pesanan", fields), sari.submit("/pesanan", fields)
    assert (first.status_code, second.status_code) == (303, 303)
    assert second.headers["location"] == first.headers["location"] + "?sudah=1"
    assert orders_of(here) == 1


def test_a_refused_form_comes_back_with_a_fresh_key(here: Village, sari: Phone) -> None:
    sari.submit("/keranjang", [("barang", str(here.gula)), ("jumlah", "1")])
    empty_shelf(here)
    key = str(uuid4())
    answer = sari.submit("/pesanan", keyed([("bayar", "tunai")], key))
    assert answer.status_code == 409
    assert "Stok tidak cukup" in answer.text
    assert key_in(answer.text) != key


def test_two_tabs_that_are_asked_the_same_decide_once(here: Village, sari: Phone) -> None:
    dearer = [*wants(here, "gula", kalau_naik="tanya"), ("harga", "16000")]
    tabs = [sari.submit("/pesanan", keyed(dearer, A_KEY)) for _ in range(2)]
    assert [tab.status_code for tab in tabs] == [409, 409]
    yes = [*wants(here, "gula", kalau_naik="tanya"), ("harga", "16500")]
    answers = [sari.submit("/pesanan", keyed(yes, key_in(tab.text))) for tab in tabs]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert answers[1].headers["location"].endswith("?sudah=1")
    assert orders_of(here) == 1


def test_an_unreadable_form_comes_back_and_leaves_no_draft(here: Village, sari: Phone) -> None:
    fields = [("barang", str(here.gula)), ("jumlah", "dua")]
    answer = sari.submit("/pesanan", keyed(fields, str(uuid4())))
    assert answer.status_code == 422
    assert remembered(here) == 0
    assert "perlu-diperbaiki" not in sari.get("/kiriman").text


@pytest.mark.parametrize("key", ["", "17"])
def test_a_form_without_a_key_is_asked_to_be_opened_again(
    here: Village, sari: Phone, key: str
) -> None:
    answer = sari.submit("/pesanan", keyed(wants(here, "gula"), key))
    assert (answer.status_code, orders_of(here)) == (400, 0)
    assert "Buka lagi halamannya" in answer.text


def test_htmx_is_sent_on_by_its_own_header(here: Village, sari: Phone) -> None:
    key = str(uuid4())
    body = f"barang={here.gula}&jumlah=1&idempotency_key={key}".encode()
    answer = sari.post("/pesanan", body, {"HX-Request": "true", "Content-Type": FORM})
    assert answer.status_code == 200
    assert answer.headers["hx-redirect"].startswith("/pesanan/")


def test_what_came_in_is_listed_with_its_verdict(here: Village, sari: Phone) -> None:
    sari.submit("/pesanan", keyed(wants(here, "gula"), str(uuid4())))
    sari.submit("/pesanan", keyed(wants(here, "beras", bayar="qris"), str(uuid4())))
    page = sari.get("/kiriman").text
    assert all(word in page for word in ("Pesanan", "Diterima", "Ditolak", "Cara bayar ini"))


def test_a_draft_can_be_thrown_away(here: Village, sari: Phone) -> None:
    key = str(uuid4())
    sari.order([("barang", str(here.gula)), ("jumlah", "dua")], key=key)
    answer = sari.submit(f"/kiriman/{key}/batal", [])
    assert (answer.status_code, answer.headers["location"]) == (303, "/kiriman")
    assert sari.get(f"/kiriman/{key}").status_code == 404
