"""The audit trail: one row per act, append-only, hash-chained per cooperative."""

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field, Session

from cooperative.activity import Activity
from cooperative.actors import Actor
from cooperative.memo import memo
from cooperative.types import Instant, Row, points_to, ruled


class Audit(Row, table=True):
    """Who did what, from which phone. `hash` covers the row and the hash before it."""

    __table_args__ = ruled(
        points_to(
            "activity", "cooperative_id", "activity_position", key=("cooperative_id", "position")
        ),
        sa.UniqueConstraint("cooperative_id", "activity_position"),
    )
    cooperative_id: int = Field(primary_key=True, foreign_key="cooperative.id")
    seq: int = Field(primary_key=True)
    activity_position: int = Field(sa_type=sa.BigInteger)
    kind: str = Field(max_length=40)
    subject: str = Field(max_length=60)
    by_person_id: int = Field(foreign_key="person.id")
    device_id: int | None = Field(default=None, foreign_key="device.id")
    at: datetime = Field(sa_type=Instant)
    details: str = Field(sa_type=sa.Text)
    previous_hash: str = Field(max_length=64)
    hash: str = Field(max_length=64)


_LAST = sa.text(
    "SELECT seq, hash FROM audit WHERE cooperative_id = :cooperative_id ORDER BY seq DESC LIMIT 1"
)

_LAST_OF_MANY = sa.text(
    "SELECT a.cooperative_id, a.seq, a.hash FROM cooperative c JOIN audit a"
    " ON a.cooperative_id = c.id AND a.seq ="
    " (SELECT MAX(l.seq) FROM audit l WHERE l.cooperative_id = c.id)"
    " WHERE c.id IN :cooperative_ids"
).bindparams(sa.bindparam("cooperative_ids", expanding=True))
_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)


def append(session: Session, activity: Activity, *, by: Actor, details: Mapping[str, Any]) -> Audit:
    """Chain a row for `activity` to the cooperative's trail."""
    known = memo(session)
    last_seq, previous_hash = known.get((Audit, by.cooperative_id)) or _last(session, by)
    row = Audit(
        cooperative_id=by.cooperative_id,
        seq=last_seq + 1,
        activity_position=activity.position,
        kind=activity.kind,
        subject=activity.subject,
        by_person_id=by.person_id,
        device_id=by.device_id,
        at=activity.recorded_at,
        details=canonical(details),
        previous_hash=previous_hash,
        hash="",
    )
    row.hash = hash_of(row)
    session.add(row)
    known[Audit, by.cooperative_id] = row.seq, row.hash
    return row


def _last(session: Session, by: Actor) -> tuple[int, str]:
    found = session.connection().execute(_LAST, {"cooperative_id": by.cooperative_id}).first()
    return (int(found[0]), str(found[1])) if found else (0, "")


def ends_of(session: Session, cooperative_ids: Collection[int]) -> dict[int, tuple[int, str]]:
    """Return the number and the hash each trail ends with; (0, "") where it has not begun."""
    known = memo(session)
    ends: dict[int, tuple[int, str]] = {
        one: known.get((Audit, one)) or (0, "") for one in cooperative_ids
    }
    asked = {"cooperative_ids": [one for one, (seq, _) in ends.items() if not seq]}
    for one, seq, last_hash in session.connection().execute(_LAST_OF_MANY, asked):
        ends[one] = int(seq), str(last_hash)
    return ends


def keep_ends(session: Session, ends: Mapping[int, tuple[int, str]]) -> None:
    """Let `append` go on where trails end now that they were written without it."""
    memo(session).update(((Audit, one), end) for one, end in ends.items())


def hash_of(row: Audit) -> str:
    """Return the SHA-256 of the row's content and the hash before it."""
    return seal(
        [
            row.previous_hash,
            row.cooperative_id,
            row.seq,
            row.activity_position,
            row.kind,
            row.subject,
            row.by_person_id,
            row.device_id,
            row.at.isoformat(timespec="microseconds"),
            row.details,
        ]
    )


def seal(content: Sequence[str | int | None]) -> str:
    """Return the hash of a row, given the hash before it and its content in the order above."""
    return sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()


def canonical(facts: Mapping[str, Any]) -> str:
    """Return `facts` as JSON that is the same for the same facts."""
    return _ENCODER.encode(facts)
