"""The shop without a signal: what happened is written down at once and is in the books once."""

import re
from typing import Any

import pytest

from lumbung.bench.weak.devtools import until
from lumbung.bench.weak.faults import Fault
from lumbung.bench.weak.proxy import Proxy
from tests.browser.offline.books import ServedBooks
from tests.browser.offline.ordering import bar, emptied, ready, rows, saved_on
from tests.browser.phone import Phone

GOODS_IN = "/gerai/barang-masuk?barang=1"
_HAS_PATTERN = """caches.keys().then(async (names) => {
  const kept = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
  return kept.flat().some(({url}) => decodeURIComponent(url).includes("barang-masuk?barang=pola"));
})"""


@pytest.fixture
def joko(far_phone: Phone) -> Phone:
    """The shopkeeper's phone, ready to do without a signal."""
    ready(far_phone, "kasir")
    return far_phone


def test_goods_that_came_without_a_signal_are_booked_once(
    joko: Phone, network: Proxy, books: ServedBooks
) -> None:
    joko.open(GOODS_IN)
    network.mode = Fault.REFUSE
    joko.open(GOODS_IN)
    _write_goods_in(joko, "12")
    row = _kept(joko)
    joko.page.get_by_text("Tersimpan di HP").first.wait_for()
    network.mode = Fault.PASS
    joko.open("/kiriman")
    emptied(joko)
    assert books.effects(row["key"]) == 1
    assert books.owner(row["key"]) == "kasir"


@pytest.mark.parametrize("mode", [Fault.PASS, Fault.REFUSE], ids=["signal", "none"])
def test_back_after_a_sale_leads_to_an_empty_counter(
    joko: Phone, network: Proxy, mode: Fault
) -> None:
    for path in ("/gerai/jual", "/gerai/jual/barang"):
        saved_on(joko, path)
    network.mode = mode
    page = joko.open("/gerai/jual")
    _put_on_counter(joko, "minyakita", "Minyakita 1 liter")
    page.get_by_role("button", name="Selesai").click()
    page.wait_for_url(lambda url: "/gerai/jual" not in url)
    page.go_back()
    page.locator("#temuan button[name=tambah]").first.wait_for()
    assert page.locator("#baris > li").count() == 0


def test_a_sale_that_waits_is_changed_on_the_counter(
    joko: Phone, network: Proxy, books: ServedBooks
) -> None:
    for path in ("/gerai/jual", "/gerai/jual/barang"):
        saved_on(joko, path)
    network.mode = Fault.REFUSE
    page = joko.open("/gerai/jual")
    _put_on_counter(joko, "minyakita", "Minyakita 1 liter")
    page.get_by_role("button", name="Selesai").click()
    first = _kept(joko)
    page.locator("#belum-terkirim button[data-act=edit]").locator("visible=true").click()
    page.get_by_role("button", name="Tambah Minyakita 1 liter").first.click()
    page.get_by_role("button", name="Selesai").click()
    page.wait_for_url(re.compile(r".*/kiriman.*"))
    [row] = [one for one in rows(joko) if one["key"] != first["key"]]
    network.mode = Fault.PASS
    joko.open("/kiriman")
    emptied(joko)
    assert (books.effects(first["key"]), books.effects(row["key"])) == (0, 1)


def test_a_deposit_that_waits_is_changed_where_it_was_written(
    far_phone: Phone, network: Proxy, books: ServedBooks
) -> None:
    ready(far_phone, "bendahara")
    page = far_phone.open("/kas/setor?anggota=2")
    network.mode = Fault.REFUSE
    _write_deposit(far_phone, "10000")
    first = _kept(far_phone)
    page.locator("#belum-terkirim button[data-act=edit]").locator("visible=true").click()
    until(page, "document.querySelector('#jumlah')?.value === '10000'")
    _write_deposit(far_phone, "20000")
    [row] = [one for one in rows(far_phone) if one["key"] != first["key"]]
    network.mode = Fault.PASS
    far_phone.open("/kiriman")
    emptied(far_phone)
    assert (books.effects(first["key"]), books.effects(row["key"])) == (0, 1)


def test_the_orders_that_wait_can_be_opened_without_a_signal(joko: Phone, network: Proxy) -> None:
    page = joko.open("/gerai/pesanan")
    orders = page.locator("main a[href^='/gerai/pesanan/']")
    paths = [link.get_attribute("href") or "" for link in orders.all()[:5]]
    assert paths
    for path in paths:
        saved_on(joko, path)
    network.mode = Fault.REFUSE
    for path in paths:
        joko.open(path)
        assert bar(joko).startswith("Tidak ada sinyal. Data ")


def test_photos_that_were_never_seen_are_no_broken_pictures_at_the_counter(
    joko: Phone, network: Proxy
) -> None:
    saved_on(joko, "/gerai/jual")
    network.mode = Fault.REFUSE
    page = joko.open("/gerai/jual")
    until(page, "document.images.length > 1")
    until(page, "[...document.images].every((photo) => photo.complete && photo.naturalWidth > 0)")


