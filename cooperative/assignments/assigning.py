"""A PMO sends an assistant to a cooperative of her region, or calls her back."""

from sqlmodel import Session, col, select, update

from cooperative.actors import OFFICERS, Actor, Role
from cooperative.assignments.tables import REASON_LETTERS, AssignmentAct, AssignmentStep
from cooperative.clock import moment_of
from cooperative.inbox import tell
from cooperative.people.access import end_role, grant_role, holders, roles_of
from cooperative.people.cooperatives import find_cooperative
from cooperative.people.tables import Enrolment, Person, RoleGrant, SignIn
from cooperative.people.watching import desk_of
from cooperative.push.tables import PushSubscription
from cooperative.refusals import Refused

_NEWS = {
    AssignmentAct.SENT: "assistant.sent",
    AssignmentAct.CALLED_BACK: "assistant.called_back",
}


def assign(session: Session, *, person_id: int, reason: str, by: Actor) -> RoleGrant:
    """Send an assistant to the cooperative `by` acts in, from now on.

    Raises Refused("not_allowed") for whoever is no PMO there, ("own_role") for herself,
    ("role_held") when she is there already, ("reason_missing"), ("reason_too_long").
    """
    reason = _checked(person_id, reason, by)
    grant = grant_role(session, person_id=person_id, role=Role.ASSISTANT, by=by)
    _note(session, grant, AssignmentAct.SENT, reason, by)
    path = f"/pantau/{by.cooperative_id}"
    _tell_her(session, "assignment.given", person_id, path=path, reason=reason, by=by)
    return grant


def call_back(session: Session, *, person_id: int, reason: str, by: Actor) -> None:
    """End an assistant's time in the cooperative `by` acts in; her phones go on elsewhere.

    Raises Refused("not_allowed"), ("own_role"), ("role_not_held") when she is not there,
    ("reason_missing"), ("reason_too_long").
    """
    reason = _checked(person_id, reason, by)
    grant = open_grant(session, by.cooperative_id, person_id)
    if grant is None:
        raise Refused("role_not_held")
    end_role(session, person_id=person_id, role=Role.ASSISTANT, by=by)
    _note(session, grant, AssignmentAct.CALLED_BACK, reason, by)
    _move_phones(session, by.cooperative_id, person_id)
    _tell_her(session, "assignment.ended", person_id, path="/pantau", reason=reason, by=by)


def open_grant(session: Session, cooperative_id: int, person_id: int) -> RoleGrant | None:
    """Return the running assignment of a person to a cooperative."""
    running = select(RoleGrant).where(
        col(RoleGrant.cooperative_id) == cooperative_id,
        col(RoleGrant.person_id) == person_id,
        col(RoleGrant.role) == Role.ASSISTANT,
        col(RoleGrant.until).is_(None),
    )
    return session.exec(running).first()


def _checked(person_id: int, reason: str, by: Actor) -> str:
    if Role.PMO not in by.roles:
        raise Refused("not_allowed")
    if by.person_id == person_id:
        raise Refused("own_role")
    reason = " ".join(reason.split())
    if not reason:
        raise Refused("reason_missing")
    if len(reason) > REASON_LETTERS:
        raise Refused("reason_too_long", most_letters=REASON_LETTERS)
    return reason


def _note(session: Session, grant: RoleGrant, act: AssignmentAct, reason: str, by: Actor) -> None:
    """Write down by whom and why, and tell the officers: they work together with her."""
    session.add(
        AssignmentStep(
            cooperative_id=grant.cooperative_id,
            role_grant_id=grant.id,
            act=act,
            reason=reason,
            by_person_id=by.person_id,
            at=moment_of(session),
        )
    )
    assistant = session.get_one(Person, grant.person_id)
    name = f"{assistant.honorific} {assistant.name}".strip()
    for officer_id in holders(session, grant.cooperative_id, OFFICERS):
        tell(
            session,
            _NEWS[act],
            cooperative_id=grant.cooperative_id,
            person_id=officer_id,
            path="/kotak-masuk",
            facts={"name": name, "reason": reason},
        )


def _tell_her(
    session: Session, kind: str, person_id: int, *, path: str, reason: str, by: Actor
) -> None:
    """Tell the assistant, where her own news is written: perhaps in another cooperative."""
    session.flush()  # where that is depends on what she looks after now
    desk = desk_of(session, person_id)
    if desk is not None:
        name = find_cooperative(session, by.cooperative_id).name
        facts = {"cooperative_name": name, "reason": reason}
        tell(session, kind, cooperative_id=desk, person_id=person_id, path=path, facts=facts)


def _move_phones(session: Session, cooperative_id: int, person_id: int) -> None:
    """Let phones that were enrolled here go on in another cooperative of hers.

    Without one they open nothing, as those of anybody who is nothing to a cooperative.
    """
    if roles_of(session, cooperative_id, person_id):
        return
    hers = select(RoleGrant.cooperative_id).where(
        col(RoleGrant.person_id) == person_id,
        col(RoleGrant.role) == Role.ASSISTANT,
        col(RoleGrant.until).is_(None),
    )
    desk = session.exec(hers.order_by(col(RoleGrant.cooperative_id)).limit(1)).first()
    if desk is None:
        return
    for table in (Enrolment, SignIn, PushSubscription):
        session.exec(
            update(table)
            .where(col(table.person_id) == person_id, col(table.cooperative_id) == cooperative_id)
            .values(cooperative_id=desk)
            .execution_options(synchronize_session=False)
        )
