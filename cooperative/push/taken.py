"""Hints that were taken to be sent, with all that decides about them: read without holding anybody
up."""

from collections.abc import Iterable
from datetime import datetime, time
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, func, select

from cooperative.clock import day_in, moment_of
from cooperative.people.tables import Cooperative, Person
from cooperative.push.outbox import Key
from cooperative.push.tables import PushNotice, PushSubscription
from cooperative.push.wishes import Wishes, wishes_of


class Taken(NamedTuple):
    """A hint taken to be sent, with all that decides whether and how.

    `phone` is None when the phone no longer wants any; `tries` were made before; `sent_today`
    counts what the phone was told since midnight of `zone`.
    """

    cooperative_id: int
    id: int
    person_id: int
    person_public_id: str
    device_id: int
    kind: str
    path: str
    made_at: datetime
    is_gathered: bool
    tries: int
    zone: str
    phone: PushSubscription | None
    wishes: Wishes
    sent_today: int


def look_at(session: Session, keys: Iterable[Key]) -> list[Taken]:
    """Return what was taken with all that decides about it."""
    return [
        _taken(session, *row)
        for cooperative_id, number in keys
        for row in session.exec(
            select(PushNotice, Person.public_id, Cooperative.zone)
            .join(Person, col(Person.id) == col(PushNotice.person_id))
            .join(Cooperative, col(Cooperative.id) == col(PushNotice.cooperative_id))
            .where(col(PushNotice.cooperative_id) == cooperative_id, col(PushNotice.id) == number)
        )
    ]


def _taken(session: Session, notice: PushNotice, public_id: str, zone: str) -> Taken:
    phone = (notice.device_id, notice.person_id)
    midnight = datetime.combine(day_in(zone, moment_of(session)), time(), ZoneInfo(zone))
    copied: dict[str, Any] = {
        name: getattr(notice, name)
        for name in ("cooperative_id", "id", "person_id", "device_id", "kind", "path", "made_at")
    }
    return Taken(
        **copied,
        person_public_id=public_id,
        is_gathered=notice.is_gathered,
        tries=notice.tries - 1,
        zone=zone,
        phone=session.get(PushSubscription, phone),
        wishes=wishes_of(session, notice.person_id),
        sent_today=_sent_since(session, phone, midnight),
    )


def _sent_since(session: Session, phone: tuple[int, int], moment: datetime) -> int:
    sent = select(func.count()).where(
        col(PushNotice.device_id) == phone[0],
        col(PushNotice.person_id) == phone[1],
        col(PushNotice.sent_at) >= moment,
    )
    return session.exec(sent).one()
