"""The page of one cooperative: what is the matter, how it sells, and its health card."""

from dataclasses import dataclass

from cooperative.oversight.snoozes import Snoozes
from cooperative.people.watching import Contact, Watched
from monitoring.alarms import alarms_of
from monitoring.reports.health import Card, card
from monitoring.reports.one import Detail
from monitoring.reports.pictures import Picture
from monitoring.reports.since import late_count
from web.views.watch.charts import Chart, days_chart, months_chart
from web.views.watch.lines import Said, said, state_of

_DAYS, _MOST_EMPTY = 28, 12
_HOME = "62"


@dataclass(frozen=True)
class Shown:
    """What the template prints."""

    picture: Picture
    detail: Detail
    alarms: list[Said]
    state: str
    days: Chart
    months: Chart
    card: Card
    late_count: int

    @property
    def more_empty(self) -> int:
        """How many empty shelves are not named."""
        return max(0, len(self.detail.empty_goods) - _MOST_EMPTY)


def shown(watched: Watched, picture: Picture, detail: Detail, snoozes: Snoozes) -> Shown:
    """Return what there is to show of one cooperative."""
    return Shown(
        picture,
        detail,
        alarms=[said(alarm, watched.name, snoozes) for alarm in alarms_of(picture)],
        state=state_of(picture),
        days=days_chart(picture.daily_sales, picture.today, _DAYS),
        months=months_chart(detail.months),
        card=card(picture, detail),
        late_count=late_count(picture),
    )


def call_link(contact: Contact) -> str:
    """Return what dials."""
    return f"tel:+{_international(contact.phone)}"


def chat_link(contact: Contact) -> str:
    """Return what opens a chat."""
    return f"https://wa.me/{_international(contact.phone)}"


def _international(phone: str) -> str:
    digits = "".join(letter for letter in phone if letter.isdigit())
    return _HOME + digits[1:] if digits.startswith("0") else digits
