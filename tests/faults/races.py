"""Races between real processes: the last one of a product, and one key in several hands.

A schedule plays one request after the other and is blind to them (reliability.md 4.3).
"""

import os
import sys
from collections import Counter
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import Pipe, get_context
from pathlib import Path
from typing import Any, NamedTuple
from uuid import uuid4

from cooperative.books import Books, engines
from cooperative.books.invariants import broken
from cooperative.clock import FixedClock
from cooperative.ledger.tables import Means
from cooperative.store.stock import receive
from tests.faults.asking import Request, ask
from tests.faults.lives import AnyPipe
from tests.faults.stage import BEGAN
from tests.shop import count
from tests.village import Village, village
from tests.web.wire import phone_of
from web.app import create_app
from web.door.cookies import SESSION
from web.settings import Settings

RACERS = 3
_PATIENCE_SECONDS = 60
_OWN_PAGE = {"Sec-Fetch-Site": "same-origin"}
_WON, _SAME, _LOST = (201, "accepted"), (200, "accepted"), (409, "stock_short")


class Start(NamedTuple):
    """What every racer is told before the first round."""

    url: str
    folder: Path
    together: Any
    plain_begin: bool


@dataclass(frozen=True)
class Course:
    """Books on which is raced, and what each racer puts on its envelopes."""

    here: Village
    racers: list[AnyPipe]
    cookies: list[dict[str, str]]

    def race(self, requests: list[Request]) -> Counter[tuple[int, str]]:
        """Let every racer send one request at the same moment; returns what was answered."""
        for racer, request in zip(self.racers, requests, strict=True):
            racer.send(request)
        return Counter(racer.recv() for racer in self.racers)


def run_races(url: str, folder: Path, rounds: int, *, plain_begin: bool = False) -> list[str]:
    """Race `rounds` times on empty, upgraded books; returns what went wrong, at most once each."""
    wrong: dict[str, None] = {}
    with _course(url, folder, plain_begin=plain_begin) as course:
        with course.here.writing() as session:
            count(session, course.here, 1)
        for number in range(rounds):
            keys = [str(uuid4()) for _ in course.racers]
            came = course.race([_order(course, at, key) for at, key in enumerate(keys)])
            if came != {_WON: 1, _LOST: RACERS - 1}:
                wrong[f"the last one, round {number}: {dict(came)}"] = None
            _restock(course.here)
            key = str(uuid4())
            came = course.race([_order(course, 0, key)] * RACERS)
            if came != {_WON: 1, _SAME: RACERS - 1}:
                wrong[f"one key, round {number}: {dict(came)}"] = None
            _restock(course.here)
        with course.here.books.reading() as session:
            wrong |= dict.fromkeys(str(promise) for promise in broken(session))
    return list(wrong)


@contextmanager
def _course(url: str, folder: Path, *, plain_begin: bool) -> Generator[Course]:
    books = Books(url, clock=FixedClock(BEGAN))
    here = village(books)
    app = create_app(Settings(data=folder, demo=True), books)
    phones = [phone_of(app, here, who) for who in here.members[:RACERS]]
    envelopes = [
        {**phone.outbox_headers(), "Cookie": f"{SESSION}={phone.token}", **_OWN_PAGE}
        for phone in phones
    ]
    books.close()  # no connection may be carried into a fork
    apart = get_context("fork")
    together = apart.Barrier(RACERS, timeout=_PATIENCE_SECONDS)
    start = Start(url, folder, together, plain_begin)
    ends = [Pipe() for _ in phones]
    racing = [
        apart.Process(target=_run, args=(start, theirs, [ours for ours, _ in ends]))
        for _, theirs in ends
    ]
    for process in racing:
        process.start()
    for _, theirs in ends:
        theirs.close()
    try:
        yield Course(here, [ours for ours, _ in ends], envelopes)
    finally:
        for ours, _ in ends:
            ours.close()
        for process in racing:
            process.join()
        books.close()


def _run(at: Start, pipe: AnyPipe, others: list[AnyPipe]) -> None:
    """Be one racer: an app of its own, which asks when all are ready."""
    sys.settrace(None)  # what is measured is measured elsewhere
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # its log; what it answers is what counts
    for other in others:
        other.close()
    if at.plain_begin:
        # The canary: a transaction that reads first and asks for the lock too late.
        begin = engines._begin  # noqa: SLF001 # pyright: ignore[reportPrivateUsage]
        engines._begin = lambda _words: begin("BEGIN")  # noqa: SLF001 # pyright: ignore[reportPrivateUsage]
    books = Books(at.url, clock=FixedClock(BEGAN))
    app = create_app(Settings(data=at.folder, demo=True), books)
    while True:
        try:
            request = pipe.recv()
        except EOFError:
            books.close()
            return
        at.together.wait()
        answer = ask(app, request)
        pipe.send((answer.status, answer.content.get("code", "")))


def _order(course: Course, at: int, key: str) -> Request:
    body = (
        f"barang={course.here.beras}&jumlah=1&bayar=tunai&kalau_kurang=sebagian&kalau_naik=terima"
    )
    headers = {**course.cookies[at], "Idempotency-Key": f'"{key}"'}
    return Request("POST", "/pesanan", body.encode(), headers)


def _restock(here: Village) -> None:
    with here.writing() as session:
        receive(
            session,
            outlet_id=here.outlet_id,
            product_id=here.beras,
            quantity_units=1,
            cost_rupiah=60_000,
            paid=Means.CASH,
            by=here.shopkeeper.actor(),
        )
