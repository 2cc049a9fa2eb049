"""A day on the road: opened at the office, without a signal all day, and back in the evening."""

import os
import re
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from lumbung.bench.weak.devtools import until
from lumbung.bench.weak.faults import Fault
from lumbung.bench.weak.proxy import Proxy
from tests.browser.offline.books import ServedBooks
from tests.browser.offline.ordering import bar, emptied, ready, rows, saved_on, tried_in_vain
from tests.browser.phone import MakePhone, Phone

HERE, THERE = "/pantau/1", "/pantau/2"
MOST_PHOTO_BYTES = 60_000


@pytest.fixture
def dewi(far_phone: Phone) -> Phone:
    """The assistant's phone in the morning: she has opened her list, and it has taken her
    cooperatives along."""
    ready(far_phone, "pendamping")
    for path in (HERE, f"{HERE}/kunjungan", f"{THERE}/kunjungan"):
        saved_on(far_phone, path)
    return far_phone


def test_two_visits_of_a_day_without_a_signal_are_there_once_in_the_evening(
    dewi: Phone, network: Proxy, books: ServedBooks, make_phone: MakePhone
) -> None:
    network.mode = Fault.REFUSE
    _visit_both(dewi)
    sent = rows(dewi)
    assert [row["form"] for row in sent] == ["visit/1", "visit/1"]

    # The page stands already: what it sends first is lost there, and not under way to another page.
    dewi.open("/kiriman")
    network.fault(Fault.DROP_ANSWER, on=f"POST {HERE}/kunjungan")
    network.mode = Fault.PASS
    dewi.page.evaluate("dispatchEvent(new Event('online'))")
    tried_in_vain(dewi, sent[0])
    dewi.open("/kiriman")
    emptied(dewi)

    for row in sent:
        assert (books.effects(row["key"]), books.owner(row["key"])) == (1, "pendamping")
    assert books.visits_saying("Stok beras cocok dengan kartu.") == [(1, 1, 1)]
    assert books.visits_saying("Gerai tutup, pengurus ditemui di rumah.") == [(2, 1, 0)]
    posted = network.sent(f"POST {HERE}/kunjungan")
    assert len(posted) > 1
    assert len({request.key for request in posted}) == 1
    _answer(make_phone())
    dewi.open("/kotak-masuk")
    assert "Catatan kunjungan dijawab" in dewi.text()


def test_a_visit_that_waits_is_changed_where_it_was_written(
    dewi: Phone, network: Proxy, books: ServedBooks
) -> None:
    network.mode = Fault.REFUSE
    page = dewi.open(f"{THERE}/kunjungan")
    page.locator("#catat > summary").click()
    _write(dewi, "Catatan yang salah.", "Tugas lama")
    page.locator("#belum-terkirim button[data-act=edit]").locator("visible=true").first.click()
    page.wait_for_url(re.compile(r".*/pantau/2/kunjungan.*"))
    until(page, "document.querySelector('#catatan').value === 'Catatan yang salah.'")
    assert page.locator("#tugas-1").input_value() == "Tugas lama"
    page.get_by_label("Catatan", exact=True).fill("Catatan yang benar.")
    page.get_by_role("button", name="Simpan kunjungan").click()
    page.wait_for_url(re.compile(r".*/kiriman.*"))
    network.mode = Fault.PASS
    dewi.open("/kiriman")
    emptied(dewi)
    assert books.visits_saying("Catatan yang salah.") == []
    assert books.visits_saying("Catatan yang benar.") == [(2, 1, 0)]


def test_a_plan_and_a_promise_are_kept_without_a_signal(
    dewi: Phone, network: Proxy, books: ServedBooks
) -> None:
    network.mode = Fault.REFUSE
    page = dewi.open(f"{THERE}/kunjungan")
    page.locator("#rencana > summary").click()
    page.get_by_label("Hari").fill("2099-01-05")
    page.get_by_role("button", name="Simpan rencana").click()
    page.wait_for_url(re.compile(r".*/kiriman.*"))
    dewi.open(f"{THERE}/kunjungan")
    page.get_by_role("button", name=re.compile("^Sudah")).first.click()
    page.wait_for_url(re.compile(r".*/kiriman.*"))
    sent: list[dict[str, Any]] = rows(dewi)
    assert [row["form"] for row in sent] == ["visit_plan/1", "visit_task/1"]
    network.mode = Fault.PASS
    dewi.open("/kiriman")
    emptied(dewi)
    assert [books.effects(row["key"]) for row in sent] == [1, 1]
    assert "Terlambat" not in dewi.text()


