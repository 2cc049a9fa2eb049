"""Whatever is sent, no address answers 5xx, and nothing of it gets into the books."""

from collections.abc import Sequence
from itertools import cycle
from random import Random
from urllib.parse import quote
from uuid import uuid4

import pytest
from litestar import Litestar

from cooperative.books import Books
from tests.village import Village, village
from tests.web.test_protocol import orders_of, remembered
from tests.web.wire import FORM, Phone, Sent, phone_of, stranger
from web.forms import Form
from web.forms.bodies import MOST_FIELDS, parse_body
from web.forms.sent import BODY_BYTES
from web.routes import ROUTES

MULTIPART = "multipart/form-data; boundary=b"
JSON = "application/json"


def part(disposition: str, content: bytes, kind: str = "") -> bytes:
    """Return one part of a multipart body, and its end."""
    head = f"--b\r\nContent-Disposition: form-data; {disposition}\r\n{kind}\r\n".encode()
    return head + content + b"\r\n--b--\r\n"


RUBBISH: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", ""),
    "bytes without a kind": (b"abc", ""),
    "no utf-8": (b"jumlah=%ff%fe", FORM),
    "no utf-8, bare": (b"jumlah=\xff\xfe", FORM),
    "nul": (b"jumlah=%00&barang=1%00", FORM),
    "nul in a name": (b"jum%00lah=1", FORM),
    "names of python": (b"self=1&__class__=2&problems=3&name=4", FORM),
    "names of columns": (b"cooperative_id=2&verdict=accepted&price_rupiah=1&role=pmo", FORM),
    "too many fields": (b"a=1&" * (MOST_FIELDS + 1), FORM),
    "too large": (b"a=" + b"x" * BODY_BYTES, FORM),
    "huge numbers": (b"barang=9" + b"9" * 400 + b"&jumlah=" + b"9" * 400, FORM),
    "numbers of others": ("barang=١٢&jumlah=²".encode(), FORM),
    "deep json": (b"[" * 60_000, JSON),
    "json": (b'{"barang": 1}', JSON),
    "unknown charset": (
        part('name="jumlah"', b"1", "Content-Type: text/plain; charset=nope\r\n"),
        MULTIPART,
    ),
    "multipart, no utf-8": (part('name="jumlah"', b"\xff\xfe"), MULTIPART),
    "no boundary": (part('name="jumlah"', b"1"), "multipart/form-data"),
    "half a part": (b"--b\r\nContent-Dispo", MULTIPART),
    "no name": (part("", b"1"), MULTIPART),
    "the key as a file": (part('name="idempotency_key"; filename="k"', b"1"), MULTIPART),
    "a file of nothing": (part('name="foto"; filename=""', b""), MULTIPART),
    "a kind that is none": (b"a=1", ";;;=\xff"),
}
# What pages are asked beside their address.
ASKED = ("halaman", "cari", "k", "ke", "keadaan", "hilang", "masuk", "sudah", "orang", "tahun")
HEADERS: dict[str, dict[str, str]] = {
    "none": {},
    "outbox": {"Accept": JSON, "Idempotency-Key": f'"{uuid4()}"', "Lumbung-Form": "order/1"},
    "rubbish": {
        "Accept": JSON,
        "Idempotency-Key": "é" * 300,
        "Lumbung-Seq": "9" * 40,
        "Lumbung-Queued-At": "0001-01-01T00:00:00+23:59",
        "Lumbung-After": "\xff",
        "Lumbung-Form": "/",
        "Lumbung-Device": "\xff",
    },
    "htmx": {"HX-Request": "true", "If-None-Match": "\xff", "Accept-Encoding": "br;q=x"},
}


@pytest.fixture
def here(sqlite_books: Books) -> Village:
    return village(sqlite_books)


@pytest.fixture
def phones(app: Litestar, here: Village) -> list[Phone]:
    """A stranger, a shopkeeper who is a member, and a treasurer."""
    people = (here.joko, here.treasurer)
    return [stranger(app), *(phone_of(app, here, who) for who in people)]


