"""The part `weak` of `lumbung bench`: pages through the weak network of a village, in Chromium."""

from pathlib import Path

from lumbung.bench.chromium import PHONE, launched
from lumbung.bench.report import Row
from lumbung.bench.server import Server, child
from lumbung.bench.transfer import put_cookies
from lumbung.bench.weak.counts import count_first_visit
from lumbung.bench.weak.proxy import proxied
from lumbung.bench.weak.visits import first_visits, later_visits, without_signal
from lumbung.bench.wire import sign_in


def measure(server: Server, folder: Path) -> list[Row]:
    """Measure first visits, then one phone whose worker has settled: later pages, no signal."""
    cookie = sign_in(server.port, "anggota")
    with proxied(server.port) as network, launched() as browser:
        first = first_visits(browser, network, cookie)
        context = browser.new_context(**PHONE)
        put_cookies(context, cookie)
        page = context.new_page()
        counted = count_first_visit(page, network)
        later = later_visits(page, network)
        with child(["lumbung.bench.hello"], folder / "hello.log") as bare:
            saved = without_signal(page, network, f"{bare.origin}/empty")
        return [*counted, *first, *later, *saved]
