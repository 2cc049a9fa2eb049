"""The audit trail: one row per act, append-only, hash-chained per cooperative."""

import json
from collections.abc import Mapping
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


def hash_of(row: Audit) -> str:
    """Return the SHA-256 of the row's content and the hash before it."""
    content = [
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
    return sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()


def canonical(facts: Mapping[str, Any]) -> str:
    """Return `facts` as JSON that is the same for the same facts."""
    return json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
