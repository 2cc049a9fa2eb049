"""The activity feed: what happened, in the order it was committed. The only page monitoring may
read.

A sequence is not commit order on PostgreSQL: a slow transaction commits a low position after a fast
one a high one. So rows carry their transaction's xid8, the cursor moves over (transaction_id,
position), and only rows older than the oldest running transaction are read (architecture.md 3.6).
On SQLite one writer commits at a time, so the position alone is the order and transaction_id is 0.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlmodel import Field, Session, col

from cooperative.memo import memo
from cooperative.types import Instant, Row, ruled


class Activity(Row, table=True):
    """One thing that happened in one cooperative; `facts` are names and amounts as they were."""

    __table_args__ = ruled(
        sa.UniqueConstraint("cooperative_id", "submission_key"),
        sa.Index("ix_activity_feed", "transaction_id", "position"),
    )
    cooperative_id: int = Field(primary_key=True, foreign_key="cooperative.id")
    position: int = Field(primary_key=True, sa_type=sa.BigInteger)
    transaction_id: int = Field(sa_type=sa.BigInteger)
    kind: str = Field(max_length=40)
    subject: str = Field(max_length=60)
    occurred_on: date
    recorded_at: datetime = Field(sa_type=Instant)
    facts: dict[str, Any] = Field(sa_type=sa.JSON)
    submission_key: str | None = Field(default=None, max_length=36)


class Happened(NamedTuple):
    """A row of the feed as its readers get it."""

    cooperative_id: int
    position: int
    transaction_id: int
    kind: str
    subject: str
    occurred_on: date
    recorded_at: datetime
    facts: dict[str, Any]


class Cursor(NamedTuple):
    """How far a reader has come."""

    transaction_id: int = 0
    position: int = 0


_NEXT_ON_POSTGRESQL = sa.text(
    "SELECT nextval('activity_position'), pg_current_xact_id()::text::bigint"
)
_NEXT_MANY_ON_POSTGRESQL = sa.text(
    "SELECT nextval('activity_position'), pg_current_xact_id()::text::bigint"
    " FROM generate_series(1, :count)"
)
# By the index of the feed: a max(position) would look through years of rows for every order.
_LAST_ON_SQLITE = sa.text(
    "SELECT position FROM activity ORDER BY transaction_id DESC, position DESC LIMIT 1"
)
_LENGTH = sa.text("SELECT count(*) FROM activity")
_READ = [col(getattr(Activity, name)) for name in Happened._fields]
_SETTLED = sa.text("transaction_id < pg_snapshot_xmin(pg_current_snapshot())::text::bigint")


def next_position(session: Session) -> tuple[int, int]:
    """Return (position, transaction id) for a row of the running transaction."""
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        position, transaction_id = connection.execute(_NEXT_ON_POSTGRESQL).one()
        return int(position), int(transaction_id)
    [position] = _next_on_sqlite(session, 1)
    return position, 0


def next_positions(session: Session, count: int) -> tuple[Sequence[int], int]:
    """Return positions for `count` rows of the running transaction, and its id."""
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        taken = connection.execute(_NEXT_MANY_ON_POSTGRESQL, {"count": count}).all()
        return [int(position) for position, _ in taken], int(taken[0][1])
    return _next_on_sqlite(session, count), 0


def _next_on_sqlite(session: Session, count: int) -> range:
    known = memo(session)
    if Activity not in known:
        known[Activity] = session.connection().execute(_LAST_ON_SQLITE).scalar() or 0
    first = known[Activity] + 1
    known[Activity] += count
    return range(first, first + count)


def read_after(session: Session, cursor: Cursor, *, limit: int = 500) -> list[Happened]:
    """Return the next rows of the feed after `cursor`, oldest first, at most `limit`; none is ever
    skipped.
    """
    after = sa.tuple_(col(Activity.transaction_id), col(Activity.position)) > sa.tuple_(
        sa.literal(cursor.transaction_id), sa.literal(cursor.position)
    )
    query = sa.select(*_READ).where(after)
    if session.connection().dialect.name == "postgresql":
        query = query.where(_SETTLED)
    ordered = query.order_by(col(Activity.transaction_id), col(Activity.position)).limit(limit)
    return [Happened._make(row) for row in session.connection().execute(ordered)]


def length(session: Session) -> int:
    """Return how many rows the feed has."""
    return session.connection().execute(_LENGTH).scalar_one()


def cursor_of(activity: Happened) -> Cursor:
    """Return the cursor of a reader that has read `activity`."""
    return Cursor(activity.transaction_id, activity.position)
