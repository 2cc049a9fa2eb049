"""A phone in a test: one browser context, and everything its pages complained about."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import BrowserContext, ConsoleMessage, Page

MakePhone = Callable[..., "Phone"]
# A refused form is answered with 4xx on purpose, and Chromium reports each.
_ANSWERS = "Failed to load resource: the server responded with a status of 4"
# What Playwright says where a test wants a browser without a worker.
_BLOCKED = "Service Worker registration blocked by Playwright"
# Behind a weak network everything may fail to arrive.
_LOST = "Failed to load resource"


@dataclass
class Phone:
    """One phone, `is_far` behind a weak network. `troubles` must be empty at the end: the fixture
    looks.
    """

    context: BrowserContext
    origin: str
    is_far: bool = False
    page: Page = field(init=False)
    troubles: list[str] = field(default_factory=list[str])

    def __post_init__(self) -> None:
        self.context.set_default_timeout(30_000)
        self.page = self.new_tab()

    def new_tab(self) -> Page:
        """Open another tab of the same phone."""
        page = self.context.new_page()
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.troubles.append(f"{page.url}: {error}"))
        return page

    def open(self, path: str) -> Page:
        """Go to a page of ours."""
        self.page.goto(self.origin + path)
        return self.page

    def sign_in(self, slug: str) -> None:
        """Be a person of the demonstration, by a tap on her name."""
        self.context.clear_cookies()
        self.open("/masuk")
        self.page.locator(f"button[name=orang][value={slug}]").click()
        self.page.wait_for_url(lambda url: "/masuk" not in url)

    def path(self) -> str:
        """Return where the page is now, without the origin."""
        return self.page.url.removeprefix(self.origin)

    def text(self) -> str:
        """Return what the page says."""
        return " ".join(self.page.locator("main").inner_text().split())

    def _heard(self, message: ConsoleMessage) -> None:
        forgiven = (_BLOCKED, _LOST if self.is_far else _ANSWERS)
        if message.type in {"error", "warning"} and not message.text.startswith(forgiven):
            self.troubles.append(f"{message.location.get('url', '')}: {message.text}")


def without_javascript() -> dict[str, Any]:
    """Return the options of a phone whose browser runs no scripts."""
    return {"java_script_enabled": False}
