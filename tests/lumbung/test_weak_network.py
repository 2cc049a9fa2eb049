"""The network that tests and measurements are made on does what it says, and nothing else."""

import threading
import time
from collections.abc import Generator
from dataclasses import dataclass, field
from http.client import BadStatusLine, HTTPConnection, HTTPResponse, IncompleteRead
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from lumbung.bench.weak import faults
from lumbung.bench.weak.faults import CutAnswer, Delay, Fault, Link, Mode
from lumbung.bench.weak.link import Lane, Pace
from lumbung.bench.weak.proxy import Proxy, proxied

ORDER, KEY = "barang=1&jumlah=2", "0f1e2d3c"
ANSWER = b"Pesanan kami terima"
Order = tuple[int, bytes]


@dataclass
class Shop:
    """The server's side: what arrived there."""

    port: int
    orders: list[str] = field(default_factory=list[str])


@pytest.fixture
def shop() -> Generator[Shop]:
    """A shop that takes whatever comes."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            size = int(self.headers["Content-Length"])
            body = self.rfile.read(size).decode()
            shop.orders.append(body)
            if len(body) < size:
                return
            self.send_response(201)
            self.send_header("Content-Length", str(len(ANSWER)))
            self.end_headers()
            self.wfile.write(ANSWER)

        def do_GET(self) -> None:
            self.do_POST()

        def log_request(self, *_: object, **__: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    shop = Shop(server.server_port)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    with server:
        yield shop
        server.shutdown()


@pytest.fixture
def network(shop: Shop) -> Generator[Proxy]:
    """The network between Sari and the shop."""
    with proxied(shop.port) as proxy:
        yield proxy


@dataclass
class Phone:
    """Sari's phone, with one kept connection."""

    wire: HTTPConnection

    def ask(self, path: str = "/pesanan", *, method: str = "POST") -> HTTPResponse:
        """Send, and read the head of the answer."""
        self.wire.request(method, path, ORDER, {"Idempotency-Key": f'"{KEY}"'})
        return self.wire.getresponse()

    def order(self) -> Order:
        """Send an order and read the whole answer."""
        answer = self.ask()
        return answer.status, answer.read()

    def order_later(self) -> "tuple[threading.Thread, list[Order | OSError]]":
        """Send an order and do not wait for it."""
        heard: list[Order | OSError] = []

        def run() -> None:
            try:
                heard.append(self.order())
            except OSError as error:
                heard.append(error)

        thread = threading.Thread(target=run)
        thread.start()
        return thread, heard


@pytest.fixture
def sari(network: Proxy) -> Generator[Phone]:
    """Sari's phone."""
    wire = HTTPConnection("127.0.0.1", network.port, timeout=20)
    yield Phone(wire)
    wire.close()


def test_a_good_network_carries_the_order_and_the_answer(
    sari: Phone, network: Proxy, shop: Shop
) -> None:
    assert sari.order() == (201, ANSWER)
    assert shop.orders == [ORDER]
    (seen,) = network.requests
    assert (seen.method, seen.path, seen.key, seen.status) == ("POST", "/pesanan", KEY, 201)


def test_one_connection_carries_many_requests(sari: Phone) -> None:
    sari.order()
    kept = sari.wire.sock
    sari.order()
    assert sari.wire.sock is kept


def test_without_a_network_nobody_listens_until_it_is_back(
    sari: Phone, network: Proxy, shop: Shop
) -> None:
    network.mode = Fault.REFUSE
    with pytest.raises(ConnectionRefusedError):
        sari.order()
    sari.wire.close()
    network.mode = Fault.PASS
    assert sari.order() == (201, ANSWER)
    assert len(shop.orders) == 1


def test_an_open_connection_breaks_when_the_network_goes(sari: Phone, network: Proxy) -> None:
    sari.order()
    network.mode = Fault.REFUSE
    with pytest.raises((ConnectionError, BadStatusLine)):
        sari.order()


def test_a_black_hole_swallows_the_order(sari: Phone, network: Proxy, shop: Shop) -> None:
    network.mode = Fault.BLACK_HOLE
    thread, heard = sari.order_later()
    _wait_for(network)
    assert not heard
    network.mode = Fault.PASS
    thread.join()
    assert isinstance(heard[0], ConnectionError)
    assert not shop.orders
    assert network.requests[0].status is None


def test_a_held_order_goes_on_when_the_signal_is_back(
    sari: Phone, network: Proxy, shop: Shop
) -> None:
    network.mode = Fault.HOLD
    thread, heard = sari.order_later()
    _wait_for(network)
    assert not shop.orders
    network.mode = Fault.PASS
    thread.join()
    assert heard == [(201, ANSWER)]


def test_an_answer_on_its_way_is_lost_in_a_black_hole(
    sari: Phone, network: Proxy, shop: Shop
) -> None:
    network.mode = Delay(0.2)
    thread, heard = sari.order_later()
    _wait_for(network)
    network.mode = Fault.BLACK_HOLE
    thread.join(0.4)
    assert thread.is_alive()
    network.mode = Fault.PASS
    thread.join()
    assert isinstance(heard[0], ConnectionError)
    assert shop.orders == [ORDER]


