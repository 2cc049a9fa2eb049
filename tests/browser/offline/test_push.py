"""A hint comes to a real browser: shown, replaced by newer news, followed without a signal."""

import json
from typing import Any

from playwright.sync_api import Page

from lumbung.bench.weak.devtools import Workers, until
from lumbung.bench.weak.faults import Fault
from lumbung.bench.weak.proxy import Proxy
from tests.browser.phone import Phone

HERE = "/hp-ini/kabar"
_SHOWN = """navigator.serviceWorker.ready.then((one) => one.getNotifications()).then((all) =>
  all.map(({title, tag, data}) => [title, tag, data.path]))"""
_LISTEN = """(() => {
  window.heard = 0;
  window.ear = new BroadcastChannel("lumbung");
  window.ear.onmessage = ({data}) => { if (data.type === "push") window.heard += 1; };
})()"""
_TAP = """self.registration.getNotifications().then(([notification]) =>
  self.dispatchEvent(new NotificationEvent("notificationclick", { notification })))"""

_LATE = """(() => {
  const there = navigator.serviceWorker.ready;
  const come = new Promise((resolve) => { window.come = resolve; }).then(() => there);
  Object.defineProperty(navigator.serviceWorker, "ready", { value: come });
})()"""


def hint(person: str, **other: Any) -> str:
    said = {
        "text": "Pesanan diterima gerai",
        "path": "/pesanan",
        "topic": "satu",
        "person": person,
        "badge": 2,
        "test": False,
        **other,
    }
    return json.dumps(said)


class Listening:
    """A page that counts the hints its worker has shown.

    Asking for what is shown again and again while something is being shown makes Chromium forget
    it, so it is asked once, after the worker has said that it is there.
    """

    def __init__(self, page: Page) -> None:
        self._page, self._workers, self._count = page, Workers(page), 0
        page.evaluate(_LISTEN)

    def push(self, data: str) -> list[list[str]]:
        """Let a hint come; return the words, subject and page of all that is then shown."""
        self._count += 1
        self._workers.push(data)
        until(self._page, f"window.heard === {self._count}")
        return sorted(self._page.evaluate(_SHOWN))


def person_of(page: Page) -> str:
    return str(page.locator("body").get_attribute("data-person"))


def test_newer_news_of_one_subject_takes_the_place_of_older(sari: Phone) -> None:
    page = sari.open("/barang")
    person, phone = person_of(page), Listening(page)
    older = ["Pesanan diterima gerai", "satu", "/pesanan"]
    newer = ["Pesanan siap diambil", "satu", "/pesanan"]
    assert phone.push(hint(person)) == [older]
    assert phone.push(hint(person, text=newer[0])) == [newer]
    other = ["Setoran sudah dicatat", "dua", "/pesanan"]
    assert phone.push(hint(person, text=other[0], topic="dua")) == [newer, other]


def test_a_tap_leads_to_the_page_without_a_signal_too(sari: Phone, network: Proxy) -> None:
    sari.open("/pesanan")
    page = sari.open("/barang")
    assert len(Listening(page).push(hint(person_of(page)))) == 1
    network.mode = Fault.REFUSE
    # Only a finger may bring a window to the front; what a tap does before that can be seen.
    sari.context.service_workers[0].evaluate(_TAP)
    until(page, "location.pathname === '/pesanan'")
    page.wait_for_load_state()
    assert page.locator("#signal").inner_text().startswith("Tidak ada sinyal.")


def test_nothing_is_asked_on_load_and_what_is_wrong_is_said(sari: Phone) -> None:
    page = sari.open(HERE)
    page.locator("[data-kabar-bila=belum]").wait_for()
    page.locator("[data-kabar-nyalakan]").click()
    # This browser has no push service to ask.
    page.locator("[data-kabar-bila=tanpa-layanan]").wait_for(timeout=30_000)
    assert page.locator("[data-kabar-coba]").is_hidden()
    assert "Push API" in sari.troubles.pop()  # Chromium itself says why


def test_a_trial_that_came_is_said_on_the_page(sari: Phone) -> None:
    page = sari.open(HERE)
    person = person_of(page)
    # Only then has the page looked at this phone, and hides no button any more.
    page.locator("[data-kabar-bila=belum]").wait_for()
    page.route("**/percobaan", lambda route: route.fulfill(json={"code": "queued"}))
    page.evaluate("document.querySelector('[data-kabar-coba]').hidden = false")
    page.locator("[data-kabar-coba]").click()
    page.locator("[data-kabar-coba-bila=menunggu]").wait_for()
    Workers(page).push(hint(person, test=True, text="Kabar percobaan sudah sampai di HP ini"))
    page.locator("[data-kabar-coba-bila=sampai]").wait_for()
    assert page.locator("[data-kabar-coba]").is_enabled()


def test_a_worker_that_is_slow_to_come_is_waited_for(sari: Phone) -> None:
    sari.context.add_init_script(_LATE)
    page = sari.open(HERE)
    page.locator("[data-kabar-bila=belum-siap]").wait_for()
    page.evaluate("window.come()")
    page.locator("[data-kabar-bila=belum]").wait_for()
    assert page.locator("[data-kabar-nyalakan]").is_visible()
