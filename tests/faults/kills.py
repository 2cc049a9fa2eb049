"""Real `kill -9`: `lumbung serve` under load, killed at random moments and started again.

Several clients send orders as the outbox does: what was not answered is sent again with the same
key. At the end the books are sound, and every key is in them once, with the verdict it was told.
"""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from uuid import uuid4

from sqlmodel import col, func, select

from cooperative.activity import Activity
from cooperative.books import Books
from cooperative.submissions.tables import Submission
from lumbung.bench.server import Server, serving
from lumbung.bench.village import Shoppers, make_demo, prepare_shoppers
from lumbung.bench.wire import Wire
from lumbung.opening import FILE

_SHORTEST_SECONDS, _LONGEST_SECONDS = 0.05, 1.0
_LOST = (OSError, ValueError, IndexError)


@dataclass
class Client:
    """One phone: a row that waits, and what it was told of every other."""

    cookie: str
    shoppers: Shoppers
    key: str = field(default_factory=lambda: str(uuid4()))
    told: dict[str, tuple[str, str]] = field(default_factory=dict[str, tuple[str, str]])
    wrong: list[str] = field(default_factory=list[str])

    def send_until(self, is_over: Callable[[], bool], port: int) -> None:
        """Send rows, one after the other, until the server is gone or it is over."""
        try:
            with Wire(port) as wire:
                while not is_over():
                    self.send(wire)
        except _LOST:
            return  # nobody knows what became of it: the same key again

    def send(self, wire: Wire) -> None:
        """Send the row that waits. Raises OSError where no answer came."""
        headers = {
            "Cookie": self.cookie,
            "Accept": "application/json",
            "Idempotency-Key": f'"{self.key}"',
        }
        said = json.loads(wire.post("/pesanan", self.shoppers.fields(), **headers).body)
        if said["key"] != self.key or not said["final"]:
            self.wrong.append(f"{self.key} was answered {said}")
            return
        self.told[self.key] = (said["code"], said.get("location", ""))
        self.key = str(uuid4())


def run_kills(folder: Path, times: int, seed: int = 1) -> Iterator[str]:
    """Kill the server `times` times; yields "" after every kill, and then what went wrong."""
    make_demo(folder)
    shoppers = prepare_shoppers(folder)
    clients = [Client(cookie, shoppers) for cookie in shoppers.cookies]
    chance = Random(seed)
    for _ in range(times):
        with serving(folder) as server:
            _load(server, clients, chance.uniform(_SHORTEST_SECONDS, _LONGEST_SECONDS))
        yield ""
    with serving(folder) as server:
        for client in clients:
            with Wire(server.port) as wire:
                client.send(wire)
    yield from (wrong for client in clients for wrong in client.wrong)
    yield from _wrong_in(folder, clients)


def _load(server: Server, clients: list[Client], seconds: float) -> None:
    """Let all clients order; the server dies in the middle of it."""
    over = threading.Event()
    sending = [
        threading.Thread(target=client.send_until, args=(over.is_set, server.port))
        for client in clients
    ]
    for thread in sending:
        thread.start()
    over.wait(seconds)
    os.kill(server.pid, signal.SIGKILL)
    over.set()
    for thread in sending:
        thread.join()


def _wrong_in(folder: Path, clients: list[Client]) -> Iterator[str]:
    check = [sys.executable, "-m", "lumbung", "check", "--data", str(folder)]
    checked = subprocess.run(check, capture_output=True, text=True, check=False)
    if checked.returncode:
        yield checked.stdout
    told = {key: said for client in clients for key, said in client.told.items()}
    with closing(Books(f"sqlite:///{folder / FILE}")) as books, books.reading() as session:
        kept = {
            row.key: (row.code, row.location)
            for row in session.exec(select(Submission).where(col(Submission.kind) == "order/1"))
        }
        acts = dict(
            session.exec(
                select(Activity.submission_key, func.count()).group_by(col(Activity.submission_key))
            ).all()
        )
    for key, said in told.items():
        if kept.get(key) != said:
            yield f"{key} was told {said} and the books say {kept.get(key)}"
        if acts.get(key, 0) != (said[0] == "accepted"):
            yield f"{key} was booked {acts.get(key, 0)} times"
