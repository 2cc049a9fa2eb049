"""Savings of members: paying in, taking out, taking back a slip of the pen (domain.md 1.1, 1.3).

The software writes down cash that changed hands; it moves no money and promises no interest.
"""

from datetime import date
from typing import NamedTuple

from sqlmodel import Session, col, select

from cooperative.actors import OFFICERS, Actor
from cooperative.ledger.accounts import SAVINGS, account_of, available
from cooperative.ledger.announcing import Sum, announce
from cooperative.ledger.dues import paid_so_far, periods_covered
from cooperative.ledger.entries import MOST_RUPIAH, Line, book
from cooperative.ledger.tables import Account, AccountKind, Entry, EntryKind, Means
from cooperative.people.access import refuse_own
from cooperative.people.members import find_member, settle_state
from cooperative.people.tables import Member, MemberState
from cooperative.refusals import Refused

_STAYS = {AccountKind.POKOK: "pokok_stays", AccountKind.WAJIB: "wajib_stays"}


class Savings(NamedTuple):
    """What a member has, in rupiah. `held` is the part of `voluntary` promised to orders."""

    pokok: int
    wajib: int
    voluntary: int
    held: int
    credit: int  # bon: what she owes

    @property
    def available(self) -> int:
        """What she may take out or spend."""
        return self.voluntary - self.held

    @property
    def total(self) -> int:
        """All three kinds together, held money included."""
        return self.pokok + self.wajib + self.voluntary


def savings_of(session: Session, cooperative_id: int, member_id: int) -> Savings:
    """Return what the member has; nothing was ever paid in reads as zeros."""
    rows = session.exec(
        select(
            Account.kind, col(Account.balance_rupiah) * col(Account.side), Account.held_rupiah
        ).where(col(Account.cooperative_id) == cooperative_id, col(Account.member_id) == member_id)
    ).all()
    saldo_rupiah = {kind: saldo for kind, saldo, _ in rows}
    return Savings(
        pokok=saldo_rupiah.get(AccountKind.POKOK, 0),
        wajib=saldo_rupiah.get(AccountKind.WAJIB, 0),
        voluntary=saldo_rupiah.get(AccountKind.VOLUNTARY, 0),
        held=sum(held for kind, _, held in rows if kind == AccountKind.VOLUNTARY),
        credit=saldo_rupiah.get(AccountKind.CREDIT, 0),
    )


def deposit(  # noqa: PLR0913 - what a receipt says
    session: Session,
    *,
    member_id: int,
    kind: AccountKind,
    amount_rupiah: int,
    by: Actor,
    occurred_on: date | None = None,
    means: Means = Means.CASH,
    note: str = "",
) -> Entry:
    """Write down money a member brought. The money is there, so it is booked (protocol.md 7).

    The pokok paid in full makes an applicant active. An officer may write down her own money;
    supervisors are told. Raises Refused("not_member") for one who left, ("amount_out_of_range"),
    ("day_ahead").
    """
    member = member_in(session, by, member_id)
    if kind not in SAVINGS:
        raise ValueError("savings are pokok, wajib or voluntary")
    refuse_amount(amount_rupiah)
    cash, savings = cash_and(session, by, kind, member_id)
    entry = book(
        session,
        EntryKind.DEPOSIT,
        [Line(cash, savings, amount_rupiah)],
        by=by,
        means=means,
        member_id=member_id,
        note=note,
        facts=_what_for(session, by.cooperative_id, member_id, Sum(kind, amount_rupiah)),
        occurred_on=occurred_on,
    )
    announce(session, "savings.deposited", entry, member, Sum(kind, amount_rupiah), by=by)
    if kind is AccountKind.POKOK:
        settle_state(session, member_id=member_id, by=by)
    return entry


def withdraw(  # noqa: PLR0913 - what a receipt says
    session: Session,
    *,
    member_id: int,
    kind: AccountKind,
    amount_rupiah: int,
    by: Actor,
    occurred_on: date | None = None,
    note: str = "",
) -> Entry:
    """Pay out sukarela. Pokok and wajib stay until the member leaves (UU 25/1992 article 41).

    Raises Refused("not_member"), ("pokok_stays"), ("wajib_stays"), ("amount_out_of_range"),
    ("own_savings"), ("savings_short", available_rupiah), ("day_ahead").
    """
    member = member_in(session, by, member_id)
    if kind in _STAYS:
        raise Refused(_STAYS[kind])
    if kind is not AccountKind.VOLUNTARY:
        raise ValueError("savings are pokok, wajib or voluntary")
    refuse_amount(amount_rupiah)
    refuse_own(session, by=by, person_id=member.person_id, roles=OFFICERS, code="own_savings")
    cash, savings = cash_and(session, by, kind, member_id)
    available_rupiah = available(session, by.cooperative_id, savings)
    if amount_rupiah > available_rupiah:
        raise Refused("savings_short", available_rupiah=available_rupiah)
    entry = book(
        session,
        EntryKind.WITHDRAWAL,
        [Line(savings, cash, amount_rupiah)],
        by=by,
        means=Means.CASH,
        member_id=member_id,
        note=note,
        occurred_on=occurred_on,
    )
    announce(session, "savings.withdrawn", entry, member, Sum(kind, amount_rupiah), by=by)
    return entry


def member_in(session: Session, by: Actor, member_id: int) -> Member:
    """Return a member who has not left. Raises Refused("not_found"), ("not_member")."""
    member = find_member(session, by.cooperative_id, member_id)
    if member.state is MemberState.LEFT:
        raise Refused("not_member")
    return member


def refuse_amount(amount_rupiah: int) -> None:
    """Raise Refused("amount_out_of_range", most_rupiah) for what no hand counts out."""
    if not 0 < amount_rupiah <= MOST_RUPIAH:
        raise Refused("amount_out_of_range", most_rupiah=MOST_RUPIAH)


def cash_and(session: Session, by: Actor, kind: AccountKind, member_id: int) -> tuple[int, int]:
    """Return the ids of the till and of the member's account of `kind`."""
    cash = account_of(session, by.cooperative_id, AccountKind.CASH)
    return cash, account_of(session, by.cooperative_id, kind, member_id)


def _what_for(
    session: Session, cooperative_id: int, member_id: int, paid: Sum
) -> dict[str, list[str]]:
    """The months of a wajib payment are written with it, so that its wording never changes."""
    if paid.account is not AccountKind.WAJIB:
        return {}
    from_rupiah = paid_so_far(session, cooperative_id, member_id)
    to_rupiah = from_rupiah + paid.amount_rupiah
    periods = periods_covered(
        session, cooperative_id, member_id, from_rupiah=from_rupiah, to_rupiah=to_rupiah
    )
    return {"periods": periods}
