"""What a person wants to be told at once, and when not."""

from datetime import datetime, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from sqlmodel import Session

from cooperative.push.tables import MINUTES_A_DAY, PushWish

MOST_A_DAY = 10


class Wishes(NamedTuple):
    """Groups she does not want to hear of, quiet hours in minutes after midnight, and how many
    hints a day."""

    muted: frozenset[str] = frozenset()
    quiet_from_minute: int = 21 * 60
    quiet_until_minute: int = 6 * 60
    most_a_day: int = MOST_A_DAY

    def quiet_until(self, moment: datetime, zone: str) -> datetime | None:
        """Return when the quiet hours that hold at `moment` end; None outside of them."""
        local = moment.astimezone(ZoneInfo(zone))
        minute = local.hour * 60 + local.minute
        length = (self.quiet_until_minute - self.quiet_from_minute) % MINUTES_A_DAY
        passed = (minute - self.quiet_from_minute) % MINUTES_A_DAY
        if passed >= length:
            return None
        begun = local.replace(second=0, microsecond=0) - timedelta(minutes=passed)
        return (begun + timedelta(minutes=length)).astimezone(moment.tzinfo)


def wishes_of(session: Session, person_id: int) -> Wishes:
    """Return what she said, or what counts for who said nothing."""
    row = session.get(PushWish, person_id)
    if row is None:
        return Wishes()
    return Wishes(
        frozenset(row.muted), row.quiet_from_minute, row.quiet_until_minute, row.most_a_day
    )


def set_wishes(session: Session, *, person_id: int, wishes: Wishes) -> None:
    """Write down what she wants from now on, on all her phones."""
    said: dict[str, Any] = {**wishes._asdict(), "muted": sorted(wishes.muted)}
    row = session.get(PushWish, person_id) or PushWish(person_id=person_id, **said)
    for name, value in said.items():
        setattr(row, name, value)
    session.add(row)
