"""Everybody who is something to a cooperative: members and officers, by name."""

from dataclasses import dataclass
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlmodel import Session, col, func, select

from cooperative.people.access import roles_of
from cooperative.people.members import is_called
from cooperative.people.tables import Enrolment, Member, MemberState, Person, RoleGrant
from cooperative.refusals import Refused

PER_PAGE = 30


class Known(NamedTuple):
    """One person of the list. `number` is None for somebody who is no member."""

    public_id: str
    name: str
    honorific: str
    number: str | None
    phone_count: int


@dataclass(frozen=True)
class People:
    """One page of the list and how many there are in all."""

    people: list[Known]
    total: int


def list_people(session: Session, cooperative_id: int, *, search: str, page: int) -> People:
    """Return members and officers by name; `search` is a part of a name or of a member number."""
    is_member = (
        (col(Member.cooperative_id) == cooperative_id)
        & (col(Member.person_id) == col(Person.id))
        & (col(Member.state) != MemberState.LEFT)
    )
    has_role = (
        sa.exists()
        .where(col(RoleGrant.cooperative_id) == cooperative_id)
        .where(col(RoleGrant.person_id) == col(Person.id))
        .where(col(RoleGrant.until).is_(None))
    )
    ours = (
        select(Person, Member.number, _phones(cooperative_id))
        .outerjoin(Member, is_member)
        .where(sa.or_(col(Member.id).is_not(None), has_role))
    )
    if words := search.strip().lower():
        ours = ours.where(is_called(words))
    count = session.exec(select(func.count()).select_from(ours.subquery())).one()
    shown = ours.order_by(func.lower(Person.name), col(Person.id))
    rows = session.exec(shown.limit(PER_PAGE).offset((page - 1) * PER_PAGE))
    people = [
        Known(person.public_id, person.name, person.honorific, number, phone_count)
        for person, number, phone_count in rows
    ]
    return People(people, count)


def find_person(session: Session, cooperative_id: int, public_id: str) -> Person:
    """Return somebody who is something to this cooperative; Refused("not_found") for anybody
    else."""
    person = session.exec(select(Person).where(col(Person.public_id) == public_id)).first()
    if person is None or not roles_of(session, cooperative_id, person.id or 0):
        raise Refused("not_found")
    return person


def member_by_number(session: Session, cooperative_id: int, number: str) -> Member | None:
    """Return the member with this number, also one who has left."""
    found = select(Member).where(
        col(Member.cooperative_id) == cooperative_id, col(Member.number) == number
    )
    return session.exec(found).first()


def _phones(cooperative_id: int) -> Any:
    return (
        select(func.count())
        .select_from(Enrolment)
        .where(col(Enrolment.cooperative_id) == cooperative_id)
        .where(col(Enrolment.person_id) == col(Person.id))
        .where(col(Enrolment.revoked_at).is_(None))
        .correlate(Person)
        .scalar_subquery()
    )
