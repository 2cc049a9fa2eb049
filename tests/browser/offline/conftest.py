"""The books of the served village."""

from pathlib import Path

import pytest

from lumbung.opening import FILE
from tests.browser.offline.books import ServedBooks
from tests.browser.offline.ordering import ready
from tests.browser.phone import Phone


@pytest.fixture(scope="session")
def books(village_folder: Path) -> ServedBooks:
    """The books, to be looked at from outside."""
    return ServedBooks(village_folder / FILE)


@pytest.fixture
def sari(far_phone: Phone) -> Phone:
    """Sari's phone, behind a network, ready to do without it."""
    ready(far_phone)
    return far_phone
