"""Alarms that were put off, and who was let see the savings of members by name."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Field

from cooperative.types import Instant, Row, index_where, of_cooperative, ruled

REASON_LETTERS = 200
MOST_SNOOZED_DAYS = 14


class AlarmSnooze(Row, table=True):
    """Somebody put an alarm of a kind off, for herself, until a day, and said why.

    `days_then` and `count_then` are how bad it was. One that is open is also one that has come
    back: it ends when she takes it back, or puts the alarm off anew.
    """

    __table_args__ = ruled(
        sa.CheckConstraint("until_on > snoozed_on", name="until"),
        sa.CheckConstraint("reason <> ''", name="reason"),
        sa.CheckConstraint("days_then >= 0 AND count_then >= 0", name="then"),
        sa.CheckConstraint("ended_at >= snoozed_at", name="ended"),
        index_where(
            "ended_at IS NULL",
            "uq_alarm_snooze_open",
            "cooperative_id",
            "person_id",
            "kind",
            unique=True,
        ),
        sa.Index("ix_alarm_snooze_of_person", "person_id", "until_on"),
    )
    cooperative_id: int = Field(primary_key=True, foreign_key="cooperative.id")
    id: int = Field(primary_key=True)
    person_id: int = Field(foreign_key="person.id")
    kind: str = Field(max_length=24)
    reason: str = Field(max_length=REASON_LETTERS)
    days_then: int
    count_then: int
    snoozed_on: date
    until_on: date
    snoozed_at: datetime = Field(sa_type=Instant)
    ended_at: datetime | None = Field(default=None, sa_type=Instant)


class SavingsAccess(Row, table=True):
    """Officers let one assistant see the savings of members by name, for a purpose, until a moment.

    It ends by itself at `until`, whoever asks; `ended_at` only where somebody ended it.
    """

    __table_args__ = ruled(
        sa.CheckConstraint("until > since", name="until"),
        sa.CheckConstraint("purpose <> ''", name="purpose"),
        sa.CheckConstraint("person_id <> granted_by", name="by_another"),
        sa.CheckConstraint("(ended_at IS NULL) = (ended_by IS NULL)", name="ended"),
        sa.CheckConstraint("ended_at >= since", name="ended_after"),
        index_where(
            "ended_at IS NULL",
            "uq_savings_access_open",
            "cooperative_id",
            "person_id",
            unique=True,
        ),
    )
    cooperative_id: int = Field(primary_key=True, foreign_key="cooperative.id")
    id: int = Field(primary_key=True)
    person_id: int = Field(foreign_key="person.id")
    purpose: str = Field(max_length=REASON_LETTERS)
    granted_by: int = Field(foreign_key="person.id")
    since: datetime = Field(sa_type=Instant)
    until: datetime = Field(sa_type=Instant)
    ended_at: datetime | None = Field(default=None, sa_type=Instant)
    ended_by: int | None = Field(default=None, foreign_key="person.id")


class SavingsLook(Row, table=True):
    """The assistant was shown the savings of the members from one number to another: in ink."""

    __table_args__ = ruled(
        of_cooperative("savings_access", "access_id"),
        of_cooperative("member", "first_member_id"),
        of_cooperative("member", "last_member_id"),
        sa.CheckConstraint("first_member_id <= last_member_id", name="members"),
        sa.Index("ix_savings_look_of_access", "cooperative_id", "access_id", "id"),
    )
    cooperative_id: int = Field(primary_key=True, foreign_key="cooperative.id")
    id: int = Field(primary_key=True)
    access_id: int
    first_member_id: int
    last_member_id: int
    looked_at: datetime = Field(sa_type=Instant)
