"""The stage of a crash schedule: a small village, the real app over it, and a clock that is set.

It is built once in a process. A schedule copies the village's file, and every life of the server is
a fork of this process, so nothing is built or compiled again (reliability.md appendix C).
"""

import gc
import shutil
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from cooperative.actors import Actor
from cooperative.books import Books
from cooperative.books.invariants import broken
from cooperative.books.upgrade import upgrade
from cooperative.clock import FixedClock
from cooperative.people.devices import add_device
from cooperative.people.enrolment import Enrolled, put_on_phone
from cooperative.people.sign_ins import open_sign_in
from tests.faults.asking import Answer, Request, ask
from tests.village import Village, Villager, village
from web.app import create_app
from web.door.cookies import SESSION
from web.settings import Settings

BEGAN = datetime(2026, 6, 20, 0, 40, tzinfo=UTC)
SESSION_LIFE = timedelta(days=30)
NAMES: tuple[str, ...] = ("sari", "rini", "shopkeeper")
Fields = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Stage:
    """Everything a schedule needs. All people are enrolled on one `device`, and signed in at BEGAN
    with `tokens`.
    """

    folder: Path
    here: Village
    clock: FixedClock
    app: Any
    enrolled: dict[str, Enrolled]
    tokens: dict[str, str]
    device: str

    @property
    def books(self) -> Books:
        """The books of the schedule that is played now."""
        return self.here.books

    def who(self, name: str) -> Villager:
        """Return a person of the village by her name in schedules."""
        return getattr(self.here, name)

    def actor(self, name: str) -> Actor:
        """Return her as the one who acts."""
        return self.who(name).actor()

    def begin(self) -> None:
        """Lay a fresh copy of the village and set the clock back."""
        self.clock.moment = BEGAN
        book = self.folder / "books.db"
        for ending in ("-wal", "-shm"):
            book.with_name(book.name + ending).unlink(missing_ok=True)
        shutil.copyfile(self.folder / "village.db", book)

    def sign_in(self, name: str) -> str:
        """Open a session without the PIN's slow hash; returns its token."""
        with self.books.transaction() as session:
            return open_sign_in(session, self.enrolled[name])

    def broken(self) -> list[str]:
        """Return what is wrong in the books, as `lumbung check` finds it."""
        with self.books.reading() as session:
            found = [f"{name}: {rows[:2]}" for name, rows in broken(session)]
        self.let_go()
        return found

    def let_go(self) -> None:
        """Close every connection: none may be carried into a fork."""
        self.books.close()
        state = self.app.state
        state.quick.close()
        state.identity._lookup.close()  # noqa: SLF001 # pyright: ignore[reportPrivateUsage]
        self.books._newest = None  # noqa: SLF001 # pyright: ignore[reportPrivateUsage]


def set_up(folder: Path) -> Stage:
    """Build the village, the app and everything that is compiled at first use, once."""
    url = f"sqlite:///{folder / 'books.db'}"
    with closing(Books(url)) as empty:
        upgrade(empty)
    clock = FixedClock(BEGAN)
    books = Books(url, clock=clock)
    here = village(books)
    app = create_app(Settings(data=folder, demo=True), books)
    with books.transaction(here.coop_id) as session:
        device, _ = add_device(session, label="HP")
        enrolled = {
            name: put_on_phone(
                session,
                device=device,
                person_id=getattr(here, name).person_id,
                cooperative_id=here.coop_id,
                pin_seal="-",
            )
            for name in NAMES
        }
        tokens = {name: open_sign_in(session, enrolled[name]) for name in NAMES}
    stage = Stage(folder, here, clock, app, enrolled, tokens, device.public_id)
    stage.let_go()
    shutil.copyfile(folder / "books.db", folder / "village.db")
    _warm_up(stage)
    stage.begin()
    gc.collect()
    gc.freeze()
    return stage


def posted(
    stage: Stage, name: str, token: str, path: str, fields: Fields, **headers: str
) -> Request:
    """Return a form as the outbox sends it; `Lumbung_Form="…"` becomes a header."""
    envelope = {name.replace("_", "-"): value for name, value in headers.items()}
    return Request(
        "POST",
        path,
        urlencode(fields).encode(),
        {
            "Cookie": f"{SESSION}={token}",
            "Sec-Fetch-Site": "same-origin",
            "Content-Type": "application/x-www-form-urlencoded",
            "Accept": "application/json",
            "Lumbung-Person": stage.who(name).public_id,
            "Lumbung-Device": stage.device,
            **envelope,
        },
    )


def _warm_up(stage: Stage) -> None:
    """Let every statement be compiled once, before anything is forked."""
    token, shop = stage.sign_in("sari"), stage.sign_in("shopkeeper")
    here, number = stage.here, iter(range(1, 100))

    def send(name: str, path: str, fields: Fields, **headers: str) -> Answer:
        key = f"00000000-0000-4000-8000-{next(number):012d}"
        using = shop if name == "shopkeeper" else token
        envelope = {"Idempotency_Key": f'"{key}"', **headers}
        return ask(stage.app, posted(stage, name, using, path, fields, **envelope))

    line = [("barang", str(here.gula)), ("jumlah", "2")]
    for fields in ([*line, ("bayar", "simpanan")], [*line, ("jumlah", "x")], [("jumlah", "x")]):
        for headers in ({}, {"Lumbung_After": '"00000000-0000-4000-8000-000000000001"'}):
            send("sari", "/pesanan", fields, **headers)
    send("sari", "/pesanan", line, Lumbung_Replaces='"00000000-0000-4000-8000-000000000001"')
    send("sari", "/pesanan/1/pembatalan", [])
    send("sari", "/pesanan", [("barang", str(here.gas)), ("jumlah", "99")])
    send("sari", "/kiriman/00000000-0000-4000-8000-000000000077/batal", [])
    goods = [("barang", str(here.gula)), ("jumlah", "5"), ("harga", "70000")]
    send("shopkeeper", "/gerai/barang-masuk", [*goods, ("cara_harga", "semua"), ("bayar", "kas")])
    send("shopkeeper", "/gerai/pesanan/2/serah-terima", [("bayar", "tunai")])
    prices = [("harga_anggota", "17000"), ("harga_umum", "18000"), ("mulai", "2026-06-20")]
    send("shopkeeper", f"/gerai/barang/{here.gula}/harga", prices)
    stage.broken()
