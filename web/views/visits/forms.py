"""The form of a visit: as it was sent, and as it comes back."""

from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Any

from cooperative.refusals import Unreadable
from cooperative.visits.making import Promised
from cooperative.visits.tables import NOTE_LETTERS, TASK_LETTERS, WHO_LETTERS, CheckItem
from web.forms import Form, Part
from web.forms.photos import SentPhoto
from web.submit import Kept

TASK_ROWS = 3
_MOST_TASKS = 10
_TASK = ("tugas", "siapa", "tenggat")
# The field a rule speaks of when it says no.
ABOUT = {"day_gone": "hari"}
Row = tuple[str, str, str]


@dataclass(frozen=True)
class Typed:
    """What stands in the forms of the page."""

    note: str = ""
    checked: frozenset[str] = frozenset()
    tasks: list[Row] = field(default_factory=lambda: [("", "", "")] * TASK_ROWS)
    day: str = ""
    purpose: str = ""


def visit_as_sent(form: Form, photo: SentPhoto) -> dict[str, Any]:
    """Read the form of a visit into the arguments of the rule. Raises Unreadable."""
    with form.all_problems():
        note = form.text("catatan", NOTE_LETTERS)
    if photo.problem:
        raise Unreadable(foto=photo.problem)
    return {
        "note": note,
        "checked": _checked(form),
        "promised": _promised(form),
        "photo": photo.digest,
    }


def typed_of(kept: Kept | None) -> Typed:
    """Return what was typed into a form that came back; of a fresh one, nothing."""
    if kept is None:
        return Typed()
    form, rows = kept.form, _rows(kept.form)
    return Typed(
        form.get("catatan"),
        frozenset(form.texts("periksa")),
        rows + [("", "", "")] * (TASK_ROWS - len(rows)),
        form.get("hari"),
        form.get("tujuan"),
    )


def _checked(form: Form) -> list[CheckItem]:
    try:
        return [CheckItem(word) for word in form.texts("periksa")]
    except ValueError:
        raise Unreadable(periksa="bad_choice") from None


def _rows(form: Form) -> list[Row]:
    """Return the rows of promises that say anything."""
    columns = [form.texts(name) for name in _TASK]
    rows = [(what, who, due) for what, who, due in zip_longest(*columns, fillvalue="")]
    return [row for row in rows if any(word.strip() for word in row)]


def _promised(form: Form) -> list[Promised]:
    rows = _rows(form)
    if len(rows) > _MOST_TASKS:
        raise Unreadable(tugas="too_many")
    return [_one_promised(form, row) for row in rows]


def _one_promised(form: Form, row: Row) -> Promised:
    parts = tuple(Part(name, word) for name, word in zip(_TASK, row, strict=True))
    one = Form(form.method, form.path, parts)
    return Promised(
        one.text("tugas", TASK_LETTERS),
        one.text("siapa", WHO_LETTERS, least=0),
        one.day("tenggat") if row[2].strip() else None,
    )
