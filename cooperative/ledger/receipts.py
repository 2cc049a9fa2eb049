"""One entry of the day book with everything its receipt says."""

from typing import NamedTuple

from sqlmodel import Session, col, select

from cooperative.ledger.accounts import OF_MEMBERS
from cooperative.ledger.entries import find_entry, lines_of, reversal_of
from cooperative.ledger.tables import Account, AccountKind, Entry
from cooperative.people.tables import Member, Person


class Named(NamedTuple):
    """The member an entry is about."""

    member_id: int
    person_id: int
    number: str
    name: str
    honorific: str


class EntryPage(NamedTuple):
    """An entry, whose it is, who wrote it, and the accounts of the member it touched.

    `amount_rupiah` leaves out what sold goods had cost. `reversed_by` is the id of the entry that
    took it back.
    """

    entry: Entry
    member: Named | None
    by_name: str
    accounts: list[AccountKind]
    amount_rupiah: int
    reversed_by: int | None


def entry_page(session: Session, cooperative_id: int, entry_id: int) -> EntryPage:
    """Return an entry for its page; Refused("not_found") for any other cooperative's."""
    entry = find_entry(session, cooperative_id, entry_id)
    lines = lines_of(session, cooperative_id, entry_id)
    ids = {account for line in lines for account in line[:2]}
    found = session.exec(
        select(Account.id, Account.kind).where(
            col(Account.cooperative_id) == cooperative_id, col(Account.id).in_(ids)
        )
    )
    kinds = dict(found.all())
    paid = [
        line
        for line in lines
        if AccountKind.COST_OF_SALES not in {kinds[line.debit], kinds[line.credit]}
    ]
    return EntryPage(
        entry=entry,
        member=member_named(session, cooperative_id, entry.member_id),
        by_name=session.get_one(Person, entry.by_person_id).name,
        accounts=[kind for kind in AccountKind if kind in OF_MEMBERS & set(kinds.values())],
        amount_rupiah=sum(line.amount_rupiah for line in paid),
        reversed_by=reversal_of(session, cooperative_id, entry_id),
    )


def member_named(session: Session, cooperative_id: int, member_id: int | None) -> Named | None:
    """Return what a receipt says of a member; None for nobody."""
    if member_id is None:
        return None
    member = session.get_one(Member, (cooperative_id, member_id))
    person = session.get_one(Person, member.person_id)
    return Named(member.id, member.person_id, member.number, person.name, person.honorific)
