"""Opened from the home screen without a signal: everybody is where she is with one."""

import pytest

from lumbung.bench.weak.faults import Fault
from lumbung.bench.weak.proxy import Proxy
from tests.browser.offline.ordering import bar, ready, saved_on
from tests.browser.phone import Phone

_TABS = """[...document.querySelectorAll("nav.tabs a")].map((tab) => tab.getAttribute("href"))"""


@pytest.mark.parametrize("slug", ["anggota", "kasir", "bendahara", "pengawas", "pendamping", "pmo"])
def test_whoever_taps_the_icon_without_a_signal_is_at_her_first_page_and_every_tab_opens(
    far_phone: Phone, network: Proxy, slug: str
) -> None:
    ready(far_phone, slug)
    tabs = far_phone.page.evaluate(_TABS)
    for path in ("/", *tabs):
        saved_on(far_phone, path)
    first = far_phone.open("/").url
    network.mode = Fault.REFUSE
    assert far_phone.open("/").url == first
    for tab in tabs:
        far_phone.open(tab)
        assert bar(far_phone).startswith("Tidak ada sinyal. Data ")
    page = far_phone.open("/simpanan?halaman=999")
    page.get_by_text("Halaman ini belum tersimpan di HP").wait_for()
    for tab in tabs:
        page.locator(f"main a[href='{tab}']").wait_for()
