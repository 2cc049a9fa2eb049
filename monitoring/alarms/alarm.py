"""What an alarm is, and which kinds there are."""

from dataclasses import dataclass, field
from enum import StrEnum

from monitoring.reports.pictures import Picture

_LONGEST_DAYS = 10_000


class AlarmKind(StrEnum):
    """What is the matter; the order is the order of urgency."""

    SILENT = "silent"
    LATE_ORDERS = "late_orders"
    NO_SALES = "no_sales"
    STAPLES_EMPTY = "staples_empty"
    DOCUMENT_EXPIRED = "document_expired"
    UNSETTLED = "unsettled"
    MEETING_LATE = "meeting_late"
    DOCUMENT_EXPIRING = "document_expiring"
    ARREARS_GROW = "arrears_grow"
    MEETING_DUE = "meeting_due"
    ODD_FIGURE = "odd_figure"
    MEETING_SOON = "meeting_soon"


COMING_UP = frozenset({AlarmKind.MEETING_SOON})


@dataclass(frozen=True)
class Alarm:
    """One thing to do something about, for `days` already; `facts` fill its sentence."""

    cooperative_id: int
    kind: AlarmKind
    days: int
    facts: dict[str, int | str] = field(default_factory=dict)

    @property
    def rank(self) -> tuple[int, int]:
        """Sorts the most urgent first: by kind, then by how long."""
        return list(AlarmKind).index(self.kind), -self.days

    @property
    def urgency(self) -> int:
        """The same as one number, larger for the more urgent and never 0."""
        place, longer = self.rank
        return (len(AlarmKind) - place) * _LONGEST_DAYS + min(-longer, _LONGEST_DAYS - 1)


def alarm_about(picture: Picture, kind: AlarmKind, days: int, **facts: int | str) -> Alarm:
    """Return an alarm about a picture; its sentence may always say for how many days."""
    return Alarm(picture.cooperative_id, kind, days, {"days": days, **facts})
