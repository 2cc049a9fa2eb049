"""The first minutes on a weak network: the page is there, its scripts are still on their way."""

import re

from playwright.sync_api import Page

from lumbung.bench.weak.faults import Fault
from lumbung.bench.weak.proxy import Proxy
from tests.browser.offline.books import ServedBooks
from tests.browser.offline.ordering import emptied, fill_basket, rows, saved_on
from tests.browser.phone import Phone

ORDER_AT_ONCE = """addEventListener("DOMContentLoaded", () =>
  document.querySelector("button[form=pesan]")?.click());"""
FULL = """(() => {
  const add = IDBObjectStore.prototype.add, put = IDBObjectStore.prototype.put;
  const refusing = (usual) => function (...told) {
    if (this.name === "outbox") throw new DOMException("no room", "QuotaExceededError");
    return usual.apply(this, told);
  };
  IDBObjectStore.prototype.add = refusing(add);
  IDBObjectStore.prototype.put = refusing(put);
})();"""
PLACED = re.compile(r".*/pesanan/\d+")


def test_an_order_sent_before_the_scripts_arrive_is_placed_once(
    far_phone: Phone, network: Proxy, books: ServedBooks
) -> None:
    network.fault(Fault.HOLD, on="GET /static", times=None)
    before = books.orders_of("anggota")
    page = _signed_in(far_phone)
    _go(far_phone, "/barang")
    page.get_by_role("button", name=re.compile("^Tambah ")).first.click()
    page.get_by_text("1 barang").first.wait_for()
    _go(far_phone, "/keranjang")
    page.locator("button[form=pesan]").click()
    page.wait_for_url(PLACED, wait_until="commit")
    _go(far_phone, "/keranjang")
    assert books.orders_of("anggota") == before + 1
    assert not page.evaluate("navigator.serviceWorker.controller")


def test_an_order_sent_again_before_the_scripts_arrive_is_still_one(
    far_phone: Phone, network: Proxy, books: ServedBooks
) -> None:
    network.fault(Fault.HOLD, on="GET /static", times=None)
    network.fault(Fault.DROP_ANSWER, on="POST /pesanan", times=1)
    before = books.orders_of("anggota")
    page = _signed_in(far_phone)
    _go(far_phone, "/barang")
    page.get_by_role("button", name=re.compile("^Tambah ")).first.click()
    _go(far_phone, "/keranjang")
    button = page.locator("button[form=pesan]")
    button.click()
    # Whole, or Chromium may still be putting it in the place of the page before.
    page.wait_for_url("chrome-error://**")
    page.reload(wait_until="commit")
    page.wait_for_url(PLACED, wait_until="commit")
    assert books.orders_of("anggota") == before + 1


def test_a_basket_ordered_in_the_moment_its_old_copy_stands_is_ordered_as_it_is_now(
    sari: Phone, network: Proxy, books: ServedBooks
) -> None:
    fill_basket(sari)
    saved_on(sari, "/keranjang")
    network.mode = Fault.REFUSE
    fill_basket(sari, which=1)
    sari.page.add_init_script(ORDER_AT_ONCE)
    sari.page.goto(f"{sari.origin}/keranjang", wait_until="commit")
    sari.page.wait_for_url("**/pesanan")
    (row,) = rows(sari)
    network.mode = Fault.PASS
    sari.open("/pesanan")
    emptied(sari)
    assert books.orders(row["key"]) == 1
    assert books.lines(row["key"]) == 2


def test_a_phone_that_is_full_says_so_keeps_the_form_and_sends_it_with_a_signal(
    sari: Phone, network: Proxy, books: ServedBooks
) -> None:
    # Chromium's own override of the quota is not applied to IndexedDB: the refusal is put in.
    sari.page.add_init_script(FULL)
    fill_basket(sari)
    before = books.orders_of("anggota")
    sari.context.set_offline(True)
    button = sari.page.locator("button[form=pesan]")
    button.click()
    sari.page.get_by_text("HP ini tidak bisa menyimpan kiriman").wait_for()
    assert books.orders_of("anggota") == before
    sari.context.set_offline(False)
    button.click()
    sari.page.wait_for_url(PLACED)
    assert books.orders_of("anggota") == before + 1
    assert len(network.sent("POST /pesanan")) == 1


def _signed_in(phone: Phone) -> Page:
    _go(phone, "/masuk")
    phone.page.locator("button[name=orang][value=anggota]").click()
    phone.page.locator("nav.tabs").wait_for()
    return phone.page


def _go(phone: Phone, path: str) -> None:
    """Open a page without waiting for what belongs to it."""
    phone.page.goto(phone.origin + path, wait_until="commit")
