"""What needs an assistant today: at most five, ranked, each with its reason."""

from monitoring.alarms.alarm import Alarm, AlarmKind
from monitoring.alarms.ranking import alarms_of, most_urgent, pressing

__all__ = ["Alarm", "AlarmKind", "alarms_of", "most_urgent", "pressing"]
