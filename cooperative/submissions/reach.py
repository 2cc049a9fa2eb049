"""Where what a person sent may lie: in her own cooperative, and in those she watches over."""

import sqlalchemy as sa
from sqlmodel import col, select

from cooperative.actors import Actor, Role
from cooperative.people.tables import Cooperative
from cooperative.people.watching import is_watched_by
from cooperative.submissions.tables import Draft, Submission

_WATCHERS = frozenset({Role.ASSISTANT, Role.PMO})


def sent_by(table: type[Submission | Draft], by: Actor) -> sa.ColumnElement[bool]:
    """Return the condition on rows of `table` that she sent them, from where she is now."""
    hers = col(table.person_id) == by.person_id
    here = col(table.cooperative_id) == by.cooperative_id
    if not by.roles & _WATCHERS:
        return sa.and_(hers, here)
    watched = select(Cooperative.id).where(is_watched_by(by.person_id))
    return sa.and_(hers, sa.or_(here, col(table.cooperative_id).in_(watched)))
