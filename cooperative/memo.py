"""What one transaction has learnt and need not ask again: forgotten when anything is rolled back.

A savepoint that is rolled back takes rows away which a rule may have remembered, so the whole
memory goes then.
"""

from typing import Any

from sqlalchemy import event
from sqlmodel import Session

_NAME = "memo"


def memo(session: Session) -> dict[Any, Any]:
    """Return the memory of the running transaction."""
    return session.info.setdefault(_NAME, {})


@event.listens_for(Session, "after_soft_rollback")
def _forget(session: Session, _previous: object) -> None:
    session.info.pop(_NAME, None)
