"""What a PMO wrote down when she sent an assistant to a cooperative, or called her back.

The role itself is a `role_grant`; these lines say by whom and why, and stay.
"""

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlmodel import Field

from cooperative.types import Instant, Row, of_cooperative, one_of, ruled

REASON_LETTERS = 200


class AssignmentAct(StrEnum):
    """What was done."""

    SENT = "sent"
    CALLED_BACK = "called_back"


class AssignmentStep(Row, table=True):
    """An assistant was sent, or called back, by `by_person_id`: each once per grant of the role."""

    __table_args__ = ruled(
        of_cooperative("role_grant", "role_grant_id"),
        sa.CheckConstraint("reason <> ''", name="said"),
    )
    cooperative_id: int = Field(primary_key=True)
    role_grant_id: int = Field(primary_key=True)
    act: AssignmentAct = Field(primary_key=True, sa_type=one_of(AssignmentAct))  # pyright: ignore[reportArgumentType]
    reason: str = Field(max_length=REASON_LETTERS)
    by_person_id: int = Field(foreign_key="person.id")
    at: datetime = Field(sa_type=Instant)
