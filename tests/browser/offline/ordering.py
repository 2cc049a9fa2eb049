"""What a member does on her phone in these tests: get ready, fill the basket, order."""

import re
from typing import Any

from lumbung.bench.weak.devtools import controlled, until
from tests.browser.phone import Phone

SENT = re.compile(r".*/pesanan/\d+")
# The rows of the outbox as they lie in the store; what is concealed stays so.
_ROWS = """new Promise((done) => {
  const opening = indexedDB.open("lumbung");
  opening.onsuccess = () => {
    const db = opening.result;
    const asked = db.transaction("outbox").objectStore("outbox").getAll();
    asked.onsuccess = () => {
      db.close();
      done(asked.result.map(({content, answer, ...clear}) => clear));
    };
  };
})"""
_SAVED = """caches.keys().then((names) => Promise.all(
  names.filter((name) => name.startsWith("pages-")).map((name) => caches.open(name))
)).then((opened) => Promise.all(opened.map((cache) => cache.keys()))).then((found) =>
  found.flat().map((request) => decodeURIComponent(request.url)))"""


def ready(phone: Phone, slug: str = "anggota") -> None:
    """Sign somebody in and wait until her phone can do without a signal."""
    phone.sign_in(slug)
    controlled(phone.page)
    saved_on(phone, "/kotak-masuk")


def saved_on(phone: Phone, path: str) -> None:
    """Wait until the page at `path` is kept on the phone."""
    until(phone.page, f"{_SAVED}.then((paths) => paths.some((one) => one.endsWith('page/{path}')))")


def saved_pages(phone: Phone) -> list[str]:
    """Return the addresses of the pages that are kept."""
    return phone.page.evaluate(_SAVED)


def rows(phone: Phone) -> list[dict[str, Any]]:
    """Return the rows of the outbox, oldest first."""
    return sorted(phone.page.evaluate(_ROWS), key=lambda row: row["seq"])


def fill_basket(phone: Phone, which: int = 0) -> None:
    """Put one of the goods into the basket."""
    page = phone.open("/barang")
    page.get_by_role("button", name=re.compile("^Tambah ")).nth(which).click()
    page.locator("#keranjang a").wait_for()
    phone.open("/keranjang")
    page.locator("button[form=pesan]").wait_for()


def order(phone: Phone) -> str:
    """Order what is in the basket, and return the key of the row once it is on the phone."""
    before = {row["key"] for row in rows(phone)}
    phone.page.locator("button[form=pesan]").click()
    phone.page.wait_for_url(lambda url: "/keranjang" not in url)
    fresh = [row["key"] for row in rows(phone) if row["key"] not in before]
    return fresh[0] if fresh else ""


def emptied(phone: Phone) -> None:
    """Wait until nothing is left to be sent."""
    until(phone.page, f"{_ROWS}.then((rows) => rows.length === 0)")


def tried_in_vain(phone: Phone, row: dict[str, Any]) -> None:
    """Wait until a row was sent once more than it was, and no answer came."""
    again = f"one.key === '{row['key']}' && one.state === 'queued' && one.tries > {row['tries']}"
    until(phone.page, f"{_ROWS}.then((rows) => rows.some((one) => {again}))")


def at_rest(phone: Phone) -> None:
    """Wait until nothing goes by itself for a while: who acts now is the first."""
    calm = "row.state !== 'sending' && row.nextTryAt > Date.now() + 8_000"
    until(phone.page, f"{_ROWS}.then((rows) => rows.every((row) => {calm}))")


def bar(phone: Phone) -> str:
    """Return what the bar says."""
    place = phone.page.locator("#signal")
    return " ".join(place.inner_text().split()) if place.is_visible() else ""
