"""The village, the app over its books, and Sari's phone: what most tests of pages begin with."""

from pathlib import Path

import pytest
from litestar import Litestar

from cooperative.books import Books
from tests.village import Village, village
from tests.web.wire import Phone, open_app, phone_of


@pytest.fixture
def here(books: Books) -> Village:
    """Jeruju Besar, on both databases."""
    return village(books)


@pytest.fixture
def app(here: Village, tmp_path: Path) -> Litestar:
    """The real app over the village's books."""
    return open_app(here, tmp_path)


@pytest.fixture
def sari(app: Litestar, here: Village) -> Phone:
    """Sari's signed-in phone."""
    return phone_of(app, here, here.sari)
