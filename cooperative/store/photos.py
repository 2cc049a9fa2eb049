"""Photos of goods: whatever a phone sends becomes two small WebP pictures without metadata.

Nothing of the upload itself is kept: no place where it was taken, no second file hidden in the
first (reliability.md 2.6). Pillow is imported at first use, because a small box has little memory.
"""

import os
import re
import tempfile
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from cooperative.refusals import Refused

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_BYTES = 5_000_000
MOST_PIXELS = 24_000_000
LIST_EDGE, LIST_BYTES = 192, 3_000
PAGE_EDGE, PAGE_BYTES = 640, 60_000
_FORMATS = ("JPEG", "PNG", "WEBP")
_QUALITIES = (80, 65, 50, 35, 20, 10, 1)
_BLURS = (1, 2, 4, 8, 16)


def store_photo(folder: Path, content: bytes) -> str:
    """Keep a photo in `folder` for lists and for its page, and return its digest.

    The same picture stored twice is stored once. Raises Refused: "photo_too_big" over 5 MB or 24
    million pixels, "photo_unreadable" for what is not a JPEG, PNG or WebP picture.
    """
    if len(content) > MOST_BYTES:
        raise Refused("photo_too_big")
    if not _looks_like_picture(content):
        raise Refused("photo_unreadable")
    picture = _decoded(content)
    # From here on it must succeed.
    page = _encoded(picture, PAGE_EDGE, PAGE_BYTES)
    digest = sha256(page).hexdigest()
    folder.mkdir(parents=True, exist_ok=True)
    _write(photo_file(folder, digest, LIST_EDGE), _encoded(picture, LIST_EDGE, LIST_BYTES))
    _write(photo_file(folder, digest, PAGE_EDGE), page)
    return digest


def photo_file(folder: Path, digest: str, edge: int) -> Path:
    """Return where a photo's picture of `edge` pixels (LIST_EDGE or PAGE_EDGE) lies, there or not.

    Raises Refused("not_found") for what was never a digest or an edge.
    """
    if not re.fullmatch(r"[0-9a-f]{64}", digest) or edge not in {LIST_EDGE, PAGE_EDGE}:
        raise Refused("not_found")
    return folder / f"{digest}-{edge}.webp"


def _looks_like_picture(content: bytes) -> bool:
    riff = content[:4] == b"RIFF" and content[8:12] == b"WEBP"
    return riff or content.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"))


def _decoded(content: bytes) -> "Image":
    """Open, measure before decoding, turn upright, put on white."""
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = None  # our own limit is tighter, and a refusal instead of a warning
    try:
        with Image.open(BytesIO(content), formats=_FORMATS) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise Refused("photo_too_big")
            picture.draft("RGB", (2 * PAGE_EDGE, 2 * PAGE_EDGE))
            upright = ImageOps.exif_transpose(picture).convert("RGBA")
    except (OSError, SyntaxError, ValueError) as error:
        raise Refused("photo_unreadable") from error
    white = Image.new("RGB", upright.size, "white")
    white.paste(upright, mask=upright.getchannel("A"))
    return white


def _encoded(picture: "Image", edge: int, most_bytes: int) -> bytes:
    """Return the middle square of the picture in at most `most_bytes`: coarser, and then softer."""
    from PIL import ImageFilter, ImageOps

    square = ImageOps.fit(picture, (edge, edge))
    for quality in _QUALITIES:
        if len(coded := _webp(square, quality)) <= most_bytes:
            return coded
    for radius in _BLURS:
        soft = square.filter(ImageFilter.GaussianBlur(radius))
        if len(coded := _webp(soft, _QUALITIES[-1])) <= most_bytes:
            return coded
    raise Refused("photo_unreadable")


def _webp(picture: "Image", quality: int) -> bytes:
    coded = BytesIO()
    picture.save(coded, "WEBP", quality=quality, method=6)
    return coded.getvalue()


def _write(file: Path, content: bytes) -> None:
    """All of it or nothing: a box that loses power keeps no half picture."""
    handle, name = tempfile.mkstemp(dir=file.parent)
    with os.fdopen(handle, "wb") as half:
        half.write(content)
        half.flush()  # before the name points to it
        os.fsync(half.fileno())
    Path(name).replace(file)
