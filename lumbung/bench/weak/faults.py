"""What a network does to requests, and how slow the weak ones are (offline.md 5.4)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from http import HTTPStatus

BITS = 8
# Headers of TCP, IP and TLS beside every packet: what offline.md 5.1 counts with.
OVERHEAD = 1.04


class Fault(Enum):
    """What needs no figures."""

    PASS = auto()
    REFUSE = auto()  # nobody listens, and open connections are cut
    BLACK_HOLE = auto()  # requests are read and never answered; a change of mode cuts them
    HOLD = auto()  # requests wait for the next change of mode, then go on as if sent again
    DROP_ANSWER = auto()  # the server has done it, and the phone never hears
    CUT_REQUEST = auto()  # half of the body arrives
    DUPLICATE = auto()  # the request arrives twice; the second answer is given


@dataclass(frozen=True)
class Delay:
    """The answer comes so much later."""

    seconds: float


@dataclass(frozen=True)
class CutAnswer:
    """The connection breaks after so many bytes of the answer, its head included."""

    after_bytes: int


@dataclass(frozen=True)
class Answer:
    """Somebody else answers, and the server hears nothing."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    body: str = ""

    def data(self) -> bytes:
        """Return it as it travels."""
        body = self.body.encode()
        told = {"Content-Type": "text/html; charset=utf-8", **self.headers}
        lines = [f"HTTP/1.1 {self.status} {HTTPStatus(self.status).phrase}"]
        lines += [f"{name}: {value}" for name, value in told.items()]
        return "\r\n".join([*lines, f"Content-Length: {len(body)}", "", ""]).encode() + body


@dataclass(frozen=True)
class Link:
    """A slow network: bits a second to and from the phone, and the time there and back.

    Packets are neither lost nor held back by a slow start: 14 kB are the first window anyway.
    """

    down_bits: int
    up_bits: int
    round_trip_seconds: float

    def limit_seconds(self, size_bytes: int, *, round_trips: int) -> float:
        """Return the least time for `size_bytes` to come: offline.md 5.1."""
        sending = size_bytes * OVERHEAD * BITS / self.down_bits
        return round_trips * self.round_trip_seconds + sending


Mode = Fault | Delay | CutAnswer | Answer | Link

# WebPageTest's, and the last two of DevTools and Lighthouse.
TWO_G = Link(35_000, 32_000, 1.3)
EDGE = Link(240_000, 200_000, 0.84)
SLOW_THREE_G = Link(780_000, 330_000, 0.2)
THREE_G = Link(400_000, 400_000, 0.4)
SLOW_FOUR_G = Link(1_600_000, 750_000, 0.15)

PORTAL = Answer(HTTPStatus.OK, body="<!DOCTYPE html><title>WiFi</title><p>Masuk ke WiFi desa</p>")
TO_LOGIN = Answer(HTTPStatus.FOUND, {"Location": "/masuk"})
UNAUTHORIZED = Answer(HTTPStatus.UNAUTHORIZED, body="401")
FORBIDDEN = Answer(HTTPStatus.FORBIDDEN, body="403")
BUSY = Answer(HTTPStatus.TOO_MANY_REQUESTS, {"Retry-After": "1"}, "429")
UNAVAILABLE = Answer(HTTPStatus.SERVICE_UNAVAILABLE, body="503")
