"""The day an assistant means to come: said, moved, called off."""

from datetime import date

from sqlmodel import Session, col, select

from cooperative.actors import Actor, Role
from cooperative.books.numbers import next_number
from cooperative.clock import moment_of
from cooperative.people.cooperatives import today
from cooperative.record import record
from cooperative.refusals import Refused
from cooperative.visits.tables import Visit, VisitPlan
from cooperative.visits.telling import tell_officers


def plan_visit(session: Session, *, planned_on: date, purpose: str, by: Actor) -> VisitPlan:
    """Say on which day she means to come; an open plan of hers is moved there. Officers are told.

    Raises Refused("not_allowed") for whoever is no assistant here, ("day_gone").
    """
    refuse_others(by)
    day = by.occurred_on or today(session, by.cooperative_id)
    if planned_on < day:
        raise Refused("day_gone")
    # From here on it must succeed.
    close_plan(session, by=by)
    plan = VisitPlan(
        cooperative_id=by.cooperative_id,
        id=next_number(session, by.cooperative_id, "visit_plan"),
        person_id=by.person_id,
        planned_on=planned_on,
        purpose=purpose,
        planned_at=moment_of(session),
    )
    session.add(plan)
    session.flush()  # the open plan is read with SQL
    _tell(session, "visit.planned", plan, by=by)
    return plan


def call_off(session: Session, *, plan_id: int, by: Actor) -> VisitPlan:
    """Say that she does not come after all. Officers are told.

    A plan that was moved, called off or made already stays as it is. Raises Refused("not_allowed")
    for whoever is no assistant here, ("not_found") for a plan that is not hers.
    """
    refuse_others(by)
    plan = session.get(VisitPlan, (by.cooperative_id, plan_id))
    if plan is None or plan.person_id != by.person_id:
        raise Refused("not_found")
    if plan.closed_at:
        return plan
    # From here on it must succeed.
    close_plan(session, by=by)
    _tell(session, "visit.called_off", plan, by=by)
    return plan


def close_plan(session: Session, visit: Visit | None = None, *, by: Actor) -> None:
    """Close her open plan: moved, called off, or become `visit`. One for a later day than that
    stays open."""
    plan = session.exec(
        select(VisitPlan).where(
            col(VisitPlan.cooperative_id) == by.cooperative_id,
            col(VisitPlan.person_id) == by.person_id,
            col(VisitPlan.closed_at).is_(None),
        )
    ).first()
    if plan is None or (visit and plan.planned_on > visit.occurred_on):
        return
    plan.closed_at = moment_of(session)
    plan.visit_id = visit.id if visit else None
    session.add(plan)
    session.flush()  # one plan is open at a time


def refuse_others(by: Actor) -> None:
    """Raise Refused("not_allowed") for whoever is no assistant here."""
    if Role.ASSISTANT not in by.roles:
        raise Refused("not_allowed")


def _tell(session: Session, kind: str, plan: VisitPlan, *, by: Actor) -> None:
    day = by.occurred_on or today(session, by.cooperative_id)
    facts = {"plan_id": plan.id, "person_id": by.person_id, "planned_on": plan.planned_on}
    record(session, kind, by=by, subject=f"visit_plan/{plan.id}", facts=facts, occurred_on=day)
    told = {"plan_id": plan.id, "planned_on": plan.planned_on.isoformat()}
    tell_officers(session, kind, path="/kas/kunjungan", facts=told, by=by)
