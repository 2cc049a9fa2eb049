"""An assistant's round: when each cooperative was visited last, and when it will be."""

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

import sqlalchemy as sa
from sqlmodel import Session, col, func, select

from cooperative.people.tables import Cooperative
from cooperative.visits.reading import PER_PAGE
from cooperative.visits.tables import Visit, VisitPlan, VisitTask


class Round(NamedTuple):
    """One cooperative of the round: its last and its next day, and how many promises are open."""

    last_on: date | None = None
    next_on: date | None = None
    open_count: int = 0


def rounds_of(session: Session, ids: Collection[int]) -> dict[int, Round]:
    """Return cooperative -> its place on the round, with one look for all of them."""
    last = select(func.max(Visit.occurred_on)).where(_here(Visit))
    planned = select(func.min(VisitPlan.planned_on)).where(
        _here(VisitPlan), col(VisitPlan.closed_at).is_(None)
    )
    promised = select(func.count(col(VisitTask.id))).where(
        _here(VisitTask), col(VisitTask.done_at).is_(None)
    )
    rows = session.exec(
        select(
            Cooperative.id,
            last.scalar_subquery(),
            planned.scalar_subquery(),
            promised.scalar_subquery(),
        ).where(col(Cooperative.id).in_(ids))
    )
    return {one or 0: Round(last_on, next_on, count) for one, last_on, next_on, count in rows}


class Due(NamedTuple):
    """A promise of the round, with the cooperative it was made in."""

    task: VisitTask
    cooperative_name: str


class Stop(NamedTuple):
    """A day of the round, with the cooperative to go to."""

    plan: VisitPlan
    cooperative_name: str


def due_on_round(session: Session, ids: Collection[int], *, page: int = 1) -> tuple[list[Due], int]:
    """Return one page of what is promised in these cooperatives and not yet done, the day that
    comes first on top; and how much there is."""
    waiting = (col(VisitTask.cooperative_id).in_(ids), col(VisitTask.done_at).is_(None))
    count = session.exec(select(func.count()).select_from(VisitTask).where(*waiting)).one()
    rows = session.exec(
        select(VisitTask, Cooperative.name)
        .join(Cooperative, _here(VisitTask))
        .where(*waiting)
        .order_by(
            col(VisitTask.due_on).is_(None),
            col(VisitTask.due_on),
            col(VisitTask.cooperative_id),
            col(VisitTask.id),
        )
        .limit(PER_PAGE)
        .offset((page - 1) * PER_PAGE)
    )
    return [Due(*row) for row in rows], count


def stops_of(session: Session, person_id: int, *, most: int = PER_PAGE) -> list[Stop]:
    """Return where she means to go, the day that comes first on top."""
    rows = session.exec(
        select(VisitPlan, Cooperative.name)
        .join(Cooperative, _here(VisitPlan))
        .where(col(VisitPlan.person_id) == person_id, col(VisitPlan.closed_at).is_(None))
        .order_by(col(VisitPlan.planned_on), col(VisitPlan.cooperative_id))
        .limit(most)
    )
    return [Stop(*row) for row in rows]


def _here(table: type[Visit | VisitPlan | VisitTask]) -> sa.ColumnElement[bool]:
    return col(table.cooperative_id) == col(Cooperative.id)
