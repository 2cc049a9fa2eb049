"""Phones that were away while the village moved to a new release."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from lumbung.bench.server import serving
from lumbung.bench.weak.devtools import Workers, allow_sync, until
from lumbung.bench.weak.faults import Fault
from lumbung.bench.weak.proxy import Proxy, proxied
from tests.browser.offline.books import ServedBooks
from tests.browser.offline.ordering import emptied, fill_basket, order, ready, rows, saved_on
from tests.browser.offline.releases import copy_of_village, next_release, raise_order_twice
from tests.browser.phone import MakePhone, Phone

AWAY = timedelta(days=14)
IDLE_SECONDS = 30.0
RELEASE = "document.querySelector('script[type=module]').src.split('/')[4]"
REGISTRATION = "navigator.serviceWorker.ready"
LOOKS = """[...document.querySelectorAll("body, main, .card, .tabs")].map((element) => {
  const style = getComputedStyle(element);
  return [style.backgroundColor, style.padding, style.fontSize].join(" ");
})"""


@pytest.fixture
def data(village_folder: Path, village: object, tmp_path: Path) -> Path:
    """A village of its own, with nobody in it yet today."""
    assert village
    return copy_of_village(village_folder, tmp_path / "own")


@pytest.fixture
def own_books(data: Path) -> ServedBooks:
    """Its books."""
    return ServedBooks(data / "books.db")


def test_an_order_written_fourteen_days_ago_reaches_the_new_release_once(
    make_phone: MakePhone, data: Path, own_books: ServedBooks, tmp_path: Path
) -> None:
    with serving(data) as old, proxied(old.port) as network:
        phone = _phone(make_phone, network)
        network.mode = Fault.REFUSE
        phone.page.clock.set_fixed_time(datetime.now(UTC) - AWAY)
        fill_basket(phone)
        key = order(phone)
        assert rows(phone)[0]["queuedAt"] < (datetime.now(UTC) - AWAY).timestamp() * 1000 + 60_000
        phone.page.close()
        with next_release(data, tmp_path / "next") as new:
            network.lead_to(new.port)
            network.mode = Fault.PASS
            phone.page = phone.new_tab()
            phone.open("/pesanan")
            emptied(phone)
        assert own_books.orders(key) == 1
        assert own_books.owner(key) == "anggota"


def test_an_order_of_two_versions_ago_is_still_understood(
    make_phone: MakePhone, data: Path, own_books: ServedBooks, tmp_path: Path
) -> None:
    with serving(data) as old, proxied(old.port) as network:
        phone = _phone(make_phone, network)
        network.mode = Fault.REFUSE
        fill_basket(phone)
        key = order(phone)
        assert rows(phone)[0]["form"] == "order/1"
        with next_release(data, tmp_path / "next", raise_order_twice) as new:
            network.lead_to(new.port)
            network.mode = Fault.PASS
            phone.open("/pesanan")
            emptied(phone)
        assert own_books.orders(key) == 1
        assert own_books.kind(key) == "order/3"


def test_a_release_that_comes_while_a_row_is_on_its_way_sends_it_once(
    make_phone: MakePhone, data: Path, own_books: ServedBooks, tmp_path: Path
) -> None:
    with serving(data) as old, proxied(old.port) as network:
        phone = _phone(make_phone, network)
        before = phone.page.evaluate(RELEASE)
        fill_basket(phone)
        # Her page goes on after a moment, and the next one sends the row once more.
        network.fault(Fault.HOLD, on="POST /pesanan", times=2)
        key = order(phone)
        with next_release(data, tmp_path / "next") as new:
            network.lead_to(new.port)
            phone.page.evaluate(f"{REGISTRATION}.then((it) => it.update())")
            # It has come whole: it waits until the row has its answer.
            until(phone.page, f"{REGISTRATION}.then((it) => !it.installing)")
            network.mode = Fault.PASS
            phone.open("/pesanan")
            emptied(phone)
            _moved(phone, before)
        keys = {key, *(request.key for request in network.sent("POST /pesanan"))} - {""}
        assert sum(own_books.orders(one) for one in keys) == 1


def test_a_page_saved_three_releases_ago_still_looks_right(
    make_phone: MakePhone, data: Path, tmp_path: Path
) -> None:
    with serving(data) as old, proxied(old.port) as network:
        phone = _phone(make_phone, network)
        saved_on(phone, "/simpanan")
        first = phone.page.evaluate(RELEASE)
        phone.open("/simpanan")
        looks = phone.page.evaluate(LOOKS)
        for _ in range(3):
            before = phone.page.evaluate(RELEASE)
            with next_release(data, tmp_path / "next") as new:
                network.lead_to(new.port)
                phone.open("/")
                _moved(phone, before)
        network.mode = Fault.REFUSE
        page = phone.open("/simpanan")
        assert page.evaluate(RELEASE) == first
        assert page.evaluate(LOOKS) == looks
        page.get_by_text("Riwayat").wait_for()


def _phone(make_phone: MakePhone, network: Proxy) -> Phone:
    phone = make_phone(through=network)
    allow_sync(phone.context, phone.origin)
    ready(phone)
    return phone


def _moved(phone: Phone, before: str) -> None:
    """Wait until the phone has the new release's worker and shell.

    A question that reaches the old worker while Chromium is just ending it wakes it again; then the
    new one waits until the old one was idle for half a minute. A browser that is looked at never
    finds it idle: here it is ended by hand.
    """
    moved = (
        "caches.keys().then((names) => names.filter((name) => name.startsWith('shell-')))"
        f".then((names) => names.length === 1 && names[0] !== 'shell-{before}')"
    )
    with suppress(TimeoutError):
        until(phone.page, moved, seconds=IDLE_SECONDS)
    if not phone.page.evaluate(moved):
        Workers(phone.page).stop()
    until(phone.page, moved)
    phone.open("/pesanan")
