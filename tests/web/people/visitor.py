"""A browser without JavaScript: keeps cookies, sends what browsers send, follows nothing by
itself."""

import asyncio
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx
from bs4 import BeautifulSoup
from litestar import Litestar

from cooperative.people.codes import issue_code
from cooperative.people.devices import add_device
from cooperative.people.enrolment import put_on_phone
from cooperative.people.sign_ins import open_sign_in
from tests.village import Village, Villager
from web.app import create_app
from web.door.cookies import DEVICE, SESSION
from web.secrets_file import secrets_of
from web.settings import Settings

ORIGIN = "https://koperasi.example"
FORM = "application/x-www-form-urlencoded"
PIN, PASSPHRASE = "739154", "hujan di kebun nanas"
SENT_BY_BROWSERS = {"Sec-Fetch-Site": "same-origin", "Origin": ORIGIN}


class Visitor:
    """One phone with its cookies."""

    def __init__(self, app: Litestar, *, origin: str = ORIGIN) -> None:
        self.app = app
        self.origin = origin
        self.cookies: dict[str, str] = {}

    def get(self, path: str, **headers: str) -> httpx.Response:
        """Look at a page."""
        return asyncio.run(self._send("GET", path, b"", headers))

    def post(
        self, path: str, fields: dict[str, str] | None = None, **headers: str
    ) -> httpx.Response:
        """Send a form of our own page."""
        return self.bare_post(path, fields or {}, SENT_BY_BROWSERS | headers)

    def bare_post(
        self, path: str, fields: dict[str, str], headers: dict[str, str]
    ) -> httpx.Response:
        """Send a form with exactly these headers."""
        return self.raw_post(path, urlencode(fields).encode(), {"Content-Type": FORM} | headers)

    def raw_post(self, path: str, body: bytes, headers: dict[str, str]) -> httpx.Response:
        """Send anything."""
        return asyncio.run(self._send("POST", path, body, headers))

    async def _send(
        self, method: str, path: str, body: bytes, headers: dict[str, str]
    ) -> httpx.Response:
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        app: Any = self.app  # httpx and Litestar spell the same protocol differently
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url=self.origin) as client:
            answer = await client.request(method, path, headers=sent, content=body)
        for cookie in answer.headers.get_list("set-cookie"):
            self._keep(cookie)
        return answer

    def _keep(self, cookie: str) -> None:
        pair, _, attributes = cookie.partition(";")
        name, _, value = pair.partition("=")
        if "Max-Age=0" in attributes:
            self.cookies.pop(name, None)
        else:
            self.cookies[name] = value


def app_of(
    here: Village, folder: Path, *, demo: bool = False, has_public_origin: bool = True
) -> Litestar:
    """Open the real app over the village's books, under its https name."""
    origin = ORIGIN if has_public_origin else None
    return create_app(Settings(data=folder, public_origin=origin, demo=demo), here.books)


def signed_in(app: Litestar, here: Village, who: Villager) -> Visitor:
    """Sign somebody in on a phone of her own, without the slow hash of a PIN."""
    visitor = Visitor(app)
    with here.books.transaction(here.coop_id) as session:
        device, secret = add_device(session, label="HP Android")
        on_phone = put_on_phone(
            session,
            device=device,
            person_id=who.person_id,
            cooperative_id=who.cooperative_id,
            pin_seal="-",
        )
        visitor.cookies = {DEVICE: secret, SESSION: open_sign_in(session, on_phone)}
    return visitor


def code_for(here: Village, folder: Path, who: Villager) -> str:
    """Let the secretary make a code for somebody."""
    with here.books.transaction(here.coop_id) as session:
        issued = issue_code(
            session,
            person_id=who.person_id,
            by=here.secretary.actor(),
            pepper=secrets_of(folder).pepper,
        )
    return issued.code


def enrolled(visitor: Visitor, here: Village, folder: Path, who: Villager) -> Visitor:
    """Enrol somebody on this phone; she is signed in afterwards."""
    fields = {"kode": code_for(here, folder, who), "pin": PIN, "pin_lagi": PIN}
    answer = visitor.post("/masuk/kode", fields | {"sandi": PASSPHRASE})
    assert answer.status_code == 303, answer.text
    return visitor


def text_of(answer: httpx.Response) -> str:
    """Return what a person reads of the page."""
    page = BeautifulSoup(answer.text, "html.parser")
    main = page.find("main") or page
    return " ".join(main.get_text(" ").split())
