"""A worker that is stopped, woken by hand, or gone with everything it kept."""

from lumbung.bench.weak.devtools import Workers, clear_storage, controlled
from lumbung.bench.weak.faults import Fault
from lumbung.bench.weak.proxy import Proxy
from tests.browser.offline.ordering import saved_on
from tests.browser.phone import Phone

CACHES = "caches.keys().then((names) => names.filter((name) => name.startsWith('shell-')).length)"


def test_a_stopped_worker_shows_the_page_that_was_kept(far_phone: Phone, network: Proxy) -> None:
    _visit(far_phone)
    network.mode = Fault.REFUSE
    Workers(far_phone.page).stop()
    page = far_phone.open("/barang")
    assert page.locator("#signal").inner_text().startswith("Tidak ada sinyal.")


def test_a_worker_woken_by_hand_starts_again(far_phone: Phone) -> None:
    _visit(far_phone)
    workers = Workers(far_phone.page)
    workers.stop()
    workers.sync("outbox")
    workers.stop()


def test_a_browser_that_needs_room_forgets_everything(far_phone: Phone) -> None:
    _visit(far_phone)
    # When nothing more is being fetched for later.
    saved_on(far_phone, "/kotak-masuk")
    assert far_phone.page.evaluate(CACHES) > 0
    clear_storage(far_phone.page)
    assert far_phone.page.evaluate(CACHES) == 0


def _visit(phone: Phone) -> None:
    phone.sign_in("anggota")
    controlled(phone.open("/barang"))
    phone.open("/barang")
