"""The outbox of push: filled with the news itself, emptied by `notifications.sender`.

Whoever takes hints moves their due time on by a lease. A process that dies in the middle leaves
them to whoever comes when the lease is over: sent twice then, and never lost.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

import sqlalchemy as sa
from sqlmodel import Session, col, delete, func, select, update

from cooperative.clock import moment_of
from cooperative.push.tables import PushNotice, PushState, PushSubscription
from cooperative.types import Instant

KEPT = timedelta(days=8)
# The number of a hint: its cooperative and its place there.
Key = tuple[int, int]


class Outcome(NamedTuple):
    """What became of a taken hint; `due_at` only for one that waits on, `is_tried` unless nothing
    was sent."""

    state: PushState
    due_at: datetime | None = None
    is_gathered: bool = False
    status: int | None = None
    is_tried: bool = True


# One statement, because whoever acts waits for it. Numbers go on from the last one that is kept:
# the cooperative is held for writing, and nothing else names a hint.
_QUEUE = sa.text(
    "INSERT INTO push_notice (cooperative_id, id, person_id, device_id, kind, path, state,"
    "  made_at, due_at, is_gathered, tries)"
    " SELECT :cooperative_id, row_number() OVER (ORDER BY device_id) + coalesce("
    "  (SELECT max(id) FROM push_notice WHERE cooperative_id = :cooperative_id), 0),"
    "  person_id, device_id, :kind, :path, 'waiting', :moment, :moment, false, 0"
    " FROM push_subscription WHERE person_id = :person_id"
    "  AND (cooperative_id = :cooperative_id OR cooperative_id IS NULL)"
    "  AND device_id = coalesce(CAST(:only_device_id AS INTEGER), device_id)"
).bindparams(sa.bindparam("moment", type_=Instant))


def queue(
    session: Session,
    *,
    cooperative_id: int,
    person_id: int,
    kind: str,
    path: str,
    only_device_id: int | None = None,
) -> int:
    """Let news wait for every phone of the person that wants to be told in this cooperative, or
    for one of them; returns for how many. Who watches over a region is in no cooperative and hears
    of all of hers.
    """
    told = {
        "cooperative_id": cooperative_id,
        "person_id": person_id,
        "kind": kind,
        "path": path,
        "only_device_id": only_device_id,
        "moment": moment_of(session),
    }
    return session.connection().execute(_QUEUE, told).rowcount


def is_any_due(session: Session, *, not_to: Sequence[str] = ()) -> bool:
    """Tell whether something waits to be sent now, to other push services than `not_to`."""
    due = select(PushNotice.id).where(*_due(moment_of(session), not_to)).limit(1)
    return session.exec(due).first() is not None


def take(session: Session, *, most: int, lease: timedelta, not_to: Sequence[str] = ()) -> list[Key]:
    """Take up to `most` hints that are due, the longest waiting first, but none for phones of the
    push services `not_to` (origins); nobody else takes them before `lease` is over.

    Only that is done while the books are held for writing; `taken.look_at` says the rest.
    """
    moment = moment_of(session)
    due = (
        select(PushNotice)
        .where(*_due(moment, not_to))
        .order_by(col(PushNotice.due_at), col(PushNotice.cooperative_id), col(PushNotice.id))
        .limit(most)
        .with_for_update(skip_locked=True)
    )
    taken = session.exec(due).all()
    for notice in taken:
        notice.due_at = moment + lease
        notice.tries += 1
        session.add(notice)
    return [(notice.cooperative_id, notice.id) for notice in taken]


def conclude(session: Session, outcomes: Mapping[Key, Outcome]) -> None:
    """Write down what became of taken hints, by (cooperative, id)."""
    moment = moment_of(session)
    for (cooperative_id, number), outcome in sorted(outcomes.items()):
        notice = session.get(PushNotice, (cooperative_id, number), with_for_update=True)
        if notice is None or notice.state is not PushState.WAITING:
            continue  # another process, which took it after our lease, was done before us
        notice.state = outcome.state
        if outcome.is_tried:
            notice.last_status = outcome.status
        else:
            notice.tries -= 1
        notice.is_gathered = outcome.is_gathered or notice.is_gathered
        notice.due_at = outcome.due_at or notice.due_at
        if outcome.state is PushState.SENT:
            notice.sent_at = moment
            _note_reached(session, notice, moment)
        session.add(notice)


def forget_old(session: Session) -> int:
    """Remove hints nobody asks about any more; returns how many."""
    old = delete(PushNotice).where(
        col(PushNotice.made_at) < moment_of(session) - KEPT,
        col(PushNotice.state) != PushState.WAITING,
    )
    return session.exec(old.execution_options(synchronize_session=False)).rowcount


def refused_since(session: Session, moment: datetime, statuses: Sequence[int]) -> int:
    """Return how many hints made after `moment` were last answered with one of `statuses`."""
    refused = select(func.count()).where(
        col(PushNotice.made_at) >= moment, col(PushNotice.last_status).in_(list(statuses))
    )
    return session.exec(refused).one()


def _due(moment: datetime, not_to: Sequence[str]) -> Iterable[sa.ColumnElement[bool]]:
    yield col(PushNotice.state) == PushState.WAITING
    yield col(PushNotice.due_at) <= moment
    for origin in not_to:
        yield ~(
            sa.exists()
            .where(col(PushSubscription.device_id) == col(PushNotice.device_id))
            .where(col(PushSubscription.person_id) == col(PushNotice.person_id))
            .where(col(PushSubscription.endpoint).startswith(f"{origin}/", autoescape=True))
        )


def _note_reached(session: Session, notice: PushNotice, moment: datetime) -> None:
    session.exec(
        update(PushSubscription)
        .where(
            col(PushSubscription.device_id) == notice.device_id,
            col(PushSubscription.person_id) == notice.person_id,
        )
        .values(reached_at=moment)
        .execution_options(synchronize_session=False)
    )