def test_an_order_whose_answer_is_lost_is_in_the_shop(
    sari: Phone, network: Proxy, shop: Shop
) -> None:
    network.fault(Fault.DROP_ANSWER, on="POST /pesanan")
    with pytest.raises(ConnectionError):
        sari.order()
    assert shop.orders == [ORDER]
    assert sari.order() == (201, ANSWER)
    assert [seen.status for seen in network.sent("POST /pesanan")] == [None, 201]


def test_an_order_cut_in_the_middle_is_not_in_the_shop_as_a_whole(
    sari: Phone, network: Proxy, shop: Shop
) -> None:
    network.fault(Fault.CUT_REQUEST)
    with pytest.raises(ConnectionError):
        sari.order()
    assert ORDER not in shop.orders


def test_an_answer_cut_in_the_middle_is_noticed(sari: Phone, network: Proxy) -> None:
    network.fault(CutAnswer(120))
    answer = sari.ask()
    with pytest.raises((IncompleteRead, ConnectionError)):
        answer.read()


def test_an_order_can_arrive_twice(sari: Phone, network: Proxy, shop: Shop) -> None:
    network.fault(Fault.DUPLICATE)
    assert sari.order() == (201, ANSWER)
    assert shop.orders == [ORDER, ORDER]
    assert len(network.requests) == 1


@pytest.mark.parametrize(
    ("mode", "status", "header"),
    [
        (faults.PORTAL, 200, ("Content-Type", "text/html; charset=utf-8")),
        (faults.TO_LOGIN, 302, ("Location", "/masuk")),
        (faults.UNAUTHORIZED, 401, None),
        (faults.FORBIDDEN, 403, None),
        (faults.BUSY, 429, ("Retry-After", "1")),
        (faults.UNAVAILABLE, 503, None),
    ],
)
def test_somebody_else_answers(
    sari: Phone, network: Proxy, shop: Shop, mode: Mode, status: int, header: tuple[str, str] | None
) -> None:
    network.mode = mode
    answer = sari.ask()
    answer.read()
    assert answer.status == status
    assert header is None or answer.headers[header[0]] == header[1]
    assert not shop.orders


def test_a_fault_for_orders_leaves_pages_alone(sari: Phone, network: Proxy) -> None:
    network.fault(faults.UNAVAILABLE, on="POST /pesanan", times=2)
    assert sari.ask("/barang", method="GET").read() == ANSWER
    assert [sari.order()[0] for _ in range(3)] == [503, 503, 201]


def test_no_connection_is_kept_while_a_fault_is_planned(sari: Phone, network: Proxy) -> None:
    network.fault(Fault.DROP_ANSWER, on="POST /pesanan")
    answer = sari.ask("/barang", method="GET")
    assert answer.headers["Connection"] == "close"


def test_a_delayed_answer_is_late(sari: Phone, network: Proxy, shop: Shop) -> None:
    network.mode = Delay(0.05)
    started = time.monotonic()
    sari.order()
    assert time.monotonic() - started >= 0.05
    assert shop.orders == [ORDER]


def test_a_slow_link_is_never_faster_than_its_figures(sari: Phone, network: Proxy) -> None:
    network.mode = Link(down_bits=20_000, up_bits=20_000, round_trip_seconds=0.02)
    started = time.monotonic()
    assert sari.order() == (201, ANSWER)
    sent_bytes = len(network.requests[0].head) + len(network.requests[0].answered)
    assert time.monotonic() - started >= 4 * 0.02 + sent_bytes * 8 / 20_000


def test_after_a_reset_the_network_is_good_and_new(sari: Phone, network: Proxy) -> None:
    network.mode = Fault.REFUSE
    network.fault(faults.UNAVAILABLE, times=None)
    network.reset()
    assert not network.requests
    assert sari.order() == (201, ANSWER)


def test_two_that_share_a_lane_take_turns() -> None:
    lane = Lane(8_000)
    assert lane.reserve(10.0, 1000) == pytest.approx(11.04)
    assert lane.reserve(10.5, 500) == pytest.approx(11.56)
    assert lane.reserve(20.0, 1000) == pytest.approx(21.04)


def test_the_name_is_asked_for_once_and_every_connection_is_sealed() -> None:
    pace = Pace(faults.EDGE)
    assert pace.ready_at(0) == pytest.approx(3 * 0.84)
    assert pace.ready_at(0) == pytest.approx(2 * 0.84)


@pytest.mark.parametrize(
    ("link", "seconds"),
    [(faults.TWO_G, 8.6), (faults.EDGE, 3.9), (faults.THREE_G, 1.9), (faults.SLOW_FOUR_G, 0.7)],
)
def test_the_limit_of_a_first_page_of_14_kb_is_the_known_one(link: Link, seconds: float) -> None:
    assert link.limit_seconds(14 * 1024, round_trips=4) == pytest.approx(seconds, abs=0.06)


def _wait_for(network: Proxy) -> None:
    """Return once a request is under way."""
    deadline = time.monotonic() + 10
    while not network.requests:
        assert time.monotonic() < deadline
