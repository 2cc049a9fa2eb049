"""The three cookies: the session, the phone, and when a shop's phone was last used.

All are `__Host-`: Secure, own host only, whole site. Nothing in them is believed that the server
did not make.
"""

import hmac
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from litestar.datastructures import Cookie

SESSION, DEVICE, SEEN = "__Host-lumbung", "__Host-hp", "__Host-lihat"
_SESSION_LIFE, _DEVICE_LIFE = timedelta(days=30), timedelta(days=730)
_REFRESH_AFTER = timedelta(seconds=60)
_MARK_LENGTH = 32


def sent_in(header: bytes) -> dict[str, str]:
    """Read a `Cookie` header."""
    pairs = (part.partition("=") for part in header.decode("latin-1").split(";"))
    return {name.strip(): value for name, _, value in pairs}


def session_cookie(token: str) -> Cookie:
    """Build the cookie of a session; 30 days, or until the session ends before."""
    return _cookie(SESSION, token, _SESSION_LIFE)


def device_cookie(secret: str) -> Cookie:
    """Build the cookie of an enrolled phone."""
    return _cookie(DEVICE, secret, _DEVICE_LIFE)


def gone(name: str) -> Cookie:
    """Build the cookie that takes `name` away."""
    return _cookie(name, "", timedelta(0))


def seen_cookie(key: bytes, token_hash: str, now: datetime) -> Cookie:
    """Build the cookie that says when this session was last used, so that no GET has to write it
    down."""
    seconds = str(int(now.timestamp()))
    return _cookie(SEEN, f"{seconds}.{_mark(key, token_hash, seconds)}", _SESSION_LIFE)


def seen_at(key: bytes, token_hash: str, value: str | None) -> datetime | None:
    """Return when this session was last used, if the cookie is ours and this session's."""
    seconds, _, mark = (value or "").partition(".")
    expected = _mark(key, token_hash, seconds)
    if not hmac.compare_digest(mark.encode(), expected.encode()):
        return None
    return datetime.fromtimestamp(int(seconds), UTC)


def is_stale(last: datetime | None, now: datetime) -> bool:
    """Tell whether the cookie should be made anew."""
    return last is None or now - last > _REFRESH_AFTER


def _mark(key: bytes, token_hash: str, seconds: str) -> str:
    return hmac.new(key, f"seen {token_hash} {seconds}".encode(), sha256).hexdigest()[:_MARK_LENGTH]


def _cookie(name: str, value: str, life: timedelta) -> Cookie:
    return Cookie(
        key=name,
        value=value,
        path="/",
        max_age=int(life.total_seconds()),
        secure=True,
        httponly=True,
        samesite="lax",
    )
