"""What came of the last submissions of a person."""

from sqlmodel import Session, col, select

from cooperative.actors import Actor
from cooperative.submissions.reach import sent_by
from cooperative.submissions.tables import Submission

SHOWN = 30


def received_from(session: Session, *, by: Actor, limit: int = SHOWN) -> list[Submission]:
    """Return the person's last submissions, newest first, without tombstones of nothing."""
    query = (
        select(Submission)
        .where(sent_by(Submission, by), col(Submission.kind) != "")
        .order_by(col(Submission.received_at).desc(), col(Submission.key))
        .limit(limit)
    )
    return list(session.exec(query))
