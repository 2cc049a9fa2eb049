"""Requests nobody here made: told by the headers a browser cannot be talked out of, not by tokens
in forms.

So a page saved three days ago still sends. `Sec-Fetch-Site` decides where there is one; else
`Origin`, else `Referer`, against our own origin (architecture.md 5). A request with none of them is
asked to come once more.
"""

import re
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from litestar import Request
from litestar.datastructures import Headers
from litestar.enums import ScopeType
from litestar.exceptions import HTTPException
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Receive, Scope, Send

from cooperative.refusals import Refused
from web.settings import Settings

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
# Nothing else may become a worker, whatever it is (reliability.md 41).
_WORKERS = re.compile(r"/service-worker\.js|/static/[^/]+/sw/[^/]+")
_OWN_SITES = frozenset({"same-origin", "none"})
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_FORM = "application/x-www-form-urlencoded"
_MOST_KEPT_BYTES, _MOST_KEPT_FIELDS = 64 * 1024, 400
# What opens a phone is typed again, never printed into a page.
_NEVER_KEPT = frozenset({"pin", "pin_lagi", "sandi", "kode"})

Fields = list[tuple[str, str]]


class CrossSite(Exception):
    """The request did not come from a page of ours. `kept` are the fields of its form, to be sent
    again."""

    def __init__(self, kept: Fields) -> None:
        super().__init__("cross_site")
        self.kept = kept


class SameOrigin(ASGIMiddleware):
    """Lets only our own pages change anything."""

    scopes = (ScopeType.HTTP,)

    def __init__(self, settings: Settings) -> None:
        self._origin = settings.public_origin

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        """Refuse what comes from elsewhere, go on with everything else."""
        headers = Headers.from_scope(scope)
        if headers.get("service-worker") == "script" and not _WORKERS.fullmatch(scope["path"]):
            raise Refused("not_allowed")
        if Request[Any, Any, Any](scope).method in SAFE_METHODS:
            await next_app(scope, receive, send)
            return
        verdict = comes_from_us(headers, self._origin or _own_origin(scope, headers))
        if verdict is None:
            raise CrossSite(await _fields_of(scope, receive, headers))
        if not verdict:
            # Another site wrote these fields, so they are not offered back.
            raise CrossSite([])
        await next_app(scope, receive, send)


def comes_from_us(headers: Headers, origin: str) -> bool | None:
    """Tell whether a page of `origin` sent this; None where nothing tells."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in _OWN_SITES
    sender = headers.get("origin")
    if sender is not None:
        return sender.lower() == origin.lower()
    referer = headers.get("referer")
    if referer is None:
        return None
    parts = urlsplit(referer)
    return f"{parts.scheme}://{parts.netloc}".lower() == origin.lower()


def _own_origin(scope: Scope, headers: Headers) -> str:
    """Return the origin the request itself names: good enough on loopback, where no other host
    answers."""
    host = headers.get("host", "")
    name = urlsplit(f"//{host}").hostname or ""
    is_ours = name in _LOOPBACK or name.endswith(".localhost")
    return f"{scope['scheme']}://{host}" if is_ours else ""


async def _fields_of(scope: Scope, receive: Receive, headers: Headers) -> Fields:
    if headers.get("content-type", "").partition(";")[0].strip() != _FORM:
        return []
    try:
        if int(headers.get("content-length", "0")) > _MOST_KEPT_BYTES:
            return []
        body = await Request[Any, Any, Any](scope, receive).body()
        if len(body) > _MOST_KEPT_BYTES:
            return []
        pairs = parse_qsl(
            body.decode(),
            keep_blank_values=True,
            max_num_fields=_MOST_KEPT_FIELDS,
            errors="strict",
        )
    except (ValueError, HTTPException):
        return []
    return [(name, value) for name, value in pairs if name not in _NEVER_KEPT]
