"""What counts in an assistant's own list: not what she has put off."""

from cooperative.oversight.snoozes import Snoozes
from monitoring.alarms import Alarm
from monitoring.reports.appraisals import WEEK_DAYS, Appraised
from web.views.watch.lines import trouble_of


def awake(one: Appraised, snoozes: Snoozes) -> list[Alarm]:
    """Return the alarms of a cooperative that she has not put off, the most urgent first."""
    return [alarm for alarm in one.alarms if not snoozes.of(one.cooperative_id, trouble_of(alarm))]


def need_of(one: Appraised, snoozes: Snoozes) -> tuple[int, int]:
    """Return how much it needs her, as numbers that sort the neediest last."""
    alarms = awake(one, snoozes)
    return (alarms[0].urgency if alarms else 0, len(alarms))


def states_of(one: Appraised, snoozes: Snoozes) -> set[str]:
    """Return the states of `monitoring.reports.appraisals.STATES` it is in for her."""
    states = {alarm.kind.value for alarm in awake(one, snoozes)}
    if states:
        states.add("needing")
    for state, days in (("unheard", one.silent_days), ("unsold", one.saleless_days)):
        if days is None or days >= WEEK_DAYS:
            states.add(state)
    return states