def test_a_sale_at_the_counter_is_put_together_without_a_signal_and_booked_once(
    joko: Phone, network: Proxy, books: ServedBooks
) -> None:
    for path in ("/gerai/jual", "/gerai/jual/barang"):
        saved_on(joko, path)
    network.mode = Fault.REFUSE
    page = joko.open("/gerai/jual")
    total = page.locator("#jumlah-rupiah")
    _put_on_counter(joko, "minyakita", "Minyakita 1 liter")
    _put_on_counter(joko, "beras medium 1", "Beras medium 1 kg")
    for_anybody = total.inner_text()
    page.locator("#cari_anggota").fill("42")
    page.locator("button[data-cari=anggota]").click()
    page.get_by_text("Anggota 0042").wait_for()
    assert total.inner_text() < for_anybody
    page.reload()
    page.get_by_text("Anggota 0042").wait_for()
    page.get_by_role("button", name="Hapus Minyakita 1 liter").click()
    left = total.inner_text()
    page.get_by_role("button", name="Selesai").click()
    row = _kept(joko)
    network.mode = Fault.PASS
    joko.open("/kiriman")
    emptied(joko)
    assert books.effects(row["key"]) == 1
    joko.open("/gerai/nota").locator("main a[href^='/gerai/nota/']").first.click()
    page.get_by_text("0042").first.wait_for()
    assert left in joko.text()
    assert "Beras medium 1 kg" in joko.text()


def test_goods_never_opened_before_are_written_down_without_a_signal(
    joko: Phone, network: Proxy, books: ServedBooks
) -> None:
    page = joko.open("/gerai/barang-masuk")
    until(page, _HAS_PATTERN)
    link = page.locator("main a[href*='barang=']").last
    name = link.locator("b").first.inner_text()
    number = str(link.get_attribute("href")).partition("barang=")[2]
    network.mode = Fault.REFUSE
    page.locator("#cari").fill(name.upper())
    page.locator("#cari").press("Enter")
    until(page, "location.search.includes('cari=')")
    page.locator(f"#barang-{number} a").click()
    until(page, "location.search.includes('barang=')")
    page.get_by_text("Tidak ada sinyal.").first.wait_for()
    assert name in joko.text()
    _write_goods_in(joko, "7")
    row = _kept(joko)
    assert row["subject"] == f"stok/{number}"
    network.mode = Fault.PASS
    joko.open("/kiriman")
    emptied(joko)
    assert books.effects(row["key"]) == 1


def test_what_cannot_be_read_comes_back_with_what_was_typed_and_is_booked_once(
    joko: Phone, network: Proxy, books: ServedBooks
) -> None:
    joko.open(GOODS_IN)
    network.mode = Fault.REFUSE
    joko.open(GOODS_IN)
    _write_goods_in(joko, "dua")
    wrong = _kept(joko)
    network.mode = Fault.PASS
    page = joko.open("/kiriman")
    page.get_by_text("Perlu diperbaiki").first.wait_for()
    assert books.effects(wrong["key"]) == 0
    page.locator("#belum-terkirim button[data-act=edit]").locator("visible=true").first.click()
    page.wait_for_url(re.compile(r".*/gerai/barang-masuk.*"))
    until(page, "document.querySelector('#catat [name=jumlah]').value === 'dua'")
    page.get_by_label("Jumlah", exact=True).fill("2")
    page.locator("button[form=catat]").click()
    emptied(joko)
    (key,) = {request.key for request in network.sent("POST /gerai/barang-masuk")} - {wrong["key"]}
    assert books.effects(key) == 1


def test_a_wrong_field_is_told_at_its_place_while_there_is_a_signal(
    joko: Phone, books: ServedBooks
) -> None:
    page = joko.open(GOODS_IN)
    _write_goods_in(joko, "dua")
    page.get_by_text("Isi dengan angka bulat").first.wait_for()
    assert page.get_by_label("Jumlah", exact=True).input_value() == "dua"
    (row,) = rows(joko)
    assert row["state"] == "mend"
    assert books.effects(row["key"]) == 0


def _put_on_counter(phone: Phone, words: str, name: str) -> None:
    phone.page.locator("#cari").fill(words)
    phone.page.keyboard.press("Enter")
    phone.page.locator("#temuan").get_by_role("button", name=f"Tambah {name}").click()


def _write_deposit(phone: Phone, amount_rupiah: str) -> None:
    phone.page.get_by_label("Uang tunai yang diterima").fill(amount_rupiah)
    phone.page.get_by_role("button", name="Catat setoran").click()
    phone.page.wait_for_url(re.compile(r".*/kiriman.*"))


def _write_goods_in(phone: Phone, units: str) -> None:
    page = phone.page
    page.get_by_label("Jumlah", exact=True).fill(units)
    page.get_by_label("Harga beli", exact=True).fill("600000")
    page.locator("input[name=bayar][value=kas]").check()
    page.locator("button[form=catat]").click()


def _kept(phone: Phone) -> dict[str, Any]:
    """Return the row that waits, once the page has gone on to it."""
    phone.page.wait_for_url(re.compile(r".*/kiriman.*"))
    (row,) = rows(phone)
    return row
