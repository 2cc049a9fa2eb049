"""A served demonstration village and a Chromium, made once; a phone of her own for every test."""

from collections.abc import Generator
from typing import Any

import pytest
from playwright.sync_api import Browser

from lumbung.bench.chromium import PHONE, launched
from lumbung.bench.server import serving
from lumbung.failure import Failure
from tests.browser.phone import MakePhone, Phone
from tests.source import ROOT


@pytest.fixture(scope="session")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Generator[str]:
    """The demonstration village, served."""
    with serving(tmp_path_factory.mktemp("village")) as server:
        yield server.origin


@pytest.fixture(scope="session")
def browser() -> Generator[Browser]:
    """One Chromium for all tests."""
    try:
        with launched() as browser:
            yield browser
    except Failure as missing:
        pytest.exit(str(missing), returncode=3)


@pytest.fixture
def make_phone(browser: Browser, request: pytest.FixtureRequest) -> Generator[MakePhone]:
    """Make phones; at the end none of their pages may have complained."""
    made: list[Phone] = []

    def make(*, at: str | None = None, **options: Any) -> Phone:
        context = browser.new_context(**{**PHONE, **options})
        made.append(Phone(context, at or request.getfixturevalue("origin")))
        return made[-1]

    yield make
    troubles = [trouble for phone in made for trouble in phone.troubles]
    for phone in made:
        phone.context.close()
    assert not troubles


@pytest.fixture
def phone(make_phone: MakePhone) -> Phone:
    """A phone on which nobody is signed in."""
    return make_phone()


@pytest.fixture(scope="session")
def axe_source() -> str:
    """The accessibility checker, to be put into a page."""
    return (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
