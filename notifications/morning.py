"""The day's alarms, told once in the morning to whoever watches over the cooperatives they are in.

What an alarm is, is not known here: `alarms` says which each cooperative has today. Those somebody
has put off are not told to her.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime, time
from zoneinfo import ZoneInfo

from sqlmodel import Session

from cooperative.books import Books
from cooperative.clock import moment_of
from cooperative.inbox import tell, was_told_since
from cooperative.oversight.snoozes import Trouble, snoozes_of
from cooperative.people.cooperatives import today, zone_of
from cooperative.people.watching import all_watched_by, desk_of, watchers

KIND = "alarms.morning"
FIRST_HOUR = 6
Alarms = Callable[[Collection[int]], Mapping[int, Sequence[Trouble]]]


def tell_mornings(books: Books, alarms: Alarms) -> int:
    """Tell every watcher how many cooperatives of hers need her today, once a day from six in her
    own zone; returns how many were told. Repeatable."""
    with books.reading() as session:
        waiting = {
            person_id: (desk, all_watched_by(session, person_id))
            for person_id in watchers(session)
            if (desk := desk_of(session, person_id)) and _is_time(session, desk, person_id)
        }
    if not waiting:
        return 0
    found = alarms({coop for _, hers in waiting.values() for coop in hers})
    told = 0
    for person_id, (desk, hers) in waiting.items():
        ours = {coop: found[coop] for coop in hers if coop in found}
        if ours:
            with books.transaction(desk) as session:
                told += _tell(session, desk, person_id, ours)
    return told


def _tell(
    session: Session, desk: int, person_id: int, found: Mapping[int, Sequence[Trouble]]
) -> int:
    if not _is_time(session, desk, person_id):
        return 0  # another process was first
    snoozes = snoozes_of(session, person_id, today(session, desk))
    awake = [len(left) for coop, ours in found.items() if (left := snoozes.awake(coop, ours))]
    if not awake:
        return 0
    tell(
        session,
        KIND,
        cooperative_id=desk,
        person_id=person_id,
        path="/pantau",
        facts={"cooperative_count": len(awake), "alarm_count": sum(awake)},
    )
    return 1


def _is_time(session: Session, desk: int, person_id: int) -> bool:
    zone = ZoneInfo(zone_of(session, desk))
    if moment_of(session).astimezone(zone).hour < FIRST_HOUR:
        return False
    midnight = datetime.combine(today(session, desk), time(), zone)
    return not was_told_since(session, desk, KIND, midnight, person_id=person_id)
