"""An order with a phone of everybody in the shop told through a push service that never answers,
beside the same order where nobody asked to be told: in turn, in one run.
"""

import socket
import threading
import time
from collections.abc import Generator
from contextlib import closing, contextmanager
from http import HTTPStatus
from pathlib import Path
from statistics import median
from urllib.parse import urlencode
from uuid import uuid4

from sqlmodel import col, select

from cooperative.actors import Role
from cooperative.books import Books
from cooperative.people.devices import add_device
from cooperative.people.tables import RoleGrant
from cooperative.push.subscriptions import Address, subscribe
from cooperative.push.wishes import Wishes, set_wishes
from lumbung.bench.in_process import Asker
from lumbung.bench.report import Row, at_most
from lumbung.bench.village import Shoppers, copy_of, open_village, prepare_shoppers
from notifications.keys import keys_of
from notifications.post import Post
from notifications.sender import Sender

ORDERS, WARM_UP, SILENT_SECONDS = 300, 20, 5.0
# One millisecond, and that of an order that takes seven, as it does on a machine of its own.
MOST_MS, MOST = 1.0, 1.15
# A point on the curve that belongs to nobody: the generator itself.
_POINT = "BGsX0fLhLEJH-Lzm5WOkQPJ3A32BLeszoPShOUXYmMKWT-NC4v4af5uO5-tKfA-eFivOM1drMV7Oy7ZAaDe_UfU"
_SECRET = "AAAAAAAAAAAAAAAAAAAAAA"  # noqa: S105 - sixteen zeros
_HOST = "127.0.0.1"


def measure(village: Path, folder: Path) -> list[Row]:
    """Place orders in both villages in turn and compare the middle ones."""
    quiet, told = copy_of(village, folder / "quiet"), folder / "told"
    shoppers = prepare_shoppers(quiet)
    copy_of(quiet, told)
    with (
        closing(open_village(quiet)) as books_quiet,
        closing(open_village(told)) as books_told,
        _silent_service() as port,
        _sending(told, books_told, port) as sender,
    ):
        askers = [Asker(quiet, books_quiet), Asker(told, books_told)]
        times: list[list[float]] = [[], []]
        for number in range(WARM_UP + ORDERS):
            for asker, spent in zip(askers, times, strict=True):
                spent.append(_order(asker, shoppers, number))
        tried = sender.tried
    without, with_push = (spent[WARM_UP:] for spent in times)
    # Pair by pair: what else this machine does is then in both.
    more = median(one - other for one, other in zip(with_push, without, strict=True))
    return [
        Row("order, nobody told", f"{median(without):.2f} ms"),
        Row("order, shop told, push service silent", f"{median(with_push):.2f} ms"),
        at_most("order, more with push", more, MOST_MS, "ms"),
        at_most("order, with push of without", 1 + more / median(without), MOST, "x"),
        Row("hints on their way meanwhile", f"{tried}"),
    ]


class _Counting:
    def __init__(self, post: Post) -> None:
        self._post, self.tried = post, 0

    def send(self, *told: object) -> object:
        self.tried += 1
        return self._post.send(*told)  # pyright: ignore[reportArgumentType]


@contextmanager
def _sending(folder: Path, books: Books, port: int) -> Generator[_Counting]:
    origin = f"http://{_HOST}:{port}"
    keys = keys_of(folder)
    _tell_the_shop(books, origin, keys.id)
    post = _Counting(Post(keys, "mailto:pengurus@localhost", SILENT_SECONDS, frozenset({origin})))
    sender = Sender(books, post.send)  # pyright: ignore[reportArgumentType]
    is_over = threading.Event()

    def again_and_again() -> None:
        while not is_over.wait(0.05):
            sender.run_once()

    running = threading.Thread(target=again_and_again)
    running.start()
    yield post
    is_over.set()
    running.join()
    sender.close()


def _tell_the_shop(books: Books, origin: str, key: str) -> None:
    with books.transaction() as session:
        keepers = select(RoleGrant.cooperative_id, RoleGrant.person_id).where(
            col(RoleGrant.role) == Role.SHOPKEEPER, col(RoleGrant.until).is_(None)
        )
        at_any_hour = Wishes(quiet_from_minute=0, quiet_until_minute=0, most_a_day=100)
        for cooperative_id, person_id in session.exec(keepers).all():
            set_wishes(session, person_id=person_id, wishes=at_any_hour)
            device, _ = add_device(session, label="HP")
            subscribe(
                session,
                Address(f"{origin}/{person_id}", _POINT, _SECRET, key),
                device_id=device.id or 0,
                person_id=person_id,
                cooperative_id=cooperative_id,
            )


def _order(asker: Asker, shoppers: Shoppers, number: int) -> float:
    body = urlencode(shoppers.fields()).encode()
    started = time.perf_counter()
    status = asker.ask(
        "POST",
        "/pesanan",
        body,
        Cookie=shoppers.cookies[number % len(shoppers.cookies)],
        Accept="application/json",
        Content_Type="application/x-www-form-urlencoded",
        Content_Length=str(len(body)),
        Idempotency_Key=f'"{uuid4()}"',
        Sec_Fetch_Site="same-origin",
        Host=f"{_HOST}:80",
    )
    spent = (time.perf_counter() - started) * 1000
    if status != HTTPStatus.CREATED:
        raise RuntimeError(f"an order was answered with {status}")
    return spent


@contextmanager
def _silent_service() -> Generator[int]:
    """Listen and never answer: the backlog takes the connections."""
    with socket.socket() as listener:
        listener.bind((_HOST, 0))
        listener.listen(1024)
        yield int(listener.getsockname()[1])
