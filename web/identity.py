"""Who asks: the session's cookie, looked up once per request, before anything else is done."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import anyio.to_thread
from litestar import Request
from litestar.datastructures import MutableScopeHeaders, State
from litestar.datastructures.cookie import Cookie
from litestar.enums import ScopeType
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from cooperative.actors import Actor, Role
from cooperative.books import Books
from cooperative.people.devices import digest_of
from cooperative.people.lookup import Lookup, SignedIn
from cooperative.people.sign_ins import FRESH
from web.door import cookies
from web.secrets_file import secrets_of
from web.settings import Settings

# A phone that lies on the counter locks itself; a member's own phone does not (architecture.md 6).
IDLE_LOCK = timedelta(minutes=10)
# These are the same for everybody and are served without asking who it is.
_FOR_ANYBODY = (
    "/static/",
    "/foto/",
    "/livez",
    "/manifest.webmanifest",
    "/robots.txt",
    "/service-worker.js",
    "/luring",
    "/terkunci",
)

AnyRequest = Request[Any, Any, State]


class NotSetUp(Exception):
    """There is no cooperative yet."""


class NotSignedIn(Exception):
    """This page is for somebody, and nobody is signed in."""


class Locked(Exception):
    """Somebody is signed in, and her PIN is asked before anything else."""


class OtherPerson(Exception):
    """What was sent belongs to somebody else on this phone: not looked at (protocol.md 3)."""


class PinNeeded(Exception):
    """This act wants a PIN entered just now. `back` is the page to come back to."""

    def __init__(self, back: str) -> None:
        super().__init__(back)
        self.back = back


@dataclass(frozen=True)
class Who:
    """The person behind a request, what she is here, and what waits for her.

    `cooperative_id` is 0 for somebody who watches over a region and belongs to no cooperative.
    """

    person_id: int
    public_id: str
    name: str
    honorific: str
    cooperative_id: int
    cooperative_name: str
    zone: str
    roles: frozenset[Role]
    member_id: int | None
    device_id: int
    device_public_id: str
    token_hash: str
    locked: bool
    pin_at: datetime
    unread: int
    basket_count: int
    ready_orders: int
    shop_orders: int
    differences: int

    def actor(self) -> Actor:
        """Return her as the one who acts."""
        return Actor(self.cooperative_id, self.person_id, self.roles, self.device_id)

    @property
    def polite_name(self) -> str:
        """Bu Sari."""
        return f"{self.honorific} {self.name}".strip()


def who(request: AnyRequest) -> Who:
    """Return who is signed in; on pages the role matrix opens to somebody there always is one."""
    found = who_or_none(request)
    if found is None:
        raise NotSignedIn
    return found


def who_or_none(request: AnyRequest) -> Who | None:
    """Return who is signed in, if anybody is; she may be locked."""
    return request.scope["state"].get("who")


def fresh_pin(request: AnyRequest, *, back: str) -> Who:
    """Return who is signed in, if her PIN was entered in the last five minutes; else ask it."""
    found = who(request)
    if found.locked or request.app.state.books.clock.now() - found.pin_at > FRESH:
        raise PinNeeded(back)
    return found


class Identity(ASGIMiddleware):
    """Puts `who` into the state of each request, and keeps the cookie of idle time fresh."""

    scopes = (ScopeType.HTTP,)

    def __init__(self, settings: Settings, books: Books) -> None:
        self.books = books
        self._lookup = Lookup(books)
        self._key = secrets_of(settings.data).signing_key
        self._is_set_up = False

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        """Look the session up and go on."""
        if scope["path"].startswith(_FOR_ANYBODY):
            await next_app(scope, receive, send)
            return
        if not self._is_set_up:
            self._is_set_up = await anyio.to_thread.run_sync(self._lookup.is_set_up)
            if not self._is_set_up:
                raise NotSetUp
        sent = AnyRequest(scope).cookies
        token = sent.get(cookies.SESSION)
        if not token:
            await next_app(scope, receive, send)
            return
        token_hash = digest_of(token)
        if self._lookup.on_loop:
            found = self._lookup.find(token_hash)
        else:
            found = await anyio.to_thread.run_sync(self._lookup.find, token_hash)
        if found is None:
            await next_app(scope, receive, send)
            return
        last = cookies.seen_at(self._key, token_hash, sent.get(cookies.SEEN))
        person = _who(found, token_hash, last, self.books.clock.now())
        scope["state"]["who"] = person
        scope["state"]["person_public_id"] = person.public_id
        await next_app(scope, receive, self._noting(send, person, last))

    def find_on_loop(self, sent: Mapping[str, str]) -> Who | None:
        """Return whose cookies these are, here and now: only where the lookup is on the loop."""
        token_hash = digest_of(sent.get(cookies.SESSION) or "")
        found = self._lookup.find(token_hash)
        if found is None:
            return None
        last = cookies.seen_at(self._key, token_hash, sent.get(cookies.SEEN))
        return _who(found, token_hash, last, self.books.clock.now())

    def _noting(self, send: Send, person: Who, last: datetime | None) -> Send:
        now = self.books.clock.now()
        if person.locked or not locks_itself(person.roles) or not cookies.is_stale(last, now):
            return send
        seen = cookies.seen_cookie(self._key, person.token_hash, now)
        return _with_cookie(send, seen)


def _who(found: SignedIn, token_hash: str, last: datetime | None, now: datetime) -> Who:
    used_at = max(found.pin_at, last or found.pin_at)
    is_idle = locks_itself(found.roles) and now - used_at > IDLE_LOCK
    held = found._asdict()
    locked_at = held.pop("locked_at")
    return Who(**held, token_hash=token_hash, locked=is_idle or locked_at is not None)


def locks_itself(roles: frozenset[Role]) -> bool:
    """Tell whether a phone of somebody with these roles locks when it is not used."""
    return bool(roles - {Role.MEMBER})


def _with_cookie(send: Send, cookie: Cookie) -> Send:
    async def noted(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableScopeHeaders.from_message(message)
            headers.add("Set-Cookie", cookie.to_header(header=""))
        await send(message)

    return noted
