"""What the village says to an order that waited, and what its owner can still do about it."""

import re
import threading
import time

import pytest

from lumbung.bench.weak.faults import Fault
from lumbung.bench.weak.proxy import Proxy
from tests.browser.offline.books import ServedBooks
from tests.browser.offline.ordering import emptied, fill_basket, order, rows
from tests.browser.phone import MakePhone, Phone

ADD = re.compile("^Tambah ")


@pytest.fixture
def shop(make_phone: MakePhone) -> Phone:
    """The shopkeeper's phone, near the server."""
    phone = make_phone()
    phone.sign_in("kasir")
    return phone


def test_an_order_that_is_short_asks_and_is_placed_as_she_decides(
    sari: Phone, shop: Phone, network: Proxy, books: ServedBooks
) -> None:
    key = _order_more_than_there_is(sari, shop, network)
    sari.open("/kiriman")
    _state(sari, key, "decide")
    sari.page.get_by_text("Perlu keputusan").first.wait_for()
    assert books.orders(key) == 0
    _act(sari, "accept")
    emptied(sari)
    (decided,) = {request.key for request in network.sent("POST /pesanan")} - {key}
    assert books.orders(decided) == 1
    assert books.owner(decided) == "anggota"


def test_a_decision_whose_answer_was_lost_is_booked_once(
    sari: Phone, shop: Phone, network: Proxy, books: ServedBooks
) -> None:
    key = _order_more_than_there_is(sari, shop, network)
    sari.open("/kiriman")
    _state(sari, key, "decide")
    before = books.orders_of("anggota")
    network.fault(Fault.DROP_ANSWER, on="POST /pesanan")
    _act(sari, "accept")
    _sent(network, "POST /pesanan", 3)
    sari.open("/kiriman")
    emptied(sari)
    assert books.orders_of("anggota") == before + 1


def test_an_order_that_was_tried_is_taken_back_although_the_answer_was_lost(
    sari: Phone, network: Proxy, books: ServedBooks
) -> None:
    fill_basket(sari)
    network.fault(Fault.CUT_REQUEST, on="POST /pesanan", times=None)
    key = order(sari)
    network.fault(Fault.DROP_ANSWER, on="POST /kiriman", times=1)
    sari.open("/kiriman")
    _act(sari, "remove")
    _sent(network, "POST /kiriman", 1)
    sari.open("/kiriman")
    emptied(sari)
    assert books.orders(key) == 0
    assert books.verdict(key) == "cancelled"


def test_an_order_taken_back_too_late_is_shown_as_placed(
    sari: Phone, network: Proxy, books: ServedBooks
) -> None:
    fill_basket(sari)
    network.fault(Fault.DROP_ANSWER, on="POST /pesanan", times=1)
    network.fault(Fault.CUT_REQUEST, on="POST /pesanan", times=None)
    key = order(sari)
    sari.open("/kiriman")
    _act(sari, "remove")
    emptied(sari)
    assert books.orders(key) == 1
    sari.page.get_by_text("Terkirim hari ini").first.wait_for()


def test_an_edit_of_an_order_that_may_have_arrived_is_placed_once(
    sari: Phone, network: Proxy, books: ServedBooks
) -> None:
    fill_basket(sari)
    before = books.orders_of("anggota")
    network.fault(Fault.DROP_ANSWER, on="POST /pesanan", times=1)
    network.fault(Fault.CUT_REQUEST, on="POST /pesanan", times=None)
    order(sari)
    sari.open("/kiriman")
    _act(sari, "edit")
    sari.page.wait_for_url("**/keranjang")
    sari.page.get_by_label(re.compile("^Jumlah ")).first.fill("2")
    network.reset()
    sari.page.locator("button[form=pesan]").click()
    sari.page.wait_for_url(lambda url: "/keranjang" not in url)
    assert books.orders_of("anggota") == before + 1


def test_an_order_taken_back_without_a_signal_is_never_placed(
    sari: Phone, network: Proxy, books: ServedBooks
) -> None:
    fill_basket(sari)
    network.mode = Fault.REFUSE
    key = order(sari)
    sari.open("/kiriman")
    _act(sari, "remove")
    sari.page.get_by_text("Akan dibatalkan saat ada sinyal").first.wait_for()
    network.mode = Fault.PASS
    sari.open("/kiriman")
    emptied(sari)
    assert books.orders(key) == 0
    assert not network.sent("POST /pesanan")


def _order_more_than_there_is(sari: Phone, shop: Phone, network: Proxy) -> str:
    """Order goods of which the shop writes the last ones off meanwhile; she wants to be asked."""
    page = sari.open("/barang")
    cards = page.locator(".product", has=page.get_by_role("button", name=ADD))
    stock = [int(card.get_attribute("data-stok") or "0") for card in cards.all()]
    left = max(stock)
    card = cards.nth(stock.index(left))
    number = int((card.get_attribute("id") or "").removeprefix("barang-"))
    card.get_by_role("button", name=ADD).click()
    page.locator("#keranjang a").wait_for()
    sari.open("/keranjang")
    page.locator(f"#baris-{number} input[name=jumlah]").fill("2")
    page.locator("input[name=kalau_kurang][value=tanya]").check()
    network.mode = Fault.REFUSE
    key = order(sari)
    _write_off(shop, number, left - 1)
    network.mode = Fault.PASS
    return key


def _write_off(shop: Phone, number: int, units: int) -> None:
    page = shop.open(f"/gerai/rusak?barang={number}")
    page.get_by_label("Jumlah", exact=True).fill(str(units))
    page.locator("input[name=sebab]").first.check()
    page.get_by_label("Keterangan").fill("Kena air")
    page.locator("button[form=catat]").click()
    page.wait_for_url(lambda url: f"barang={number}" not in url)
    # On a busy machine it may still be on its way from the shop's own outbox.
    deadline = time.monotonic() + 20
    while "Bisa dijual 1 " not in shop.text():
        assert time.monotonic() < deadline, shop.text()
        shop.open(f"/gerai/stok/{number}")


def _act(phone: Phone, name: str) -> None:
    """Tap what can be done about the first row."""
    phone.page.locator(f"#belum-terkirim button[data-act={name}]").locator(
        "visible=true"
    ).first.click()


def _sent(network: Proxy, what: str, times: int) -> None:
    """Wait until the phone has asked this so often, heard or not."""
    deadline = time.monotonic() + 20
    while len(network.sent(what)) < times:
        assert time.monotonic() < deadline, network.sent(what)
        threading.Event().wait(0.02)


def _state(phone: Phone, key: str, state: str) -> None:
    """Wait until the row of `key` has come to `state`."""
    deadline = time.monotonic() + 20
    while not any(row["key"] == key and row["state"] == state for row in rows(phone)):
        assert time.monotonic() < deadline, rows(phone)
        phone.page.wait_for_timeout(25)
