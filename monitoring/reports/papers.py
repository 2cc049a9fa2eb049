"""The papers of one cooperative: what is there, what is missing, what holds no more."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

_NUMBERS = {"nik": "has_nik", "npwp": "has_npwp", "nib": "has_nib"}
_BANK, _NO_BANK = "bank", ("", "none")
_LEGAL_ENTITY = "legal_entity"


@dataclass(frozen=True)
class Papers:
    """Numbers that are there (`has`), papers by kind with their last day, and what is missing.

    `profile` is the row of the read store, for what else the cooperative says of itself.
    """

    known: bool = False
    has: tuple[str, ...] = ()
    until: Mapping[str, date | None] = field(default_factory=dict[str, date | None])
    missing: tuple[str, ...] = ()
    profile: Mapping[str, Any] | None = None

    def ended(self, today: date) -> tuple[str, ...]:
        """Return the kinds of papers whose last day is over."""
        return tuple(kind for kind, until in self.until.items() if until and until < today)


def papers_in(profile: Mapping[str, Any] | None, until: Mapping[str, date | None]) -> Papers:
    """Return what a profile and the last days of papers by kind come to."""
    numbers = {name: bool(profile and profile[column]) for name, column in _NUMBERS.items()}
    numbers[_BANK] = bool(profile and profile["bank"] not in _NO_BANK)
    missing = [name for name, is_there in numbers.items() if not is_there]
    return Papers(
        known=bool(profile or until),
        has=tuple(name for name, is_there in numbers.items() if is_there),
        until=until,
        missing=(*missing, *(() if _LEGAL_ENTITY in until else (_LEGAL_ENTITY,))),
        profile=profile,
    )
