"""When an assistant looked after which cooperative, and who sent her there or called her back."""

from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa
from sqlmodel import Session, col, func, select
from sqlmodel.sql.expression import Select

from cooperative.actors import Role
from cooperative.assignments.tables import AssignmentAct, AssignmentStep
from cooperative.people.tables import Cooperative, Person, RoleGrant
from cooperative.people.watching import PER_PAGE, Scope, Watched, is_in

Grants = Select[RoleGrant, Cooperative]


class Said(NamedTuple):
    """By whom and why; both empty where it was not written down."""

    by: str = ""
    reason: str = ""


class Assignment(NamedTuple):
    """A time in which an assistant looked after a cooperative; `until` is none while it runs."""

    cooperative: Watched
    since: datetime
    until: datetime | None
    sent: Said
    called_back: Said


def assignments_of(
    session: Session, scope: Scope, person_id: int, *, page: int = 1, running: bool
) -> tuple[list[Assignment], int]:
    """Return one page of an assistant's assignments in `scope` and how many there are: those that
    are `running`, by name, or those that have ended, the latest first."""
    grants = _grants(scope, person_id, running=running)
    count = session.exec(select(func.count()).select_from(grants.subquery())).one()
    name = (col(Cooperative.name), col(Cooperative.id))
    shown = grants.order_by(*(name if running else (col(RoleGrant.until).desc(), *name)))
    return _read(session, shown.limit(PER_PAGE).offset((page - 1) * PER_PAGE)), count


def running_assignment(session: Session, person_id: int, cooperative_id: int) -> Assignment | None:
    """Return the running assignment of a person to a cooperative."""
    found = _read(session, _grants(Scope((), (cooperative_id,)), person_id, running=True))
    return found[0] if found else None


def _grants(scope: Scope, person_id: int, *, running: bool) -> Grants:
    ended = col(RoleGrant.until).is_not(None)
    return (
        select(RoleGrant, Cooperative)
        .join(Cooperative, col(Cooperative.id) == col(RoleGrant.cooperative_id))
        .where(
            col(RoleGrant.person_id) == person_id,
            col(RoleGrant.role) == Role.ASSISTANT,
            sa.not_(ended) if running else ended,
            is_in(scope),
        )
    )


def _read(session: Session, grants: Grants) -> list[Assignment]:
    rows = session.exec(grants).all()
    said = _said(session, [grant for grant, _ in rows])
    return [
        Assignment(
            Watched(place.id or 0, place.name, place.region_code),
            grant.since,
            grant.until,
            *(said.get((grant.cooperative_id, grant.id, act), Said()) for act in AssignmentAct),
        )
        for grant, place in rows
    ]


def _said(session: Session, grants: list[RoleGrant]) -> dict[tuple[int, int, str], Said]:
    wanted = sa.tuple_(col(AssignmentStep.cooperative_id), col(AssignmentStep.role_grant_id))
    rows = session.exec(
        select(AssignmentStep, Person)
        .join(Person, col(Person.id) == col(AssignmentStep.by_person_id))
        .where(wanted.in_([(grant.cooperative_id, grant.id) for grant in grants]))
    )
    return {
        (step.cooperative_id, step.role_grant_id, step.act): Said(
            f"{person.honorific} {person.name}".strip(), step.reason
        )
        for step, person in rows
    }
