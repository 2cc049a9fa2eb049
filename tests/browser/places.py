"""The main pages of the app, by who looks at them."""

from tests.browser.phone import Phone

NOBODY = "-"
# `{}` stands for the first thing the page before the last slash links to.
PLACES: dict[str, tuple[str, ...]] = {
    NOBODY: ("/masuk", "/masuk/kode", "/masuk?orang=siapa", "/luring", "/terkunci"),
    "anggota": (
        "/",
        "/barang",
        "/barang?cari=zzzz",
        "/barang/{}",
        "/keranjang",
        "/pesanan",
        "/pesanan/{}",
        "/simpanan",
        "/simpanan/dilihat",
        "/kotak-masuk",
        "/kiriman",
        "/hp-ini",
        "/hp-ini/kabar",
        "/keluar",
        "/tidak-ada",
    ),
    "kasir": (
        "/gerai/jual",
        "/gerai/jual?cari=beras",
        "/gerai/jual?barang=1&jumlah=2&cari_anggota=0002",
        "/gerai/nota",
        "/gerai/nota/{}",
        "/gerai/pesanan",
        "/gerai/pesanan?keadaan=selesai",
        "/gerai/pesanan/{}",
        "/gerai/stok",
        "/gerai/stok/{}",
        "/gerai/barang-masuk",
        "/gerai/barang-masuk?barang=1",
        "/gerai/koreksi?barang=1",
        "/gerai/rusak?barang=1",
        "/gerai/barang/baru",
        "/gerai/barang/1",
        "/gerai/selisih",
    ),
    "bendahara": (
        "/kas/setor",
        "/kas/setor?anggota=1",
        "/kas/ambil?anggota=1",
        "/kas/catatan/1",
        "/kas/pertanyaan",
        "/kas/keadaan",
        "/kas/pendamping",
        "/kas/kunjungan",
        "/kas/kunjungan/{}",
        "/kas/anggota",
        "/kas/anggota/baru",
        "/kas/anggota/{}",
        "/kas/hp",
        "/kas/buku",
    ),
    "sekretaris": ("/kas/hp", "/kas/hp/{}"),
    "pengawas": ("/kas/buku", "/kas/anggota", "/kotak-masuk"),
    "pendamping": (
        "/pantau",
        "/pantau/1",
        "/pantau/1/keadaan",
        "/pantau/1/anggota",
        "/pantau/1/penundaan?jenis=late_orders",
        "/pantau/kunjungan",
        "/pantau/1/kunjungan",
        "/pantau/1/kunjungan/{}",
    ),
    "pmo": (
        "/pantau/wilayah",
        "/pantau",
        "/pantau?keadaan=perlu",
        "/pantau/unduh",
        "/pantau/pendamping",
        "/pantau/pendamping/{}",
    ),
}


def visit_all(phone: Phone, slug: str) -> list[str]:
    """Sign in and return the addresses of this person's main pages."""
    if slug != NOBODY:
        phone.sign_in(slug)
    if slug == "anggota":
        fill_basket(phone)
    return [_first_of(phone, path) if path.endswith("/{}") else path for path in PLACES[slug]]


def fill_basket(phone: Phone) -> None:
    """Put one of the goods into the basket, from its own page."""
    phone.open(_first_of(phone, "/barang/{}"))
    phone.page.locator(".dock form button.primary").click()
    phone.page.locator(".notice", has_text="masuk keranjang").wait_for()


def _first_of(phone: Phone, pattern: str) -> str:
    prefix = pattern.removesuffix("{}")
    page = phone.open(prefix.removesuffix("/"))
    found = page.locator(f"main a[href^='{prefix}']").first.get_attribute("href")
    assert found, f"{prefix} lists nothing"
    return found
