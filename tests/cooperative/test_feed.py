"""The feed: every row is read once, in the order it was committed (architecture.md 3.6)."""

from cooperative.activity import Cursor, cursor_of, read_after
from cooperative.books import Books
from cooperative.record import record
from tests.village import two_villages, village


def _kinds(books: Books, cursor: Cursor) -> list[str]:
    with books.reading() as session:
        return [row.kind for row in read_after(session, cursor)]


def _end(books: Books) -> Cursor:
    with books.reading() as session:
        cursor = Cursor()
        while rows := read_after(session, cursor):
            cursor = cursor_of(rows[-1])
    return cursor


def test_what_sari_did_is_read_after_what_rini_did_before_her(books: Books):
    here = village(books)
    start = _end(books)
    for person, kind in ((here.rini, "test.first"), (here.sari, "test.second")):
        with books.transaction(here.coop_id) as session:
            record(session, kind, by=person.actor(), subject="test/1", facts={})
    assert _kinds(books, start) == ["test.first", "test.second"]


def test_a_reader_that_stopped_anywhere_goes_on_without_a_gap_or_a_repeat(books: Books):
    village(books)
    with books.reading() as session:
        whole = read_after(session, Cursor(), limit=10_000)
    assert len(whole) > 10
    with books.reading() as session:
        read: list[int] = []
        cursor = Cursor()
        while rows := read_after(session, cursor, limit=3):
            read += [row.position for row in rows]
            cursor = cursor_of(rows[-1])
    assert read == [row.position for row in whole]


def test_a_village_that_commits_late_is_not_passed_over(postgresql_books: Books):
    books = postgresql_books
    villages = two_villages(books)
    here, there = villages.here, villages.other
    start = _end(books)
    # T1 writes; T2 records; T1 records and commits; the reader looks; T2 commits; the reader looks.
    with books.transaction(there.coop_id) as late:
        with books.transaction(here.coop_id) as early:
            record(late, "test.late", by=there.sari.actor(), subject="test/2", facts={})
            late.flush()  # its position is taken now, its commit comes later
            record(early, "test.early", by=here.sari.actor(), subject="test/1", facts={})
        with books.reading() as session:
            first = read_after(session, start)
        cursor = cursor_of(first[-1]) if first else start
    with books.reading() as session:
        second = read_after(session, cursor)
    assert sorted(row.kind for row in [*first, *second]) == ["test.early", "test.late"]


def test_a_reader_stops_before_a_transaction_that_still_runs(postgresql_books: Books):
    books = postgresql_books
    villages = two_villages(books)
    start = _end(books)
    with books.transaction(villages.other.coop_id) as late:
        record(late, "test.late", by=villages.other.sari.actor(), subject="test/2", facts={})
        late.flush()  # it has its place in the feed from here on
        with books.transaction(villages.here.coop_id) as early:
            record(early, "test.early", by=villages.here.sari.actor(), subject="t/1", facts={})
        assert _kinds(books, start) == []
    assert _kinds(books, start) == ["test.late", "test.early"]
