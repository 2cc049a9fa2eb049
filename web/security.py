"""Headers that every answer carries, whatever its status: set just before it leaves (reliability.md
42-43).
"""

from base64 import b64encode
from functools import cache
from hashlib import sha256
from typing import Any

from litestar.types import Message, Scope

from web.static_files import static_tree

_FIXED = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
}


def inline_css() -> str:
    """Return the one stylesheet, as it stands inside the first page."""
    return static_tree().text("app.css").strip()


@cache
def content_security_policy() -> str:
    """Return the policy: own origin only; the inline stylesheet is allowed by its hash."""
    digest = b64encode(sha256(inline_css().encode()).digest()).decode()
    return (
        "default-src 'none'; script-src 'self'; "
        f"style-src 'self' 'sha256-{digest}'; img-src 'self' data: blob:; connect-src 'self'; "
        "manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'; object-src 'none'"
    )


async def add_headers(message: Message, scope: Scope) -> None:
    """Add the headers to the start of an answer; personal pages are never kept by a browser."""
    if message["type"] != "http.response.start":
        return
    headers = [*message["headers"]]
    known = {name.lower() for name, _ in headers}
    state: dict[str, Any] = scope["state"]
    usual = usual_headers(state.get("person_public_id"))
    message["headers"] = [*headers, *(header for header in usual if header[0] not in known)]


def usual_headers(person_public_id: str | None) -> tuple[tuple[bytes, bytes], ...]:
    """Return what every answer carries, and what an answer to somebody does."""
    if person_public_id is None:
        return _usual()
    return (
        *_usual(),
        (b"lumbung-person", person_public_id.encode()),
        (b"x-robots-tag", b"noindex"),
    )


@cache
def _usual() -> tuple[tuple[bytes, bytes], ...]:
    usual = {
        **_FIXED,
        "Content-Security-Policy": content_security_policy(),
        "Cache-Control": "private, no-store",
    }
    return tuple((name.lower().encode(), value.encode()) for name, value in usual.items())
