"""Bon: what a member owes the store because she took goods and had not the money with her."""

from datetime import date

from sqlmodel import Session

from cooperative.actors import Actor
from cooperative.ledger.announcing import Sum, announce
from cooperative.ledger.entries import Line, book
from cooperative.ledger.savings import cash_and, refuse_amount, savings_of
from cooperative.ledger.tables import AccountKind, Entry, EntryKind, Means
from cooperative.people.members import find_member
from cooperative.refusals import Refused


def pay_credit(
    session: Session,
    *,
    member_id: int,
    amount_rupiah: int,
    by: Actor,
    note: str = "",
    occurred_on: date | None = None,
) -> Entry:
    """Write down that a member paid on her bon in cash, also when she has left meanwhile.

    An order of hers that was cancelled may be handed over after she left (protocol.md 7).
    Raises Refused("not_found"), ("amount_out_of_range"), ("credit_less", owed_rupiah) when she
    owes less.
    """
    member = find_member(session, by.cooperative_id, member_id)
    refuse_amount(amount_rupiah)
    owed_rupiah = savings_of(session, by.cooperative_id, member_id).credit
    if amount_rupiah > owed_rupiah:
        raise Refused("credit_less", owed_rupiah=owed_rupiah)
    # From here on it must succeed.
    cash, credit = cash_and(session, by, AccountKind.CREDIT, member_id)
    entry = book(
        session,
        EntryKind.CREDIT_PAYMENT,
        [Line(cash, credit, amount_rupiah)],
        by=by,
        means=Means.CASH,
        member_id=member_id,
        note=note,
        occurred_on=occurred_on,
    )
    paid = Sum(AccountKind.CREDIT, amount_rupiah)
    announce(session, "credit.paid", entry, member, paid, by=by)
    return entry
