"""What a weak network does with a request: everything but what one hopes for."""

from random import Random
from typing import NamedTuple

from tests.faults.asking import Answer

HTML = {"content-type": "text/html; charset=utf-8"}
JSON = {"content-type": "application/json"}


class Fate(NamedTuple):
    """How often the server gets a request, and what the phone hears: nothing, a stranger's answer
    (`said`), a `cut` one, or what the server said. `late`: a copy comes days after.
    """

    copies: int = 0
    hears: bool = False
    said: Answer | None = None
    cut: bool = False
    late: bool = False


DELIVERED = Fate(copies=1, hears=True)
FATES = {
    "delivered": DELIVERED,
    "request lost": Fate(),
    "answer lost": Fate(copies=1),
    "came twice": Fate(copies=2, hears=True),
    "comes days later": Fate(late=True),
    "comes now and days later": Fate(copies=1, hears=True, late=True),
    "captive portal": Fate(said=Answer(200, HTML, b"<h1>Masuk wifi</h1>")),
    "captive portal with JSON": Fate(said=Answer(200, JSON, b'{"ok": true}')),
    "captive portal after it came": Fate(copies=1, said=Answer(200, HTML, b"<h1>Masuk wifi</h1>")),
    "redirect": Fate(said=Answer(0, {}, b"")),
    "401 of a proxy": Fate(said=Answer(401, HTML, b"")),
    "403 of a proxy": Fate(said=Answer(403, HTML, b"")),
    "too many": Fate(said=Answer(429, {**JSON, "retry-after": "30"}, b"{}")),
    "busy": Fate(said=Answer(503, {**JSON, "retry-after": "2"}, b"{}")),
    "cut in the middle": Fate(copies=1, hears=True, cut=True),
}
_WEIGHTS = [8 if name == "delivered" else 1 for name in FATES]


def drawn(chance: Random) -> str:
    """Return the name of a fate."""
    return chance.choices(list(FATES), _WEIGHTS)[0]
