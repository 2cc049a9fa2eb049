"""How much a first visit fetches, in all: what the page needs, the worker, and what it keeps for
later. Counted by the network, which also sees what a worker asks for.
"""

import time
from collections.abc import Iterable
from itertools import takewhile
from typing import TYPE_CHECKING

from lumbung.bench.report import Row, at_most
from lumbung.bench.weak.devtools import controlled
from lumbung.bench.weak.messages import Request
from lumbung.bench.weak.proxy import Proxy

if TYPE_CHECKING:
    from playwright.sync_api import Page

KB = 1024
# architecture.md 8 and 5.
REQUESTS, PRECACHE, WITH_SCRIPTS_KB, OWN_PAGES_KB, GOODS_KB = 30, 10, 35, 20, 15
WORKER, GOODS = "/service-worker.js", "/barang/semua"
SHELL_PAGES = ("/luring", "/terkunci")
_QUIET_SECONDS = 2.0
# Also what came from the worker's store: the network carried it all the same.
_USED = "performance.getEntriesByType('resource').map((one) => new URL(one.name).pathname)"


def until_worker(requests: Iterable[Request]) -> list[Request]:
    """Return what was asked before the worker was: a page asks for it when it has loaded."""
    return list(takewhile(lambda seen: seen.path != WORKER, requests))


def answered_bytes(requests: Iterable[Request]) -> int:
    """Return what came back, heads included."""
    return sum(len(seen.answered) for seen in requests)


def count_first_visit(page: "Page", network: Proxy) -> list[Row]:
    """Count what the list of goods fetches on a phone with a session and nothing else."""
    seen = _visit(page, network, "/barang")
    used = page.evaluate(_USED)
    before, kept = until_worker(seen), [one for one in seen if _is_for_later(one)]
    scripts = [one for one in seen if one.kind == "text/javascript"]
    code = [one for one in scripts if one.path in used or _dest(one) == "serviceworker"]
    goods = [one for one in kept if one.path == GOODS]
    pages = [one for one in kept if one.kind == "text/html" and one.path not in SHELL_PAGES]
    return [
        at_most("/barang, requests before load", len(before), REQUESTS, "requests"),
        at_most(
            "/barang, page, its scripts, worker", _kb(before[:1] + code), WITH_SCRIPTS_KB, "kB"
        ),
        Row("all scripts, also those for later", f"{_kb(scripts):.0f} kB"),
        at_most(
            "fetched for later, the shell", len(kept) - len(goods + pages), PRECACHE, "requests"
        ),
        Row("fetched for later, all of it", f"{_kb(kept):.0f} kB"),
        # Without heads: HTTP/2, as Caddy speaks it, sends the same head once.
        at_most(f"fetched for later, {len(pages)} pages", _content_kb(pages), OWN_PAGES_KB, "kB"),
        Row("the same with the heads of HTTP/1.1", f"{_kb(pages):.0f} kB"),
        at_most("fetched for later, list of goods", _content_kb(goods), GOODS_KB, "kB"),
    ]


def _visit(page: "Page", network: Proxy, path: str) -> list[Request]:
    network.reset()
    page.goto(network.origin + path)
    controlled(page)
    return _quiet(page, network)


def _quiet(page: "Page", network: Proxy) -> list[Request]:
    """Return all requests, once none has come for a while."""
    while time.monotonic() - network.requests[-1].at < _QUIET_SECONDS:
        page.wait_for_timeout(100)
    return network.requests


def _is_for_later(seen: Request) -> bool:
    """Tell what a worker fetches by itself from what a page shows."""
    is_shown = seen.method != "GET" or seen.path.startswith("/foto/")
    return _dest(seen) == "empty" and not is_shown


def _dest(seen: Request) -> str:
    return seen.headers.get("sec-fetch-dest", "")


def _content_kb(requests: Iterable[Request]) -> float:
    return sum(len(seen.content) for seen in requests) / KB


def _kb(requests: Iterable[Request]) -> float:
    return answered_bytes(requests) / KB
