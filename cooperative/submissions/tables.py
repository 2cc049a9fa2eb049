"""Submissions and their verdicts, kept for ever; drafts of forms that could not be read."""

from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlmodel import Field

from cooperative.types import Instant, Row, one_of, ruled


class VerdictKind(StrEnum):
    """What became of a submission; it never changes."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    CHANGED = "changed"  # an offer to decide on
    CANCELLED = "cancelled"  # a tombstone: withdrawn before it came
    SUPERSEDED = "superseded"  # came after the submission it wanted to replace was accepted


class Submission(Row, table=True):
    """One submission and its verdict, in the same transaction as its effect."""

    __table_args__ = ruled(
        sa.CheckConstraint("verdict = 'accepted' OR effect_count = 0", name="effect"),
        sa.Index("ix_submission_of_device", "device_id", "device_seq"),
        sa.Index("ix_submission_of_person", "cooperative_id", "person_id", "received_at"),
        # Who watches over several cooperatives writes in all of them.
        sa.Index("ix_submission_of_sender", "person_id", "received_at"),
    )
    cooperative_id: int = Field(primary_key=True, foreign_key="cooperative.id")
    key: str = Field(primary_key=True, max_length=36)
    person_id: int = Field(foreign_key="person.id")
    kind: str = Field(max_length=40)
    digest: str = Field(max_length=64)
    verdict: VerdictKind = Field(sa_type=one_of(VerdictKind))  # pyright: ignore[reportArgumentType]
    effect_count: int = 0
    code: str = Field(default="", max_length=40)
    facts: dict[str, Any] = Field(sa_type=sa.JSON)
    location: str = Field(default="", max_length=120)
    replaced_by: str | None = Field(default=None, max_length=36)
    device_id: int | None = Field(default=None, foreign_key="device.id")
    device_seq: int | None = Field(default=None, sa_type=sa.BigInteger)
    queued_at: datetime | None = Field(default=None, sa_type=Instant)
    received_at: datetime = Field(sa_type=Instant)


class Draft(Row, table=True):
    """A form that could not be read, kept by its key until its owner has put it right."""

    __table_args__ = ruled(sa.Index("ix_draft_of_sender", "person_id", "saved_at"))
    cooperative_id: int = Field(primary_key=True, foreign_key="cooperative.id")
    key: str = Field(primary_key=True, max_length=36)
    person_id: int = Field(foreign_key="person.id")
    path: str = Field(max_length=120)
    fields: list[list[str]] = Field(sa_type=sa.JSON)
    problems: dict[str, str] = Field(sa_type=sa.JSON)
    saved_at: datetime = Field(sa_type=Instant)
