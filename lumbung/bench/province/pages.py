"""What pages of a province cost: time, bytes, queries; and the same with ten times the history."""

import threading
from collections.abc import Sequence
from contextlib import ExitStack, closing
from http import HTTPStatus
from pathlib import Path
from statistics import median
from time import perf_counter

from cooperative.books import Books
from lumbung.bench.in_process import QUERIES, Asker, counting
from lumbung.bench.province.people import LIST, Looker
from lumbung.bench.province.place import KB, Place
from lumbung.bench.report import Row, at_most
from lumbung.bench.server import Server, serving
from lumbung.bench.transfer import LATER_KB, PAGE_KB
from lumbung.bench.wire import Wire
from web.static_files import static_tree

HOST = "127.0.0.1:80"
ROUNDS, WARM_ROUNDS = 40, 3
RATIO, LIST_OF_15_KB = 1.2, 10
# Longer than anything a server does by itself takes to come round again.
_A_MOMENT_SECONDS, _IDLE_TICKS = 4.0, 3
Times = dict[tuple[str, str], list[float]]


def measure(place: Place, lookers: Sequence[Looker]) -> list[Row]:
    """Ask the two servers in turn, so that a busy machine slows both."""
    with (
        serving(place.folder, *place.words()) as usual,
        serving(place.folder, *place.words(place.tenfold_url)) as tenfold,
    ):
        for server in (usual, tenfold):
            _wait_until_idle(server)
        times = _times((usual, tenfold), lookers)
        sizes = [_sizes(usual, looker) for looker in lookers]
        memory = [
            Row(f"memory of the server{words}", f"{server.memory_kb(field) / KB:,.0f} MB")
            for server, words in ((usual, ""), (tenfold, ", ten times the history"))
            for field, words in (("VmRSS", words), ("VmHWM", f"{words}, the most"))
        ]
    rows = [row for found in sizes for row in found]
    return [*rows, *_queries(place, lookers), *_compared(times), *memory]


def _times(servers: Sequence[Server], lookers: Sequence[Looker]) -> list[Times]:
    """Return what each page took in milliseconds, by server; each page of both in turn."""
    found: list[Times] = [{} for _ in servers]
    with ExitStack() as stack:
        wires = [stack.enter_context(Wire(server.port)) for server in servers]
        for number in range(WARM_ROUNDS + ROUNDS):
            for looker, path in _pages_of(lookers):
                for wire, times in zip(wires, found, strict=True):
                    taken = _time(wire, path, looker)
                    if number >= WARM_ROUNDS:
                        times.setdefault((looker.name, path), []).append(taken)
    return found


def _pages_of(lookers: Sequence[Looker]) -> list[tuple[Looker, str]]:
    return [(looker, path) for looker in lookers for path in looker.paths]


def _time(wire: Wire, path: str, looker: Looker) -> float:
    begun = perf_counter()
    answer = wire.get(path, Cookie=looker.cookie)
    taken = (perf_counter() - begun) * 1000
    if answer.status != HTTPStatus.OK:
        raise RuntimeError(f"{path} was answered with {answer.status} to {looker.name}")
    return taken


def _compared(found: Sequence[Times]) -> list[Row]:
    """The ratio is that of two answers one after the other: a busy machine slows both."""
    usual, tenfold = found
    rows: list[Row] = []
    for key, times in usual.items():
        rows.append(Row(" ".join(key), f"{median(times):,.1f} ms"))
        ratio = median(late / early for early, late in zip(times, tenfold[key], strict=True))
        rows.append(at_most("the same, ten times the history", ratio, RATIO, "x"))
    return rows


def _sizes(server: Server, looker: Looker) -> list[Row]:
    rows: list[Row] = []
    with Wire(server.port) as wire:
        for path in looker.paths:
            first = len(wire.get(path, Cookie=looker.cookie).body) / KB
            kept = static_tree().digest
            later = len(wire.get(path, Cookie=looker.cookie, Lumbung_Shell=kept).body) / KB
            is_list_of_15 = looker.name.endswith("15") and path == LIST
            most = LIST_OF_15_KB if is_list_of_15 else PAGE_KB
            rows += [
                at_most(f"{looker.name} {path} HTML and CSS", first, most, "kB"),
                at_most(f"{looker.name} {path} as a later page", later, LATER_KB, "kB"),
            ]
    return rows


def _queries(place: Place, lookers: Sequence[Looker]) -> list[Row]:
    rows: list[Row] = []
    with closing(Books(place.books_url)) as books:
        asker = Asker(place.folder, books, place.store_url)
        asker.follow()
        with counting(asker.store) as heard:
            for looker, path in _pages_of(lookers):
                asker.ask("GET", path, Cookie=looker.cookie, Host=HOST)
                heard.clear()  # what is looked up once is not counted
                status = asker.ask("GET", path, Cookie=looker.cookie, Host=HOST)
                if status != HTTPStatus.OK:
                    raise RuntimeError(f"{path} was answered with {status}")
                what = f"{looker.name} {path} queries"
                rows.append(at_most(what, len(heard), QUERIES, "queries"))
    return rows


def _wait_until_idle(server: Server) -> None:
    """A server that has just begun weighs every village: only then are its pages measured."""
    used = -_IDLE_TICKS
    while (now := _ticks(server)) - used >= _IDLE_TICKS:
        used = now
        threading.Event().wait(_A_MOMENT_SECONDS)


def _ticks(server: Server) -> int:
    """Return how long it has computed so far, in hundredths of a second."""
    fields = Path(f"/proc/{server.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])
