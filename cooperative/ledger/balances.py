"""The stored balance of every account: always the sum of its lines, never below its floor."""

from collections.abc import Mapping

import sqlalchemy as sa
from sqlmodel import Session

from cooperative.refusals import Refused

_LOOK = sa.text(
    "SELECT id, kind, side * balance_rupiah - held_rupiah, side, floor_rupiah FROM account"
    " WHERE cooperative_id = :cooperative_id AND id IN :ids"
).bindparams(sa.bindparam("ids", expanding=True))
# Added in the database, so it is right even if another writer came between.
_ADD = sa.text(
    "UPDATE account SET balance_rupiah = balance_rupiah + :delta_rupiah"
    " WHERE cooperative_id = :cooperative_id AND id = :id"
)


def move(session: Session, cooperative_id: int, moved: Mapping[int, int]) -> None:
    """Add to the balances of accounts (id to rupiah, debit positive): all of them, or none.

    Raises Refused("balance_short", account, available_rupiah), LookupError for an account that is
    not there. The schema guards the floors as well.
    """
    ids = sorted(moved)
    connection = session.connection()
    found = connection.execute(_LOOK, {"cooperative_id": cooperative_id, "ids": ids}).all()
    if len(found) != len(ids):
        raise LookupError(ids)
    for account_id, kind, available_rupiah, side, floor_rupiah in found:
        after_rupiah = available_rupiah + side * moved[account_id]
        if floor_rupiah is not None and after_rupiah < floor_rupiah:
            raise Refused("balance_short", account=kind, available_rupiah=available_rupiah)
    # From here on it must succeed.
    added = [
        {"cooperative_id": cooperative_id, "id": account_id, "delta_rupiah": moved[account_id]}
        for account_id in ids
    ]
    connection.execute(_ADD, added)
