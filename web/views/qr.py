"""QR codes as drawings inside the page: no picture to fetch, and sharp at any size."""

from io import BytesIO
from typing import TYPE_CHECKING

from markupsafe import Markup

if TYPE_CHECKING:
    from segno import QRCode


def qr_drawing(text: str, title: str) -> Markup:
    """Return an SVG of `text`; `title` is what a screen reader says."""
    held = BytesIO()
    _made(text).save(
        held,
        kind="svg",
        xmldecl=False,
        svgns=False,
        omitsize=True,
        title=title,
        svgclass=None,
        lineclass=None,
        border=0,
    )
    return Markup(held.getvalue().decode())  # noqa: S704 - made of modules; the title is escaped


def qr_picture(text: str) -> str:
    """Return a picture of `text` as an address that holds it."""
    return _made(text).svg_data_uri(border=2, scale=4)


def _made(text: str) -> "QRCode":
    import segno  # with half of the standard library: only where a page has a QR

    return segno.make_qr(text, error="m")
