"""Inbox entries: what a person is told. The inbox is the truth; other ways of telling are hints."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, Session, col, func, select, update

from cooperative.books.numbers import next_number
from cooperative.clock import moment_of
from cooperative.push.outbox import queue
from cooperative.types import Instant, Row, index_where, ruled


class InboxEntry(Row, table=True):
    """One piece of news for one person. Words come from `notifications.messages`, by `kind` and
    `facts`.
    """

    __table_args__ = ruled(
        sa.Index("ix_inbox_entry_of_person", "cooperative_id", "person_id", "id"),
        index_where("read_at IS NULL", "ix_inbox_entry_unread", "cooperative_id", "person_id"),
        sa.Index("ix_inbox_entry_of_kind", "cooperative_id", "kind", "path"),
    )
    cooperative_id: int = Field(primary_key=True, foreign_key="cooperative.id")
    id: int = Field(primary_key=True)
    person_id: int = Field(foreign_key="person.id")
    kind: str = Field(max_length=40)
    facts: dict[str, Any] = Field(sa_type=sa.JSON)
    path: str = Field(max_length=120)
    created_at: datetime = Field(sa_type=Instant)
    read_at: datetime | None = Field(default=None, sa_type=Instant)


def tell(
    session: Session,
    kind: str,
    *,
    cooperative_id: int,
    person_id: int,
    path: str,
    facts: Mapping[str, Any],
) -> InboxEntry:
    """Put news of `kind` into the person's inbox, and let it wait for her phones that want to hear
    of it at once; `path` is the page it is about.
    """
    entry = InboxEntry(
        cooperative_id=cooperative_id,
        id=next_number(session, cooperative_id, "inbox_entry"),
        person_id=person_id,
        kind=kind,
        facts=dict(facts),
        path=path,
        created_at=moment_of(session),
    )
    session.add(entry)
    queue(session, cooperative_id=cooperative_id, person_id=person_id, kind=kind, path=path)
    return entry


def entries_of(
    session: Session, cooperative_id: int, person_id: int, *, page: int = 1, per_page: int = 30
) -> list[InboxEntry]:
    """Return one page of the person's news, newest first."""
    query = (
        select(InboxEntry)
        .where(*_of_person(cooperative_id, person_id))
        .order_by(col(InboxEntry.id).desc())
        .limit(per_page)
        .offset((page - 1) * per_page)
    )
    return list(session.exec(query))


def entry_count(session: Session, cooperative_id: int, person_id: int) -> int:
    """Return how much news the person has had, read or not."""
    query = select(func.count(col(InboxEntry.id))).where(*_of_person(cooperative_id, person_id))
    return session.exec(query).one()


def unread_count(session: Session, cooperative_id: int, person_id: int) -> int:
    """Return how much news the person has not read."""
    query = select(func.count(col(InboxEntry.id))).where(
        *_of_person(cooperative_id, person_id), col(InboxEntry.read_at).is_(None)
    )
    return session.exec(query).one()


def was_told_of(session: Session, cooperative_id: int, kind: str, path: str) -> bool:
    """Tell whether anybody was told news of `kind` about the page `path`."""
    query = select(InboxEntry.id).where(
        *_of_kind(cooperative_id, kind), col(InboxEntry.path) == path
    )
    return session.exec(query.limit(1)).first() is not None


def was_told_since(
    session: Session,
    cooperative_id: int,
    kind: str,
    moment: datetime,
    *,
    person_id: int | None = None,
) -> bool:
    """Tell whether anybody, or one person, was told news of `kind` since `moment`."""
    query = select(InboxEntry.id).where(
        *_of_kind(cooperative_id, kind), col(InboxEntry.created_at) >= moment
    )
    if person_id is not None:
        query = query.where(col(InboxEntry.person_id) == person_id)
    return session.exec(query.limit(1)).first() is not None


def last_facts(
    session: Session, cooperative_id: int, person_id: int, kind: str, path: str
) -> dict[str, Any] | None:
    """Return what the person was last told of `kind` about the page `path`."""
    query = select(InboxEntry).where(
        *_of_person(cooperative_id, person_id),
        *_of_kind(cooperative_id, kind),
        col(InboxEntry.path) == path,
    )
    newest = session.exec(query.order_by(col(InboxEntry.id).desc()).limit(1)).first()
    return dict(newest.facts) if newest else None


def mark_read(session: Session, *, cooperative_id: int, person_id: int, up_to_id: int) -> int:
    """Mark the person's entries up to `up_to_id` as read; returns how many. Repeatable."""
    marked = session.exec(
        update(InboxEntry)
        .where(
            *_of_person(cooperative_id, person_id),
            col(InboxEntry.id) <= up_to_id,
            col(InboxEntry.read_at).is_(None),
        )
        .values(read_at=moment_of(session))
    )
    return marked.rowcount


def _of_person(cooperative_id: int, person_id: int) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        col(InboxEntry.cooperative_id) == cooperative_id,
        col(InboxEntry.person_id) == person_id,
    )


def _of_kind(cooperative_id: int, kind: str) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        col(InboxEntry.cooperative_id) == cooperative_id,
        col(InboxEntry.kind) == kind,
    )
