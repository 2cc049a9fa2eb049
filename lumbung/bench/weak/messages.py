"""Just enough HTTP/1.1 to know where a request ends, what it asks and what it carries."""

import asyncio
import re
from collections.abc import Mapping
from dataclasses import dataclass

_END = b"\r\n\r\n"
_CONNECTION = re.compile(rb"(?i)\r\nconnection: *[^\r\n]*")


@dataclass
class Request:
    """One request of a phone, as the proxy saw it; `answered` is what was handed to the phone."""

    method: str
    path: str
    headers: Mapping[str, str]
    head: bytes
    body: bytes
    at: float
    answered: bytes = b""

    @property
    def key(self) -> str:
        """Return its Idempotency-Key, or nothing."""
        return self.headers.get("idempotency-key", "").strip('"')

    @property
    def status(self) -> int | None:
        """Return what the phone was answered; None where it heard nothing."""
        return int(self.answered[9:12]) if len(self.answered) > len("HTTP/1.1 200") else None

    @property
    def kind(self) -> str:
        """Return the media type of what was answered, or nothing."""
        found = re.search(rb"(?im)^content-type: *([^;\r\n]*)", self.answered.partition(_END)[0])
        return found[1].decode("latin-1") if found else ""

    @property
    def content(self) -> bytes:
        """Return what was answered, without its head."""
        return self.answered.partition(_END)[2]

    def asks(self, on: str) -> bool:
        """Tell whether it is one of "POST /pesanan": a method, and how the path begins."""
        return f"{self.method} {self.path}".startswith(on)


async def read_request(reader: asyncio.StreamReader) -> Request | None:
    """Read one; None where the phone hung up instead."""
    try:
        head = await reader.readuntil(_END)
        first, *lines = head.decode("latin-1").removesuffix("\r\n\r\n").split("\r\n")
        method, path, _ = first.split(" ", 2)
        headers = {
            name.lower(): value.strip()
            for name, _, value in (line.partition(":") for line in lines)
        }
        body = await reader.readexactly(int(headers.get("content-length", "0")))
    except (asyncio.IncompleteReadError, ConnectionError):
        return None
    return Request(method, path, headers, head, body, asyncio.get_running_loop().time())


async def ask(port: int, request: Request, *, part: float = 1.0) -> bytes:
    """Send `part` of a request to the server; returns the whole answer, nothing for half a request.

    Every request has a connection of its own, so the server's hanging up ends the answer.
    """
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(hang_up(request.head))
        writer.write(request.body[: int(len(request.body) * part)])
        await writer.drain()
        if part < 1:
            return b""
        return stay(await reader.read(-1))
    finally:
        writer.close()


def stay(message: bytes) -> bytes:
    """Return a message without its word on whether others follow on this connection: they do."""
    head, end, body = message.partition(_END)
    return _CONNECTION.sub(b"", head) + end + body


def hang_up(message: bytes) -> bytes:
    """Return a message that says that no other follows on this connection."""
    head, end, body = stay(message).partition(_END)
    return head + b"\r\nConnection: close" + end + body
