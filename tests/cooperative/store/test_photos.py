"""Whatever a phone sends, the gerai keeps two small WebP pictures and nothing else of it."""

from io import BytesIO
from pathlib import Path
from random import Random
from zlib import crc32

import pytest
from PIL import Image

from cooperative.refusals import Refused
from cooperative.store.photos import (
    LIST_BYTES,
    LIST_EDGE,
    MOST_BYTES,
    PAGE_BYTES,
    PAGE_EDGE,
    photo_file,
    store_photo,
)

PONTIANAK = {1: "N", 2: (0.0, 1.0, 30.0)}
GPS, ORIENTATION, TURNED_RIGHT = 0x8825, 0x0112, 6


def coded(picture: Image.Image, kind: str, **options: object) -> bytes:
    content = BytesIO()
    picture.save(content, kind, **options)
    return content.getvalue()


def kept(folder: Path, digest: str, edge: int) -> Image.Image:
    with Image.open(photo_file(folder, digest, edge)) as picture:
        picture.load()
        return picture


def colour(picture: Image.Image, across: int, down: int) -> str:
    """Tell red from white at one point; a coded colour is never exact."""
    red, green, blue = picture.convert("RGB").crop((across, down, across + 1, down + 1)).tobytes()
    assert red > 200
    return "white" if min(green, blue) > 200 else "red"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photo_becomes_two_square_webp_pictures(tmp_path: Path, kind: str):
    digest = store_photo(tmp_path / "photos", coded(Image.new("RGB", (900, 700), "green"), kind))
    for edge in (LIST_EDGE, PAGE_EDGE):
        picture = kept(tmp_path / "photos", digest, edge)
        assert (picture.format, picture.size) == ("WEBP", (edge, edge))
    assert len(list((tmp_path / "photos").iterdir())) == 2


def test_where_it_was_taken_is_dropped_and_it_stands_upright(tmp_path: Path):
    photo = Image.new("RGB", (400, 200), "white")
    photo.paste("red", (0, 0, 200, 200))
    exif = Image.Exif()
    exif[ORIENTATION], exif[GPS] = TURNED_RIGHT, PONTIANAK
    content = coded(photo, "JPEG", exif=exif, comment=b"rumah Bu Sari")
    digest = store_photo(tmp_path, content)
    picture = kept(tmp_path, digest, PAGE_EDGE)
    assert not picture.getexif()
    assert colour(picture, 320, 60) == "red"
    assert all(b"Sari" not in file.read_bytes() for file in tmp_path.iterdir())


def test_what_is_see_through_lies_on_white(tmp_path: Path):
    digest = store_photo(tmp_path, coded(Image.new("RGBA", (300, 300), (0, 0, 0, 0)), "PNG"))
    assert colour(kept(tmp_path, digest, LIST_EDGE), 9, 9) == "white"


def test_even_a_photo_of_sand_is_small_enough(tmp_path: Path):
    chance = Random(7)
    sand = Image.frombytes("RGB", (700, 700), chance.randbytes(700 * 700 * 3))
    digest = store_photo(tmp_path, coded(sand, "PNG"))
    assert photo_file(tmp_path, digest, LIST_EDGE).stat().st_size <= LIST_BYTES
    assert photo_file(tmp_path, digest, PAGE_EDGE).stat().st_size <= PAGE_BYTES


def test_the_same_photo_twice_is_kept_once(tmp_path: Path):
    content = coded(Image.new("RGB", (300, 300), "navy"), "PNG")
    assert store_photo(tmp_path, content) == store_photo(tmp_path, content)
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"bukan foto",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"GIF89a" + bytes(40),
        b"\xff\xd8\xff" + bytes(200),
        b"\x89PNG\r\n\x1a\n" + bytes(60),
        b"RIFF\x10\x00\x00\x00WEBPVP8 " + bytes(8),
    ],
)
def test_what_is_no_picture_is_refused(tmp_path: Path, content: bytes):
    with pytest.raises(Refused, match="photo_unreadable"):
        store_photo(tmp_path, content)


def test_half_a_photo_is_refused(tmp_path: Path):
    whole = coded(Image.effect_noise((300, 300), 60), "JPEG")
    with pytest.raises(Refused, match="photo_unreadable"):
        store_photo(tmp_path, whole[: len(whole) // 2])


def test_a_script_behind_a_photo_does_not_come_along(tmp_path: Path):
    content = coded(Image.new("RGB", (300, 300), "navy"), "PNG") + b"<script>alert(1)</script>"
    store_photo(tmp_path, content)
    assert all(b"script" not in file.read_bytes() for file in tmp_path.iterdir())


def test_a_file_of_more_than_five_megabytes_is_refused(tmp_path: Path):
    with pytest.raises(Refused, match="photo_too_big"):
        store_photo(tmp_path, b"\xff\xd8\xff" + bytes(MOST_BYTES))


def test_a_picture_that_would_unfold_to_gigabytes_is_refused_before_it_does(tmp_path: Path):
    small = coded(Image.new("L", (1, 1)), "PNG")
    header = b"IHDR" + (50_000).to_bytes(4, "big") * 2 + b"\x08\x00\x00\x00\x00"
    bomb = small[:12] + header + crc32(header).to_bytes(4, "big") + small[33:]
    with pytest.raises(Refused, match="photo_too_big"):
        store_photo(tmp_path, bomb)


@pytest.mark.parametrize("digest", ["../books", "A" * 64, "a" * 63, ""])
def test_only_a_digest_names_a_photo(tmp_path: Path, digest: str):
    with pytest.raises(Refused, match="not_found"):
        photo_file(tmp_path, digest, LIST_EDGE)
    with pytest.raises(Refused, match="not_found"):
        photo_file(tmp_path, "a" * 64, 193)
