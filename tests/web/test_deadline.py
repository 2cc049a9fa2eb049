"""Silent and dripping sockets are let go; a phone on a slow signal is not (reliability.md 3.4)."""

import asyncio
import socket
import threading
from collections.abc import Generator
from typing import Any

import pytest
import uvicorn
from litestar import Litestar, Request, get, post
from litestar.datastructures import State

from web.deadline import DeadlineProtocol

DRIPPING = b"POST /form HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n"
WHOLE = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"


class Impatient(DeadlineProtocol):
    """The same clock, set to a third of a second."""

    small_seconds = 0.3
    large_seconds = 30.0


@get("/", sync_to_thread=False)
def show_word() -> str:
    return "ok"


@post("/form")
async def create_form(request: Request[Any, Any, State]) -> str:
    return str(len(await request.body()))


@pytest.fixture
def port() -> Generator[int]:
    app = Litestar([show_word, create_form], openapi_config=None, logging_config=None)
    config = uvicorn.Config(app, port=0, http=Impatient, log_config=None, lifespan="off")
    server = uvicorn.Server(config)
    listener = socket.create_server(("127.0.0.1", 0))
    thread = threading.Thread(target=lambda: asyncio.run(server.serve([listener])))
    thread.start()
    yield listener.getsockname()[1]
    server.should_exit = True
    thread.join()
    listener.close()


def _connect(port: int) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), timeout=10)


def _is_let_go(line: socket.socket) -> bool:
    try:
        return line.recv(1000) == b""
    except ConnectionResetError:
        return True


def _answer(line: socket.socket) -> bytes:
    """Read until the answer is whole: head and body may come apart."""
    held = b""
    while not held.endswith(b"ok"):
        part = line.recv(1000)
        assert part, "the line was cut"
        held += part
    return held


def test_sixty_sockets_that_say_nothing_whole_are_let_go(port: int):
    silent = [_connect(port) for _ in range(20)]
    half_headers = [_connect(port) for _ in range(20)]
    half_bodies = [_connect(port) for _ in range(20)]
    for line in half_headers:
        line.sendall(b"GET / HTTP/1.1\r\nHost:")
    for line in half_bodies:
        line.sendall(DRIPPING)
    everybody = [*silent, *half_headers, *half_bodies]
    assert [line for line in everybody if not _is_let_go(line)] == []
    for line in everybody:
        line.close()


def test_dripping_does_not_buy_time(port: int):
    line = _connect(port)
    line.sendall(DRIPPING)
    stop = threading.Event()

    def drip() -> None:
        while not stop.wait(0.05):
            try:
                line.sendall(b"x")
            except OSError:
                return

    dripper = threading.Thread(target=drip)
    dripper.start()
    assert _is_let_go(line)
    stop.set()
    dripper.join()
    line.close()


def test_a_phone_that_asks_again_after_a_pause_is_answered(port: int):
    with _connect(port) as line:
        for _ in range(3):
            line.sendall(WHOLE)
            assert _answer(line).endswith(b"ok")
            threading.Event().wait(0.15)


def test_a_photo_has_more_time(port: int):
    with _connect(port) as line:
        line.sendall(
            b"POST /form HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n"
            b"Content-Type: multipart/form-data; boundary=x\r\n\r\nab"
        )
        threading.Event().wait(0.6)
        line.sendall(b"cd")
        assert line.recv(1000).startswith(b"HTTP/1.1 ")
