"""A member leaves: she gets her savings back, less what she owes (UU 25/1992, domain.md 1.1)."""

from collections.abc import Iterator

from sqlmodel import Session, col, select

from cooperative.actors import OFFICERS, Actor
from cooperative.ledger.accounts import account_of
from cooperative.ledger.announcing import announce_settlement
from cooperative.ledger.entries import Line, book
from cooperative.ledger.savings import Savings, member_in, savings_of
from cooperative.ledger.tables import AccountKind, Entry, EntryKind, Means
from cooperative.orders.tables import OPEN_STATES, Order
from cooperative.people.access import refuse_own
from cooperative.people.members import end_membership
from cooperative.refusals import Refused


def leave(session: Session, *, member_id: int, by: Actor) -> Entry | None:
    """Settle her savings in one entry, pay out the rest in cash and strike her from the register.

    Returns None for an applicant who never paid anything. Raises Refused("not_found"),
    ("not_member"), ("own_savings"), ("open_orders", count), ("debts_exceed_savings", owed_rupiah,
    savings_rupiah).
    """
    member = member_in(session, by, member_id)
    refuse_own(session, by=by, person_id=member.person_id, roles=OFFICERS, code="own_savings")
    if count := _open_orders(session, by.cooperative_id, member_id):
        raise Refused("open_orders", count=count)
    savings = savings_of(session, by.cooperative_id, member_id)
    if savings.credit > savings.total:
        raise Refused(
            "debts_exceed_savings",
            owed_rupiah=savings.credit,
            savings_rupiah=savings.total,
        )
    lines = list(_settlement(session, by.cooperative_id, member_id, savings))
    # From here on it must succeed.
    entry = None
    if lines:
        facts = {"savings_rupiah": savings.total, "owed_rupiah": savings.credit}
        entry = book(
            session,
            EntryKind.SETTLEMENT,
            lines,
            by=by,
            means=Means.CASH,
            member_id=member_id,
            facts=facts,
        )
        paid_out_rupiah = savings.total - savings.credit
        announce_settlement(session, entry, member, paid_out_rupiah=paid_out_rupiah, by=by)
    end_membership(session, member=member, by=by)
    return entry


def _settlement(
    session: Session, cooperative_id: int, member_id: int, savings: Savings
) -> Iterator[Line]:
    """Her debt is paid from sukarela first, then wajib, then pokok;

    the rest of each is paid out.
    """
    owed_rupiah = savings.credit
    kinds = (
        (AccountKind.VOLUNTARY, savings.voluntary),
        (AccountKind.WAJIB, savings.wajib),
        (AccountKind.POKOK, savings.pokok),
    )
    for kind, saldo_rupiah in kinds:
        to_debt_rupiah = min(owed_rupiah, saldo_rupiah)
        owed_rupiah -= to_debt_rupiah
        account = account_of(session, cooperative_id, kind, member_id)
        if to_debt_rupiah:
            credit = account_of(session, cooperative_id, AccountKind.CREDIT, member_id)
            yield Line(account, credit, to_debt_rupiah)
        if rest_rupiah := saldo_rupiah - to_debt_rupiah:
            cash = account_of(session, cooperative_id, AccountKind.CASH)
            yield Line(account, cash, rest_rupiah)


def _open_orders(session: Session, cooperative_id: int, member_id: int) -> int:
    still_open = session.exec(
        select(Order.id).where(
            col(Order.cooperative_id) == cooperative_id,
            col(Order.member_id) == member_id,
            col(Order.state).in_(OPEN_STATES),
        )
    )
    return len(still_open.all())
