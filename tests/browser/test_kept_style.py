"""The stylesheet travels once: the second page is smaller, and the same from its first paint on."""

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.phone import MakePhone, Phone, without_javascript
from web.static_files import static_tree

LATER_BYTES = 6 * 1024
KEPT = f"document.cookie.includes('gaya={static_tree().digest}')"
SIZES = """() => [...document.querySelectorAll("body, body *")].map((element) => {
  const box = element.getBoundingClientRect();
  const style = getComputedStyle(element);
  return [box.x, box.y, box.width, box.height, style.color, style.backgroundColor].join(" ");
})"""
# How many style sheets there were when the first thing was painted: none would be a flash.
PAINTED = """new PerformanceObserver((list, watcher) => {
  globalThis.sheetsAtFirstPaint = document.styleSheets.length;
  watcher.disconnect();
}).observe({type: "paint", buffered: true});"""


@pytest.fixture
def sari(make_phone: MakePhone) -> Phone:
    """Sari's phone, whose browser has no worker: that would keep the style in its own way."""
    phone = make_phone(service_workers="block")
    phone.context.add_init_script(PAINTED)
    phone.sign_in("anggota")
    return phone


def test_the_second_page_is_smaller_and_looks_the_same(sari: Phone) -> None:
    sari.context.clear_cookies(name="gaya")
    page = sari.open("/simpanan")
    assert page.locator("head style").count() == 1
    before = page.evaluate(SIZES)
    page.wait_for_function(KEPT)
    size_bytes = _fetched(sari, page)
    assert page.locator("head style").count() == 0
    assert page.locator("link[rel=stylesheet]").count() == 1
    assert page.evaluate(SIZES) == before
    assert page.evaluate("globalThis.sheetsAtFirstPaint") == 1
    assert size_bytes <= LATER_BYTES


def test_a_style_of_another_release_is_replaced(sari: Phone) -> None:
    page = sari.open("/simpanan")
    page.wait_for_function(KEPT)
    page.evaluate("document.cookie = 'gaya=000000000000; Path=/; SameSite=Lax; Secure'")
    sari.open("/simpanan")
    assert page.locator("head style").count() == 1
    page.wait_for_function(KEPT)


def test_without_javascript_every_page_brings_its_style(make_phone: MakePhone) -> None:
    phone = make_phone(**without_javascript())
    phone.sign_in("anggota")
    for path in ("/simpanan", "/simpanan"):
        assert phone.open(path).locator("head style").count() == 1


def _fetched(phone: Phone, page: Page) -> int:
    """Load the page again and return the bytes that came over the network for it."""
    watcher: Any = phone.context.new_cdp_session(page)
    sizes: list[int] = []

    def fetched(event: dict[str, Any]) -> None:
        sizes.append(int(event["encodedDataLength"]))

    watcher.on("Network.loadingFinished", fetched)
    watcher.send("Network.enable")
    page.goto(page.url, wait_until="networkidle")
    return sum(sizes)
