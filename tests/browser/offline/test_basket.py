"""The basket of a phone: filled at once, with a signal or without, told to the server later."""

import re

import pytest

from lumbung.bench.weak.devtools import until
from lumbung.bench.weak.faults import Fault
from lumbung.bench.weak.proxy import Proxy
from tests.browser.offline.books import ServedBooks
from tests.browser.offline.ordering import emptied, order, ready, saved_on
from tests.browser.phone import MakePhone, Phone

ADD = re.compile("^Tambah ")


@pytest.fixture
def joko(far_phone: Phone) -> Phone:
    """Another member's phone, behind a network, ready to do without it."""
    ready(far_phone, "anggota2")
    return far_phone


def test_goods_go_into_the_basket_without_a_signal(sari: Phone, network: Proxy) -> None:
    page = sari.open("/barang")
    network.mode = Fault.REFUSE
    card = page.locator(".product", has=page.get_by_role("button", name=ADD)).first
    name = card.locator("a > span").inner_text()
    card.get_by_role("button", name=ADD).click()
    card.locator("[data-step='1']").click()
    page.locator("#keranjang", has_text="Keranjang").wait_for()
    assert card.locator("input[type=number]").input_value() == "2"
    sari.open("/keranjang")
    line = page.locator("#pesan li", has_text=name)
    line.wait_for()
    assert line.locator("input[name=jumlah]").input_value() == "2"
    assert "Keranjang masih kosong" not in sari.text()


def test_what_was_put_in_without_a_signal_reaches_the_server_later(
    joko: Phone, network: Proxy, make_phone: MakePhone
) -> None:
    page = joko.open("/barang")
    network.mode = Fault.REFUSE
    card = page.locator(".product", has=page.get_by_role("button", name=ADD)).last
    name = card.locator("a > span").inner_text()
    card.get_by_role("button", name=ADD).click()
    page.locator("#keranjang a").wait_for()
    network.mode = Fault.PASS
    with page.expect_response(lambda came: came.request.method == "POST"):
        joko.open("/pesanan")
        joko.open("/barang")
    plain = make_phone(java_script_enabled=False)
    plain.sign_in("anggota2")
    plain.open("/keranjang")
    assert name in plain.text()


def test_what_a_plain_form_put_in_is_taken_over(joko: Phone, make_phone: MakePhone) -> None:
    plain = make_phone(java_script_enabled=False)
    plain.sign_in("anggota2")
    page = plain.open("/barang?cari=gula")
    page.get_by_role("button", name=ADD).first.click()
    page.wait_for_url(re.compile("masuk="))
    joko.open("/barang")
    joko.page.locator("#keranjang a").wait_for()
    joko.open("/keranjang")
    assert "Gula" in joko.page.locator("#pesan").inner_text()


def test_what_is_taken_out_can_be_put_back(joko: Phone) -> None:
    page = joko.open("/barang")
    page.get_by_role("button", name=ADD).first.click()
    page.locator("#keranjang a").wait_for()
    joko.open("/keranjang")
    lines = page.locator("#pesan li")
    lines.first.wait_for()
    line = page.locator(f"#{lines.first.get_attribute('id')}")
    line.get_by_role("button", name=re.compile("Hapus")).click()
    line.wait_for(state="detached")
    page.get_by_role("button", name="Urungkan").click()
    line.wait_for()


def test_a_waiting_order_is_edited_and_only_the_new_one_is_placed(
    sari: Phone, network: Proxy, books: ServedBooks
) -> None:
    before = books.orders_of("anggota")
    saved_on(sari, "/kiriman")
    page = sari.open("/barang")
    page.get_by_role("button", name=ADD).first.click()
    page.locator("#keranjang a").wait_for()
    sari.open("/keranjang")
    page.locator("#pesan li").first.wait_for()
    network.mode = Fault.REFUSE
    first = order(sari)
    sari.open("/kiriman")
    page.locator("#belum-terkirim").get_by_role("button", name=re.compile("^Ubah")).click()
    page.wait_for_url("**/keranjang")
    page.locator("#mengubah").wait_for()
    page.locator("#pesan [data-step='1']").first.click()
    second = order(sari)
    network.mode = Fault.PASS
    sari.open("/pesanan")
    emptied(sari)
    until(page, "document.querySelectorAll('[id^=pesanan-]').length > 0")
    assert (books.orders(first), books.orders(second)) == (0, 1)
    assert books.orders_of("anggota") == before + 1
