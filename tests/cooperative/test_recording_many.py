"""A year told in bulk is in the books as if it had been told act by act."""

from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from cooperative.activity import Activity
from cooperative.audit import Audit
from cooperative.books import Books
from cooperative.books.invariants import broken
from cooperative.record import record
from cooperative.record_many import Act, record_many
from tests.village import two_villages

A_DAY = date(2026, 6, 18)
FACTS = {"member_id": 3, "account": "wajib", "amount_rupiah": 20_000, "note": "Simpanan Bu Té"}


def _written(session: Session) -> list[tuple[Any, ...]]:
    """Return what feed and trail say of the acts of these tests, but for their places in them."""
    both = select(Activity, Audit).join(
        Audit,
        sa.and_(
            col(Audit.cooperative_id) == col(Activity.cooperative_id),
            col(Audit.activity_position) == col(Activity.position),
        ),
    )
    ours = both.where(col(Activity.kind).startswith("test.")).order_by(col(Activity.position))
    return [
        (
            *(fed.cooperative_id, fed.kind, fed.subject, fed.occurred_on, fed.recorded_at),
            *(fed.facts, trailed.seq, trailed.by_person_id, trailed.at, trailed.details),
        )
        for fed, trailed in session.exec(ours)
    ]


def test_many_acts_at_once_are_written_like_one_after_the_other(books: Books):
    villages = two_villages(books)
    here, there = villages.here.treasurer.actor(), villages.other.treasurer.actor()
    told = [
        Act(by, kind, "entry/0", FACTS, A_DAY)
        for by, kind in ((here, "test.a"), (there, "test.b"), (here, "test.c"))
    ]
    with books.transaction() as session:
        for by, kind, subject, facts, day in told:
            record(session, kind, by=by, subject=subject, facts=facts, occurred_on=day)
        session.flush()
        one_by_one = _written(session)
        session.rollback()
    with books.transaction() as session:
        record_many(session, told)
        assert _written(session) == one_by_one


def test_the_trail_goes_on_behind_what_was_told_at_once(books: Books):
    here = two_villages(books).here
    by = here.treasurer.actor()
    with here.writing() as session:
        record(session, "test.before", by=by, subject="test/1", facts=FACTS)
        record_many(session, [Act(by, "test.many", "test/2", FACTS, A_DAY)] * 3)
        record(session, "test.after", by=by, subject="test/3", facts=FACTS)
        record_many(session, [])
    with books.reading() as session:
        assert broken(session) == []
        kinds = [row[1] for row in _written(session)]
    assert kinds == ["test.before", *["test.many"] * 3, "test.after"]
