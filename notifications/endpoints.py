"""Where hints may be sent: an endpoint is an address a client hands us, so it is believed only if
it is one of the push services browsers have (reliability.md 2.8).

Parsed host names are compared, never beginnings of addresses: numbers, names of the inside and
`https://fcm.googleapis.com@evil.example/` are nobody's push service.
"""

from base64 import urlsafe_b64decode
from binascii import Error
from urllib.parse import urlsplit

_HOSTS = frozenset(
    {"fcm.googleapis.com", "updates.push.services.mozilla.com", "web.push.apple.com"}
)
_BELOW = (".push.services.mozilla.com", ".push.apple.com", ".notify.windows.com")
_LONGEST = 1024
_HTTPS_PORT = 443

# The curve P-256 (FIPS 186-5): y^2 = x^3 - 3x + b over a prime field.
_PRIME = 2**256 - 2**224 + 2**192 + 2**96 - 1
_B = 0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B
_POINT_BYTES, _AUTH_BYTES, _UNCOMPRESSED = 65, 16, 4


def is_push_service(endpoint: str, *, also: frozenset[str] = frozenset()) -> bool:
    """Tell whether hints may be sent to `endpoint`; `also` names origins tests may use."""
    if len(endpoint) > _LONGEST or not endpoint.isascii() or not endpoint.isprintable():
        return False
    if " " in endpoint or "\\" in endpoint:
        return False
    try:
        parts = urlsplit(endpoint)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return False
    if f"{parts.scheme}://{parts.netloc}" in also:
        return True
    if parts.scheme != "https" or port not in {None, _HTTPS_PORT} or "@" in parts.netloc:
        return False
    return host in _HOSTS or host.endswith(_BELOW)


def is_public_key(text: str) -> bool:
    """Tell whether `text` is a point on the curve, as a browser gives it (`p256dh`)."""
    point = _decoded(text)
    if len(point) != _POINT_BYTES or point[0] != _UNCOMPRESSED:
        return False
    x, y = int.from_bytes(point[1:33]), int.from_bytes(point[33:])
    return max(x, y) < _PRIME and (y * y - (x * x * x - 3 * x + _B)) % _PRIME == 0


def is_auth_secret(text: str) -> bool:
    """Tell whether `text` is the shared secret of a subscription (`auth`)."""
    return len(_decoded(text)) == _AUTH_BYTES


def _decoded(text: str) -> bytes:
    bare = text.rstrip("=")
    try:
        return urlsafe_b64decode(bare + "=" * (-len(bare) % 4))
    except (Error, ValueError):
        return b""
