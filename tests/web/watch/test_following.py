"""The app keeps the read store up with the books, and notices other books."""

import asyncio
from unittest.mock import Mock

import pytest
from litestar import Litestar

from cooperative.activity import Cursor, Happened
from monitoring import projector
from tests.shopping import order
from tests.village import Village
from web.background.following import Following


@pytest.fixture
def following(app: Litestar) -> Following:
    found: Following = app.state.following
    asyncio.run(found.store.upgrade())
    return found


def test_a_commit_wakes_the_one_that_reads(
    following: Following, here: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("web.background.following._GATHER_SECONDS", 0)
    rounds: list[int] = []
    awake = asyncio.Event()

    async def once() -> None:
        rounds.append(len(rounds))
        awake.set()

    async def serve() -> None:
        monkeypatch.setattr(following, "once", once)
        async with following.running(), asyncio.timeout(20):
            await awake.wait()
            awake.clear()
            with here.writing() as session:
                order(session, here, here.sari)
            await awake.wait()

    asyncio.run(serve())
    assert rounds == [0, 1]
    with here.writing() as session:  # the app has stopped: a commit wakes nobody
        order(session, here, here.rini)


def test_the_rows_are_complete_up_to_the_last_look(following: Following, here: Village) -> None:
    assert asyncio.run(following.as_of()) is None
    asyncio.run(following.once())
    assert asyncio.run(following.as_of()) == here.books.clock.now()


def test_other_books_are_read_from_their_beginning(
    following: Following, here: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    asyncio.run(following.once())

    def other_feed(_: Cursor, __: int) -> list[Happened]:
        return []

    assert not asyncio.run(projector.follows(following.store, other_feed))
    read_before = asyncio.run(projector.read_until(following.store))
    assert read_before is not None
    monkeypatch.setattr("web.background.following.feed_of", Mock(return_value=other_feed))
    begun_anew = Following(here.books, following.store)
    asyncio.run(begun_anew.once())
    assert asyncio.run(projector.read_until(following.store)) is None
