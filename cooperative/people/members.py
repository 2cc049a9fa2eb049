"""The member register: who joined, who is active, who they are."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import sqlalchemy as sa
from sqlmodel import Session, col, func, select, update

from cooperative.actors import Actor
from cooperative.books.numbers import next_number
from cooperative.ledger.dues import rate_on
from cooperative.ledger.tables import Account, AccountKind
from cooperative.people.cooperatives import today
from cooperative.people.tables import Member, MemberState, Person
from cooperative.record import record
from cooperative.refusals import Refused

PER_PAGE = 30


class Listed(NamedTuple):
    """One line of the register as a list shows it."""

    member_id: int
    number: str
    name: str
    honorific: str
    state: MemberState
    joined_on: date


@dataclass(frozen=True)
class Page:
    """One page of the register and how many lines there are in all."""

    members: list[Listed]
    count: int


def join(
    session: Session,
    *,
    person: Person,
    by: Actor,
    number: str | None = None,
    joined_on: date | None = None,
) -> Member:
    """Write a person into the register as an applicant; paying the pokok makes her active.

    Raises Refused("already_member", number), ("number_taken"), ("day_ahead").
    """
    cooperative_id = by.cooperative_id
    known = member_of(session, cooperative_id, person.id or 0)
    if known is not None:
        raise Refused("already_member", number=known.number)
    if number is not None and _number_is_taken(session, cooperative_id, number):
        raise Refused("number_taken")
    if joined_on is not None and joined_on > today(session, cooperative_id):
        raise Refused("day_ahead")
    # From here on it must succeed.
    member = Member(
        cooperative_id=cooperative_id,
        id=next_number(session, cooperative_id, "member"),
        person_id=person.id or 0,
        number=number or _next_free_number(session, cooperative_id),
        joined_on=joined_on or today(session, cooperative_id),
    )
    session.add(member)
    session.flush()  # accounts and entries of this transaction point to her
    record(
        session,
        "member.joined",
        by=by,
        subject=f"member/{member.id}",
        facts={"member_id": member.id},
        occurred_on=member.joined_on,
    )
    return member


def settle_state(session: Session, *, member_id: int, by: Actor) -> MemberState:
    """Make her active when her pokok is paid in full, an applicant again when it is taken back.

    What counts is the pokok of the day she joined: a later rise asks nothing of those who paid
    (domain.md 1.1).
    """
    member = find_member(session, by.cooperative_id, member_id)
    session.refresh(member)
    if member.state is MemberState.LEFT:
        return member.state
    asked_rupiah = rate_on(session, by.cooperative_id, AccountKind.POKOK, member.joined_on)
    is_paid = _pokok_paid(session, by.cooperative_id, member_id) >= max(asked_rupiah, 1)
    state = MemberState.ACTIVE if is_paid else MemberState.APPLICANT
    if state is not member.state:
        _move(session, member, state, by)
    return state


def end_membership(session: Session, *, member: Member, by: Actor) -> None:
    """Strike her from the register as of today; `ledger.leaving` has settled her savings before."""
    _move(session, member, MemberState.LEFT, by)


def find_member(session: Session, cooperative_id: int, member_id: int) -> Member:
    """Return a member of this cooperative in any state; Refused("not_found") for any other."""
    member = session.get(Member, (cooperative_id, member_id))
    if member is None:
        raise Refused("not_found")
    return member


def member_of(session: Session, cooperative_id: int, person_id: int) -> Member | None:
    """Return the person's line in the register, also when she has left."""
    return session.exec(
        select(Member).where(
            col(Member.cooperative_id) == cooperative_id, col(Member.person_id) == person_id
        )
    ).first()


def list_members(session: Session, cooperative_id: int, *, search: str = "", page: int = 1) -> Page:
    """Return one page of the register by name; `search` is a part of a name or a number."""
    ours = select(Member, Person).join(Person, col(Person.id) == col(Member.person_id))
    ours = ours.where(col(Member.cooperative_id) == cooperative_id)
    if words := search.strip().lower():
        ours = ours.where(is_called(words))
    count = session.exec(select(func.count()).select_from(ours.subquery())).one()
    shown = ours.order_by(func.lower(Person.name), col(Member.id))
    rows = session.exec(shown.limit(PER_PAGE).offset((page - 1) * PER_PAGE))
    members = [
        Listed(
            member.id,
            member.number,
            person.name,
            person.honorific,
            member.state,
            member.joined_on,
        )
        for member, person in rows
    ]
    return Page(members, count)


def is_called(words: str) -> sa.ColumnElement[bool]:
    """Return the condition that `words`, in lower case, are part of a name or a member number."""
    return sa.or_(
        func.lower(Person.name).contains(words, autoescape=True),
        col(Member.number).contains(words, autoescape=True),
    )


def _move(session: Session, member: Member, state: MemberState, by: Actor) -> None:
    left_on = today(session, member.cooperative_id) if state is MemberState.LEFT else None
    moved = session.exec(
        update(Member)
        .where(
            col(Member.cooperative_id) == member.cooperative_id,
            col(Member.id) == member.id,
            col(Member.state) == member.state,
        )
        .values(state=state, left_on=left_on)
        .execution_options(synchronize_session=False)
    )
    if moved.rowcount != 1:
        raise Refused("member_moved")
    session.refresh(member)
    record(
        session,
        f"member.became_{state.value}",
        by=by,
        subject=f"member/{member.id}",
        facts={"member_id": member.id},
    )


def _pokok_paid(session: Session, cooperative_id: int, member_id: int) -> int:
    paid = session.exec(
        select(func.sum(-col(Account.balance_rupiah))).where(
            col(Account.cooperative_id) == cooperative_id,
            col(Account.member_id) == member_id,
            col(Account.kind) == AccountKind.POKOK,
        )
    ).one()
    return int(paid or 0)


def _number_is_taken(session: Session, cooperative_id: int, number: str) -> bool:
    taken = select(Member.id).where(
        col(Member.cooperative_id) == cooperative_id, col(Member.number) == number
    )
    return session.exec(taken).first() is not None


def _next_free_number(session: Session, cooperative_id: int) -> str:
    """Old registers bring their own numbers, so the next one may be taken."""
    while True:
        number = f"{next_number(session, cooperative_id, 'member_number'):04}"
        if not _number_is_taken(session, cooperative_id, number):
            return number
