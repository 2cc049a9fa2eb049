"""The main pages of the app, by who looks at them."""

from tests.browser.phone import Phone

NOBODY = "-"
# `{}` stands for the first thing the page before the last slash links to.
PLACES: dict[str, tuple[str, ...]] = {
    NOBODY: ("/masuk", "/masuk/kode", "/masuk?orang=siapa"),
    "anggota": (
        "/",
        "/barang",
        "/barang?cari=zzzz",
        "/barang/{}",
        "/keranjang",
        "/pesanan",
        "/pesanan/{}",
        "/simpanan",
        "/kotak-masuk",
        "/kiriman",
        "/keluar",
        "/tidak-ada",
    ),
    "kasir": (
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
    "bendahara": ("/kas/anggota", "/kas/anggota/baru", "/kas/anggota/{}", "/kas/hp", "/kas/buku"),
    "sekretaris": ("/kas/hp", "/kas/hp/{}"),
    "pengawas": ("/kas/buku", "/kas/anggota", "/kotak-masuk"),
    "pendamping": ("/pantau",),
    "pmo": ("/pantau",),
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
    phone.page.wait_for_url(lambda url: "?masuk=" in url)


def _first_of(phone: Phone, pattern: str) -> str:
    prefix = pattern.removesuffix("{}")
    page = phone.open(prefix.removesuffix("/"))
    found = page.locator(f"main a[href^='{prefix}']").first.get_attribute("href")
    assert found, f"{prefix} lists nothing"
    return found
