"""Who may what: the roles people hold, and the rule that nobody decides about herself."""

from collections.abc import Collection

import sqlalchemy as sa
from sqlmodel import Session, col, select, update

from cooperative.actors import Actor, Role
from cooperative.books.numbers import next_number
from cooperative.clock import moment_of
from cooperative.inbox import tell
from cooperative.people.cooperatives import find_cooperative
from cooperative.people.tables import Member, MemberState, RegionGrant, RoleGrant
from cooperative.record import record
from cooperative.refusals import Refused


def roles_of(session: Session, cooperative_id: int, person_id: int) -> frozenset[Role]:
    """Return what the person is to the cooperative now; a member who left is none."""
    granted = session.exec(
        select(RoleGrant.role).where(
            col(RoleGrant.cooperative_id) == cooperative_id,
            col(RoleGrant.person_id) == person_id,
            col(RoleGrant.until).is_(None),
        )
    )
    region = sa.literal(find_cooperative(session, cooperative_id).region_code)
    regional = session.exec(
        select(RegionGrant.role).where(
            col(RegionGrant.person_id) == person_id,
            col(RegionGrant.until).is_(None),
            region.startswith(col(RegionGrant.region_code)),
        )
    )
    membership = session.exec(
        select(Member.id).where(
            col(Member.cooperative_id) == cooperative_id,
            col(Member.person_id) == person_id,
            col(Member.state) != MemberState.LEFT,
        )
    ).first()
    member = [Role.MEMBER] if membership is not None else []
    return frozenset([*map(Role, granted), *map(Role, regional), *member])


def grant_role(session: Session, *, person_id: int, role: Role, by: Actor) -> RoleGrant:
    """Give a role from now on.

    Raises Refused("role_held") when she has it, ("role_not_granted") for membership.
    """
    if role is Role.MEMBER:
        raise Refused("role_not_granted")
    if person_id in holders(session, by.cooperative_id, {role}):
        raise Refused("role_held")
    # From here on it must succeed.
    grant = RoleGrant(
        cooperative_id=by.cooperative_id,
        id=next_number(session, by.cooperative_id, "role_grant"),
        person_id=person_id,
        role=role,
        since=moment_of(session),
    )
    session.add(grant)
    session.flush()  # the next rule asks who holds which role
    record(
        session,
        "role.granted",
        by=by,
        subject=f"person/{person_id}",
        facts={"person_id": person_id, "role": role.value},
    )
    return grant


def end_role(session: Session, *, person_id: int, role: Role, by: Actor) -> None:
    """Take a role back.

    Raises Refused("role_not_held"), ("last_officer") for the last treasurer or secretary.
    """
    held = holders(session, by.cooperative_id, {role})
    if person_id not in held:
        raise Refused("role_not_held")
    if role in {Role.TREASURER, Role.SECRETARY} and len(held) == 1:
        raise Refused("last_officer")
    # From here on it must succeed.
    session.exec(
        update(RoleGrant)
        .where(
            col(RoleGrant.cooperative_id) == by.cooperative_id,
            col(RoleGrant.person_id) == person_id,
            col(RoleGrant.role) == role,
            col(RoleGrant.until).is_(None),
        )
        .values(until=moment_of(session))
        .execution_options(synchronize_session=False)
    )
    record(
        session,
        "role.ended",
        by=by,
        subject=f"person/{person_id}",
        facts={"person_id": person_id, "role": role.value},
    )


def holders(session: Session, cooperative_id: int, roles: Collection[Role]) -> list[int]:
    """Return the ids of the persons who hold one of `roles` now, each once."""
    found = session.exec(
        select(RoleGrant.person_id)
        .where(
            col(RoleGrant.cooperative_id) == cooperative_id,
            col(RoleGrant.role).in_(list(roles)),
            col(RoleGrant.until).is_(None),
        )
        .distinct()
        .order_by(col(RoleGrant.person_id))
    )
    return list(found)


def second_person_exists(
    session: Session, cooperative_id: int, roles: Collection[Role], person_id: int
) -> bool:
    """Tell whether somebody else holds one of `roles`, so she need not decide about herself."""
    return any(holder != person_id for holder in holders(session, cooperative_id, roles))


def refuse_own(
    session: Session, *, by: Actor, person_id: int, roles: Collection[Role], code: str
) -> bool:
    """Refuse with `code` when she acts on her own and somebody else could (architecture.md 1).

    Returns True when she is the only one: the act goes through, and the caller flags it with
    `flag_own`.
    """
    if by.person_id != person_id:
        return False
    if second_person_exists(session, by.cooperative_id, roles, person_id):
        raise Refused(code)
    return True


def flag_own(session: Session, *, by: Actor, subject: str, path: str) -> None:
    """Tell every supervisor that an officer acted on her own affairs, as there was nobody else."""
    for supervisor_id in holders(session, by.cooperative_id, {Role.SUPERVISOR}):
        tell(
            session,
            "self_approved",
            cooperative_id=by.cooperative_id,
            person_id=supervisor_id,
            path=path,
            facts={"person_id": by.person_id, "subject": subject},
        )
