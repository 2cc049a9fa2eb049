"""How much memory the server holds, and how long it takes to answer for the first time."""

import tempfile
from pathlib import Path
from statistics import median

from lumbung.bench.report import Row, at_most
from lumbung.bench.server import Server, serving
from lumbung.bench.transfer import NOBODY, PAGES
from lumbung.bench.village import copy_of
from lumbung.bench.wire import Wire, sign_in

REQUESTS, STARTS = 1000, 5
RESTING_MB, PEAK_MB, WARM_SECONDS, COLD_SECONDS, DEMO_SECONDS = 140, 180, 2, 4, 20
KB = 1024


def measure(village: Path, folder: Path) -> list[Row]:
    """Measure memory after a morning's work, then starts: cold, warm, and into an empty folder."""
    copy = copy_of(village, folder / "resting")
    return [*_memory(copy), *_starts(copy, folder)]


def _memory(copy: Path) -> list[Row]:
    with serving(copy) as server:
        with Wire(server.port) as wire:
            wire.get("/livez")
        begun = server.memory_kb("VmRSS")
        _work(server)
        resting, peak = server.memory_kb("VmRSS"), server.memory_kb("VmHWM")
    return [
        Row("memory after start", f"{begun / KB:,.0f} MB"),
        at_most(f"memory resting after {REQUESTS:,} requests", resting / KB, RESTING_MB, "MB"),
        at_most("memory, the most", peak / KB, PEAK_MB, "MB"),
    ]


def _work(server: Server) -> None:
    """Look at every main page in turn, a thousand times in all."""
    cookies = {slug: sign_in(server.port, slug) for slug, _ in PAGES if slug != NOBODY}
    with Wire(server.port) as wire:
        for number in range(REQUESTS):
            slug, path = PAGES[number % len(PAGES)]
            wire.get(path, **({"Cookie": cookies[slug]} if slug in cookies else {}))


def _starts(copy: Path, folder: Path) -> list[Row]:
    with tempfile.TemporaryDirectory(prefix="lumbung-") as bytecode:
        cold = _start(copy, {"PYTHONPYCACHEPREFIX": bytecode})
    warm = median(_start(copy, {}) for _ in range(STARTS))
    filled = _start(folder / "empty", {})
    return [
        at_most("first answer, no bytecode yet", cold, COLD_SECONDS, "s"),
        at_most(f"first answer, warm, median of {STARTS}", warm, WARM_SECONDS, "s"),
        at_most("first answer, the demonstration made first", filled, DEMO_SECONDS, "s"),
    ]


def _start(data: Path, environment: dict[str, str]) -> float:
    with serving(data, environment=environment) as server:
        return server.start_seconds
