"""An assistant looks at members' savings by name: every look is written down before anything is
shown, and the members it was about can read who looked, when and why.
"""

from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, func, select

from cooperative.actors import Actor
from cooperative.books.numbers import next_number
from cooperative.clock import moment_of
from cooperative.inbox import tell
from cooperative.ledger.tables import Account, AccountKind
from cooperative.oversight.granting import open_access
from cooperative.oversight.tables import SavingsAccess, SavingsLook
from cooperative.people.tables import Member, MemberState, Person
from cooperative.record import record
from cooperative.refusals import Refused

PER_PAGE = 30


class Shown(NamedTuple):
    """One member and what she has, in rupiah."""

    member_id: int
    person_id: int
    number: str
    name: str
    pokok_rupiah: int
    wajib_rupiah: int
    voluntary_rupiah: int


class Seen(NamedTuple):
    """One look as it is told to a member and to officers: who looked, when, why, let by whom."""

    looked_at: datetime
    name: str
    purpose: str
    granted_by: str


def look_at_savings(
    session: Session, *, page: int, by: Actor
) -> tuple[list[Shown], int, SavingsAccess]:
    """Write a look down and return one page of members by number, how many there are, and what
    allows it; members who are seen for the first time under it are told.

    Raises Refused("access_closed"), ("not_found") for a page without members.
    """
    access = open_access(session, person_id=by.person_id, cooperative_id=by.cooperative_id)
    if access is None:
        raise Refused("access_closed")
    shown, count = _members(session, by.cooperative_id, page)
    if not shown:
        raise Refused("not_found")
    # From here on it must succeed.
    unseen = _unseen(session, access, shown)
    look = SavingsLook(
        cooperative_id=by.cooperative_id,
        id=next_number(session, by.cooperative_id, "savings_look"),
        access_id=access.id,
        first_member_id=shown[0].member_id,
        last_member_id=shown[-1].member_id,
        looked_at=moment_of(session),
    )
    session.add(look)
    record(
        session,
        "access.used",
        by=by,
        subject=f"savings_access/{access.id}",
        facts={"access_id": access.id, "member_count": len(shown), "from_outside": True},
        private={"first_member_id": look.first_member_id, "last_member_id": look.last_member_id},
    )
    _tell(session, unseen, access, by=by)
    return shown, count, access


def looks_at(
    session: Session, cooperative_id: int, member_id: int, *, page: int = 1
) -> tuple[list[Seen], int]:
    """Return one page of the looks at one member's savings, the newest first, and how many."""
    about_her = (
        col(SavingsLook.first_member_id) <= member_id,
        col(SavingsLook.last_member_id) >= member_id,
    )
    return _looks(session, cooperative_id, page, *about_her)


def looks_in(session: Session, cooperative_id: int, *, page: int = 1) -> tuple[list[Seen], int]:
    """Return one page of all looks in a cooperative, the newest first, and how many."""
    return _looks(session, cooperative_id, page)


def _looks(
    session: Session, cooperative_id: int, page: int, *wanted: sa.ColumnElement[bool]
) -> tuple[list[Seen], int]:
    looker, officer = aliased(Person), aliased(Person)
    ours = (col(SavingsLook.cooperative_id) == cooperative_id, *wanted)
    allowed = (col(SavingsAccess.cooperative_id) == cooperative_id) & (
        col(SavingsAccess.id) == col(SavingsLook.access_id)
    )
    rows = session.exec(
        select(SavingsLook, SavingsAccess, looker, officer)
        .join(SavingsAccess, allowed)
        .join(looker, col(looker.id) == col(SavingsAccess.person_id))
        .join(officer, col(officer.id) == col(SavingsAccess.granted_by))
        .where(*ours)
        .order_by(col(SavingsLook.id).desc())
        .limit(PER_PAGE)
        .offset((page - 1) * PER_PAGE)
    )
    count = session.exec(select(func.count()).select_from(SavingsLook).where(*ours)).one()
    return [
        Seen(look.looked_at, _called(who), access.purpose, _called(by))
        for look, access, who, by in rows
    ], count


def _members(session: Session, cooperative_id: int, page: int) -> tuple[list[Shown], int]:
    ours = (
        col(Member.cooperative_id) == cooperative_id,
        col(Member.state) != MemberState.LEFT,
    )
    saldo = col(Account.balance_rupiah) * col(Account.side)
    kinds = (AccountKind.POKOK, AccountKind.WAJIB, AccountKind.VOLUNTARY)
    sums: list[Any] = [
        func.sum(sa.case((col(Account.kind) == kind, saldo), else_=0)) for kind in kinds
    ]
    hers = (col(Account.cooperative_id) == cooperative_id) & (
        col(Account.member_id) == col(Member.id)
    )
    of_person: list[Any] = [Member.id, Person.id, Member.number, Person.honorific, Person.name]
    query = (
        sa.select(*of_person, *sums)
        .join(Person, col(Person.id) == col(Member.person_id))
        .outerjoin(Account, hers)
        .where(*ours)
        .group_by(*of_person)
        .order_by(col(Member.id))
        .limit(PER_PAGE)
        .offset((page - 1) * PER_PAGE)
    )
    rows: Any = session.connection().execute(query)
    count = session.exec(select(func.count()).select_from(Member).where(*ours)).one()
    return [
        Shown(member, person, number, f"{honorific} {name}".strip(), *map(int, amounts))
        for member, person, number, honorific, name, *amounts in rows
    ], count


def _unseen(session: Session, access: SavingsAccess, shown: list[Shown]) -> list[Shown]:
    """Return those of the members nobody has looked at under this access."""
    ranges = session.exec(
        select(SavingsLook.first_member_id, SavingsLook.last_member_id).where(
            col(SavingsLook.cooperative_id) == access.cooperative_id,
            col(SavingsLook.access_id) == access.id,
        )
    ).all()
    return [
        one for one in shown if not any(first <= one.member_id <= last for first, last in ranges)
    ]


def _tell(session: Session, members: list[Shown], access: SavingsAccess, *, by: Actor) -> None:
    name = _called(session.get_one(Person, by.person_id))
    for member in members:
        tell(
            session,
            "savings.seen",
            cooperative_id=by.cooperative_id,
            person_id=member.person_id,
            path="/simpanan/dilihat",
            facts={"name": name, "purpose": access.purpose},
        )


def _called(person: Person) -> str:
    return f"{person.honorific} {person.name}".strip()
