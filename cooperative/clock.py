"""What time it is, and which business day that is in the cooperative's own zone.

Indonesia's Kalimantan has two zones and no summer time: WIB (UTC+7) and WITA (UTC+8); domain.md 7.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from sqlmodel import Session

ZONE_NAMES = {"Asia/Pontianak": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}


class Clock(Protocol):
    """Anything that can tell the time: the machine's clock, or a simulated one."""

    def now(self) -> datetime:
        """Return the moment in UTC."""
        ...


class SystemClock:
    """The clock of this machine."""

    def now(self) -> datetime:
        """Return the moment in UTC."""
        return datetime.now(UTC)


@dataclass
class FixedClock:
    """A clock that stands until it is moved: simulations and tests."""

    moment: datetime

    def now(self) -> datetime:
        """Return the moment it was set to."""
        return self.moment

    def advance(self, step: timedelta) -> None:
        """Move the clock by `step`."""
        self.moment += step


def moment_of(session: Session) -> datetime:
    """Return the one moment of this transaction, in UTC; frozen when it was opened."""
    return session.info["moment"]


def day_in(zone: str, moment: datetime) -> date:
    """Return the business day of `moment` in `zone` (an IANA name)."""
    return moment.astimezone(ZoneInfo(zone)).date()


def zone_name(zone: str) -> str:
    """Return the short name people use: WIB, WITA or WIT."""
    return ZONE_NAMES.get(zone, zone)
