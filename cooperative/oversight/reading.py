"""Who watches over a cooperative, for its officers: and who of them may see savings, until when."""

from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa
from sqlmodel import Session, col, select

from cooperative.actors import Role
from cooperative.clock import moment_of
from cooperative.oversight.tables import SavingsAccess
from cooperative.people.cooperatives import find_cooperative
from cooperative.people.tables import Person, RegionGrant, RoleGrant
from cooperative.refusals import Refused


class Watcher(NamedTuple):
    """Somebody who watches over the cooperative; `access` is what lets her see savings now."""

    person_id: int
    public_id: str
    name: str
    role: Role
    since: datetime
    access: SavingsAccess | None = None


def watchers_of(session: Session, cooperative_id: int) -> list[Watcher]:
    """Return the assistants by name, then those who look after the region."""
    assistants = session.exec(
        select(Person, RoleGrant.since)
        .join(RoleGrant, col(RoleGrant.person_id) == col(Person.id))
        .where(
            col(RoleGrant.cooperative_id) == cooperative_id,
            col(RoleGrant.role) == Role.ASSISTANT,
            col(RoleGrant.until).is_(None),
        )
        .order_by(col(Person.name), col(Person.id))
    )
    code = sa.literal(find_cooperative(session, cooperative_id).region_code)
    regional = session.exec(
        select(Person, RegionGrant.role, RegionGrant.since)
        .join(RegionGrant, col(RegionGrant.person_id) == col(Person.id))
        .where(col(RegionGrant.until).is_(None), code.startswith(col(RegionGrant.region_code)))
        .order_by(col(Person.name), col(Person.id))
    )
    open_ones = _open(session, cooperative_id)
    return [
        *(
            _watcher(who, Role.ASSISTANT, since, open_ones.get(who.id or 0))
            for who, since in assistants
        ),
        *(_watcher(who, Role(role), since) for who, role, since in regional),
    ]


def find_assistant_here(session: Session, cooperative_id: int, public_id: str) -> Watcher:
    """Return one of its assistants; Refused("not_found") for anybody else."""
    for one in watchers_of(session, cooperative_id):
        if one.public_id == public_id and one.role is Role.ASSISTANT:
            return one
    raise Refused("not_found")


def _open(session: Session, cooperative_id: int) -> dict[int, SavingsAccess]:
    rows = session.exec(
        select(SavingsAccess).where(
            col(SavingsAccess.cooperative_id) == cooperative_id,
            col(SavingsAccess.ended_at).is_(None),
            col(SavingsAccess.until) > moment_of(session),
        )
    )
    return {one.person_id: one for one in rows}


def _watcher(
    who: Person, role: Role, since: datetime, access: SavingsAccess | None = None
) -> Watcher:
    name = f"{who.honorific} {who.name}".strip()
    return Watcher(who.id or 0, who.public_id, name, role, since, access)
