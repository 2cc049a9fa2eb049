"""An order on a phone whose signal comes and goes: placed once, by its owner, and said so."""

import pytest

from lumbung.bench.weak.devtools import until
from lumbung.bench.weak.faults import (
    BUSY,
    FORBIDDEN,
    PORTAL,
    TO_LOGIN,
    UNAUTHORIZED,
    UNAVAILABLE,
    Answer,
    CutAnswer,
    Fault,
    Mode,
)
from lumbung.bench.weak.proxy import Proxy
from tests.browser.offline.books import ServedBooks
from tests.browser.offline.ordering import SENT, emptied, fill_basket, order, rows
from tests.browser.phone import Phone

FAULTS: dict[str, Mode] = {
    "the answer was lost": Fault.DROP_ANSWER,
    "the connection was cut in the middle of the form": Fault.CUT_REQUEST,
    "half of the answer came": CutAnswer(120),
    "the form arrived twice": Fault.DUPLICATE,
    "the server was busy": BUSY,
    "the server was down": UNAVAILABLE,
    "a gateway asked for a sign-in": UNAUTHORIZED,
    "a gateway forbade it": FORBIDDEN,
    "a gateway led to another page": TO_LOGIN,
    "a WiFi answered for everybody": PORTAL,
    "nobody listened": Fault.REFUSE,
}


def test_an_order_without_a_signal_waits_on_the_phone_and_is_placed_once(
    sari: Phone, network: Proxy, books: ServedBooks
) -> None:
    fill_basket(sari)
    network.mode = Fault.REFUSE
    key = order(sari)
    sari.page.wait_for_url("**/pesanan")
    assert [row["key"] for row in rows(sari)] == [key]
    sari.page.locator("#signal", has_text="1 kiriman tersimpan di HP").wait_for()
    sari.page.locator("main").get_by_text("Tersimpan di HP").first.wait_for()
    assert books.orders(key) == 0
    network.mode = Fault.PASS
    sari.open("/pesanan")
    emptied(sari)
    assert books.orders(key) == 1
    assert books.owner(key) == "anggota"


@pytest.mark.parametrize("fault", FAULTS)
def test_an_order_is_placed_once_although(
    sari: Phone, network: Proxy, books: ServedBooks, fault: str
) -> None:
    fill_basket(sari)
    mode = FAULTS[fault]
    if mode is Fault.REFUSE:
        network.mode = mode
    else:
        network.fault(mode, on="POST /pesanan", times=1)
    order(sari)
    network.mode = Fault.PASS
    sari.open("/pesanan")
    emptied(sari)
    keys = {request.key for request in network.sent("POST /pesanan")}
    assert len(keys) == 1
    (key,) = keys
    assert books.orders(key) == 1
    assert books.owner(key) == "anggota"
    sari.page.locator("#signal").wait_for(state="hidden")


def test_a_server_that_asks_for_patience_is_given_it(
    sari: Phone, network: Proxy, books: ServedBooks
) -> None:
    fill_basket(sari)
    network.fault(Answer(429, {"Retry-After": "2"}), on="POST /pesanan", times=1)
    key = order(sari)
    emptied(sari)
    first, second = network.sent("POST /pesanan")
    assert second.at - first.at >= 1.9
    assert books.orders(key or first.key) == 1


def test_a_double_tap_orders_once(sari: Phone, books: ServedBooks) -> None:
    fill_basket(sari)
    before = books.orders_of("anggota")
    sari.page.locator("button[form=pesan]").dblclick()
    sari.page.wait_for_url(SENT)
    assert books.orders_of("anggota") == before + 1


def test_the_saved_basket_page_orders_twice_when_it_is_used_twice(
    sari: Phone, network: Proxy, books: ServedBooks
) -> None:
    before = books.orders_of("anggota")
    network.mode = Fault.REFUSE
    for _ in range(2):
        fill_basket(sari)
        order(sari)
    assert len({row["key"] for row in rows(sari)}) == 2
    network.mode = Fault.PASS
    sari.open("/pesanan")
    emptied(sari)
    assert books.orders_of("anggota") == before + 2


def test_two_tabs_and_the_worker_send_a_row_once(
    sari: Phone, network: Proxy, books: ServedBooks
) -> None:
    fill_basket(sari)
    network.mode = Fault.REFUSE
    key = order(sari)
    other = sari.new_tab()
    network.mode = Fault.PASS
    other.goto(f"{sari.origin}/")
    sari.open("/")
    emptied(sari)
    sent = [request for request in network.sent("POST /pesanan") if request.key == key]
    assert books.orders(key) == 1
    assert len([request for request in sent if request.status]) == 1


def test_an_order_is_sent_when_its_page_is_closed_and_opened_again(
    sari: Phone, network: Proxy, books: ServedBooks
) -> None:
    fill_basket(sari)
    network.mode = Fault.BLACK_HOLE
    key = order(sari)
    sari.page.close()
    network.mode = Fault.PASS
    sari.page = sari.new_tab()
    sari.open("/")
    emptied(sari)
    assert books.orders(key) == 1
    until(sari.page, "document.querySelector('#signal').hidden")
