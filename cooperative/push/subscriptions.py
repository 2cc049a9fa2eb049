"""Phones that want to be told: they say so, say no more, and are forgotten with the session."""

from typing import NamedTuple

from sqlmodel import Session, col, delete, func, select

from cooperative.clock import moment_of
from cooperative.push.tables import PushSubscription


class Address(NamedTuple):
    """What a browser says of itself when it subscribes: all of it checked before it comes here."""

    endpoint: str
    p256dh: str
    auth: str
    key_id: str


def subscribe(
    session: Session,
    address: Address,
    *,
    device_id: int,
    person_id: int,
    cooperative_id: int | None,
) -> PushSubscription:
    """Tell her on this phone from now on. Repeatable; a newer address takes the older one's place.

    A browser that subscribed anew has a new endpoint for everybody on the phone, so the rows of
    others with its old one are of no use and end by the push service's own answer.
    """
    row = session.get(PushSubscription, (device_id, person_id)) or PushSubscription(
        device_id=device_id,
        person_id=person_id,
        **address._asdict(),
        subscribed_at=moment_of(session),
    )
    if row.endpoint != address.endpoint:
        row.subscribed_at, row.reached_at = moment_of(session), None
    row.cooperative_id = cooperative_id
    for name, value in address._asdict().items():
        setattr(row, name, value)
    session.add(row)
    return row


def subscription_of(session: Session, device_id: int, person_id: int) -> PushSubscription | None:
    """Return how she is told on this phone, if she is."""
    return session.get(PushSubscription, (device_id, person_id))


def unsubscribe(session: Session, *, device_id: int, person_id: int) -> int:
    """Tell her no more on this phone; returns whether she was told there. Repeatable."""
    return _remove(
        session,
        col(PushSubscription.device_id) == device_id,
        col(PushSubscription.person_id) == person_id,
    )


def drop_endpoint(session: Session, endpoint: str) -> int:
    """Forget an address its push service no longer knows, for everybody who has it."""
    return _remove(session, col(PushSubscription.endpoint) == endpoint)


def others_told_on(session: Session, device_id: int, person_id: int) -> int:
    """Return how many other people are told on this phone."""
    others = select(func.count()).where(
        col(PushSubscription.device_id) == device_id, col(PushSubscription.person_id) != person_id
    )
    return session.exec(others).one()


def told_on(session: Session, person_id: int) -> list[PushSubscription]:
    """Return all phones she is told on."""
    hers = select(PushSubscription).where(col(PushSubscription.person_id) == person_id)
    return list(session.exec(hers.order_by(col(PushSubscription.device_id))))


def _remove(session: Session, *which: object) -> int:
    removing = delete(PushSubscription).where(*which)  # pyright: ignore[reportArgumentType]
    return session.exec(removing.execution_options(synchronize_session=False)).rowcount
