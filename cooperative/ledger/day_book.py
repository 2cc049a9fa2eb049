"""The day book as officers and supervisors read it: every entry of a month, and the cash."""

from datetime import date, timedelta
from typing import NamedTuple

import sqlalchemy as sa
from sqlmodel import Session, col, func, select

from cooperative.ledger.tables import Account, AccountKind, Entry, EntryKind, Means, Transfer
from cooperative.people.tables import Member, Person

PER_PAGE = 30


class BookLine(NamedTuple):
    """One entry; `cash_rupiah` is what it changed in the cash box.

    `amount_rupiah` leaves out what sold goods had cost: that is no money that changed hands.
    """

    id: int
    book_year: int
    book_no: int
    occurred_on: date
    kind: EntryKind
    means: Means
    note: str
    member_number: str | None
    member_name: str | None
    amount_rupiah: int
    cash_rupiah: int


class CashMonth(NamedTuple):
    """What came into the cash box in a month and what went out, and what is in it now."""

    in_rupiah: int
    out_rupiah: int
    saldo_rupiah: int


def book_lines(
    session: Session, cooperative_id: int, month: date, *, page: int = 1, per_page: int = PER_PAGE
) -> tuple[list[BookLine], int]:
    """Return one page of the entries about days of the month of `month`, the newest first; and
    how many there are.
    """
    of_member = sa.and_(
        col(Member.cooperative_id) == col(Entry.cooperative_id),
        col(Member.id) == col(Entry.member_id),
    )
    shown = (
        sa.select(
            col(Entry.id),
            col(Entry.book_year),
            col(Entry.book_no),
            col(Entry.occurred_on),
            col(Entry.kind),
            col(Entry.means),
            col(Entry.note),
            col(Member.number),
            col(Person.name),
        )
        .select_from(Entry)
        .outerjoin(Member, of_member)
        .outerjoin(Person, col(Person.id) == col(Member.person_id))
        .where(*_of_month(cooperative_id, month))
        .order_by(col(Entry.occurred_on).desc(), col(Entry.id).desc())
        .limit(per_page)
        .offset((page - 1) * per_page)
    )
    connection = session.connection()
    rows = connection.execute(shown).all()
    amounts = _amounts(session, cooperative_id, [row[0] for row in rows])
    counted = sa.select(func.count()).select_from(Entry).where(*_of_month(cooperative_id, month))
    lines = [BookLine._make((*row, *amounts[row[0]])) for row in rows]
    return lines, connection.execute(counted).scalar_one()


def cash_of_month(session: Session, cooperative_id: int, month: date) -> CashMonth:
    """Return what the month of `month` did to the cash box."""
    cash_id = _account(cooperative_id, AccountKind.CASH)
    came, went = (
        sa.cast(func.coalesce(func.sum(sa.case((side == cash_id, amount), else_=0)), 0), _WHOLE)
        for amount in [col(Transfer.amount_rupiah)]
        for side in (col(Transfer.debit_account_id), col(Transfer.credit_account_id))
    )
    entry = sa.and_(
        col(Transfer.cooperative_id) == col(Entry.cooperative_id),
        col(Transfer.entry_id) == col(Entry.id),
    )
    moved = (sa.select(came, went).join_from(Entry, Transfer, entry)).where(
        *_of_month(cooperative_id, month)
    )
    row = session.connection().execute(moved).one()
    saldo = select(col(Account.balance_rupiah) * col(Account.side)).where(
        col(Account.cooperative_id) == cooperative_id, *_cooperatives_own(AccountKind.CASH)
    )
    return CashMonth(row[0], row[1], session.exec(saldo).first() or 0)


def first_day(session: Session, cooperative_id: int) -> date | None:
    """Return the earliest day any entry is about, None while the book is empty."""
    earliest = select(func.min(Entry.occurred_on)).where(
        col(Entry.cooperative_id) == cooperative_id
    )
    return session.exec(earliest).one()


_WHOLE = sa.BigInteger()


def _of_month(cooperative_id: int, month: date) -> list[sa.ColumnElement[bool]]:
    first = month.replace(day=1)
    following = (first + timedelta(days=31)).replace(day=1)
    return [
        col(Entry.cooperative_id) == cooperative_id,
        # Nothing is written before it happens, so the books of earlier years need no reading.
        col(Entry.book_year) >= first.year,
        col(Entry.occurred_on) >= first,
        col(Entry.occurred_on) < following,
    ]


def _amounts(
    session: Session, cooperative_id: int, entry_ids: list[int]
) -> dict[int, tuple[int, int]]:
    """Return entry id -> (amount, change of the cash box) in rupiah."""
    debit, credit = col(Transfer.debit_account_id), col(Transfer.credit_account_id)
    amount = col(Transfer.amount_rupiah)
    cash_id = _account(cooperative_id, AccountKind.CASH)
    cost_id = _account(cooperative_id, AccountKind.COST_OF_SALES)
    is_cost = sa.or_(debit == cost_id, credit == cost_id)
    in_cash = sa.case((debit == cash_id, amount), (credit == cash_id, -amount), else_=0)
    summed = (
        sa.select(
            col(Transfer.entry_id),
            sa.cast(func.sum(sa.case((is_cost, 0), else_=amount)), _WHOLE),
            sa.cast(func.sum(in_cash), _WHOLE),
        )
        .where(col(Transfer.cooperative_id) == cooperative_id)
        .where(col(Transfer.entry_id).in_(entry_ids))
        .group_by(col(Transfer.entry_id))
    )
    return {row[0]: (row[1], row[2]) for row in session.connection().execute(summed)}


def _account(cooperative_id: int, kind: AccountKind) -> sa.ScalarSelect[int]:
    # Reading opens no account: one that was never used is in no entry.
    found = sa.select(col(Account.id)).where(col(Account.cooperative_id) == cooperative_id)
    return found.where(*_cooperatives_own(kind)).scalar_subquery()


def _cooperatives_own(kind: AccountKind) -> tuple[sa.ColumnElement[bool], ...]:
    return col(Account.kind) == kind, col(Account.member_id).is_(None)
