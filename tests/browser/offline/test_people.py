"""Several people, one phone: kept apart with a signal and without (protocol.md 6)."""

import re

from lumbung.bench.weak.devtools import controlled, until
from lumbung.bench.weak.faults import Fault
from lumbung.bench.weak.proxy import Proxy
from tests.browser.offline.books import ServedBooks
from tests.browser.offline.ordering import (
    emptied,
    fill_basket,
    order,
    ready,
    rows,
    saved_on,
    saved_pages,
)
from tests.browser.phone import Phone

PIN, WRONG = "246813", "135792"
MISSES = 5


def test_a_phone_locked_without_a_signal_opens_with_its_persons_pin(
    sari: Phone, network: Proxy
) -> None:
    network.mode = Fault.REFUSE
    _choose(sari, "Kunci")
    assert "HP ini terkunci" in sari.text()
    sari.open("/simpanan")
    assert "HP ini terkunci" in sari.text()
    _type_pin(sari, WRONG)
    sari.page.get_by_text("PIN tidak cocok.").wait_for()
    _type_pin(sari, PIN)
    sari.page.get_by_text("Riwayat").wait_for()


def test_five_wrong_pins_seal_a_phone_until_there_is_a_signal(sari: Phone, network: Proxy) -> None:
    network.mode = Fault.REFUSE
    _choose(sari, "Kunci")
    for _ in range(MISSES):
        _type_pin(sari, WRONG)
        until(sari.page, "document.querySelector('#buka-hp input').value === ''")
    sari.page.get_by_text("Buka lagi saat ada sinyal").wait_for()
    sari.open("/")
    assert sari.page.locator("#orang button").count() == 0
    network.mode = Fault.PASS
    sari.open("/buka")
    sari.page.locator("input[name=pin]").fill(PIN)
    sari.page.get_by_role("button", name="Buka").click()
    sari.page.get_by_text("Simpanan").first.wait_for()


def test_the_outbox_goes_on_while_the_phone_is_locked(
    sari: Phone, network: Proxy, books: ServedBooks
) -> None:
    fill_basket(sari)
    network.mode = Fault.REFUSE
    key = order(sari)
    _choose(sari, "Kunci")
    network.mode = Fault.PASS
    sari.open("/")
    sari.page.evaluate(
        "navigator.serviceWorker.ready.then((it) => it.active.postMessage({type: 'deliver'}))"
    )
    emptied(sari)
    assert books.orders(key) == 1
    assert books.owner(key) == "anggota"


def test_leaving_without_a_signal_deletes_her_pages_and_is_told_first(
    sari: Phone, network: Proxy, books: ServedBooks
) -> None:
    fill_basket(sari)
    network.mode = Fault.REFUSE
    key = order(sari)
    sari.open("/keluar")
    sari.page.get_by_text("1 kiriman belum terkirim").wait_for()
    sari.page.get_by_role("button", name="Keluar").click()
    sari.page.get_by_text("HP ini terkunci").wait_for()
    assert saved_pages(sari) == []
    for path in ("/", "/simpanan", "/masuk"):
        sari.open(path)
        assert "HP ini terkunci" in sari.text()
    seen = len(network.requests)
    network.mode = Fault.PASS
    sari.open("/simpanan")
    asked = [request.path for request in network.requests[seen:]]
    assert asked.index("/keluar") < asked.index("/simpanan")
    assert sari.path().startswith("/masuk")
    assert [row["key"] for row in rows(sari)] == [key]
    assert books.orders(key) == 0


def test_what_sari_left_is_sent_when_she_is_back_and_never_as_joko(
    sari: Phone, network: Proxy, books: ServedBooks
) -> None:
    fill_basket(sari)
    network.mode = Fault.REFUSE
    key = order(sari)
    network.mode = Fault.HOLD
    _choose(sari, "Ganti orang")
    network.mode = Fault.PASS
    before = books.orders(key)
    assert before == 0 or books.owner(key) == "anggota"
    ready(sari, "anggota2")
    sari.open("/kiriman")
    if rows(sari):
        sari.page.get_by_text("1 kiriman milik orang lain di HP ini").wait_for()
    ready(sari)
    emptied(sari)
    assert books.orders(key) == 1
    assert books.owner(key) == "anggota"


def test_two_members_and_their_baskets_on_one_phone(sari: Phone, network: Proxy) -> None:
    ready(sari, "anggota2")
    rini_had = _basket(sari)
    ready(sari)
    fill_basket(sari)
    sari_has = _basket(sari)
    ready(sari, "anggota2")
    assert _basket(sari) == rini_had
    network.mode = Fault.REFUSE
    page = sari.open("/barang")
    page.get_by_role("button", name=re.compile("^Tambah ")).last.click()
    page.locator("#keranjang a").wait_for()
    network.mode = Fault.PASS
    ready(sari)
    assert _basket(sari) == sari_has


def test_a_session_that_lapsed_keeps_the_row_and_asks_for_its_owner(
    sari: Phone, network: Proxy, books: ServedBooks
) -> None:
    fill_basket(sari)
    network.mode = Fault.REFUSE
    key = order(sari)
    sari.context.clear_cookies()
    network.mode = Fault.PASS
    sari.open("/")
    assert sari.path().startswith("/masuk")
    assert books.orders(key) == 0
    ready(sari)
    emptied(sari)
    assert books.orders(key) == 1


def test_a_session_renewed_while_rows_wait_sends_them(
    sari: Phone, network: Proxy, books: ServedBooks
) -> None:
    fill_basket(sari)
    network.mode = Fault.REFUSE
    key = order(sari)
    network.mode = Fault.PASS
    ready(sari)
    emptied(sari)
    assert books.orders(key) == 1
    sari.page.locator("#signal").wait_for(state="hidden")


def test_another_tab_of_the_person_before_shows_nothing_of_hers(sari: Phone) -> None:
    other = sari.new_tab()
    other.goto(f"{sari.origin}/simpanan")
    controlled(other)
    other.get_by_text("Riwayat").wait_for()
    ready(sari, "anggota2")
    other.wait_for_load_state()
    until(other, "document.body.dataset.person !== undefined")
    name = sari.page.locator(".person summary").inner_text()
    other.locator(".person summary", has_text=name.replace("Menu", "").strip()).wait_for()


def test_the_saved_pages_of_one_person_do_not_open_for_another(sari: Phone, network: Proxy) -> None:
    saved_on(sari, "/simpanan")
    ready(sari, "anggota2")
    sari.open("/simpanan")
    hers = sari.text()
    network.mode = Fault.REFUSE
    sari.open("/simpanan")
    assert sari.text() == hers


def _basket(phone: Phone) -> set[str]:
    """Return the lines of the basket of who is signed in, once the phone has drawn them."""
    page = phone.open("/keranjang")
    until(page, "'phone' in document.getElementById('pesan').dataset")
    page.wait_for_timeout(300)
    return {line.get_attribute("id") or "" for line in page.locator("#pesan li").all()}


def _choose(phone: Phone, act: str) -> None:
    phone.open("/")
    phone.page.locator(".person summary").click()
    phone.page.locator(".person").get_by_role("button", name=act).click()
    phone.page.wait_for_url(re.compile(r".*/(buka|masuk|terkunci)$"))


def _type_pin(phone: Phone, pin: str) -> None:
    phone.page.locator("#buka-hp input[name=pin]").fill(pin)
    phone.page.locator("#buka-hp button").click()
