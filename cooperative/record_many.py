"""Record many acts at once: the rows `record` would write, in a few statements for all of them.

For whoever writes history in bulk. None of these acts belongs to a submission.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlmodel import Session

from cooperative import activity, audit
from cooperative.actors import Actor
from cooperative.clock import moment_of

Line = tuple[Any, ...]
_FEED = (
    *("cooperative_id", "position", "transaction_id", "kind", "subject"),
    *("occurred_on", "recorded_at", "facts"),
)
_TRAIL = (
    *("cooperative_id", "seq", "activity_position", "kind", "subject"),
    *("by_person_id", "at", "details", "previous_hash", "hash"),
)


class Act(NamedTuple):
    """What `record` is told of one act."""

    by: Actor
    kind: str
    subject: str
    facts: Mapping[str, Any]
    occurred_on: date


def record_many(session: Session, acts: Sequence[Act]) -> None:
    """Write `acts`, in their order, into the feed and the trail, at the moment of `session`."""
    if not acts:
        return
    session.flush()  # cooperatives and people they name may be waiting to be written
    fed: list[Line] = []
    trailed: list[Line] = []
    for in_feed, in_trail in _lines(session, acts):
        fed.append(in_feed)
        trailed.append(in_trail)
    _write(session, "activity", _FEED, fed)
    _write(session, "audit", _TRAIL, trailed)


def _lines(session: Session, acts: Sequence[Act]) -> Iterator[tuple[Line, Line]]:
    at = moment_of(session).isoformat(timespec="microseconds")
    positions, transaction_id = activity.next_positions(session, len(acts))
    ends = audit.ends_of(session, {act.by.cooperative_id for act in acts})
    for position, act in zip(positions, acts, strict=True):
        one, who = act.by.cooperative_id, act.by.person_id
        seq, previous_hash = ends[one]
        seq += 1
        said = audit.canonical(act.facts)
        sealed = audit.seal(
            [previous_hash, one, seq, position, act.kind, act.subject, who, None, at, said]
        )
        ends[one] = seq, sealed
        yield (
            (one, position, transaction_id, act.kind, act.subject, str(act.occurred_on), at, said),
            (one, seq, position, act.kind, act.subject, who, at, said, previous_hash, sealed),
        )
    audit.keep_ends(session, ends)


def _write(session: Session, table: str, columns: Sequence[str], lines: Sequence[Line]) -> None:
    """Both engines read these texts as the days, moments and JSON they are."""
    connection, names = session.connection(), ", ".join(columns)
    if connection.dialect.name == "postgresql":
        driver: Any = connection.connection.driver_connection
        with driver.cursor() as cursor, cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
            for line in lines:
                copy.write_row(line)
        return
    marks = ", ".join("?" * len(columns))
    statement = f"INSERT INTO {table} ({names}) VALUES ({marks})"  # noqa: S608 - our own names
    connection.exec_driver_sql(statement, list(lines))
