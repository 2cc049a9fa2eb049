"""The savings passbook: every movement of pokok, wajib and sukarela with the saldo after it."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, func, select

from cooperative.ledger.accounts import SAVINGS
from cooperative.ledger.tables import Account, AccountKind, Entry, EntryKind, Transfer

PER_PAGE = 30


@dataclass(frozen=True)
class Movement:
    """One line of the passbook: changes in rupiah, and the saldo of all three kinds after it."""

    entry_id: int
    book_no: int
    occurred_on: date
    kind: EntryKind
    pokok_rupiah: int
    wajib_rupiah: int
    voluntary_rupiah: int
    total_after_rupiah: int
    note: str
    subject: str
    facts: dict[str, Any]
    reverses: int | None
    reversed_by: int | None

    @property
    def delta_rupiah(self) -> int:
        """The change of all three kinds together."""
        return self.pokok_rupiah + self.wajib_rupiah + self.voluntary_rupiah


def movements(
    session: Session,
    cooperative_id: int,
    member_id: int,
    *,
    page: int = 1,
    per_page: int = PER_PAGE,
) -> list[Movement]:
    """Return one page of the passbook, newest first, in the order of writing."""
    deltas = _deltas(cooperative_id, member_id).subquery()
    total_after = func.sum(deltas.c.total).over(order_by=deltas.c.entry_id)
    shown = (
        sa.select(deltas, total_after.label("total_after"))
        .order_by(deltas.c.entry_id.desc())
        .limit(per_page)
        .offset((page - 1) * per_page)
    )
    rows = {int(row.entry_id): row for row in session.connection().execute(shown)}
    later = aliased(Entry)
    written = session.exec(
        select(Entry, later.id)
        .outerjoin(
            later,
            sa.and_(
                col(later.cooperative_id) == cooperative_id,
                col(later.reverses_id) == col(Entry.id),
            ),
        )
        .where(col(Entry.cooperative_id) == cooperative_id, col(Entry.id).in_(rows))
        .order_by(col(Entry.id).desc())
    )
    return [_movement(entry, reversed_by, rows[entry.id]) for entry, reversed_by in written]


def movement_count(session: Session, cooperative_id: int, member_id: int) -> int:
    """Return how many lines the passbook has."""
    deltas = _deltas(cooperative_id, member_id).subquery()
    return int(session.connection().scalar(sa.select(func.count()).select_from(deltas)) or 0)


def _deltas(cooperative_id: int, member_id: int) -> sa.Select[*tuple[Any, ...]]:
    """One row per entry that touched her savings: what it changed, a member's gain positive."""
    amount = sa.case(
        (col(Transfer.debit_account_id) == col(Account.id), -col(Transfer.amount_rupiah)),
        else_=col(Transfer.amount_rupiah),
    )

    def of(kind: AccountKind) -> sa.Label[Any]:
        changed = func.sum(sa.case((col(Account.kind) == kind, amount), else_=0))
        return sa.cast(changed, sa.BigInteger).label(kind.value)

    touches = sa.or_(
        col(Transfer.debit_account_id) == col(Account.id),
        col(Transfer.credit_account_id) == col(Account.id),
    )
    return (
        sa.select(
            col(Transfer.entry_id),
            of(AccountKind.POKOK),
            of(AccountKind.WAJIB),
            of(AccountKind.VOLUNTARY),
            sa.cast(func.sum(amount), sa.BigInteger).label("total"),
        )
        .select_from(Account)
        .join(
            Transfer,
            sa.and_(col(Transfer.cooperative_id) == col(Account.cooperative_id), touches),
        )
        .where(
            col(Account.cooperative_id) == cooperative_id,
            col(Account.member_id) == member_id,
            col(Account.kind).in_(SAVINGS),
        )
        .group_by(col(Transfer.entry_id))
    )


def _movement(entry: Entry, reversed_by: int | None, row: Any) -> Movement:
    return Movement(
        entry_id=entry.id,
        book_no=entry.book_no,
        occurred_on=entry.occurred_on,
        kind=entry.kind,
        pokok_rupiah=int(row.pokok),
        wajib_rupiah=int(row.wajib),
        voluntary_rupiah=int(row.voluntary),
        total_after_rupiah=int(row.total_after),
        note=entry.note,
        subject=entry.subject,
        facts=json.loads(entry.facts),
        reverses=entry.reverses_id,
        reversed_by=reversed_by,
    )
