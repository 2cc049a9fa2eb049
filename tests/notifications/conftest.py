"""The village, a push service, and a sender that is in a hurry."""

from collections.abc import Generator
from datetime import timedelta
from pathlib import Path

import pytest

from cooperative.books import Books
from notifications.keys import keys_of
from notifications.post import Post
from notifications.sender import Sender
from tests.notifications.push_service import Misbehaviour, push_service
from tests.village import Village, village

IMPATIENT_SECONDS = 0.3


@pytest.fixture
def here(books: Books) -> Village:
    """Jeruju Besar, on both databases."""
    return village(books)


@pytest.fixture
def service() -> Generator[Misbehaviour]:
    """A push service on loopback."""
    with push_service() as how:
        yield how


@pytest.fixture
def post(service: Misbehaviour, tmp_path: Path) -> Post:
    """What sends to that service."""
    subject = "mailto:pengurus@lumbung.example"
    return Post(keys_of(tmp_path), subject, IMPATIENT_SECONDS, service.origin)


@pytest.fixture
def sender(here: Village, post: Post) -> Generator[Sender]:
    """A sender over the village's books."""
    made = Sender(here.books, post.send, lease=timedelta(minutes=2))
    yield made
    made.close()
