"""The first day of a real village, from an empty folder to the first order handed over."""

import re
import subprocess
import sys
from collections.abc import Generator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from lumbung.bench.server import serving
from tests.browser.phone import MakePhone, Phone

PIN, MEMBERS_PIN, PASSPHRASE = "739154", "397258", "hujan di kebun nanas"
VILLAGE = {
    "--village": "61.12.09.2003",
    "--name": "Kopdes Merah Putih Jeruju Besar",
    "--outlet": "Gerai Sembako",
    "--officer": "Fatimah Zahra",
    "--pokok": "100000",
    "--wajib": "10000",
}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """An empty data folder."""
    return tmp_path / "village"


@pytest.fixture
def first_code(data: Path) -> str:
    """The code that `lumbung new` printed for the first officer."""
    words = [word for pair in VILLAGE.items() for word in pair]
    command = [sys.executable, "-m", "lumbung", "new", "--data", str(data), *words]
    said = subprocess.run(
        command, check=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ).stdout
    found = re.search(r"Fatimah Zahra.*: ([\d ]+)\n", said)
    assert found, said
    return found[1]


@pytest.fixture
def empty_village(data: Path, first_code: str) -> Generator[str]:
    """A village in which nothing has happened yet, served."""
    assert first_code
    with serving(data, demo=False) as server:
        yield server.origin


def test_a_village_begins_to_trade(
    make_phone: MakePhone, empty_village: str, first_code: str
) -> None:
    officer, member = make_phone(at=empty_village), make_phone(at=empty_village)
    _enrol(officer, first_code, PIN, passphrase=PASSPHRASE)
    code = _admit(officer, "Sari Wulandari")
    product = _put_on_sale(officer, "Beras SPHP")
    _goods_in(officer, product)
    _enrol(member, code, MEMBERS_PIN)
    order = _order(member)
    _serve(officer, order)
    page = member.open(f"/pesanan/{order}")
    page.locator(".head", has_text="Selesai").wait_for()
    assert "Rp131.000" in member.text()


def test_an_empty_folder_says_what_to_do(make_phone: MakePhone, data: Path) -> None:
    with serving(data, demo=False) as server:
        phone = make_phone(at=server.origin)
        page = phone.page
        page.goto(f"{server.origin}/")
        assert "lumbung new" in phone.text()


def _enrol(phone: Phone, code: str, pin: str, *, passphrase: str = "") -> None:
    page = phone.open("/masuk")
    page.get_by_role("link", name="Daftarkan HP dengan kode").click()
    page.get_by_label("Kode dari pengurus").fill(code)
    page.get_by_role("button", name="Lanjut").click()
    page.get_by_label("PIN baru", exact=True).fill(pin)
    page.get_by_label("PIN baru sekali lagi").fill(pin)
    if passphrase:
        page.get_by_label("Kata sandi baru").fill(passphrase)
    page.get_by_role("button", name="Simpan dan masuk").click()
    page.wait_for_url(lambda url: "/masuk" not in url)


def _admit(officer: Phone, name: str) -> str:
    """Write the first member into the register; returns the code for her phone."""
    page = officer.open("/kas/anggota/baru")
    page.get_by_label("Nama lengkap").fill(name)
    page.get_by_label(re.compile("^Simpanan pokok diterima")).fill("100.000")
    page.get_by_role("button", name="Simpan anggota").click()
    page.wait_for_url(re.compile(r".*/kas/anggota/\d+"))
    assert "Rp100.000" in officer.text()
    page.get_by_role("link", name="HP dan kode").click()
    page.get_by_role("button", name="Buat kode").click()
    found = re.search(r"\b(\d{4}) ?(\d{4})\b", _shown_code(page))
    assert found
    return found[1] + found[2]


def _shown_code(page: Page) -> str:
    page.get_by_role("heading", name=re.compile("^Kode untuk")).wait_for()
    return page.locator("main").inner_text()


def _put_on_sale(officer: Phone, name: str) -> int:
    page = officer.open("/gerai/barang/baru")
    page.get_by_label("Nama barang").fill(name)
    page.get_by_label(re.compile("^Isi atau ukuran")).fill("5 kg")
    page.get_by_label("Satuan").select_option(index=0)
    page.get_by_label("Kelompok").fill("Beras")
    page.get_by_label("Harga anggota").fill("65.500")
    page.get_by_label("Harga umum").fill("67.000")
    page.get_by_role("button", name="Simpan barang").click()
    page.wait_for_url(re.compile(r".*/gerai/barang/\d+"))
    return int(re.findall(r"/gerai/barang/(\d+)", page.url)[0])


def _goods_in(officer: Phone, product: int) -> None:
    page = officer.open(f"/gerai/barang-masuk?barang={product}")
    page.get_by_label("Jumlah", exact=True).fill("10")
    page.get_by_label("Harga beli", exact=True).fill("600.000")
    page.locator("input[name=bayar][value=awal]").check()
    page.get_by_role("button", name="Catat barang masuk").click()
    page.wait_for_url(lambda url: "barang-masuk?" not in url)
    page = officer.open(f"/gerai/stok/{product}")
    assert "10" in officer.text()


def _order(member: Phone) -> int:
    page = member.open("/barang")
    page.get_by_role("button", name=re.compile("^Tambah Beras SPHP")).click()
    page.get_by_role("link", name=re.compile("^Keranjang")).click()
    page.get_by_label(re.compile("^Jumlah ")).fill("2")
    page.get_by_role("button", name="Pesan sekarang").click()
    page.wait_for_url(re.compile(r".*/pesanan/\d+"))
    return int(re.findall(r"/pesanan/(\d+)", page.url)[0])


def _serve(officer: Phone, order: int) -> None:
    page = officer.open(f"/gerai/pesanan/{order}")
    for path in ("penerimaan", "penyiapan", "kesiapan"):
        page.locator(f"form.dock[action$='{path}'] button").click()
        page.locator(f"form.dock[action$='{path}']").wait_for(state="detached")
    page.get_by_role("button", name="Serahkan", exact=True).click()
    page.locator(".head", has_text="Selesai").wait_for()