def test_a_plan_is_called_off_without_a_signal(
    dewi: Phone, network: Proxy, books: ServedBooks
) -> None:
    page = dewi.open(f"{THERE}/kunjungan")
    page.locator("#rencana > summary").click()
    page.get_by_label("Hari").fill("2099-02-05")
    page.get_by_role("button", name="Simpan rencana").click()
    page.get_by_text("Rencana tersimpan").wait_for()
    dewi.open(f"{THERE}/kunjungan")
    network.mode = Fault.REFUSE
    page.get_by_text("Batalkan rencana").click()
    page.get_by_role("button", name="Ya, batalkan").click()
    page.wait_for_url(re.compile(r".*/kiriman.*"))
    [row] = rows(dewi)
    network.mode = Fault.PASS
    dewi.open("/kiriman")
    emptied(dewi)
    assert books.effects(row["key"]) == 1
    assert "berencana datang" not in dewi.open(f"{THERE}/kunjungan").locator("main").inner_text()


def _visit_both(dewi: Phone) -> None:
    """Let her go from her list to one cooperative and on to another, and write at each."""
    page = dewi.open("/pantau")
    page.locator(f"a[href='{HERE}']").first.click()
    assert "Sejak kunjungan terakhir" in dewi.text()
    page.get_by_role("link", name="Catat kunjungan").click()
    _write(dewi, "Stok beras cocok dengan kartu.", "Cetak kartu stok", _photo())
    dewi.open(f"{THERE}/kunjungan")
    assert bar(dewi).startswith("Tidak ada sinyal.")
    page.locator("#catat > summary").click()
    _write(dewi, "Gerai tutup, pengurus ditemui di rumah.", "Buka gerai tiap pagi")
    dewi.open(f"{THERE}/kunjungan")
    page.get_by_text("Menunggu dikirim").first.wait_for()
    assert "Kunjungan ke" in dewi.text()


def _write(phone: Phone, note: str, task: str, photo: bytes | None = None) -> None:
    page = phone.page
    page.get_by_label("Catatan", exact=True).fill(note)
    page.locator("input[name=periksa]").first.check()
    page.locator("#tugas-1").fill(task)
    page.locator("#siapa-1").fill("Bendahara")
    page.locator("#tenggat-1").fill("2099-01-05")
    if photo:
        field = page.locator("input[name=foto]")
        field.set_input_files({"name": "f.jpg", "mimeType": "image/jpeg", "buffer": photo})
        until(page, f"document.querySelector('[name=foto]').files[0].size <= {MOST_PHOTO_BYTES}")
    page.get_by_role("button", name="Simpan kunjungan").click()
    page.wait_for_url(re.compile(r".*/kiriman.*"))


def _answer(officer: Phone) -> None:
    """Let the treasurer read the visit, with its photo, and answer it."""
    officer.sign_in("bendahara")
    page = officer.open("/kas/kunjungan")
    assert "Cetak kartu stok" in officer.text()
    page.get_by_text("Stok beras cocok").first.click()
    page.locator("img[alt='Foto kunjungan']").wait_for()
    page.get_by_label("Tulis jawaban").fill("Kartunya sudah dicetak.")
    page.get_by_role("button", name="Kirim jawaban").click()
    page.get_by_text("Kartunya sudah dicetak.").first.wait_for()


def _photo() -> bytes:
    """Return a photo as a camera makes it: too large to be sent as it is."""
    kept = BytesIO()
    noise = Image.frombytes("RGB", (800, 600), os.urandom(800 * 600 * 3))
    noise.save(kept, "JPEG", quality=90)
    assert len(kept.getvalue()) > MOST_PHOTO_BYTES
    return kept.getvalue()