def addresses(method: str) -> list[str]:
    """Return every address of the app, with rubbish for its parameters."""
    return sorted(
        {path for route in ROUTES for path in route.paths if method in route.http_methods}
    )


def filled(path: str, value: str) -> str:
    """Put `value` into every parameter of an address."""
    parts = (quote(value, safe="") if "{" in step else step for step in path.split("/"))
    return "/".join(parts)


def upset(phone: Phone, requests: Sequence[Sent]) -> list[str]:
    """Send everything and return what was answered with a mistake of ours."""
    return [
        f"{answer.status_code} {sent[0]} {sent[1]} {sent[2][:60]!r} {sent[3]}"
        for sent, answer in zip(requests, phone.send_all(requests), strict=True)
        if answer.status_code >= 500
    ]


def test_rubbish_in_a_body(here: Village, phones: list[Phone]) -> None:
    headers = cycle(HEADERS.values())  # another envelope for each, all of them for every address
    wrong = [
        found
        for body, kind in RUBBISH.values()
        for phone in phones
        for found in upset(
            phone,
            [
                ("POST", filled(path, "1"), body, {**next(headers), "Content-Type": kind})
                for path in addresses("POST")
            ],
        )
    ]
    assert not wrong
    assert (orders_of(here), remembered(here)) == (0, 0)


def test_rubbish_in_an_address(phones: list[Phone]) -> None:
    wrong = [
        found
        for value in (
            "0",
            "-1",
            "9" * 30,
            "9" * 5000,
            "x" * 300,
            "\x00",
            "..",
            "é",
            "%",
            "' OR 1=1",
        )
        for phone in phones
        for query in ("", "?" + "&".join(f"{name}={quote(value)}" for name in ASKED))
        for found in upset(
            phone, [("GET", filled(path, value) + query, b"", {}) for path in addresses("GET")]
        )
    ]
    assert not wrong


def test_rubbish_by_chance(here: Village, phones: list[Phone]) -> None:
    chance = Random(20260620)
    names = ["barang", "jumlah", "harga", "bayar", "gerai", "idempotency_key", "nama", "pin", "x"]

    def one() -> Sent:
        pairs = [
            f"{chance.choice(names)}={quote(chance.randbytes(chance.randrange(12)))}"
            for _ in range(chance.randrange(9))
        ]
        headers = {**chance.choice(list(HEADERS.values())), "Content-Type": FORM}
        path = filled(chance.choice(addresses("POST")), "1")
        return "POST", path, "&".join(pairs).encode(), headers

    assert not [found for phone in phones for found in upset(phone, [one() for _ in range(40)])]
    assert orders_of(here) == 0


def test_parts_keep_their_order_and_are_one_text_however_they_were_typed() -> None:
    composed = parse_body(b"a=%C3%A9&b=1&a=x%0D%0Ay", FORM, {})
    decomposed = parse_body(b"a=e%CC%81&b=1&a=x%0Ay", FORM, {})
    assert composed == decomposed
    assert [part.name for part in composed] == ["a", "b", "a"]


def test_the_digest_covers_everything_but_the_key() -> None:
    def digest(body: bytes, path: str = "/pesanan", method: str = "POST") -> str:
        return Form(method, path, parse_body(body, FORM, {})).digest

    assert digest(b"a=1&idempotency_key=x") == digest(b"idempotency_key=y&a=1")
    others = {digest(b"a=2"), digest(b"b=1"), digest(b"a=1&a=1"), digest(b"a=1", "/x"), digest(b"")}
    assert len({digest(b"a=1"), *others}) == 6


def test_a_file_counts_by_its_content() -> None:
    def digest(content: bytes) -> str:
        body = part('name="foto"; filename="a.webp"', content)
        parts = parse_body(body, "multipart/form-data", {"boundary": "b"})
        return Form("POST", "/barang", parts).digest

    assert digest(b"one") == digest(b"one") != digest(b"two")
