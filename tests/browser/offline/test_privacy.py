"""After another person has taken the phone, nothing of the first can be read on it."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from lumbung.bench.weak.devtools import allow_sync
from lumbung.bench.weak.faults import Fault
from lumbung.bench.weak.proxy import Proxy
from tests.browser.kept_phone import KeptPhone
from tests.browser.offline.ordering import fill_basket, order, ready, saved_on
from tests.browser.phone import Phone

# Where pages and scripts of a site can leave anything; a browser's own history is not ours.
PLACES = ("Service Worker", "IndexedDB", "Session Storage", "Local Storage", "Cache", "Storage")
# Everything a script of the next person can reach without the first one's PIN.
_WITHIN_REACH = """(async () => {
  const found = [JSON.stringify({...sessionStorage}), JSON.stringify({...localStorage})];
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const kept = await cache.match(request);
      found.push(request.url, [...kept.headers].join(), await kept.text());
    }
  }
  const db = await new Promise((done) => {
    const opening = indexedDB.open("lumbung");
    opening.onsuccess = () => done(opening.result);
  });
  for (const name of db.objectStoreNames) {
    const all = await new Promise((done) => {
      const asked = db.transaction(name).objectStore(name).getAll();
      asked.onsuccess = () => done(asked.result);
    });
    found.push(JSON.stringify(all), ...all.flatMap((row) => Object.values(row)).map((value) =>
      value?.data instanceof ArrayBuffer ? new TextDecoder().decode(value.data) : ""));
  }
  db.close();
  return found.join("\\n");
})()"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the browser of `kept_phone` keeps everything."""
    return tmp_path / "phone"


@pytest.mark.parametrize("way", ["Ganti orang", "Keluar"])
def test_nothing_of_sari_can_be_read_on_the_phone_she_gave_away(
    kept_phone: KeptPhone, network: Proxy, folder: Path, way: str
) -> None:
    phone = kept_phone.start()
    allow_sync(phone.context, phone.origin)
    ready(phone)
    secrets = _secrets(phone)
    fill_basket(phone)
    network.mode = Fault.REFUSE
    order(phone)
    phone.open("/simpanan")
    _give_away(phone, way)
    network.mode = Fault.PASS
    ready(phone, "anggota2")
    hers = _secrets(phone)
    phone.page.go_back()
    phone.page.wait_for_load_state()
    within_reach = phone.page.evaluate(_WITHIN_REACH) + phone.page.content()
    kept_phone.close()
    for secret in secrets - hers:
        assert secret not in within_reach, secret
        assert not list(_files_with(folder, secret)), secret


def _secrets(phone: Phone) -> set[str]:
    """Return her name, what she owns and the codes of her orders, as her pages print them."""
    phone.open("/")
    name = phone.page.locator(".person .menu p").first.text_content() or ""
    amounts = set(
        re.findall(r"Rp\d[\d.]{5,}", phone.open("/simpanan").locator("main").inner_text())
    )
    saved_on(phone, "/simpanan")
    orders = phone.open("/pesanan").locator("main").inner_text()
    saved_on(phone, "/pesanan")
    return {name.strip(), *amounts, *re.findall(r"#[A-Z0-9]{4}\b", orders)}


def _give_away(phone: Phone, way: str) -> None:
    if way == "Keluar":
        phone.open("/keluar")
        phone.page.get_by_role("button", name="Keluar").click()
    else:
        phone.page.locator(".person summary").click()
        phone.page.locator(".person").get_by_role("button", name=way).click()
    phone.page.get_by_text("HP ini terkunci").wait_for()


def _files_with(folder: Path, secret: str) -> Iterator[Path]:
    """Yield the files of the profile in which the text stands, in either width of letters."""
    spelled = (secret.encode(), secret.encode("utf-16-le"))
    for file in folder.rglob("*"):
        if file.is_file() and any(place in str(file.relative_to(folder)) for place in PLACES):
            content = file.read_bytes()
            if any(one in content for one in spelled):
                yield file
