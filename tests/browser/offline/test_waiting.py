"""Kiriman on a phone without a signal: what waits, why, and what its owner can do about it."""

import re

from lumbung.bench.weak.faults import Fault
from lumbung.bench.weak.proxy import Proxy
from tests.browser.offline.books import ServedBooks
from tests.browser.offline.ordering import at_rest, emptied, fill_basket, order, rows, saved_on
from tests.browser.phone import Phone

WAITING = "#belum-terkirim ul.rows > li"


def test_a_waiting_order_says_what_it_is_and_why_it_waits(sari: Phone, network: Proxy) -> None:
    saved_on(sari, "/kiriman")
    fill_basket(sari)
    network.mode = Fault.REFUSE
    order(sari)
    sari.open("/kiriman")
    # It may just be tried once more: then it says that for a moment.
    why = re.compile(r"Pesanan \d+ barang\s*Menunggu sinyal sejak pukul \d\d\.\d\d\.")
    row = sari.page.locator(WAITING, has_text=why)
    row.wait_for()
    row.get_by_text("Tersimpan di HP").wait_for()
    sari.open("/")
    sari.page.locator("#menunggu-di-hp", has_text="Tersimpan di HP").wait_for()


def test_a_tried_order_that_is_taken_back_says_so_until_the_server_has_answered(
    sari: Phone, network: Proxy, books: ServedBooks
) -> None:
    saved_on(sari, "/kiriman")
    fill_basket(sari)
    network.mode = Fault.BLACK_HOLE
    first = order(sari)
    network.mode = Fault.REFUSE
    sari.open("/kiriman")
    page = sari.page
    page.locator(WAITING).get_by_role("button", name=re.compile("^Hapus")).click()
    # It was tried: whether it came is not known before the server has said so.
    page.locator(WAITING, has_text="Akan dibatalkan saat ada sinyal").wait_for()
    network.mode = Fault.PASS
    sari.open("/kiriman")
    emptied(sari)
    assert books.orders(first) == 0
    page.locator(WAITING).wait_for(state="detached")


def test_kirim_sekarang_sends_at_once_and_the_row_moves_down(
    sari: Phone, network: Proxy, books: ServedBooks
) -> None:
    saved_on(sari, "/kiriman")
    fill_basket(sari)
    network.mode = Fault.REFUSE
    key = order(sari)
    page = sari.open("/kiriman")
    button = page.locator(WAITING).get_by_role("button", name=re.compile("^Kirim sekarang"))
    at_rest(sari)
    network.mode = Fault.PASS
    button.click()
    page.locator("#terkirim-hari-ini li", has_text="Diterima pukul").first.wait_for()
    assert rows(sari) == []
    assert books.orders(key) == 1


def test_the_phone_says_how_it_is_and_shows_it_to_the_assistant(
    sari: Phone, network: Proxy
) -> None:
    page = sari.page
    with page.expect_response(lambda came: came.url.endswith("qrcode.js")):
        sari.open("/hp-ini")
    page.locator("[data-hp=sinyal]", has_text="Ada sinyal").wait_for()
    saved_on(sari, "/hp-ini")
    network.mode = Fault.REFUSE
    sari.open("/hp-ini")
    page.locator("[data-hp=sinyal]", has_text="Tidak ada sinyal").wait_for()
    page.get_by_role("button", name="Tunjukkan ke pendamping").click()
    page.locator("[data-hp-gambar] svg path").wait_for()
    said = page.locator("[data-hp-gambar] figcaption").inner_text()
    assert "belum terkirim: 0" in said
    assert "Rp" not in said
