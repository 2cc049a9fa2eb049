"""A phone on the wire: signed in by real rows, talking to the app over ASGI as the outbox does."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlencode
from uuid import uuid4

import httpx
from litestar import Litestar

from cooperative.people.devices import add_device
from cooperative.people.enrolment import put_on_phone
from cooperative.people.sign_ins import open_sign_in
from tests.village import Village, Villager
from web.app import create_app
from web.door.cookies import SESSION
from web.settings import Settings

Fields = Sequence[tuple[str, str]]
Sent = tuple[str, str, bytes, Mapping[str, str]]
ORIGIN = "http://127.0.0.1:8000"
FORM = "application/x-www-form-urlencoded"


@dataclass
class Phone:
    """One person's signed-in phone."""

    app: Litestar
    who: Villager | None
    token: str = ""

    def order(self, fields: Fields, *, key: str | None = None, **headers: str) -> httpx.Response:
        """Send an order from the outbox; `Lumbung_After="…"` becomes a header."""
        return self.deliver("/pesanan", fields, key=key, **headers)

    def deliver(
        self, path: str, fields: Fields, *, key: str | None = None, **headers: str
    ) -> httpx.Response:
        """Send a form as the outbox does."""
        sent = self.outbox_headers(key) | {n.replace("_", "-"): v for n, v in headers.items()}
        return self.post(path, urlencode(fields).encode(), sent)

    def submit(self, path: str, fields: Fields) -> httpx.Response:
        """Send a form as a browser without JavaScript does."""
        return self.post(path, urlencode(fields).encode(), {"Content-Type": FORM})

    def post(self, path: str, body: bytes, headers: Mapping[str, str]) -> httpx.Response:
        """Send anything."""
        return self.send_all([("POST", path, body, headers)])[0]

    def get(self, path: str, **headers: str) -> httpx.Response:
        """Look at a page."""
        return self.send_all([("GET", path, b"", headers)])[0]

    def at_once(self, copies: int, fields: Fields, key: str) -> list[httpx.Response]:
        """Send `copies` of one order at the same time."""
        body, headers = urlencode(fields).encode(), self.outbox_headers(key)
        return self.send_all([("POST", "/pesanan", body, headers)] * copies)

    def send_all(self, requests: Sequence[Sent]) -> list[httpx.Response]:
        """Send many requests at the same time: method, path, body, headers."""
        return asyncio.run(self._send(requests))

    def outbox_headers(self, key: str | None = None) -> dict[str, str]:
        """Return what the outbox writes on every envelope."""
        person = {"Lumbung-Person": self.who.public_id} if self.who else {}
        return {
            "Idempotency-Key": f'"{key or uuid4()}"',
            "Accept": "application/json",
            "Content-Type": FORM,
            **person,
        }

    async def _send(self, requests: Sequence[Sent]) -> list[httpx.Response]:
        cookies = {"Cookie": f"{SESSION}={self.token}"} if self.token else {}
        usual = {"Origin": ORIGIN, "Sec-Fetch-Site": "same-origin", **cookies}
        transport = httpx.ASGITransport(cast("Any", self.app), raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url=ORIGIN) as client:
            answers = (
                client.request(method, path, content=body, headers=_bytes({**usual, **headers}))
                for method, path, body, headers in requests
            )
            return await asyncio.gather(*answers)


def open_app(here: Village, folder: Path) -> Litestar:
    """Open the real app over the village's books."""
    return create_app(Settings(data=folder, demo=True), here.books)


def phone_of(app: Litestar, here: Village, who: Villager) -> Phone:
    """Sign somebody in on a new phone, without the PIN's slow hash."""
    with here.books.transaction(here.coop_id) as session:
        device, _ = add_device(session, label="HP")
        enrolled = put_on_phone(
            session,
            device=device,
            person_id=who.person_id,
            cooperative_id=who.cooperative_id,
            pin_seal="-",
        )
        return Phone(app, who, open_sign_in(session, enrolled))


def stranger(app: Litestar) -> Phone:
    """Return a phone nobody is signed in on."""
    return Phone(app, None)


def _bytes(headers: Mapping[str, str]) -> list[tuple[bytes, bytes]]:
    # A header is Latin-1 on the wire, whatever a client makes of it.
    return [(name.encode(), value.encode("latin-1")) for name, value in headers.items()]
