"""Opening the books: what keeps them shut, and what is said then."""

from contextlib import ExitStack
from datetime import timedelta

import pytest
from sqlalchemy.exc import OperationalError

from cooperative.books import Books
from cooperative.books.engines import is_full
from cooperative.clock import FixedClock
from cooperative.people.persons import create_person
from cooperative.refusals import Busy, Refused
from tests.shop import bring
from tests.village import Village, village

MORE_THAN_ANY_POOL = 17


def test_a_clock_behind_the_books_only_reads(books: Books, clock: FixedClock):
    here = village(books)
    clock.advance(-timedelta(minutes=5))
    with here.writing() as session:
        bring(session, here, 1, 60_000)
    clock.advance(-timedelta(seconds=1))
    assert books.clock_is_behind()
    with pytest.raises(Refused, match="clock_wrong"), here.writing():
        pytest.fail("the books were opened")
    with books.reading():
        pass


def test_nobody_writes_in_a_cooperative_that_is_not_there(books: Books):
    village(books)
    with pytest.raises(Refused, match="not_allowed"), books.transaction(0):
        pytest.fail("the books were opened")


def test_a_full_disk_is_not_called_busy(sqlite_books: Books):
    here = village(sqlite_books)
    with sqlite_books.writer.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(OperationalError) as error:
        _welcome_everybody(here)
    assert is_full(error.value)


def test_readers_who_find_no_connection_are_told_to_come_again(
    books: Books, monkeypatch: pytest.MonkeyPatch
):
    with books.reading() as session:
        pool = session.connection().engine.pool
    monkeypatch.setattr(pool, "_timeout", 0)
    with pytest.raises(Busy):
        _look_with_many(books)


def _welcome_everybody(here: Village) -> None:
    with here.writing() as session:
        for number in range(2_000):
            create_person(session, name=f"Warga {number}")


def _look_with_many(books: Books) -> None:
    with ExitStack() as others:
        for _ in range(MORE_THAN_ANY_POOL):
            others.enter_context(books.reading()).connection()
