"""The stored balance of every account: always the sum of its lines, never below its floor."""

from collections.abc import Mapping

from sqlmodel import Session, col, select, update

from cooperative.ledger.accounts import available
from cooperative.ledger.tables import Account, AccountKind
from cooperative.refusals import Refused


def move(session: Session, cooperative_id: int, moved: Mapping[int, int]) -> None:
    """Add to the balances of accounts (id to rupiah, debit positive): all of them, or none.

    Raises Refused("balance_short", account, available_rupiah), LookupError for an account that is
    not there.
    """
    for account_id, delta_rupiah in sorted(moved.items()):
        _refuse_overdraft(session, cooperative_id, account_id, delta_rupiah)
    # From here on it must succeed.
    for account_id, delta_rupiah in sorted(moved.items()):
        _add(session, cooperative_id, account_id, delta_rupiah)


def _refuse_overdraft(
    session: Session, cooperative_id: int, account_id: int, delta_rupiah: int
) -> None:
    account = session.exec(
        select(Account.kind, Account.side, Account.floor_rupiah).where(
            col(Account.cooperative_id) == cooperative_id, col(Account.id) == account_id
        )
    ).first()
    if account is None:
        raise LookupError(account_id)
    kind, side, floor_rupiah = account
    available_rupiah = available(session, cooperative_id, account_id)
    if floor_rupiah is not None and available_rupiah + side * delta_rupiah < floor_rupiah:
        raise Refused(
            "balance_short", account=AccountKind(kind).value, available_rupiah=available_rupiah
        )


def _add(session: Session, cooperative_id: int, account_id: int, delta_rupiah: int) -> None:
    """One statement: right even if another writer came between; the schema guards the floor."""
    session.exec(
        update(Account)
        .where(col(Account.cooperative_id) == cooperative_id, col(Account.id) == account_id)
        .values(balance_rupiah=Account.balance_rupiah + delta_rupiah)
        .execution_options(synchronize_session=False)
    )
