"""Who writes into the profile, on which day, and with whose help."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlmodel import Session

from cooperative.actors import OFFICERS, Actor, Role
from cooperative.clock import moment_of
from cooperative.people.cooperatives import today
from cooperative.profile.kinds import Filling
from cooperative.refusals import Refused

WRITERS = frozenset({*OFFICERS, Role.ASSISTANT})


@dataclass(frozen=True)
class Written:
    """The signature under a row. `is_from_outside`: no sign of life of the cooperative itself."""

    filling: Filling
    noted_on: date
    recorded_at: datetime
    by_person_id: int
    is_from_outside: bool

    def signed(self) -> dict[str, Any]:
        """Return the columns every table of the profile ends with."""
        return {
            "filling": self.filling,
            "noted_on": self.noted_on,
            "recorded_at": self.recorded_at,
            "by_person_id": self.by_person_id,
        }

    def facts(self) -> dict[str, Any]:
        """Return what the feed says of it."""
        outside = {"from_outside": True} if self.is_from_outside else {}
        return {"filling": self.filling.value, **outside}


def about(session: Session, *, by: Actor, was_helped: bool) -> Written:
    """Return the signature of `by`; what an assistant enters was helped by her, always.

    Raises Refused("not_allowed") for anybody who is neither an officer nor an assistant.
    """
    if not by.roles & WRITERS:
        raise Refused("not_allowed")
    is_from_outside = not by.roles & OFFICERS
    helped = was_helped or is_from_outside
    # A phone says on which day it was written; no day is ahead of the cooperative's own.
    this_day = today(session, by.cooperative_id)
    return Written(
        Filling.ASSISTED if helped else Filling.OWN,
        min(by.occurred_on or this_day, this_day),
        moment_of(session),
        by.person_id,
        is_from_outside,
    )
