"""The worker and the phone themselves fail: stopped, killed, emptied, slow, years ahead."""

import re

import pytest

from lumbung.bench.weak.devtools import Workers, allow_sync, clear_storage, controlled, until
from lumbung.bench.weak.faults import Fault
from lumbung.bench.weak.proxy import Proxy
from tests.browser.kept_phone import KeptPhone
from tests.browser.offline.books import ServedBooks
from tests.browser.offline.ordering import (
    bar,
    emptied,
    fill_basket,
    order,
    ready,
    saved_on,
    saved_pages,
)
from tests.browser.phone import MakePhone, Phone

COPY_MS = 3_500
WRONG_CLOCK = """(() => {
  const Real = Date, ahead = YEARS * 365 * 86400000;
  globalThis.Date = class extends Real {
    constructor(...at) { if (at.length) super(...at); else super(Real.now() + ahead); }
    static now() { return Real.now() + ahead; }
  };
})();"""


def test_a_worker_stopped_while_it_sends_sends_again_and_the_order_is_placed_once(
    sari: Phone, network: Proxy, books: ServedBooks
) -> None:
    fill_basket(sari)
    network.mode = Fault.REFUSE
    key = order(sari)
    workers = Workers(sari.page)
    network.mode = Fault.HOLD
    workers.sync("outbox")
    workers.stop()
    network.mode = Fault.PASS
    sari.open("/pesanan")
    emptied(sari)
    assert books.orders(key) == 1
    assert books.owner(key) == "anggota"


def test_background_sync_sends_what_waits(sari: Phone, network: Proxy, books: ServedBooks) -> None:
    fill_basket(sari)
    network.mode = Fault.REFUSE
    key = order(sari)
    # A page without scripts: only the worker can send.
    network.mode = Fault.PASS
    page = sari.open("/livez")
    Workers(page).sync("outbox")
    emptied(sari)
    assert books.orders(key) == 1
    assert network.sent("POST /pesanan")


def test_a_phone_that_died_after_it_said_saved_has_the_order(
    kept_phone: KeptPhone, network: Proxy, books: ServedBooks
) -> None:
    phone = kept_phone.start()
    allow_sync(phone.context, phone.origin)
    ready(phone)
    fill_basket(phone)
    network.mode = Fault.REFUSE
    key = order(phone)
    phone.page.get_by_text("Tersimpan di HP").first.wait_for()
    kept_phone.kill()
    network.mode = Fault.PASS
    phone = kept_phone.start()
    # Cookies are written to the disk now and then, the row at once: she may have to sign in again.
    ready(phone)
    emptied(phone)
    assert books.orders(key) == 1
    assert books.owner(key) == "anggota"


def test_a_phone_that_may_not_be_woken_sends_when_it_is_opened(
    make_phone: MakePhone, network: Proxy, books: ServedBooks
) -> None:
    phone = make_phone(through=network)
    # Granting the one alone denies the other.
    phone.context.grant_permissions(["notifications"], origin=phone.origin)
    ready(phone)
    fill_basket(phone)
    network.mode = Fault.REFUSE
    key = order(phone)
    network.mode = Fault.PASS
    phone.open("/")
    emptied(phone)
    assert books.orders(key) == 1


def test_a_phone_that_was_emptied_shows_a_gap_to_the_officers(
    sari: Phone, network: Proxy, books: ServedBooks, make_phone: MakePhone
) -> None:
    fill_basket(sari)
    order(sari)
    emptied(sari)
    network.mode = Fault.REFUSE
    fill_basket(sari)
    lost = order(sari)
    network.mode = Fault.PASS
    network.fault(Fault.CUT_REQUEST, on="POST /pesanan", times=None)
    clear_storage(sari.page)
    network.reset()
    sari.open("/")
    controlled(sari.page)
    saved_on(sari, "/kotak-masuk")
    fill_basket(sari)
    order(sari)
    emptied(sari)
    assert books.orders(lost) == 0
    officer = make_phone()
    officer.sign_in("bendahara")
    page = officer.open("/kas/hp?cari=Sari Wulandari")
    page.locator("main ul.rows a").first.click()
    page.get_by_text(re.compile(r"Mungkin ada \d+ kiriman belum sampai")).first.wait_for()


@pytest.mark.parametrize("years", [10, -50])
def test_a_phone_whose_clock_is_years_off_orders_once_and_today(
    far_phone: Phone, network: Proxy, books: ServedBooks, years: int
) -> None:
    far_phone.context.add_init_script(WRONG_CLOCK.replace("YEARS", str(years)))
    ready(far_phone)
    fill_basket(far_phone)
    network.mode = Fault.REFUSE
    key = order(far_phone)
    network.mode = Fault.PASS
    far_phone.open("/pesanan")
    emptied(far_phone)
    assert books.orders(key) == 1
    assert books.order_year(key) == books.year()


def test_a_network_that_swallows_everything_shows_the_copy_within_three_seconds(
    sari: Phone, network: Proxy
) -> None:
    network.mode = Fault.BLACK_HOLE
    page = sari.open("/simpanan")
    took_ms = page.evaluate("performance.getEntriesByType('navigation')[0].responseStart")
    assert took_ms < COPY_MS
    assert bar(sari).startswith("Sinyal lemah. Data pukul")


def test_newer_data_is_offered_never_swapped_in(sari: Phone, network: Proxy) -> None:
    network.mode = Fault.HOLD
    page = sari.open("/kotak-masuk")
    assert bar(sari).startswith("Sinyal lemah.")
    network.mode = Fault.PASS
    until(page, "!document.querySelector('#signal').innerText.includes('Sinyal lemah')")
    assert "Data pukul" not in bar(sari)


def test_goods_never_seen_are_found_without_a_signal(sari: Phone, network: Proxy) -> None:
    network.mode = Fault.REFUSE
    page = sari.open("/barang?cari=telur")
    assert page.locator(".product").count() >= 1
    number = (page.locator(".product").first.get_attribute("id") or "").removeprefix("barang-")
    sari.open(f"/barang/{number}")
    assert page.locator(f"#barang-{number}").count() == 1
    sari.open("/barang?cari=zzzz")
    assert "Tidak ditemukan" in sari.text()


def test_pages_that_say_something_once_are_not_kept(sari: Phone) -> None:
    sari.open("/pesanan?sudah=1")
    assert not [page for page in saved_pages(sari) if "sudah" in page]
