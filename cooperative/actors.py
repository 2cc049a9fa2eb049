"""Who acts, in which role, from which phone, by which submission."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum


class Role(StrEnum):
    """What a person may be to a cooperative; architecture.md 1."""

    MEMBER = "member"
    SHOPKEEPER = "shopkeeper"
    TREASURER = "treasurer"
    SECRETARY = "secretary"
    SUPERVISOR = "supervisor"
    ASSISTANT = "assistant"
    PMO = "pmo"


OFFICERS = frozenset({Role.TREASURER, Role.SECRETARY})
SHOP = frozenset({Role.SHOPKEEPER, *OFFICERS})


@dataclass(frozen=True)
class Actor:
    """The person behind an act. Given to every rule that writes; rules never look for one
    themselves.

    `occurred_on` is the day her phone gives the act, if it may be believed; where it may not, the
    day is doubtful and the act belongs to the day of its arrival.
    """

    cooperative_id: int
    person_id: int
    roles: frozenset[Role]
    device_id: int | None = None
    submission_key: str | None = None
    occurred_on: date | None = None
    is_day_doubtful: bool = False

    def within(self, submission_key: str) -> "Actor":
        """Return the same actor, acting through the submission `submission_key`."""
        return replace(self, submission_key=submission_key)
