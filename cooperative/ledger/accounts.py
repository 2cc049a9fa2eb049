"""Accounts: which there are, what people call their saldo, and money promised to orders."""

from typing import NamedTuple

import sqlalchemy as sa
from sqlmodel import Session, col, insert, select, update

from cooperative.books.numbers import next_number
from cooperative.ledger.tables import Account, AccountKind
from cooperative.memo import memo
from cooperative.refusals import Refused

# Numbers of the ministry's CORE application (domain.md 1.1); where it has none, the next free one.
CHART: dict[AccountKind, tuple[str, str]] = {
    AccountKind.CASH: ("111000", "Kas"),
    AccountKind.CREDIT: ("113000", "Bon anggota"),
    AccountKind.STOCK: ("114000", "Persediaan barang"),
    AccountKind.SUPPLIERS: ("211000", "Utang pemasok"),
    AccountKind.VOLUNTARY: ("212000", "Simpanan sukarela"),
    AccountKind.POKOK: ("310000", "Simpanan pokok"),
    AccountKind.WAJIB: ("320000", "Simpanan wajib"),
    AccountKind.OPENING: ("330000", "Saldo awal"),
    AccountKind.SALES: ("410000", "Penjualan"),
    AccountKind.STOCK_GAIN: ("420000", "Selisih lebih barang"),
    AccountKind.COST_OF_SALES: ("510000", "Harga pokok penjualan"),
    AccountKind.STOCK_LOSS: ("520000", "Barang rusak atau hilang"),
}
SAVINGS = (AccountKind.POKOK, AccountKind.WAJIB, AccountKind.VOLUNTARY)
OF_MEMBERS = frozenset({*SAVINGS, AccountKind.CREDIT})
_GAINS_BY_DEBIT = frozenset(
    {
        AccountKind.CASH,
        AccountKind.STOCK,
        AccountKind.CREDIT,
        AccountKind.COST_OF_SALES,
        AccountKind.STOCK_LOSS,
    }
)
# Cash has no floor: a fact is booked even if somebody forgot to write the deposit before it.
_NEVER_BELOW_ZERO = OF_MEMBERS | {AccountKind.STOCK}


_OF_COOPERATIVE = sa.text(
    "SELECT id FROM account"
    " WHERE cooperative_id = :cooperative_id AND kind = :kind AND member_id IS NULL"
)
_OF_MEMBER = sa.text(
    "SELECT id FROM account"
    " WHERE cooperative_id = :cooperative_id AND kind = :kind AND member_id = :member_id"
)


class Standing(NamedTuple):
    """What an account holds, seen the way people say it: a member's savings are positive."""

    saldo_rupiah: int
    held_rupiah: int

    @property
    def available_rupiah(self) -> int:
        """What is not promised to an order."""
        return self.saldo_rupiah - self.held_rupiah


def account_of(
    session: Session, cooperative_id: int, kind: AccountKind, member_id: int | None = None
) -> int:
    """Return the id of the account, opening it at its first use.

    Savings and bon belong to a member, everything else to the cooperative; mixing them up is a
    ValueError.
    """
    if (kind in OF_MEMBERS) != (member_id is not None):
        raise ValueError("a member's account needs the member, and no other does")
    known, key = memo(session), (Account, cooperative_id, kind, member_id)
    if key not in known:
        known[key] = _find(session, cooperative_id, kind, member_id) or _open(
            session, cooperative_id, kind, member_id
        )
    return known[key]


def _find(
    session: Session, cooperative_id: int, kind: AccountKind, member_id: int | None
) -> int | None:
    ours = {"cooperative_id": cooperative_id, "kind": kind.value}
    if member_id is None:
        return session.connection().execute(_OF_COOPERATIVE, ours).scalar()
    return session.connection().execute(_OF_MEMBER, {**ours, "member_id": member_id}).scalar()


def _open(session: Session, cooperative_id: int, kind: AccountKind, member_id: int | None) -> int:
    account_id = next_number(session, cooperative_id, "account")
    session.exec(
        insert(Account).values(
            cooperative_id=cooperative_id,
            id=account_id,
            kind=kind,
            member_id=member_id,
            side=1 if kind in _GAINS_BY_DEBIT else -1,
            balance_rupiah=0,
            held_rupiah=0,
            floor_rupiah=0 if kind in _NEVER_BELOW_ZERO else None,
        )
    )
    return account_id


def standing(session: Session, cooperative_id: int, account_id: int) -> Standing:
    """Return what the account holds; an unknown account is a LookupError."""
    row = session.exec(
        select(col(Account.balance_rupiah) * col(Account.side), Account.held_rupiah).where(
            col(Account.cooperative_id) == cooperative_id, col(Account.id) == account_id
        )
    ).first()
    if row is None:
        raise LookupError(account_id)
    return Standing(*row)


def saldo(session: Session, cooperative_id: int, account_id: int) -> int:
    """Return the saldo in rupiah, held money included."""
    return standing(session, cooperative_id, account_id).saldo_rupiah


def available(session: Session, cooperative_id: int, account_id: int) -> int:
    """Return the saldo in rupiah without what is held for orders."""
    return standing(session, cooperative_id, account_id).available_rupiah


def hold(session: Session, cooperative_id: int, account_id: int, amount_rupiah: int) -> None:
    """Promise `amount_rupiah` of the account to an order.

    Raises Refused("savings_short", available_rupiah) when that much is not available.
    """
    _refuse_nothing(amount_rupiah)
    held = session.exec(
        update(Account)
        .where(
            col(Account.cooperative_id) == cooperative_id,
            col(Account.id) == account_id,
            col(Account.balance_rupiah) * col(Account.side) - col(Account.held_rupiah)
            >= amount_rupiah,
        )
        .values(held_rupiah=Account.held_rupiah + amount_rupiah)
        .execution_options(synchronize_session=False)
    )
    if held.rowcount != 1:
        short = standing(session, cooperative_id, account_id).available_rupiah
        raise Refused("savings_short", available_rupiah=short)


def release(session: Session, cooperative_id: int, account_id: int, amount_rupiah: int) -> None:
    """Give back `amount_rupiah` that was held; giving back more than was held is a ValueError."""
    _refuse_nothing(amount_rupiah)
    released = session.exec(
        update(Account)
        .where(
            col(Account.cooperative_id) == cooperative_id,
            col(Account.id) == account_id,
            col(Account.held_rupiah) >= amount_rupiah,
        )
        .values(held_rupiah=Account.held_rupiah - amount_rupiah)
        .execution_options(synchronize_session=False)
    )
    if released.rowcount != 1:
        raise ValueError("the account holds less than that")


def _refuse_nothing(amount_rupiah: int) -> None:
    if amount_rupiah <= 0:
        raise ValueError("an amount is positive")
