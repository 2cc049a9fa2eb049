"""HTTP over a bare kept socket: a client that costs next to nothing, so the server is what is
measured.
"""

import re
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from types import TracebackType
from urllib.parse import urlencode

from web.door.cookies import SESSION

_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_COOKIE = re.compile(r"(?im)^set-cookie: *([^=]+)=([^;\r]*)")
_PATIENCE_SECONDS = 30.0
_NOT_MODIFIED = 304


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    head: str
    body: bytes
    size_bytes: int

    def header(self, name: str) -> str:
        """Return the value of one header, or nothing."""
        found = re.search(rf"(?im)^{re.escape(name)}: *([^\r\n]*)", self.head)
        return found[1] if found else ""


class Wire:
    """One kept connection to a server on this machine."""

    def __init__(self, port: int) -> None:
        self._host = f"127.0.0.1:{port}"
        self._socket = socket.create_connection(("127.0.0.1", port), _PATIENCE_SECONDS)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._rest = b""

    def __enter__(self) -> "Wire":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def get(self, path: str, **headers: str) -> Answer:
        """Ask for a page; `If_None_Match="…"` becomes a header."""
        return self.exchange(self.request("GET", path, headers=headers))

    def post(self, path: str, fields: list[tuple[str, str]], **headers: str) -> Answer:
        """Send a form of our own page."""
        return self.exchange(self.request("POST", path, fields=fields, headers=headers))

    def request(
        self,
        method: str,
        path: str,
        *,
        fields: list[tuple[str, str]] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> bytes:
        """Return the bytes of a request."""
        body = urlencode(fields or []).encode()
        lines = [f"{method} {path} HTTP/1.1", f"Host: {self._host}", "Accept-Encoding: br"]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in (headers or {}).items()]
        if fields is not None:
            lines += [
                "Sec-Fetch-Site: same-origin",
                "Content-Type: application/x-www-form-urlencoded",
                f"Content-Length: {len(body)}",
            ]
        return "\r\n".join([*lines, "", ""]).encode() + body

    def exchange(self, request: bytes) -> Answer:
        """Send, and read the answer."""
        self.send(request)
        return self.receive()

    def send(self, request: bytes) -> None:
        """Send only."""
        self._socket.sendall(request)

    def receive(self) -> Answer:
        """Read one answer. Raises ConnectionError where the server hung up."""
        data, end = self._rest, -1
        while (end := data.find(b"\r\n\r\n")) < 0:
            data += self._more()
        head = data[: end + 2]
        status = int(head[9:12])
        length = _LENGTH.search(head)
        whole = end + 4 + (int(length[1]) if length and status != _NOT_MODIFIED else 0)
        while len(data) < whole:
            data += self._more()
        self._rest = data[whole:]
        return Answer(status, head.decode("latin-1"), data[end + 4 : whole], whole)

    def close(self) -> None:
        """Hang up."""
        self._socket.close()

    def _more(self) -> bytes:
        data = self._socket.recv(65536)
        if not data:
            raise ConnectionError("the server hung up")
        return data


def sign_in(port: int, slug: str) -> str:
    """Sign a person of the demonstration in; returns the `Cookie` header of her session."""
    with Wire(port) as wire:
        answer = wire.post("/demo/masuk", [("orang", slug)])
    kept = dict(_COOKIE.findall(answer.head))
    if SESSION not in kept:
        raise RuntimeError(f"{slug} was not signed in: {answer.status}")
    return "; ".join(f"{name}={value}" for name, value in kept.items() if value.strip('"'))
