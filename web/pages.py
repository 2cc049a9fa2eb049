"""Pages: a template in its frame, and the bytes that leave."""

from dataclasses import dataclass
from hashlib import blake2b
from http import HTTPStatus
from typing import Any
from uuid import uuid4

import brotli
from litestar import Response

from web.answers import AnyRequest
from web.frame import frame_of
from web.identity import who_or_none
from web.rendering import KEY, environment
from web.static_files import static_tree

_HTML = "text/html"
_SMALLEST_PACKED = 600
# The level that costs a page less time than it saves on the slowest network (offline.md 5.2).
_QUALITY = 5


@dataclass(frozen=True)
class Packed:
    """A page as it leaves: its bytes, and whether they are in brotli."""

    body: bytes
    is_packed: bool

    def answer(self, tag: str = "", *, status: int = HTTPStatus.OK) -> Response[bytes]:
        """Answer with it."""
        headers = {name.decode(): value.decode() for name, value in headers_of(self, tag)}
        headers.pop("content-type")  # the framework writes it
        return Response(self.body, status_code=status, headers=headers, media_type=_HTML)

    def data(self, tag: str) -> Response[bytes]:
        """Answer with it as JSON for the phone, which keeps it like a page."""
        headers = {"ETag": tag, "Vary": "Accept-Encoding"}
        if self.is_packed:
            headers["Content-Encoding"] = "br"
        return Response(self.body, headers=headers, media_type="application/json")


def headers_of(made: Packed, tag: str) -> list[tuple[bytes, bytes]]:
    """Return the headers of a page as it leaves."""
    headers = [(b"content-type", f"{_HTML}; charset=utf-8".encode()), (b"vary", b"Accept-Encoding")]
    if tag:
        headers += marks_of(tag)
    if made.is_packed:
        headers.append((b"content-encoding", b"br"))
    return headers


def marks_of(tag: str) -> list[tuple[bytes, bytes]]:
    """Return the marks of a whole page, by which the worker knows what it may keep."""
    return [(b"etag", tag.encode()), (b"lumbung-page", static_tree().digest.encode())]


def page(
    request: AnyRequest, template: str, *, status: int = HTTPStatus.OK, **context: Any
) -> Response[bytes]:
    """Answer with a whole page; 304 where the asker already has it."""
    return _answer(request, render(request, template, **context), status=status)


def kept_page(request: AnyRequest, template: str, **context: Any) -> tuple[str, str]:
    """Return the ETag and the HTML of a page that is sent along with others, to be kept."""
    html = render(request, template, **context)
    return etag_of(html), _keyed(html).decode()


def fragment(
    request: AnyRequest, template: str, block: str, *, status: int = HTTPStatus.OK, **context: Any
) -> Response[bytes]:
    """Answer with one named block of a page's template: what htmx asks for. Never kept anywhere."""
    found = environment().get_template(template)
    held = found.new_context({"frame": _frame(request), "request": request, **context})
    html = "".join(found.blocks[block](held))
    return pack(request, _keyed(html)).answer(status=status)


def render(request: AnyRequest, template: str, **context: Any) -> str:
    """Return the HTML of a page in its frame, with marks in place of fresh keys."""
    frame = context.pop("frame", None) or _frame(request)
    made = environment().get_template(template)
    return made.render(frame=frame, request=request, **context)


def pack(request: AnyRequest, body: bytes) -> Packed:
    """Return `body` in brotli where the asker can unpack it and it pays."""
    if len(body) >= _SMALLEST_PACKED and takes_brotli(request):
        return Packed(brotli.compress(body, quality=_QUALITY), is_packed=True)
    return Packed(body, is_packed=False)


def takes_brotli(request: AnyRequest) -> bool:
    """Tell whether the asker can unpack brotli."""
    return "br" in request.headers.get("accept-encoding", "")


def etag_of(*parts: str) -> str:
    """Return the weak ETag of a page made of `parts`."""
    return f'W/"{blake2b("".join(parts).encode(), digest_size=9).hexdigest()}"'


def unchanged(request: AnyRequest, tag: str) -> Response[bytes] | None:
    """Answer 304 where the asker already has the page of this tag."""
    if request.headers.get("if-none-match") != tag:
        return None
    headers = {name.decode(): value.decode() for name, value in marks_of(tag)}
    return Response(b"", status_code=HTTPStatus.NOT_MODIFIED, headers=headers)


def _answer(request: AnyRequest, html: str, *, status: int) -> Response[bytes]:
    if status != HTTPStatus.OK:
        return pack(request, _keyed(html)).answer(status=status)
    tag = etag_of(html)
    return unchanged(request, tag) or pack(request, _keyed(html)).answer(tag)


def _keyed(html: str) -> bytes:
    """Put fresh keys where the marks are: one for the whole page, as it is one visit."""
    return (html.replace(KEY, str(uuid4())) if KEY in html else html).encode()


def _frame(request: AnyRequest) -> Any:
    return frame_of(request, who_or_none(request), now=request.app.state.books.clock.now())
