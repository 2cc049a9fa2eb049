"""Chromium, the way the tests and measurements want it: no screen, no traffic of its own."""

import shutil
from collections.abc import Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from lumbung.failure import Failure

if TYPE_CHECKING:
    from playwright.sync_api import Browser

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
# The phone most members have (screens.md 1), in the village's own zone.
PHONE: dict[str, Any] = {
    "viewport": {"width": 360, "height": 640},
    "is_mobile": True,
    "has_touch": True,
    "locale": "id-ID",
    "timezone_id": "Asia/Pontianak",
}


def chromium_path() -> str:
    """Return the program. Raises Failure where there is none."""
    found = shutil.which("chromium")
    if found is None:
        raise Failure("Chromium is missing; `make chromium` installs it.")
    return found


@contextmanager
def launched() -> Generator["Browser"]:
    """Run one browser until the block ends."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium_path(), headless=True, args=list(FLAGS)
        )
        yield browser
        browser.close()
