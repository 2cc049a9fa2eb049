"""Every word of the screens that is not in a template: one place for refusals, states and kinds."""

from collections.abc import Mapping, Sequence
from typing import Any

from web.formats import number, rupiah
from web.words import profile, watching
from web.words.names import (
    DIFFERENCE_KINDS,
    DUES_STATES,
    ENTRY_KINDS,
    IF_DEARER,
    IF_SHORT,
    MEANS,
    MEMBER_STATES,
    MOVEMENT_KINDS,
    ORDER_STATES,
    ROLES,
    SAVINGS_KINDS,
    SUBMISSION_KINDS,
    UNITS,
    VERDICTS,
    VISIT_CHECKS,
)
from web.words.problems import PROBLEMS
from web.words.refusals import REFUSALS

__all__ = [
    "DIFFERENCE_KINDS",
    "DUES_STATES",
    "ENTRY_KINDS",
    "IF_DEARER",
    "IF_SHORT",
    "MEANS",
    "MEMBER_STATES",
    "MOVEMENT_KINDS",
    "ORDER_STATES",
    "PROBLEMS",
    "REFUSALS",
    "ROLES",
    "SAVINGS_KINDS",
    "SUBMISSION_KINDS",
    "UNITS",
    "VERDICTS",
    "VISIT_CHECKS",
    "problem",
    "profile",
    "sentence",
    "submission_kind",
    "watching",
]


class _Facts(dict[str, str]):
    # A sentence with a gap is still better than none.
    def __missing__(self, name: str) -> str:
        return "" if name == "items" else "…"


def sentence(code: str, facts: Mapping[str, Any] | None = None) -> str:
    """Return the sentence of a refusal; names ending in `_rupiah` are printed as money."""
    words = REFUSALS.get(code, REFUSALS["our_mistake"])
    said = {name: _said(name, value) for name, value in (facts or {}).items()}
    return words.format_map(_Facts(said))


def problem(code: str) -> str:
    """Return what is wrong with a field, from the code of an Unreadable or of a refusal."""
    return PROBLEMS.get(code) or REFUSALS.get(code) or PROBLEMS["unknown"]


def submission_kind(kind: str) -> str:
    """Return what a submission of `kind` ("order/1") is called."""
    return SUBMISSION_KINDS.get(kind.split("/", maxsplit=1)[0], "Kiriman")


def _said(name: str, value: Any) -> str:
    match value:
        case int() if name.endswith("_rupiah"):
            return rupiah(value)
        case int():
            return number(value)
        case [*items]:
            return _listed(items)
        case _ if name == "state":
            return ORDER_STATES.get(str(value), str(value)).lower()
        case _:
            return str(value)


def _listed(items: Sequence[Any]) -> str:
    """Name the goods of a list of {"nama", "ada"}: ': Gula pasir (sisa 2), Telur ayam (sisa 0)'."""
    named: list[str] = []
    for item in items:
        match item:
            case {"nama": str(name), "ada": int(left)}:
                named.append(f"{name} (sisa {number(left)})")
            case _:
                named.append(str(item))
    return f": {', '.join(named)}" if named else ""
