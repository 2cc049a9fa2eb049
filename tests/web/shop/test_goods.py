"""Goods as the shop keeps them: a new one, its photo, its prices, and the end of it."""

from io import BytesIO
from uuid import uuid4

import httpx
import pytest
from PIL import Image

from tests.web.shop.counter import Counter, follow

NEW = {
    "nama": "Telur ayam",
    "ukuran": "1 kg",
    "satuan": "kg",
    "kategori": "Lauk",
    "kode": "TLR",
    "batas": "5",
    "harga_anggota": "28.000",
    "harga_umum": "29.000",
}


def picture() -> bytes:
    """Return a small photo."""
    made = BytesIO()
    Image.new("RGB", (80, 60), "brown").save(made, "JPEG")
    return made.getvalue()


def with_photo(counter: Counter, path: str, photo: bytes, **fields: str) -> httpx.Response:
    """Send a form with a photo as a browser does."""
    data = {"idempotency_key": str(uuid4()), **fields}
    built = httpx.Request("POST", "http://x", data=data, files={"foto": ("f.jpg", photo)})
    body = built.read()
    return counter.keeper.post(path, body, {"Content-Type": built.headers["content-type"]})


def test_something_new_is_sold(counter: Counter) -> None:
    shown = follow(counter.keeper, counter.send("/gerai/barang", **NEW)).text
    assert "Barang baru tersimpan" in shown
    assert "Telur ayam" in counter.sari.get("/barang").text


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("nama", "", "Belum diisi."),
        ("satuan", "hektar", "Satuan"),
        ("batas", "-1", "Angkanya terlalu kecil."),
        ("harga_anggota", "gratis", "Isi dengan angka bulat"),
        ("harga_umum", "27.000", "Harga umum tidak boleh di bawah harga anggota."),
        ("kode", "BRS", "Kode itu sudah dipakai untuk Beras"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(
    counter: Counter, field: str, value: str, said: str
) -> None:
    answer = counter.send("/gerai/barang", **{**NEW, field: value})
    assert answer.status_code in {409, 422}
    assert f'id="{field}-error"' in answer.text
    assert said in answer.text
    assert 'value="Lauk"' in answer.text


def test_a_photo_is_kept_small(counter: Counter) -> None:
    shown = follow(counter.keeper, with_photo(counter, "/gerai/barang", picture(), **NEW)).text
    address = shown.partition('src="/foto/')[2].partition('"')[0]
    photo = counter.sari.get(f"/foto/{address}")
    assert (photo.status_code, photo.headers["content-type"]) == (200, "image/webp")
    assert len(photo.content) < 3_000


def test_a_photo_that_is_none(counter: Counter) -> None:
    answer = with_photo(counter, "/gerai/barang", b"no picture at all", **NEW)
    assert answer.status_code == 422
    assert "Foto ini tidak bisa dibaca" in answer.text
    assert 'value="Telur ayam"' in answer.text


def test_goods_are_described_anew(counter: Counter) -> None:
    path = f"/gerai/barang/{counter.here.beras}"
    said = {**NEW, "nama": "Beras lokal", "kode": "BRS"}
    assert "Perubahan tersimpan." in follow(counter.keeper, counter.send(path, **said)).text
    assert counter.send(path, **{**said, "kode": "GAS"}).status_code == 409
    assert "Beras lokal" in counter.sari.get("/barang").text


def test_prices_begin_on_a_day(counter: Counter) -> None:
    path = f"/gerai/barang/{counter.here.beras}"
    price = {
        "harga_anggota": "66.000",
        "harga_umum": "68.000",
        "mulai": "2026-07-01",
    }
    shown = follow(counter.keeper, counter.send(f"{path}/harga", **price)).text
    assert "belum berlaku" in shown
    assert "Rp65.500" in counter.sari.get(f"/barang/{counter.here.beras}").text
    past = counter.send(f"{path}/harga", **{**price, "mulai": "2026-06-01"})
    assert (past.status_code, "berlaku mundur" in past.text) == (409, True)
    wrong = counter.send(f"{path}/harga", **{**price, "mulai": "besok"})
    assert (wrong.status_code, 'id="mulai-error"' in wrong.text) == (422, True)


def test_goods_leave_the_list_and_come_back(counter: Counter) -> None:
    path = f"/gerai/barang/{counter.here.beras}"
    assert "Jual lagi" in follow(counter.keeper, counter.send(f"{path}/penarikan")).text
    assert "Beras SPHP" not in counter.sari.get("/barang").text
    follow(counter.keeper, counter.send(f"{path}/pengembalian"))
    assert "Beras SPHP" in counter.sari.get("/barang").text


def test_nobody_else_changes_goods(counter: Counter) -> None:
    path = f"/gerai/barang/{counter.here.beras}"
    price = {"harga_anggota": "1", "harga_umum": "1", "mulai": "2026-06-20"}
    for act in ("harga", "penarikan", "pengembalian"):
        answer = counter.send(f"{path}/{act}", counter.sari, **price)
        assert answer.status_code == 404
    assert counter.send(path, counter.sari, **NEW).status_code == 404
    assert counter.send("/gerai/barang", counter.sari, **NEW).status_code == 403
    # The neighbour's own rice has the same number; nothing of hers reaches this shop.
    counter.send(f"{path}/harga", counter.neighbour, **price)
    assert "Rp65.500" in counter.sari.get(f"/barang/{counter.here.beras}").text
