"""From the bytes of a request to ordered parts: bounded, on the loop, and never a 500.

The framework's own parser answers 500 to an unknown charset and to text that is no UTF-8
(reliability.md 3.1), so the push parser below it is driven here.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from unicodedata import category, normalize
from urllib.parse import unquote_to_bytes

from litestar.exceptions import HTTPException
from multipart import (
    MultipartError,
    MultipartSegment,
    ParserLimitReached,
    PushMultipartParser,
)

MOST_FIELDS = 400
UNREADABLE = "\N{REPLACEMENT CHARACTER}"
_URLENCODED = "application/x-www-form-urlencoded"
_MULTIPART = "multipart/form-data"
# Forms of these pages are UTF-8; whoever claims another charset did not get the form from us.
_CHARSETS = {"utf-8", "utf8", "us-ascii"}
_NEWLINE = re.compile(r"\r\n?")


class BadBody(HTTPException):
    """The body is no form."""

    def __init__(self, status: int, code: str) -> None:
        super().__init__(detail=code, status_code=status)


@dataclass(frozen=True)
class Upload:
    """A file that was sent along."""

    content: bytes

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of the content."""
        return sha256(self.content).hexdigest()


@dataclass(frozen=True)
class Part:
    """One field or file. A field is NFC, and UNREADABLE stands where a control character was."""

    name: str
    value: str | Upload


def parse_body(body: bytes, kind: str, options: Mapping[str, str]) -> tuple[Part, ...]:
    """Return the parts of a form in their order; `kind` and `options` are its Content-Type.

    Raises BadBody(400) for what is broken, (413) for too many fields, (415) for what is no form.
    """
    if not body:
        return ()
    if kind == _URLENCODED:
        return _urlencoded(body)
    if kind == _MULTIPART:
        return _multipart(body, options.get("boundary", ""))
    raise BadBody(415, "body_unsupported")


def _urlencoded(body: bytes) -> tuple[Part, ...]:
    if body.count(b"&") >= MOST_FIELDS:
        raise BadBody(413, "too_large")
    pairs = (pair.partition(b"=") for pair in body.split(b"&") if pair)
    return tuple(_field(_unescaped(name), _unescaped(value)) for name, _, value in pairs)


def _unescaped(text: bytes) -> bytes:
    return unquote_to_bytes(text.replace(b"+", b" "))


def _multipart(body: bytes, boundary: str) -> tuple[Part, ...]:
    parts: list[Part] = []
    segment: MultipartSegment | None = None
    held = bytearray()
    try:
        with PushMultipartParser(boundary, max_segment_count=MOST_FIELDS, strict=True) as parser:
            for event in parser.parse(body):
                if isinstance(event, MultipartSegment):
                    segment, held = event, bytearray()
                elif event:
                    held += event
                elif segment is not None:
                    parts += _part(segment, bytes(held))
    except ParserLimitReached as error:
        raise BadBody(413, "too_large") from error
    except MultipartError as error:
        raise BadBody(400, "body_broken") from error
    return tuple(parts)


def _part(segment: MultipartSegment, content: bytes) -> list[Part]:
    name = (segment.name or "").encode()
    if segment.filename is None:
        if (segment.charset or "utf-8").lower() not in _CHARSETS:
            raise BadBody(400, "body_broken")
        return [_field(name, content)]
    if not segment.filename and not content:
        return []  # a file field that was left empty
    return [Part(_field(name, b"").name, Upload(content))]


def _field(name: bytes, value: bytes) -> Part:
    try:
        called, said = name.decode(), normalize("NFC", _NEWLINE.sub("\n", value.decode()))
    except UnicodeDecodeError as error:
        raise BadBody(400, "body_broken") from error
    if not called.isprintable():
        raise BadBody(400, "body_broken")
    return Part(called, said if said.isprintable() else _without_controls(said))


def _without_controls(text: str) -> str:
    return "".join(
        UNREADABLE if category(letter) == "Cc" and letter not in "\n\t" else letter
        for letter in text
    )
