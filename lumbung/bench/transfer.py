"""What crosses the network: counted by Chromium itself, on a phone that has nothing yet."""

from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from lumbung.bench.chromium import PHONE, launched
from lumbung.bench.report import Row, at_most
from lumbung.bench.server import Server
from lumbung.bench.wire import Wire, sign_in

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext

NOBODY = "-"
PAGES: tuple[tuple[str, str], ...] = (
    (NOBODY, "/masuk"),
    ("anggota", "/"),
    ("anggota", "/barang"),
    ("anggota", "/barang/1"),
    ("anggota", "/keranjang"),
    ("anggota", "/pesanan"),
    ("anggota", "/simpanan"),
    ("anggota", "/kotak-masuk"),
    ("kasir", "/gerai/pesanan"),
    ("kasir", "/gerai/stok"),
    ("bendahara", "/kas/anggota"),
    ("bendahara", "/kas/buku"),
)
KB = 1024
# architecture.md 8, first visit and later pages.
PAGE_KB, WITH_SCRIPTS_KB, WITH_PHOTOS_KB, REQUESTS, LATER_KB = 14, 35, 75, 30, 6
_CODE = {"Document", "Stylesheet", "Script"}


@dataclass
class Visit:
    """What one visit fetched, headers included: bytes and address by request."""

    kinds: dict[str, str] = field(default_factory=dict[str, str])
    sizes: dict[str, int] = field(default_factory=dict[str, int])

    def size_bytes(self, *kinds: str) -> int:
        """Return what was fetched of these kinds, or in all."""
        return sum(
            size
            for number, size in self.sizes.items()
            if not kinds or self.kinds.get(number) in kinds
        )


def measure(server: Server) -> list[Row]:
    """Measure every main page on a first visit, as the next page, and asked for again."""
    cookies = {slug: sign_in(server.port, slug) for slug, _ in PAGES if slug != NOBODY}
    rows: list[Row] = []
    with launched() as browser:
        for slug, path in PAGES:
            rows += _page(browser, server, path, cookies.get(slug, ""))
    return rows


def _page(browser: "Browser", server: Server, path: str, cookie: str) -> list[Row]:
    first, later = _visits(browser, server, path, cookie)
    fetched = sum(1 for number in first.sizes if first.kinds.get(number))
    with Wire(server.port) as wire:
        more = {"Cookie": cookie} if cookie else {}
        answer = wire.get(path, **more)
        again = wire.get(path, **more, If_None_Match=answer.header("etag"))
    page_kb = len(answer.body) / KB
    shown = f"{again.size_bytes:,} bytes, {again.status}"
    return [
        at_most(f"{path} HTML and CSS", page_kb, PAGE_KB, "kB"),
        at_most(
            f"{path} with scripts, no worker", first.size_bytes(*_CODE) / KB, WITH_SCRIPTS_KB, "kB"
        ),
        at_most(f"{path} with photos", first.size_bytes() / KB, WITH_PHOTOS_KB, "kB"),
        at_most(f"{path} requests", fetched, REQUESTS, "requests"),
        at_most(f"{path} as a later page", later.size_bytes() / KB, LATER_KB, "kB"),
        Row(f"{path} asked for again", shown, "304", again.status == HTTPStatus.NOT_MODIFIED),
    ]


def _visits(browser: "Browser", server: Server, path: str, cookie: str) -> tuple[Visit, Visit]:
    # What a worker fetches is counted by the network (weak/counts.py): Chromium sees none of it.
    context = browser.new_context(**PHONE, service_workers="block")
    put_cookies(context, cookie)
    first = _visit(context, server.origin + path)
    # The next page: scripts, icons and photos are in the cache by now.
    later = _visit(context, server.origin + path)
    context.close()
    return first, later


def _visit(context: "BrowserContext", address: str) -> Visit:
    page, visit = context.new_page(), Visit()
    watcher: Any = context.new_cdp_session(page)

    def asked(event: dict[str, Any]) -> None:
        if not event["request"]["url"].startswith("data:"):
            visit.kinds[event["requestId"]] = event.get("type", "Other")

    def fetched(event: dict[str, Any]) -> None:
        visit.sizes[event["requestId"]] = int(event["encodedDataLength"])

    watcher.on("Network.requestWillBeSent", asked)
    watcher.on("Network.loadingFinished", fetched)
    watcher.send("Network.enable")
    page.goto(address, wait_until="load")
    page.wait_for_load_state("networkidle")
    page.close()
    return visit


def put_cookies(context: "BrowserContext", cookie: str) -> None:
    """Put a session of `sign_in` into a browser."""
    # By https, as a `__Host-` cookie is Secure; Chromium sends it to this machine all the same.
    page = context.new_page()
    driver: Any = context.new_cdp_session(page)
    for pair in cookie.split("; ") if cookie else []:
        name, value = pair.split("=", 1)
        made = {"name": name, "value": value, "url": "https://127.0.0.1/", "secure": True}
        driver.send("Network.setCookie", {**made, "path": "/", "httpOnly": True})
    page.close()
