"""A served demonstration village and a Chromium, made once; a phone of her own for every test."""

from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from lumbung.bench.chromium import PHONE, launched
from lumbung.bench.server import Server, serving
from lumbung.bench.weak.devtools import allow_sync
from lumbung.bench.weak.proxy import Proxy, proxied
from lumbung.failure import Failure
from tests.browser.kept_phone import KeptPhone
from tests.browser.phone import MakePhone, Phone
from tests.source import ROOT


@pytest.fixture(scope="session")
def village_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the demonstration village keeps its books."""
    return tmp_path_factory.mktemp("village")


@pytest.fixture(scope="session")
def village(village_folder: Path) -> Generator[Server]:
    """The demonstration village, served."""
    with serving(village_folder) as server:
        yield server


@pytest.fixture(scope="session")
def origin(village: Server) -> str:
    """Where its pages are, as near as can be."""
    return village.origin


@pytest.fixture
def network(village: Server) -> Generator[Proxy]:
    """A network between the village and the phones of one test, good until it is switched."""
    with proxied(village.port) as proxy:
        yield proxy


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

    def make(*, at: str | None = None, through: Proxy | None = None, **options: Any) -> Phone:
        context = browser.new_context(**{**PHONE, **options})
        place = through.origin if through else at or request.getfixturevalue("origin")
        made.append(Phone(context, place, is_far=through is not None))
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


@pytest.fixture
def far_phone(network: Proxy, make_phone: MakePhone) -> Phone:
    """A phone behind the network, with messages and Background Sync allowed."""
    phone = make_phone(through=network)
    allow_sync(phone.context, phone.origin)
    return phone


@pytest.fixture
def kept_phone(network: Proxy, browser: Browser, tmp_path: Path) -> Generator[KeptPhone]:
    """A phone behind the network whose browser may be killed and started again."""
    phone = KeptPhone(browser.browser_type, tmp_path / "phone", network.origin)
    yield phone
    phone.close()


@pytest.fixture(scope="session")
def axe_source() -> str:
    """The accessibility checker, to be put into a page."""
    return (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
