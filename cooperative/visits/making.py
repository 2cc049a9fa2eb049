"""Write down a visit that was made."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import NamedTuple

from sqlmodel import Session

from cooperative.actors import Actor
from cooperative.books.numbers import next_number
from cooperative.clock import moment_of
from cooperative.people.cooperatives import today
from cooperative.record import record
from cooperative.visits.planning import close_plan, refuse_others
from cooperative.visits.tables import CheckItem, Visit, VisitCheck, VisitTask
from cooperative.visits.telling import tell_officers


class Promised(NamedTuple):
    """A task as it was agreed on; `who` is a name or an office, and may be empty."""

    what: str
    who: str = ""
    due_on: date | None = None


def make_visit(
    session: Session,
    *,
    note: str,
    checked: Collection[CheckItem],
    promised: Sequence[Promised],
    photo: str | None,
    by: Actor,
) -> Visit:
    """Write a visit down: a fact, on the day her phone gives it. Officers are told.

    A plan of hers for that day or before is kept with it. Raises Refused("not_allowed") for whoever
    is no assistant here.
    """
    refuse_others(by)
    # From here on it must succeed.
    day = by.occurred_on or today(session, by.cooperative_id)
    visit = Visit(
        cooperative_id=by.cooperative_id,
        id=next_number(session, by.cooperative_id, "visit"),
        person_id=by.person_id,
        occurred_on=day,
        note=note,
        photo=photo,
        recorded_at=moment_of(session),
    )
    session.add(visit)
    session.flush()  # what was looked at and promised points to it
    _write_down(session, visit, checked, promised)
    close_plan(session, visit, by=by)
    counts = {"check_count": len(set(checked)), "task_count": len(promised)}
    facts = {"visit_id": visit.id, "person_id": by.person_id, **counts}
    subject = f"visit/{visit.id}"
    record(session, "visit.made", by=by, subject=subject, facts=facts, occurred_on=day)
    told = {"visit_id": visit.id, "task_count": len(promised) or None}
    path = f"/kas/kunjungan/{visit.id}"
    tell_officers(session, "visit.made", path=path, facts=told, by=by)
    return visit


def _write_down(
    session: Session, visit: Visit, checked: Collection[CheckItem], promised: Sequence[Promised]
) -> None:
    here = visit.cooperative_id
    for item in set(checked):
        session.add(VisitCheck(cooperative_id=here, visit_id=visit.id, item=item))
    for task in promised:
        number = next_number(session, here, "visit_task")
        session.add(VisitTask(cooperative_id=here, id=number, visit_id=visit.id, **task._asdict()))
    session.flush()  # what is promised is read with SQL
