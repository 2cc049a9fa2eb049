"""What happens to a visit afterwards: it is answered, and what was promised on it is done."""

from sqlmodel import Session, col, update

from cooperative.actors import OFFICERS, Actor, Role
from cooperative.books.numbers import next_number
from cooperative.clock import moment_of
from cooperative.people.cooperatives import today
from cooperative.record import record
from cooperative.refusals import Refused
from cooperative.visits.reading import find_task, find_visit
from cooperative.visits.tables import Visit, VisitAnswer, VisitTask
from cooperative.visits.telling import tell_assistant, tell_officers

_TAKE_PART = frozenset({*OFFICERS, Role.ASSISTANT})


def answer_visit(session: Session, *, visit_id: int, text: str, by: Actor) -> VisitAnswer:
    """Answer a visit; the other side is told. Nothing of what was said before changes.

    Raises Refused("not_allowed") for whoever is neither officer nor assistant, ("not_found").
    """
    visit = _visit_for(session, visit_id, by)
    # From here on it must succeed.
    answer = VisitAnswer(
        cooperative_id=by.cooperative_id,
        id=next_number(session, by.cooperative_id, "visit_answer"),
        visit_id=visit.id,
        person_id=by.person_id,
        text=text,
        answered_at=moment_of(session),
    )
    session.add(answer)
    facts = {"visit_id": visit.id, "answer_id": answer.id}
    record(session, "visit.answered", by=by, subject=f"visit/{visit.id}", facts=facts)
    _tell_others(session, "visit.answered", visit, by=by)
    return answer


def finish_task(session: Session, *, task_id: int, by: Actor) -> VisitTask:
    """Tick off what was promised: a fact, on the day her phone gives it; the other side is told.

    What is done already stays as it is: officer and assistant may both say so. Raises
    Refused("not_allowed") for whoever is neither of them, ("not_found").
    """
    task = find_task(session, by.cooperative_id, task_id)
    visit = _visit_for(session, task.visit_id, by)
    day = by.occurred_on or today(session, by.cooperative_id)
    done = session.exec(
        update(VisitTask)
        .where(
            col(VisitTask.cooperative_id) == by.cooperative_id,
            col(VisitTask.id) == task_id,
            col(VisitTask.done_at).is_(None),
        )
        .values(done_on=day, done_at=moment_of(session), done_by=by.person_id)
        .execution_options(synchronize_session=False)
    )
    if done.rowcount != 1:
        return task
    # From here on it must succeed.
    session.refresh(task)
    facts = {"visit_id": visit.id, "task_id": task.id}
    subject = f"visit_task/{task.id}"
    record(session, "visit.task_done", by=by, subject=subject, facts=facts, occurred_on=day)
    _tell_others(session, "visit.task_done", visit, by=by)
    return task


def _visit_for(session: Session, visit_id: int, by: Actor) -> Visit:
    if not by.roles & _TAKE_PART:
        raise Refused("not_allowed")
    return find_visit(session, by.cooperative_id, visit_id)


def _tell_others(session: Session, kind: str, visit: Visit, *, by: Actor) -> None:
    if by.roles & OFFICERS:
        tell_assistant(session, kind, visit, by=by)
        return
    path, facts = f"/kas/kunjungan/{visit.id}", {"visit_id": visit.id}
    tell_officers(session, kind, path=path, facts=facts, by=by)
