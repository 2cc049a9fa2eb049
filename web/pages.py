"""Pages: a template, its frame, and the bytes that leave."""

from datetime import date, datetime
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import brotli
import jinja2
from jinja2 import pass_context
from jinja2.runtime import Context
from litestar import Request, Response
from markupsafe import Markup

from web import formats, words
from web.frame import frame_of
from web.identity import who_or_none
from web.security import inline_css
from web.static_files import static_tree

HTML = "text/html; charset=utf-8"
# Stands in a page for every fresh submission key, so that the page's ETag does not change with it.
_KEY = "0000key0-0000-4000-8000-0000key00000"
_SMALLEST_PACKED = 600


def page(request: Request, template: str, *, status: int = 200, **context: Any) -> Response[bytes]:
    """Answer with a whole page; 304 where the asker already has it."""
    now = request.app.state.books.clock.now()
    frame = context.pop("frame", None) or frame_of(request, who_or_none(request), now=now)
    html = environment().get_template(template).render(frame=frame, request=request, **context)
    return html_answer(request, html, status=status)


def fragment(request: Request, template: str, block: str, **context: Any) -> Response[bytes]:
    """Answer with one named block of a page's template: what htmx asks for."""
    found = environment().get_template(template)
    now = request.app.state.books.clock.now()
    frame = frame_of(request, who_or_none(request), now=now)
    held = found.new_context({"frame": frame, "request": request, **context})
    html = "".join(found.blocks[block](held))
    return html_answer(request, html, status=200)


def html_answer(request: Request, html: str, *, status: int) -> Response[bytes]:
    """Answer with `html`, with its ETag, packed if the asker can unpack it."""
    tag = etag_of(html)
    if status == 200 and request.headers.get("if-none-match") == tag:
        return Response(b"", status_code=304, headers={"ETag": tag})
    body = html.replace(_KEY, str(uuid4())).encode() if _KEY in html else html.encode()
    headers = {"ETag": tag} if status == 200 else {}
    return packed_answer(request, body, status=status, headers=headers)


def packed_answer(
    request: Request, body: bytes, *, status: int, headers: dict[str, str]
) -> Response[bytes]:
    """Answer with `body`, in brotli where that is accepted and pays."""
    headers = {**headers, "Vary": "Accept-Encoding"}
    if len(body) >= _SMALLEST_PACKED and "br" in request.headers.get("accept-encoding", ""):
        body = brotli.compress(body, quality=5)
        headers["Content-Encoding"] = "br"
    return Response(body, status_code=status, headers=headers, media_type=HTML)


def etag_of(*parts: str) -> str:
    """Return the weak ETag of a page made of `parts`."""
    return f'W/"{blake2b("".join(parts).encode(), digest_size=9).hexdigest()}"'


def form_key() -> str:
    """Return the mark that becomes a fresh submission key when the page leaves."""
    return _KEY


@pass_context
def moment(context: Context, value: datetime) -> str:
    """Print a moment in the frame's zone: '20 Juni 2026, 07.40 WIB'."""
    frame = context["frame"]
    local = value.astimezone(ZoneInfo(frame.zone))
    return f"{formats.day(local.date())}, {formats.clock(local)} {frame.zone_name}"


@pass_context
def clock(context: Context, value: datetime) -> str:
    """Print the time of day in the frame's zone: '14.05'."""
    return formats.clock(value.astimezone(ZoneInfo(context["frame"].zone)))


@pass_context
def local_day(context: Context, value: datetime) -> date:
    """Return the business day of a moment in the frame's zone."""
    return value.astimezone(ZoneInfo(context["frame"].zone)).date()


def static(name: str) -> str:
    """Return the address of a static file."""
    return static_tree().address(name)


def script(name: str) -> str:
    """Return the address of one of the page's scripts."""
    return static_tree().address(f"sw/{name}")


def photo(digest: str, size: int = 192) -> str:
    """Return the address of a photo of goods."""
    return f"/foto/{digest}-{size}.webp"


@cache
def environment() -> jinja2.Environment:
    """Return the one template environment of this process, made at the first page."""
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= {
        "css": Markup(inline_css()),  # noqa: S704 - our own file, allowed by its hash
        "clock": clock,
        "day": formats.day,
        "form_key": form_key,
        "formats": formats,
        "local_day": local_day,
        "moment": moment,
        "number": formats.number,
        "photo": photo,
        "rupiah": formats.rupiah,
        "script": script,
        "static": static,
        "words": words,
    }
    return made


