"""A member orders without JavaScript, and nothing she does to a form books twice."""

import re

import pytest
from playwright.sync_api import Page

from tests.browser.phone import MakePhone, Phone, without_javascript
from tests.browser.places import fill_basket

ORDERED = re.compile(r".*/pesanan/\d+(\?.*)?$")


@pytest.fixture
def sari(make_phone: MakePhone) -> Phone:
    """Sari's phone, whose browser runs no scripts, with something in her basket."""
    phone = make_phone(**without_javascript())
    phone.sign_in("anggota")
    fill_basket(phone)
    phone.open("/keranjang")
    return phone


def test_she_searches_orders_and_cancels(sari: Phone) -> None:
    page = sari.open("/barang")
    page.get_by_label("Cari barang").fill("beras")
    page.get_by_role("button", name="Cari").click()
    assert "cari=beras" in page.url
    page.get_by_role("button", name=re.compile("^Tambah ")).first.click()
    page.wait_for_url(re.compile("masuk="))
    sari.open("/keranjang")
    page.get_by_label(re.compile("^Jumlah ")).first.fill("2")
    page.get_by_role("button", name="Hitung ulang").last.click()
    page.wait_for_url("**/keranjang*")
    assert page.get_by_label(re.compile("^Jumlah ")).first.input_value() == "2"
    _order(page)
    assert "Menunggu" in sari.text()
    page.locator("summary", has_text="Batalkan pesanan").click()
    page.get_by_role("button", name="Ya, batalkan").click()
    page.locator(".head", has_text="Dibatalkan").wait_for()


def test_back_finds_nothing_left_to_order(sari: Phone) -> None:
    before = _orders(sari)
    page = sari.open("/keranjang")
    _order(page)
    page.go_back()
    assert "Keranjang masih kosong" in sari.text()
    assert _orders(sari) == before + 1


def test_a_kept_form_sent_again_books_once(sari: Phone) -> None:
    before = _orders(sari)
    page = sari.open("/keranjang")
    # What a browser does that shows the old page on Back: the same form, once more.
    page.evaluate("document.getElementById('pesan').target = '_blank'")
    with page.expect_popup() as first:
        page.locator("button[form=pesan]").click()
    first.value.wait_for_url(ORDERED)
    with page.expect_popup() as second:
        page.locator("button[form=pesan]").click()
    second.value.wait_for_url(ORDERED)
    assert "sudah kami terima" in second.value.locator("main").inner_text()
    assert _place(second.value) == _place(first.value)
    assert _orders(sari) == before + 1


def test_reloading_the_answer_books_once(sari: Phone) -> None:
    before = _orders(sari)
    page = sari.open("/keranjang")
    _order(page)
    page.reload()
    assert _orders(sari) == before + 1


def test_an_impatient_second_tap_books_once(sari: Phone) -> None:
    before = _orders(sari)
    page = sari.open("/keranjang")
    page.locator("button[form=pesan]").dblclick(no_wait_after=True)
    page.wait_for_url(ORDERED)
    assert _orders(sari) == before + 1


def test_a_second_tap_with_scripts_books_once(make_phone: MakePhone) -> None:
    phone = make_phone()
    phone.sign_in("anggota2")
    fill_basket(phone)
    before = _orders(phone)
    page = phone.open("/keranjang")
    page.locator("button[form=pesan]").dblclick(no_wait_after=True)
    page.wait_for_url(ORDERED)
    assert _orders(phone) == before + 1


@pytest.mark.parametrize("options", [{}, without_javascript()], ids=["scripts", "plain"])
def test_two_tabs_of_one_basket_book_once(make_phone: MakePhone, options: dict[str, bool]) -> None:
    phone = make_phone(**options)
    phone.sign_in("anggota2")
    fill_basket(phone)
    before = _orders(phone)
    phone.open("/keranjang")
    other = phone.new_tab()
    other.goto(f"{phone.origin}/keranjang")
    _order(phone.page)
    # A phone that keeps the basket itself has emptied it on the other tab too.
    again = other.locator("button[form=pesan]")
    if again.is_visible():
        again.click()
        other.wait_for_load_state()
    assert _orders(phone) == before + 1


def test_back_and_sending_again_with_scripts_books_once(make_phone: MakePhone) -> None:
    phone = make_phone()
    phone.sign_in("anggota2")
    fill_basket(phone)
    before = _orders(phone)
    page = phone.open("/keranjang")
    _order(page)
    page.go_back()
    again = page.locator("button[form=pesan]")
    if again.is_visible():
        again.click()
        page.wait_for_load_state()
    assert _orders(phone) == before + 1


def _order(page: Page) -> None:
    page.locator("button[form=pesan]").click()
    page.wait_for_url(ORDERED)


def _place(page: Page) -> str:
    return page.url.partition("?")[0]


def _orders(phone: Phone) -> int:
    """Return how many orders of hers are under way."""
    page = phone.open("/pesanan")
    label = page.locator("nav.filter a").first.inner_text()
    found = re.search(r"\((\d+)\)", label)
    assert found, label
    return int(found[1])
