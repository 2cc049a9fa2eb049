"""Orders a second, through HTTP and durable, beside the very same statements by bare sqlite3."""

import sqlite3
import threading
import time
from contextlib import closing
from http import HTTPStatus
from pathlib import Path
from statistics import median, quantiles
from uuid import uuid4

from lumbung.bench.in_process import Statement, capture_orders
from lumbung.bench.report import Row, at_least, at_most
from lumbung.bench.server import serving
from lumbung.bench.village import Shoppers, copy_of, prepare_shoppers
from lumbung.bench.wire import Wire
from lumbung.opening import FILE

CAPTURED, ROUNDS, SECONDS = 120, 3, 4.0
PERCENT, P99_MS = 6, 150
_WARM_UP = 5
_DURABLE = ("journal_mode=WAL", "synchronous=FULL", "wal_autocheckpoint=500", "foreign_keys=ON")


class Tally:
    """What eight clients saw: milliseconds of each order, and answers that were no order."""

    def __init__(self) -> None:
        self.milliseconds: list[float] = []
        self.failed: list[int] = []
        self.per_second = 0.0


def measure(village: Path, folder: Path) -> list[Row]:
    """Measure in rounds: bare, then HTTP, each on a fresh copy of the same village."""
    copy = copy_of(village, folder / "shoppers")
    shoppers = prepare_shoppers(copy)
    orders = capture_orders(copy_of(copy, folder / "captured"), shoppers, CAPTURED)
    bare: list[float] = []
    tallies: list[Tally] = []
    for number in range(ROUNDS):
        bare.append(_replay(copy_of(copy, folder / f"bare-{number}") / FILE, orders))
        tallies.append(_through_http(copy_of(copy, folder / f"http-{number}"), shoppers))
    return _rows(bare, tallies, sum(map(len, orders)) / len(orders))


def _rows(bare: list[float], tallies: list[Tally], statements: float) -> list[Row]:
    rate, bare_rate = median(tally.per_second for tally in tallies), median(bare)
    times = [value for tally in tallies for value in tally.milliseconds]
    failed = [status for tally in tallies for status in tally.failed]
    broken = sum(status >= HTTPStatus.INTERNAL_SERVER_ERROR for status in failed)
    cut = quantiles(times, n=100)
    return [
        Row("order of 3 lines, statements written and read", f"{statements:.0f}"),
        Row("order, bare sqlite3 FULL", f"{bare_rate:,.0f} orders/s"),
        Row("order, HTTP, 8 clients", f"{rate:,.0f} orders/s"),
        at_least("order, HTTP of bare sqlite3", 100 * rate / bare_rate, PERCENT, "%"),
        Row("order, p50", f"{cut[49]:.0f} ms"),
        at_most("order, p99", cut[98], P99_MS, "ms"),
        at_most("order, answers of 5xx", broken, 0, "of them"),
        at_most("order, refused", len(failed) - broken, 0, "of them"),
    ]


def _replay(file: Path, orders: list[list[Statement]]) -> float:
    """Return orders a second: the same statements and nothing else."""
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        for pragma in _DURABLE:
            connection.execute(f"PRAGMA {pragma}").close()
        started = time.perf_counter()
        for order in orders:
            connection.execute("BEGIN IMMEDIATE")
            for sql, values in order:
                connection.execute(sql, values).fetchall()
            connection.execute("COMMIT")
        return len(orders) / (time.perf_counter() - started)


def _through_http(folder: Path, shoppers: Shoppers) -> Tally:
    tally = Tally()
    with serving(folder) as server:
        for _ in range(_WARM_UP):
            _client(server.port, shoppers, shoppers.cookies[0], 0.0, Tally())
        started = time.perf_counter()
        clients = [
            threading.Thread(
                target=_client, args=(server.port, shoppers, cookie, started + SECONDS, tally)
            )
            for cookie in shoppers.cookies
        ]
        for client in clients:
            client.start()
        for client in clients:
            client.join()
        tally.per_second = len(tally.milliseconds) / (time.perf_counter() - started)
    return tally


def _client(port: int, shoppers: Shoppers, cookie: str, until: float, tally: Tally) -> None:
    """Place orders of her own, each with its own key, one after the other; at least one."""
    with Wire(port) as wire:
        while True:
            headers = {
                "Cookie": cookie,
                "Accept": "application/json",
                "Idempotency-Key": f'"{uuid4()}"',
            }
            started = time.perf_counter()
            status = wire.post("/pesanan", shoppers.fields(), **headers).status
            if status == HTTPStatus.CREATED:
                tally.milliseconds.append((time.perf_counter() - started) * 1000)
            else:
                tally.failed.append(status)
            if time.perf_counter() >= until:
                return
