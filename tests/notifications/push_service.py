"""A push service of our own that misbehaves as it is told: on loopback, in threads."""

import ssl
import threading
import time
from collections import Counter
from collections.abc import Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

FIVE_MEGABYTES = 5 * 1024 * 1024


@dataclass
class Misbehaviour:
    """What the service does with the next requests, and what it has seen."""

    port: int = 0
    status: int = 201
    headers: dict[str, str] = field(default_factory=dict[str, str])
    body_bytes: int = 0
    is_silent: bool = False
    is_dripping: bool = False
    paths: Counter[str] = field(default_factory=Counter[str])
    seen: list[dict[str, str]] = field(default_factory=list[dict[str, str]])
    sent_bytes: int = 0
    released: threading.Event = field(default_factory=threading.Event)

    def endpoint(self, name: str = "a", scheme: str = "http") -> str:
        """Return an address of this service."""
        return f"{scheme}://127.0.0.1:{self.port}/{name}"

    @property
    def origin(self) -> frozenset[str]:
        """Return what has to be named so that hints may be sent here."""
        return frozenset({f"{scheme}://127.0.0.1:{self.port}" for scheme in ("http", "https")})


@contextmanager
def push_service(certificate: Path | None = None) -> Generator[Misbehaviour]:
    """Run a service until the test is done; with a certificate it speaks TLS."""
    how = Misbehaviour()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            _answer(self, how)

        def do_GET(self) -> None:
            how.paths[f"GET {self.path}"] += 1
            self.send_response(200)
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        request_queue_size = 64

        def handle_error(self, request: Any, client_address: Any) -> None:
            """Whoever hung up was one of ours."""

    server = Server(("127.0.0.1", 0), Handler)
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(
            server.socket, server_side=True, do_handshake_on_connect=False
        )
    how.port = server.server_address[1]
    running = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    running.start()
    try:
        yield how
    finally:
        how.released.set()
        server.shutdown()
        running.join()
        server.server_close()


def _answer(handler: BaseHTTPRequestHandler, how: Misbehaviour) -> None:
    handler.rfile.read(int(handler.headers.get("Content-Length", 0)))
    how.paths[handler.path] += 1
    how.seen.append({name.lower(): value for name, value in handler.headers.items()})
    if how.is_silent:
        how.released.wait(20)
        return
    with suppress(OSError):
        if how.is_dripping:
            _drip(handler, how)
        handler.send_response(how.status)
        for name, value in how.headers.items():
            handler.send_header(name, value)
        handler.send_header("Content-Length", str(how.body_bytes))
        handler.end_headers()
        _pour(handler, how)


def _drip(handler: BaseHTTPRequestHandler, how: Misbehaviour) -> None:
    """Feed a status that has no end, always in time for whoever waits for the next byte."""
    handler.wfile.write(b"HTTP/1.1 20")
    while not how.released.wait(0.05):
        handler.wfile.write(b"0")


def _pour(handler: BaseHTTPRequestHandler, how: Misbehaviour) -> None:
    left, started = how.body_bytes, time.monotonic()
    while left and time.monotonic() - started < 10:
        piece = min(left, 65536)
        handler.wfile.write(b"x" * piece)
        left -= piece
        how.sent_bytes += piece
