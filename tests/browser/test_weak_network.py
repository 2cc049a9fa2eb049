"""Phones behind a weak network, and browsers that are killed: what other tests stand on."""

from lumbung.bench.weak.faults import UNAVAILABLE, Fault
from lumbung.bench.weak.proxy import Proxy
from tests.browser.kept_phone import KeptPhone
from tests.browser.phone import Phone

SEND = "fetch('/coba', {method: 'POST'}).then((it) => it.status, (error) => error.name)"
LOST = "TypeError"
KEEP = """new Promise((done, failed) => {
  const opening = indexedDB.open("trial", 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore("rows");
  opening.onsuccess = () => {
    const writing = opening.result.transaction("rows", "readwrite", {durability: "strict"});
    writing.objectStore("rows").put("two sacks of rice", 1);
    writing.oncomplete = () => done();
    writing.onerror = () => failed(writing.error);
  };
})"""
KEPT = """new Promise((done) => {
  const opening = indexedDB.open("trial", 1);
  opening.onsuccess = () => {
    const reading = opening.result.transaction("rows").objectStore("rows").get(1);
    reading.onsuccess = () => done(reading.result);
  };
})"""


def test_a_phone_behind_the_network_signs_in_and_looks_at_goods(
    far_phone: Phone, network: Proxy
) -> None:
    far_phone.sign_in("anggota")
    far_phone.open("/barang")
    assert network.sent("POST /demo/masuk")
    assert {seen.status for seen in network.sent("GET /barang")} == {200}


def test_nothing_arrives_while_the_network_is_gone(far_phone: Phone, network: Proxy) -> None:
    far_phone.sign_in("anggota")
    page = far_phone.open("/barang")
    network.mode = Fault.REFUSE
    assert page.evaluate(SEND) == LOST
    network.mode = Fault.PASS
    assert page.evaluate(SEND) == 404
    assert len(network.sent("POST /coba")) == 1


def test_chromium_does_not_mend_by_itself_what_a_test_breaks(
    far_phone: Phone, network: Proxy
) -> None:
    far_phone.sign_in("anggota")
    page = far_phone.open("/barang")
    network.fault(Fault.DROP_ANSWER, on="POST /coba")
    network.fault(UNAVAILABLE, on="POST /coba")
    assert page.evaluate(SEND) == LOST
    assert len(network.sent("POST /coba")) == 1
    assert page.evaluate(SEND) == 503


def test_a_killed_browser_comes_back_to_what_was_kept(kept_phone: KeptPhone) -> None:
    kept_phone.start().open("/masuk").evaluate(KEEP)
    kept_phone.kill()
    assert kept_phone.start().open("/masuk").evaluate(KEPT) == "two sacks of rice"
