"""The one template environment, and what every template may call."""

from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import jinja2
from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from web import formats, words
from web.security import inline_css
from web.static_files import static_tree
from web.views.unit_price import unit_price

# Stands in a page for every fresh submission key, so that the page's ETag does not change with it.
KEY = "0000key0-0000-4000-8000-0000key00000"


def form_key() -> str:
    """Return the mark that becomes a fresh submission key when the page leaves."""
    return KEY


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


_GIVEN: dict[str, Any] = {
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
    "unit_price": unit_price,
    "words": words,
}


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
    css = Markup(inline_css())  # noqa: S704 - our own file, allowed by its hash
    given: dict[str, Any] = {**_GIVEN, "css": css}
    made.globals.update(given)
    return made
