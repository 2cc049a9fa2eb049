"""Tanya catatan: a member says that a line of her passbook is not right, and an officer answers."""

from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa
from sqlmodel import Field, Session, col, func, select, update

from cooperative.actors import OFFICERS, Actor, Role
from cooperative.books.numbers import next_number
from cooperative.clock import moment_of
from cooperative.inbox import tell
from cooperative.ledger.entries import find_entry
from cooperative.ledger.tables import Entry
from cooperative.people.access import flag_own, holders, refuse_own
from cooperative.people.members import find_member
from cooperative.people.tables import Member, Person
from cooperative.record import record
from cooperative.refusals import Refused
from cooperative.types import Instant, Row, index_where, of_cooperative, ruled

PER_PAGE = 30
MOST_LETTERS = 500


class Question(Row, table=True):
    """What a member asked about an entry of hers, and the answer once there is one."""

    __table_args__ = ruled(
        of_cooperative("entry", "entry_id"),
        of_cooperative("member", "member_id"),
        sa.CheckConstraint(
            "(answered_at IS NULL) = (answered_by IS NULL)"
            " AND (answered_at IS NULL) = (answer IS NULL)",
            name="answered",
        ),
        sa.CheckConstraint("text <> '' AND answer <> ''", name="said"),
        sa.Index("ix_question_of_entry", "cooperative_id", "entry_id"),
        index_where("answered_at IS NULL", "ix_question_open", "cooperative_id", "id"),
    )
    cooperative_id: int = Field(primary_key=True, foreign_key="cooperative.id")
    id: int = Field(primary_key=True)
    entry_id: int
    member_id: int
    text: str = Field(max_length=MOST_LETTERS)
    asked_at: datetime = Field(sa_type=Instant)
    answer: str | None = Field(default=None, max_length=MOST_LETTERS)
    answered_at: datetime | None = Field(default=None, sa_type=Instant)
    answered_by: int | None = Field(default=None, foreign_key="person.id")


class Asked(NamedTuple):
    """A question of the officers' list, with whose it is and which line it is about."""

    question: Question
    entry: Entry
    member_number: str
    member_name: str
    honorific: str


def ask(session: Session, *, entry_id: int, text: str, by: Actor) -> Question:
    """Ask about an entry of one's own; treasurers and secretaries are told.

    Raises Refused("not_found"), also for the entry of anybody else.
    """
    entry = own_entry(session, entry_id, by=by)
    # From here on it must succeed.
    question = Question(
        cooperative_id=by.cooperative_id,
        id=next_number(session, by.cooperative_id, "question"),
        entry_id=entry.id,
        member_id=entry.member_id or 0,
        text=text,
        asked_at=moment_of(session),
    )
    session.add(question)
    session.flush()  # the list of questions is read with SQL
    facts = {"question_id": question.id, "entry_id": entry.id}
    record(session, "question.asked", by=by, subject=f"question/{question.id}", facts=facts)
    name = session.get_one(Person, by.person_id).name
    for officer_id in holders(session, by.cooperative_id, OFFICERS):
        if officer_id != by.person_id:
            tell(
                session,
                "question.asked",
                cooperative_id=by.cooperative_id,
                person_id=officer_id,
                path="/kas/pertanyaan",
                facts={**facts, "name": name, "book": f"{entry.book_no}/{entry.book_year}"},
            )
    return question


def answer(session: Session, *, question_id: int, text: str, by: Actor) -> Question:
    """Answer a question, once; the member is told.

    Raises Refused("not_found"), ("already_answered"), ("own_savings") for an officer's own question
    while there is a second one.
    """
    question = session.get(Question, (by.cooperative_id, question_id))
    if question is None:
        raise Refused("not_found")
    person_id = find_member(session, by.cooperative_id, question.member_id).person_id
    is_own = refuse_own(session, by=by, person_id=person_id, roles=OFFICERS, code="own_savings")
    answered = session.exec(
        update(Question)
        .where(
            col(Question.cooperative_id) == by.cooperative_id,
            col(Question.id) == question_id,
            col(Question.answered_at).is_(None),
        )
        .values(answer=text, answered_at=moment_of(session), answered_by=by.person_id)
        .execution_options(synchronize_session=False)
    )
    if answered.rowcount != 1:
        raise Refused("already_answered")
    # From here on it must succeed.
    session.refresh(question)
    facts = {"question_id": question.id, "entry_id": question.entry_id}
    subject = f"question/{question.id}"
    record(session, "question.answered", by=by, subject=subject, facts=facts)
    if is_own:
        flag_own(session, by=by, subject=subject, path="/kas/buku")
    entry = find_entry(session, by.cooperative_id, question.entry_id)
    tell(
        session,
        "question.answered",
        cooperative_id=by.cooperative_id,
        person_id=person_id,
        path=f"/simpanan/{entry.id}/tanya",
        facts={**facts, "answer": text, "book": f"{entry.book_no}/{entry.book_year}"},
    )
    return question


def own_entry(session: Session, entry_id: int, *, by: Actor) -> Entry:
    """Return an entry about the actor's own money; Refused("not_found") for any other."""
    entry = find_entry(session, by.cooperative_id, entry_id)
    if entry.member_id is None or Role.MEMBER not in by.roles:
        raise Refused("not_found")
    if find_member(session, by.cooperative_id, entry.member_id).person_id != by.person_id:
        raise Refused("not_found")
    return entry


def questions_about(
    session: Session, cooperative_id: int, entry_ids: list[int]
) -> dict[int, list[Question]]:
    """Return entry id -> what was asked about it, the oldest first."""
    query = select(Question).where(
        col(Question.cooperative_id) == cooperative_id, col(Question.entry_id).in_(entry_ids)
    )
    found: dict[int, list[Question]] = {}
    for question in session.exec(query.order_by(col(Question.id))):
        found.setdefault(question.entry_id, []).append(question)
    return found


def list_questions(
    session: Session, cooperative_id: int, *, page: int = 1
) -> tuple[list[Asked], int]:
    """Return one page of questions, the open ones first, then the newest; and how many in all."""
    of_entry = (col(Entry.cooperative_id) == cooperative_id) & (
        col(Entry.id) == col(Question.entry_id)
    )
    of_member = (col(Member.cooperative_id) == cooperative_id) & (
        col(Member.id) == col(Question.member_id)
    )
    mine = col(Question.cooperative_id) == cooperative_id
    query = (
        select(Question, Entry, Member.number, Person)
        .join(Entry, of_entry)
        .join(Member, of_member)
        .join(Person, col(Person.id) == col(Member.person_id))
        .where(mine)
        .order_by(col(Question.answered_at).is_not(None), col(Question.id).desc())
    )
    count = session.exec(select(func.count()).select_from(Question).where(mine)).one()
    rows = session.exec(query.limit(PER_PAGE).offset((page - 1) * PER_PAGE))
    return [
        Asked(question, entry, number, person.name, person.honorific)
        for question, entry, number, person in rows
    ], count
