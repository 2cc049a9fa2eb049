"""A visit as it was written, what was promised on it, what was answered to it; and plans.

What was written is in ink: a mistake is answered, or put right by the next visit.
"""

from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlmodel import Field

from cooperative.types import Instant, Row, index_where, of_cooperative, one_of, ruled

NOTE_LETTERS, TASK_LETTERS, WHO_LETTERS = 2000, 200, 60
PURPOSE_LETTERS, ANSWER_LETTERS = 200, 500


class CheckItem(StrEnum):
    """What an assistant looks at together with the officers (domain.md 5.1)."""

    CASH_BOOK = "cash_book"
    STOCK_COUNT = "stock_count"
    WAITING_ORDERS = "waiting_orders"
    ARREARS = "member_arrears"
    PAPERS = "meeting_and_papers"
    SIMKOPDES = "simkopdes"


class Visit(Row, table=True):
    """A visit that was made on `occurred_on`, by `person_id`, who looks after the cooperative.

    `photo` is the digest of a picture, as of goods.
    """

    __table_args__ = ruled(
        sa.CheckConstraint("note <> ''", name="said"),
        sa.Index("ix_visit_of_day", "cooperative_id", "occurred_on", "id"),
    )
    cooperative_id: int = Field(primary_key=True, foreign_key="cooperative.id")
    id: int = Field(primary_key=True)
    person_id: int = Field(foreign_key="person.id")
    occurred_on: date
    note: str = Field(max_length=NOTE_LETTERS)
    photo: str | None = Field(default=None, max_length=64)
    recorded_at: datetime = Field(sa_type=Instant)


class VisitCheck(Row, table=True):
    """One thing that was looked at on a visit."""

    __table_args__ = ruled(of_cooperative("visit", "visit_id"))
    cooperative_id: int = Field(primary_key=True)
    visit_id: int = Field(primary_key=True)
    item: CheckItem = Field(primary_key=True, sa_type=one_of(CheckItem))  # pyright: ignore[reportArgumentType]


class VisitTask(Row, table=True):
    """What was promised on a visit: what, by whom (a name or an office), until when."""

    __table_args__ = ruled(
        of_cooperative("visit", "visit_id"),
        sa.CheckConstraint("what <> ''", name="said"),
        sa.CheckConstraint(
            "(done_at IS NULL) = (done_on IS NULL) AND (done_at IS NULL) = (done_by IS NULL)",
            name="done",
        ),
        sa.Index("ix_visit_task_of_visit", "cooperative_id", "visit_id"),
        index_where("done_at IS NULL", "ix_visit_task_open", "cooperative_id", "due_on"),
    )
    cooperative_id: int = Field(primary_key=True, foreign_key="cooperative.id")
    id: int = Field(primary_key=True)
    visit_id: int
    what: str = Field(max_length=TASK_LETTERS)
    who: str = Field(default="", max_length=WHO_LETTERS)
    due_on: date | None = None
    done_on: date | None = None
    done_at: datetime | None = Field(default=None, sa_type=Instant)
    done_by: int | None = Field(default=None, foreign_key="person.id")


class VisitAnswer(Row, table=True):
    """What an officer answered to a visit, or the assistant to the answer."""

    __table_args__ = ruled(
        of_cooperative("visit", "visit_id"),
        sa.CheckConstraint("text <> ''", name="said"),
        sa.Index("ix_visit_answer_of_visit", "cooperative_id", "visit_id", "id"),
    )
    cooperative_id: int = Field(primary_key=True, foreign_key="cooperative.id")
    id: int = Field(primary_key=True)
    visit_id: int
    person_id: int = Field(foreign_key="person.id")
    text: str = Field(max_length=ANSWER_LETTERS)
    answered_at: datetime = Field(sa_type=Instant)


class VisitPlan(Row, table=True):
    """The day an assistant means to come. One is open at a time: a new day takes its place.

    `visit_id` is the visit that was made of it; a plan that was moved or called
    off has none.
    """

    __table_args__ = ruled(
        of_cooperative("visit", "visit_id"),
        sa.CheckConstraint("visit_id IS NULL OR closed_at IS NOT NULL", name="made"),
        index_where(
            "closed_at IS NULL",
            "uq_visit_plan_open",
            "cooperative_id",
            "person_id",
            unique=True,
        ),
    )
    cooperative_id: int = Field(primary_key=True, foreign_key="cooperative.id")
    id: int = Field(primary_key=True)
    person_id: int = Field(foreign_key="person.id")
    planned_on: date
    purpose: str = Field(default="", max_length=PURPOSE_LETTERS)
    planned_at: datetime = Field(sa_type=Instant)
    closed_at: datetime | None = Field(default=None, sa_type=Instant)
    visit_id: int | None = None
