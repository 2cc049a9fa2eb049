"""A phone whose storage is a folder: its browser may be killed, and comes back to what was kept."""

import os
import signal
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, BrowserType

from lumbung.bench.chromium import FLAGS, PHONE, chromium_path
from tests.browser.phone import Phone


class KeptPhone:
    """The browser of one phone, from one start to the next."""

    def __init__(self, chromium: BrowserType, folder: Path, origin: str) -> None:
        self._chromium, self._folder, self._origin = chromium, folder, origin
        self._context: BrowserContext | None = None

    def start(self, **options: Any) -> Phone:
        """Start its browser, again or for the first time."""
        self._context = self._chromium.launch_persistent_context(
            self._folder,
            executable_path=chromium_path(),
            headless=True,
            args=list(FLAGS),
            **{**PHONE, **options},
        )
        return Phone(self._context, self._origin, is_far=True)

    def kill(self) -> None:
        """End its browser with SIGKILL, as a phone does that runs out of memory or power."""
        context, self._context = self._context, None
        assert context
        # The lock of a profile is named after the process that holds it.
        process = int((self._folder / "SingletonLock").readlink().name.rpartition("-")[2])
        with context.expect_event("close"):
            os.kill(process, signal.SIGKILL)

    def close(self) -> None:
        """Put it away."""
        if self._context:
            self._context.close()
