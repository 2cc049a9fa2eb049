"""The page of goods before anything else is set in motion: half of all requests, answered from
memory.

Only what is plain is answered here: a member without another role, on SQLite, asking for a page
that left lately or that she has already. Everything else goes the usual way, which makes the page
and keeps it.
"""

from litestar.types import ASGIApp, HTTPScope, Receive, Scope, Send

from cooperative.actors import Role
from cooperative.books.quick import QuickLook
from cooperative.refusals import Refused
from web.catalogue.kept import KeptPages, tag_of
from web.catalogue.reading import look, today_of
from web.door import cookies
from web.frame import keeps_style
from web.identity import Identity, Who
from web.pages import headers_of, marks_of
from web.security import usual_headers

_PLAIN = frozenset({Role.MEMBER})
_UNUSUAL = frozenset({b"hx-request", b"service-worker"})


class QuickShelf:
    """Stands before the app and answers what it can."""

    def __init__(
        self, app: ASGIApp, *, identity: Identity, quick: QuickLook, pages: KeptPages
    ) -> None:
        self._app = app
        self._identity = identity
        self._quick = quick
        self._pages = pages

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or hand on to the app."""
        if scope["type"] != "http" or not await self._answered(scope, send):
            await self._app(scope, receive, send)

    async def _answered(self, scope: HTTPScope, send: Send) -> bool:
        if scope["path"] != "/barang" or scope["method"] != "GET" or not self._quick.on_loop:
            return False
        headers = dict(scope["headers"])
        sent = cookies.sent_in(headers.get(b"cookie", b""))
        who = self._identity.find_on_loop(sent)
        if who is None or who.locked or who.roles != _PLAIN or not _UNUSUAL.isdisjoint(headers):
            return False
        has_style = keeps_style(sent, headers.get(b"lumbung-shell", b"").decode("latin-1"))
        tag = self._tag(who, scope["query_string"].decode("latin-1"), has_style=has_style)
        if tag is None:
            return False
        if headers.get(b"if-none-match") == tag.encode():
            await _send(send, 304, marks_of(tag), b"", who)
            return True
        is_packed = b"br" in headers.get(b"accept-encoding", b"")
        made = self._pages.find(tag, is_packed=is_packed)
        if made is None:
            return False
        await _send(send, 200, headers_of(made, tag), made.body, who)
        return True

    def _tag(self, who: Who, query: str, *, has_style: bool) -> str | None:
        try:
            asked = look(self._quick, who, today_of(self._identity.books, who))
        except Refused:  # there is no gerai yet, which the page itself says
            return None
        return tag_of(who, asked, query, has_style=has_style)


async def _send(
    send: Send, status: int, headers: list[tuple[bytes, bytes]], body: bytes, who: Who
) -> None:
    length = (b"content-length", str(len(body)).encode())
    headers = [*headers, length, *usual_headers(who.public_id)]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body, "more_body": False})
