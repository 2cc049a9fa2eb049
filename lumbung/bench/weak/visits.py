"""How long pages take over weak networks, beside what the network alone needs (offline.md 5.1)."""

from dataclasses import dataclass, replace
from itertools import count
from statistics import median
from typing import TYPE_CHECKING, Any

from lumbung.bench.chromium import PHONE
from lumbung.bench.report import Row, at_most
from lumbung.bench.transfer import put_cookies
from lumbung.bench.weak.counts import answered_bytes, until_worker
from lumbung.bench.weak.devtools import Workers, until
from lumbung.bench.weak.faults import EDGE, TWO_G, Fault, Link
from lumbung.bench.weak.proxy import Proxy

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

RUNS = 3
GOODS = "/barang"
LINKS = {"Edge": EDGE, "2G": TWO_G}
# offline.md 5.2 for the first visit, architecture.md 8 for the others.
FIRST_PAINT_AT_EDGE_SECONDS, COLD_SECONDS, SILENCE_SECONDS = 4, 0.5, 3
SLOWER = 4
# Name, TCP, TLS and the page; a kept connection has the first three behind it.
COLD_ROUND_TRIPS, WARM_ROUND_TRIPS = 4, 1
_PATIENCE_MILLISECONDS = 120_000
_TIMES = """(() => {
  const [visit] = performance.getEntriesByType("navigation");
  const [paint] = performance.getEntriesByName("first-contentful-paint");
  return visit?.loadEventEnd && paint && [paint.startTime, visit.responseEnd, visit.loadEventEnd];
})()"""


@dataclass(frozen=True)
class Times:
    """Seconds from the tap, and what the page weighed."""

    paint: float
    page: float
    load: float
    page_bytes: int = 0
    all_bytes: int = 0


def first_visits(browser: "Browser", network: Proxy, cookie: str) -> list[Row]:
    """Measure a phone that has nothing yet."""
    rows: list[Row] = []
    for name, link in LINKS.items():
        what = f"{GOODS}, first visit at {name}"
        found = _median([_first(browser, network, cookie, link) for _ in range(RUNS)])
        paint, last = _rows(what, found, link, COLD_ROUND_TRIPS)
        if link is EDGE:
            paint = at_most(paint.what, found.paint, FIRST_PAINT_AT_EDGE_SECONDS, "s")
        rows += [paint, last, _load_row(what, found, link)]
    return rows


def later_visits(page: "Page", network: Proxy) -> list[Row]:
    """Measure the next pages of a member whose worker is at work, over a kept connection: pages of
    goods she has not seen yet, and one she has."""
    rows: list[Row] = []
    unseen = count(2)
    for name, link in LINKS.items():
        new = [_later(page, network, f"{GOODS}?halaman={next(unseen)}", link) for _ in range(RUNS)]
        same = [_later(page, network, GOODS, link) for _ in range(RUNS)]
        for what, found in (("later page", new), ("unchanged", same)):
            rows += _rows(f"{GOODS}, {what} at {name}", _median(found), link, WARM_ROUND_TRIPS)
    network.mode = Fault.PASS
    return rows


def without_signal(page: "Page", network: Proxy, empty: str) -> list[Row]:
    """Measure saved pages from a cold worker on a slow phone: offline, then lie-fi. Beside them
    stands the page at `empty`, of a server that has nothing else: what the browser itself needs.
    """
    driver: Any = page.context.new_cdp_session(page)
    driver.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    bare = median(_visit(page, empty).paint for _ in range(RUNS))
    _visit(page, network.origin + GOODS)
    workers = Workers(page)
    page.context.set_offline(True)
    offline = median(_cold(page, network, workers).paint for _ in range(RUNS))
    page.context.set_offline(False)
    network.mode = Fault.BLACK_HOLE
    silent = median(_cold(page, network, workers).paint for _ in range(RUNS))
    again = _visit(page, network.origin + "/simpanan").paint
    network.mode = Fault.PASS
    driver.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    return [
        Row("an empty page, CPU 4x", f"{bare:.2f} s"),
        at_most(f"{GOODS}, cold worker, offline, CPU 4x", offline, COLD_SECONDS, "s"),
        at_most(
            f"{GOODS}, cold worker, lie-fi, CPU 4x", silent, SILENCE_SECONDS + COLD_SECONDS, "s"
        ),
        Row("/simpanan, the page after a silence", f"{again:.2f} s"),
    ]


def _rows(what: str, found: Times, link: Link, round_trips: int) -> list[Row]:
    limit = link.limit_seconds(found.page_bytes, round_trips=round_trips)
    last = f"{what}: last byte, {found.page_bytes:,} bytes"
    return [
        Row(f"{what}: first paint", f"{found.paint:.2f} s"),
        Row(last, f"{found.page:.2f} s", _alone(limit)),
    ]


def _load_row(what: str, found: Times, link: Link) -> Row:
    # What the page names can be asked for one round trip later.
    limit = link.limit_seconds(found.all_bytes, round_trips=COLD_ROUND_TRIPS + 1)
    return Row(f"{what}: load, {found.all_bytes:,} bytes", f"{found.load:.2f} s", _alone(limit))


def _alone(seconds: float) -> str:
    return f"network alone {seconds:.2f} s"


def _first(browser: "Browser", network: Proxy, cookie: str, link: Link) -> Times:
    context = browser.new_context(**PHONE)
    put_cookies(context, cookie)
    page = context.new_page()
    network.mode = link
    found = _weighed(page, network, GOODS)
    network.mode = Fault.PASS
    context.close()
    return found


def _later(page: "Page", network: Proxy, path: str, link: Link) -> Times:
    network.mode = link
    page.evaluate("fetch('/livez')")  # opens the connection that is kept
    return _weighed(page, network, path)


def _weighed(page: "Page", network: Proxy, path: str) -> Times:
    before = len(network.requests)
    times = _visit(page, network.origin + path)
    asked = until_worker(network.requests[before:])
    page_bytes = sum(len(seen.answered) for seen in asked if seen.path == path)
    return replace(times, page_bytes=page_bytes, all_bytes=answered_bytes(asked))


def _cold(page: "Page", network: Proxy, workers: Workers) -> Times:
    workers.stop()
    return _visit(page, network.origin + GOODS)


def _visit(page: "Page", address: str) -> Times:
    page.goto(address, timeout=_PATIENCE_MILLISECONDS)
    return Times(*(milliseconds / 1000 for milliseconds in until(page, _TIMES)))


def _median(found: list[Times]) -> Times:
    return sorted(found, key=lambda times: times.paint)[len(found) // 2]
