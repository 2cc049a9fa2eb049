"""Asking the app directly over ASGI: a client of its own would cost more than the app."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

_HOST = "127.0.0.1"
Send = Callable[[dict[str, Any]], Awaitable[None]]
Wrap = Callable[[Send], Send]


class Request(NamedTuple):
    """One request as it goes over the wire."""

    method: str
    path: str
    body: bytes
    headers: dict[str, str]


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes = field(repr=False)

    @property
    def content(self) -> dict[str, Any]:
        """The JSON that came, or nothing."""
        kind = self.headers.get("content-type", "")
        return json.loads(self.body) if "json" in kind else {}


def ask(app: Any, request: Request) -> Answer:
    """Return the answer to one request, on a loop of its own."""
    return asyncio.run(answer_to(app, request))


async def answer_to(app: Any, request: Request, wrap: Wrap | None = None) -> Answer:
    """Return the answer to one request; `wrap` may stand between the app and its answer."""
    headers = {"Host": _HOST, **request.headers}
    scope = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": request.method,
        "scheme": "http",
        "path": request.path,
        "raw_path": request.path.encode(),
        "query_string": b"",
        "root_path": "",
        "headers": [(name.lower().encode(), value.encode()) for name, value in headers.items()],
        "client": (_HOST, 1),
        "server": (_HOST, 80),
        "state": {},
    }
    began: dict[str, Any] = {}
    came: list[bytes] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": request.body, "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            began.update(message)
        else:
            came.append(message.get("body", b""))

    await app(scope, receive, wrap(send) if wrap else send)
    named = {name.decode(): value.decode() for name, value in began["headers"]}
    return Answer(began["status"], named, b"".join(came))
