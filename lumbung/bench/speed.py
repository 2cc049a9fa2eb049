"""Requests a second, beside the least Litestar can do in the same minutes on the same machine."""

from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median

from lumbung.bench.load import measure as drive
from lumbung.bench.report import Row, at_least
from lumbung.bench.server import Server, child
from lumbung.bench.wire import Wire, sign_in

ROUNDS, SECONDS, WARM_SECONDS = 5, 2.0, 0.5
HELLO, PAGE, UNCHANGED, ALIVE = "bare Litestar", "/barang", "/barang, 304", "/livez"
# architecture.md 8: of bare Litestar, in the same run.
PAGE_PERCENT, UNCHANGED_PERCENT, SERVER_PAGE_PERCENT = 50, 70, 15


def measure(server: Server, folder: Path) -> list[Row]:
    """Measure the page of goods against a bare hello, in rounds one after the other."""
    found = _rounds(server, folder)
    hello = found.pop(HELLO)
    rows = [Row(HELLO, f"{hello:,.0f} requests/s")]
    rows += [Row(what, f"{value:,.0f} requests/s") for what, value in found.items()]
    for what, percent in ((PAGE, PAGE_PERCENT), (UNCHANGED, UNCHANGED_PERCENT)):
        rows.append(at_least(f"{what} of {HELLO}", 100 * found[what] / hello, percent, "%"))
    return rows


def measure_on_postgresql(server: Server, folder: Path) -> list[Row]:
    """Measure the same page from books on PostgreSQL."""
    found = _rounds(server, folder)
    percent = 100 * found[PAGE] / found[HELLO]
    return [
        Row("/barang on PostgreSQL", f"{found[PAGE]:,.0f} requests/s"),
        at_least(f"/barang on PostgreSQL of {HELLO}", percent, SERVER_PAGE_PERCENT, "%"),
    ]


def _rounds(server: Server, folder: Path) -> dict[str, float]:
    """Return the median of each, in requests a second."""
    with ExitStack() as stack:
        bare = stack.enter_context(_hello(folder))
        wire = stack.enter_context(Wire(server.port))
        cookie = sign_in(server.port, "anggota")
        tag = wire.get("/barang", Cookie=cookie).header("etag")
        plain = {"Cookie": cookie}
        asked = {
            HELLO: (bare.port, wire.request("GET", "/", headers=plain)),
            PAGE: (server.port, wire.request("GET", "/barang", headers=plain)),
            UNCHANGED: (
                server.port,
                wire.request("GET", "/barang", headers=plain | {"If-None-Match": tag}),
            ),
            ALIVE: (server.port, wire.request("GET", "/livez")),
        }
        for port, request in asked.values():
            drive(port, request, WARM_SECONDS)
        rates: dict[str, list[float]] = {what: [] for what in asked}
        for _ in range(ROUNDS):
            for what, (port, request) in asked.items():
                rates[what].append(drive(port, request, SECONDS))
    return {what: median(measured) for what, measured in rates.items()}


@contextmanager
def _hello(folder: Path) -> Generator[Server]:
    with child(["lumbung.bench.hello"], folder / "hello.log") as bare:
        yield bare
