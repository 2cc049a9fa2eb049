"""`make screenshots`: every main page as people see it, in `data/screenshots/`.

With `--docs` also the two pictures of the README.
"""

import argparse
import re
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Browser

from lumbung.bench.chromium import PHONE, launched
from lumbung.bench.server import serving
from tests.browser.phone import Phone
from tests.browser.places import PLACES, visit_all
from tests.source import ROOT

FOLDER = ROOT / "data" / "screenshots"
LOOKS: dict[str, dict[str, Any]] = {
    "360-light": {"color_scheme": "light"},
    "360-dark": {"color_scheme": "dark"},
    "412-light": {"viewport": {"width": 412, "height": 915}},
    "1280-light": {
        "viewport": {"width": 1280, "height": 800},
        "is_mobile": False,
        "has_touch": False,
    },
}
IN_THE_README = {"beranda": "/", "barang": "/barang"}
MOST_BYTES = 40_000
# From the best a picture can look to what still can be read.
QUALITIES = range(85, 30, -5)


def main() -> None:
    """Take them all."""
    parser = argparse.ArgumentParser(description="Take pictures of the main pages.")
    parser.add_argument("--docs", action="store_true", help="also those of the README")
    options = parser.parse_args()
    with _village() as origin, launched() as browser:
        taken = [
            picture
            for look, more in LOOKS.items()
            for slug in PLACES
            for picture in _pages(browser, origin, slug, look, more)
        ]
        if options.docs:
            _write_readme_pictures(browser, origin)
    _write_index(taken)
    print(f"{len(taken)} pictures in {FOLDER.relative_to(ROOT)}/index.html")  # noqa: T201 - a command


@contextmanager
def _village() -> Generator[str]:
    with tempfile.TemporaryDirectory(prefix="lumbung-") as folder, serving(Path(folder)) as server:
        yield server.origin


def _pages(
    browser: Browser, origin: str, slug: str, look: str, more: dict[str, Any]
) -> Generator[Path]:
    phone = _phone(browser, origin, more)
    for path in visit_all(phone, slug):
        words = re.sub(r"\W+", "-", path).strip("-") or "beranda"
        file = FOLDER / look / f"{slug.strip('-') or 'masuk'}-{words}.png"
        file.parent.mkdir(parents=True, exist_ok=True)
        phone.open(path).screenshot(path=file, full_page=True)
        yield file
    phone.context.close()


def _phone(browser: Browser, origin: str, more: dict[str, Any]) -> Phone:
    return Phone(browser.new_context(**{**PHONE, **more}), origin)


def _write_readme_pictures(browser: Browser, origin: str) -> None:
    phone = _phone(browser, origin, {})
    phone.sign_in("anggota")
    for name, path in IN_THE_README.items():
        taken = phone.open(path).screenshot()
        file = ROOT / "docs" / "screenshots" / f"{name}.webp"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(_small(taken))
    phone.context.close()


def _small(png: bytes) -> bytes:
    """Return the picture in WebP, as good as 40 kB allow."""
    with Image.open(BytesIO(png)) as picture:
        for quality in QUALITIES:
            packed = BytesIO()
            picture.save(packed, "WEBP", quality=quality, method=6)
            if packed.tell() <= MOST_BYTES:
                return packed.getvalue()
    raise ValueError("a picture of the README does not get below 40 kB")


def _write_index(taken: list[Path]) -> None:
    """Put the same page in all its looks side by side."""
    rows: dict[str, list[str]] = {}
    for file in taken:
        place = file.relative_to(FOLDER).as_posix()
        picture = f'<a href="{place}"><img src="{place}" alt="{place}" height="480"></a>'
        rows.setdefault(file.stem, []).append(picture)
    body = "\n".join(f"<h2>{name}</h2>\n{' '.join(found)}" for name, found in rows.items())
    head = '<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>Lumbung</title>'
    (FOLDER / "index.html").write_text(f"{head}\n{body}\n</html>\n", encoding="utf-8")


if __name__ == "__main__":
    main()
