"""Sending submissions in tests: envelopes, and rules that do what a test wants."""

from collections.abc import Callable
from dataclasses import replace
from uuid import uuid4

import pytest
from sqlmodel import Session, col, func, select

from cooperative.activity import Activity
from cooperative.actors import Actor
from cooperative.record import record
from cooperative.refusals import Refused, Unreadable
from cooperative.submissions.receive import receive, withdraw
from cooperative.submissions.tables import Submission
from cooperative.submissions.verdicts import Envelope, Outcome, Verdict
from tests.village import Village, Villager

SOME_DIGEST = "a" * 64
OTHER_DIGEST = "b" * 64

Rule = Callable[[Session, Actor], Outcome]


def sent(key: str | None = None, digest: str = SOME_DIGEST, **more: object) -> Envelope:
    """Return the envelope of one form, with a fresh key if none is given."""
    envelope = Envelope(
        key or str(uuid4()), "order/1", "/pesanan", digest, fields=[["jumlah", "x"]]
    )
    return replace(envelope, **more)  # pyright: ignore[reportArgumentType]


def note(session: Session, by: Actor) -> Outcome:
    """Do something that leaves its trace in the feed."""
    done = record(session, "visit.noted", by=by, subject="visit/1", facts={})
    record(session, "visit.noted", by=by, subject="visit/1", facts={"again": True})
    return Outcome(f"visit/{done.position}", f"/kunjungan/{done.position}", {"code": "A7K2"})


def note_then_refuse(session: Session, by: Actor) -> Outcome:
    """Leave a trace, then be refused: the trace must go too."""
    note(session, by)
    raise Refused("stock_short", items=[{"nama": "Gula pasir", "ada": 2}])


def note_then_stumble(session: Session, by: Actor) -> Outcome:
    """Leave a trace, then find a field that cannot be read."""
    note(session, by)
    raise Unreadable(jumlah="not_a_number")


def offer(_session: Session, _by: Actor) -> Outcome:
    """Answer with a new price to decide on."""
    raise Refused("changed", total_rupiah=17_000)


def never(_session: Session, _by: Actor) -> Outcome:
    """Fail the test if the rule is asked at all."""
    pytest.fail("the rule was asked")


def deliver(here: Village, envelope: Envelope, rule: Rule, who: Villager | None = None) -> Verdict:
    """Receive in a transaction of its own, as every request does."""
    with here.books.transaction(here.coop_id) as session:
        return receive(session, envelope, by=(who or here.sari).actor(), act=rule)


def take_back(here: Village, key: str, who: Villager | None = None) -> Verdict:
    """Take a submission back in a transaction of its own."""
    with here.books.transaction(here.coop_id) as session:
        return withdraw(session, key, by=(who or here.sari).actor())


def row_of(here: Village, key: str) -> Submission | None:
    """Return what the books remember of this key."""
    with here.books.reading() as session:
        return session.get(Submission, (here.coop_id, key))


def traces(here: Village) -> int:
    """Count what `note` left in the feed: two a time."""
    with here.books.reading() as session:
        noted = select(func.count()).where(col(Activity.kind) == "visit.noted")
        return session.exec(noted).one()
