"""Put an alarm off with a reason, for oneself; it comes back when its day has come, or when it gets
clearly worse, and then says so.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from sqlmodel import Session, col, select, update

from cooperative.actors import Actor, Role
from cooperative.books.numbers import next_number
from cooperative.clock import moment_of
from cooperative.oversight.tables import AlarmSnooze
from cooperative.people.cooperatives import today
from cooperative.people.tables import Person
from cooperative.record import record
from cooperative.refusals import Refused

LENGTHS = (3, 7, 14)
# So long an alarm that came back says that it had been put off.
_SAID = timedelta(days=14)
_WORSE_DAYS, _WORSE_COUNT = 7, 2


@dataclass(frozen=True)
class Trouble:
    """An alarm as it is now: its kind, for how many days, and of how many things."""

    kind: str
    days: int
    count: int = 0


class PutOff(NamedTuple):
    """A snooze with the name of who put it off."""

    snooze: AlarmSnooze
    name: str


class Snoozes(NamedTuple):
    """The open snoozes of one person, by cooperative and kind."""

    found: dict[tuple[int, str], AlarmSnooze]
    today: date

    def of(self, cooperative_id: int, trouble: Trouble) -> AlarmSnooze | None:
        """Return the snooze that holds an alarm back now."""
        snooze = self.found.get((cooperative_id, trouble.kind))
        return snooze if snooze and holds(snooze, trouble, self.today) else None

    def before(self, cooperative_id: int, trouble: Trouble) -> AlarmSnooze | None:
        """Return the snooze an alarm has come back from."""
        snooze = self.found.get((cooperative_id, trouble.kind))
        return snooze if snooze and not holds(snooze, trouble, self.today) else None

    def awake(self, cooperative_id: int, troubles: Sequence[Trouble]) -> list[Trouble]:
        """Return the alarms that nothing holds back."""
        return [one for one in troubles if not self.of(cooperative_id, one)]


NOTHING_PUT_OFF = Snoozes({}, date.min)


def holds(snooze: AlarmSnooze, trouble: Trouble, day: date) -> bool:
    """Tell whether it is still put off: its day has not come, and it is not clearly worse."""
    is_longer = trouble.days >= max(2 * snooze.days_then, snooze.days_then + _WORSE_DAYS)
    is_more = trouble.count >= max(2 * snooze.count_then, snooze.count_then + _WORSE_COUNT)
    return day < snooze.until_on and not is_longer and not is_more


def snooze_alarm(
    session: Session, trouble: Trouble, *, length_days: int, reason: str, by: Actor
) -> AlarmSnooze:
    """Put an alarm of this kind off for 3, 7 or 14 days; an older snooze of hers ends.

    Raises Refused("not_allowed") for whoever does not watch over the cooperative,
    ("snooze_length"), ("reason_missing").
    """
    if not by.roles & {Role.ASSISTANT, Role.PMO}:
        raise Refused("not_allowed")
    if length_days not in LENGTHS:
        raise Refused("snooze_length")
    if not reason:
        raise Refused("reason_missing")
    # From here on it must succeed.
    _end(session, trouble.kind, by=by)
    this_day = today(session, by.cooperative_id)
    snooze = AlarmSnooze(
        cooperative_id=by.cooperative_id,
        id=next_number(session, by.cooperative_id, "alarm_snooze"),
        person_id=by.person_id,
        kind=trouble.kind,
        reason=reason,
        days_then=trouble.days,
        count_then=trouble.count,
        snoozed_on=this_day,
        until_on=this_day + timedelta(days=length_days),
        snoozed_at=moment_of(session),
    )
    session.add(snooze)
    record(
        session,
        "alarm.snoozed",
        by=by,
        subject=f"alarm_snooze/{snooze.id}",
        facts={"kind": trouble.kind, "until_on": snooze.until_on},
        private={"reason": reason},
    )
    return snooze


def end_snooze(session: Session, kind: str, *, by: Actor) -> bool:
    """Take it back; False where there was nothing to take back. Repeatable."""
    if not _end(session, kind, by=by):
        return False
    facts = {"kind": kind}
    record(session, "alarm.woken", by=by, subject=f"alarm/{kind}", facts=facts)
    return True


def snoozes_of(session: Session, person_id: int, day: date) -> Snoozes:
    """Return what she put off, as long as it is worth saying on `day`."""
    hers = select(AlarmSnooze).where(
        col(AlarmSnooze.person_id) == person_id,
        col(AlarmSnooze.ended_at).is_(None),
        col(AlarmSnooze.until_on) > day - _SAID,
    )
    return Snoozes({(one.cooperative_id, one.kind): one for one in session.exec(hers)}, day)


def put_off_in(
    session: Session, cooperative_id: int, day: date, *, came_back: bool = False
) -> list[PutOff]:
    """Return what is put off in a cooperative, by anybody, for all who may read the reasons; also
    what has come back, as long as that is worth saying, if asked for."""
    rows = session.exec(
        select(AlarmSnooze, Person)
        .join(Person, col(Person.id) == col(AlarmSnooze.person_id))
        .where(
            col(AlarmSnooze.cooperative_id) == cooperative_id,
            col(AlarmSnooze.ended_at).is_(None),
            col(AlarmSnooze.until_on) > (day - _SAID if came_back else day),
        )
        .order_by(col(AlarmSnooze.id))
    )
    return [PutOff(snooze, f"{who.honorific} {who.name}".strip()) for snooze, who in rows]


def _end(session: Session, kind: str, *, by: Actor) -> bool:
    ended = session.exec(
        update(AlarmSnooze)
        .where(
            col(AlarmSnooze.cooperative_id) == by.cooperative_id,
            col(AlarmSnooze.person_id) == by.person_id,
            col(AlarmSnooze.kind) == kind,
            col(AlarmSnooze.ended_at).is_(None),
        )
        .values(ended_at=moment_of(session))
        .execution_options(synchronize_session=False)
    )
    return ended.rowcount > 0
