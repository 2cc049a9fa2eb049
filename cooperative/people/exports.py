"""Figures that left as a file: who took which, and when, is in the trail."""

from collections.abc import Mapping

from sqlmodel import Session

from cooperative.actors import Actor
from cooperative.record import record


def note_export(session: Session, *, row_count: int, asked: Mapping[str, str], by: Actor) -> None:
    """Write down that `by` took the figures of `row_count` cooperatives along; `asked` says which
    and as what kind of file."""
    record(
        session,
        "export.made",
        by=by,
        subject="export/cooperatives",
        facts={"row_count": row_count},
        private=dict(asked),
    )
