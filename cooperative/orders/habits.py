"""What a member usually buys, and what she has bought this year."""

from datetime import date

import sqlalchemy as sa
from sqlmodel import Session, col, func, select

from cooperative.ledger.tables import Account, AccountKind, Entry, Transfer
from cooperative.orders.tables import Order, OrderLine, OrderState

# Older habits are not hers any more.
_ORDERS_BACK = 20


def usual_goods(
    session: Session, cooperative_id: int, member_id: int, *, limit: int = 4
) -> list[int]:
    """Return the products of her last orders, those ordered most often first."""
    recent = (
        select(Order.id)
        .where(
            col(Order.cooperative_id) == cooperative_id,
            col(Order.member_id) == member_id,
            col(Order.state).not_in([OrderState.CANCELLED, OrderState.REFUSED]),
        )
        .order_by(col(Order.id).desc())
        .limit(_ORDERS_BACK)
    )
    times = func.count(col(OrderLine.order_id))
    query = (
        select(OrderLine.product_id)
        .where(col(OrderLine.cooperative_id) == cooperative_id)
        .where(col(OrderLine.order_id).in_(recent))
        .group_by(col(OrderLine.product_id))
        .order_by(times.desc(), col(OrderLine.product_id))
        .limit(limit)
    )
    return list(session.exec(query))


def spent_in(session: Session, cooperative_id: int, member_id: int, *, year: int) -> int:
    """Return the rupiah she bought goods for in `year`; corrected sales do not count."""
    sales = select(col(Account.id)).where(
        col(Account.cooperative_id) == cooperative_id, col(Account.kind) == AccountKind.SALES
    )
    of_sale = sa.and_(
        col(Transfer.cooperative_id) == col(Entry.cooperative_id),
        col(Transfer.entry_id) == col(Entry.id),
    )
    amount = sa.case(
        (col(Transfer.credit_account_id).in_(sales), col(Transfer.amount_rupiah)),
        (col(Transfer.debit_account_id).in_(sales), -col(Transfer.amount_rupiah)),
        else_=0,
    )
    query = (
        select(func.coalesce(func.sum(amount), 0))
        .select_from(Entry)
        .join(Transfer, of_sale)
        .where(
            col(Entry.cooperative_id) == cooperative_id,
            col(Entry.member_id) == member_id,
            col(Entry.occurred_on).between(date(year, 1, 1), date(year, 12, 31)),
        )
    )
    return int(session.exec(query).one())
