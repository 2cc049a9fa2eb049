"""The list *Koperasi saya*: a line per cooperative, and what needs her today."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from cooperative.oversight.snoozes import NOTHING_PUT_OFF, Snoozes, Trouble
from cooperative.oversight.tables import AlarmSnooze
from cooperative.people.watching import Watched
from monitoring.alarms import Alarm, most_urgent
from monitoring.reports.appraisals import Appraised
from web import formats
from web.views.watch.charts import Chart, days_chart
from web.words import profile, watching

_WORTH_SAYING_DAYS = 2


@dataclass(frozen=True)
class Said:
    """An alarm in words; `put_off` says until when it is, `back` that it was."""

    cooperative_id: int
    cooperative_name: str
    kind: str
    short: str
    first_step: str
    trouble: Trouble
    put_off: str = ""
    back: str = ""


@dataclass(frozen=True)
class Line:
    """One cooperative of the list. `alarm` is its most urgent one; `state` is said otherwise.
    `visits` says when it was visited, and will be."""

    watched: Watched
    alarm: Said | None = None
    state: str = ""
    week_rupiah: int = 0
    chart: Chart | None = None
    visits: str = ""


class Heard(Protocol):
    """What says how fresh a cooperative is."""

    @property
    def silent_days(self) -> int | None:
        """How many days nothing has been heard; None where nothing ever was."""
        ...

    @property
    def saleless_days(self) -> int | None:
        """How many days nothing has been sold; None where nothing ever was."""
        ...


def line_of(one: Appraised, snoozes: Snoozes = NOTHING_PUT_OFF) -> Line:
    """Return the line of one cooperative, with the first alarm that is not put off."""
    alarms = [said(alarm, one.name, snoozes) for alarm in one.alarms]
    return Line(
        Watched(one.cooperative_id, one.name, one.region_code),
        next((alarm for alarm in alarms if not alarm.put_off), alarms[0] if alarms else None),
        state_of(one),
        one.week_rupiah,
        days_chart(one.sales, one.today, len(one.sales)),
    )


def today_of(neediest: Sequence[Appraised], snoozes: Snoozes) -> list[Said]:
    """Return today's alarms; `neediest` are those of the neediest cooperatives, at least as many as
    alarms are shown."""
    names = {one.cooperative_id: one.name for one in neediest}
    found = most_urgent(
        alarm
        for one in neediest
        for alarm in one.alarms
        if not snoozes.of(one.cooperative_id, trouble_of(alarm))
    )
    return [said(alarm, names[alarm.cooperative_id], snoozes) for alarm in found]


def trouble_of(alarm: Alarm) -> Trouble:
    """Return an alarm as those who put it off know it."""
    return Trouble(alarm.kind.value, alarm.days, int(alarm.facts.get("count", 0)))


def said(alarm: Alarm, name: str, snoozes: Snoozes) -> Said:
    """Return an alarm in words."""
    trouble = trouble_of(alarm)
    held = snoozes.of(alarm.cooperative_id, trouble)
    before = snoozes.before(alarm.cooperative_id, trouble)
    words = watching.ALARMS[alarm.kind.value]
    facts = {key: _fact(key, value) for key, value in alarm.facts.items()}
    return Said(
        alarm.cooperative_id,
        name,
        alarm.kind.value,
        words.short.format_map(facts),
        words.first_step,
        trouble,
        put_off=watching.PUT_OFF.format(until=formats.short_day(held.until_on)) if held else "",
        back=_back(before) if before else "",
    )


def _back(snooze: AlarmSnooze) -> str:
    days = (snooze.until_on - snooze.snoozed_on).days
    return watching.BACK.format(days=days, reason=snooze.reason)


def state_of(picture: Heard | None) -> str:
    """Say how fresh a cooperative is: not heard of is not the same as nothing sold."""
    if picture is None or picture.silent_days is None:
        return watching.NEVER_HEARD
    if picture.silent_days >= _WORTH_SAYING_DAYS:
        return watching.ALARMS["silent"].short.format(days=picture.silent_days)
    if picture.saleless_days is None:
        return watching.NEVER_SOLD
    if picture.saleless_days >= _WORTH_SAYING_DAYS:
        return watching.ALARMS["no_sales"].short.format(days=picture.saleless_days)
    return ""


def _fact(key: str, value: int | str) -> str:
    if key.endswith("_rupiah"):
        return formats.rupiah(int(value))
    if key == "staple":
        return watching.STAPLES[str(value)]
    if key == "document":
        return profile.paper(str(value))
    return formats.number(value) if isinstance(value, int) else value
