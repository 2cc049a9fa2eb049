"""Visits as they are read: the list, one of them with what became of it, promises, the next day."""

from collections.abc import Mapping
from typing import NamedTuple

import sqlalchemy as sa
from sqlmodel import Session, col, func, select

from cooperative.people.tables import Person
from cooperative.refusals import Refused
from cooperative.visits.tables import (
    CheckItem,
    Visit,
    VisitAnswer,
    VisitCheck,
    VisitPlan,
    VisitTask,
)

PER_PAGE = 30


class VisitLine(NamedTuple):
    """A visit of the list, with who came and how much was said to it."""

    visit: Visit
    person: Person
    answer_count: int


class Answered(NamedTuple):
    """An answer, with who gave it."""

    answer: VisitAnswer
    person: Person


class VisitView(NamedTuple):
    """One visit in full; who ticked a task off is in `doers` by id."""

    visit: Visit
    person: Person
    checked: frozenset[CheckItem]
    tasks: list[VisitTask]
    doers: Mapping[int, Person]
    answers: list[Answered]


class Planned(NamedTuple):
    """The next day somebody means to come, with who it is."""

    plan: VisitPlan
    person: Person


def find_visit(session: Session, cooperative_id: int, visit_id: int) -> Visit:
    """Return a visit of this cooperative; Refused("not_found") for any other."""
    found = session.get(Visit, (cooperative_id, visit_id))
    if found is None:
        raise Refused("not_found")
    return found


def find_task(session: Session, cooperative_id: int, task_id: int) -> VisitTask:
    """Return a task of this cooperative; Refused("not_found") for any other."""
    found = session.get(VisitTask, (cooperative_id, task_id))
    if found is None:
        raise Refused("not_found")
    return found


def list_visits(
    session: Session, cooperative_id: int, *, page: int = 1, per_page: int = PER_PAGE
) -> tuple[list[VisitLine], int]:
    """Return one page of visits, the newest day first; and how many in all."""
    answers = (
        select(func.count())
        .where(
            col(VisitAnswer.cooperative_id) == col(Visit.cooperative_id),
            col(VisitAnswer.visit_id) == col(Visit.id),
        )
        .correlate(Visit)
        .scalar_subquery()
    )
    here = col(Visit.cooperative_id) == cooperative_id
    rows = session.exec(
        select(Visit, Person, answers)
        .join(Person, col(Person.id) == col(Visit.person_id))
        .where(here)
        .order_by(col(Visit.occurred_on).desc(), col(Visit.id).desc())
        .limit(per_page)
        .offset((page - 1) * per_page)
    )
    lines = [VisitLine(*row) for row in rows]
    return lines, session.exec(select(func.count()).select_from(Visit).where(here)).one()


def open_tasks(session: Session, cooperative_id: int, *, most: int = PER_PAGE) -> list[VisitTask]:
    """Return what is promised and not yet done, the day that comes first on top."""
    ours = select(VisitTask).where(
        col(VisitTask.cooperative_id) == cooperative_id, col(VisitTask.done_at).is_(None)
    )
    undated_last = (col(VisitTask.due_on).is_(None), col(VisitTask.due_on), col(VisitTask.id))
    return list(session.exec(ours.order_by(*undated_last).limit(most)))


def next_plan(session: Session, cooperative_id: int) -> Planned | None:
    """Return the open plan with the earliest day."""
    row = session.exec(
        select(VisitPlan, Person)
        .join(Person, col(Person.id) == col(VisitPlan.person_id))
        .where(col(VisitPlan.cooperative_id) == cooperative_id)
        .where(col(VisitPlan.closed_at).is_(None))
        .order_by(col(VisitPlan.planned_on), col(VisitPlan.id))
    ).first()
    return Planned(*row) if row else None


def read_visit(session: Session, cooperative_id: int, visit_id: int) -> VisitView:
    """Return one visit in full. Raises Refused("not_found")."""
    visit = find_visit(session, cooperative_id, visit_id)
    checked = session.exec(select(VisitCheck.item).where(*_of(VisitCheck, visit)))
    tasks = session.exec(
        select(VisitTask, Person)
        .join(Person, col(Person.id) == col(VisitTask.done_by), isouter=True)
        .where(*_of(VisitTask, visit))
        .order_by(col(VisitTask.id))
    ).all()
    answers = session.exec(
        select(VisitAnswer, Person)
        .join(Person, col(Person.id) == col(VisitAnswer.person_id))
        .where(*_of(VisitAnswer, visit))
        .order_by(col(VisitAnswer.id))
    )
    return VisitView(
        visit,
        session.get_one(Person, visit.person_id),
        frozenset(map(CheckItem, checked)),
        [task for task, _ in tasks],
        {task.id: person for task, person in tasks if person},
        [Answered(*row) for row in answers],
    )


def _of(
    table: type[VisitCheck | VisitTask | VisitAnswer], visit: Visit
) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        col(table.cooperative_id) == visit.cooperative_id,
        col(table.visit_id) == visit.id,
    )
