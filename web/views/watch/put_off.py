"""Alarms of one cooperative that were put off: by her, and by anybody else."""

from dataclasses import dataclass
from datetime import date

from cooperative.books import Session
from cooperative.oversight.snoozes import PutOff, Snoozes, put_off_in


@dataclass(frozen=True)
class PutOffHere:
    """`mine` are her own snoozes, `others` are those of others, with their reasons."""

    mine: Snoozes
    others: list[PutOff]


def put_off_here(session: Session, cooperative_id: int, person_id: int, day: date) -> PutOffHere:
    """Return what is put off in a cooperative as one of its watchers sees it."""
    everybody = put_off_in(session, cooperative_id, day, came_back=True)
    hers = {
        (cooperative_id, one.snooze.kind): one.snooze
        for one in everybody
        if one.snooze.person_id == person_id
    }
    return PutOffHere(
        Snoozes(hers, day),
        [
            one
            for one in everybody
            if one.snooze.person_id != person_id and one.snooze.until_on > day
        ],
    )
