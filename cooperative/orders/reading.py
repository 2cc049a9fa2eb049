"""Orders as people read them: lists of one member or one gerai, and what has to be packed."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlmodel import Session, col, func

from cooperative.ledger.tables import Means
from cooperative.orders.page import order_page
from cooperative.orders.tables import OPEN_STATES, Order, OrderLine, OrderState
from cooperative.people.tables import Member, Person

__all__ = ["counts_of_outlet", "order_page", "orders_of_member", "orders_of_outlet", "packing"]

PER_PAGE = 20
ALL_STATES = tuple(OrderState)


class OrderRow(NamedTuple):
    """One order in a list; `lines` counts the products it gives."""

    id: int
    code: str
    state: OrderState
    means: Means
    total_rupiah: int
    placed_at: datetime
    ready_at: datetime | None
    member_id: int
    member_number: str
    member_name: str
    honorific: str
    first_product: str
    lines: int


@dataclass(frozen=True)
class OrderList:
    """One page of orders, and how many there are in all."""

    orders: list[OrderRow]
    count: int


class ToPack(NamedTuple):
    """So many units of a product have to be put together, for so many orders."""

    product_id: int
    product_name: str
    unit: str
    quantity_units: int
    orders: int


def orders_of_member(
    session: Session,
    cooperative_id: int,
    member_id: int,
    *,
    states: Collection[OrderState] = ALL_STATES,
    page: int = 1,
    per_page: int = PER_PAGE,
) -> OrderList:
    """Return one page of a member's orders in `states`, the newest first."""
    ours = (col(Order.cooperative_id) == cooperative_id, col(Order.member_id) == member_id)
    return _listed(session, (*ours, col(Order.state).in_(states)), page, per_page)


def orders_of_outlet(
    session: Session,
    cooperative_id: int,
    outlet_id: int,
    *,
    states: Collection[OrderState] = OPEN_STATES,
    page: int = 1,
    per_page: int = PER_PAGE,
) -> OrderList:
    """Return one page of a gerai's orders: open ones as they queue, others the newest first."""
    ours = (col(Order.cooperative_id) == cooperative_id, col(Order.outlet_id) == outlet_id)
    is_queue = set(states) <= set(OPEN_STATES)
    where = (*ours, col(Order.state).in_(states))
    return _listed(session, where, page, per_page, oldest_first=is_queue)


def counts_of_outlet(
    session: Session, cooperative_id: int, outlet_id: int
) -> dict[OrderState, int]:
    """Return how many open orders of a gerai are in each state; 0 where there are none."""
    query = (
        sa.select(col(Order.state), func.count())
        .where(
            col(Order.cooperative_id) == cooperative_id,
            col(Order.outlet_id) == outlet_id,
            col(Order.state).in_(OPEN_STATES),
        )
        .group_by(col(Order.state))
    )
    found = {row[0]: row[1] for row in session.connection().execute(query)}
    return {state: found.get(state, 0) for state in OPEN_STATES}


def packing(
    session: Session,
    cooperative_id: int,
    outlet_id: int,
    *,
    states: Collection[OrderState] = (OrderState.ACCEPTED, OrderState.PREPARED),
) -> list[ToPack]:
    """Return what has to be put together for a gerai's accepted orders, by product name."""
    query = (
        sa.select(
            col(OrderLine.product_id),
            func.max(OrderLine.product_name),
            func.max(OrderLine.unit),
            func.sum(OrderLine.given_units),
            func.count(),
        )
        .join_from(Order, OrderLine, _line_of_order())
        .where(
            col(Order.cooperative_id) == cooperative_id,
            col(Order.outlet_id) == outlet_id,
            col(Order.state).in_(states),
            col(OrderLine.given_units) > 0,
        )
        .group_by(col(OrderLine.product_id))
        .order_by(func.max(OrderLine.product_name))
    )
    return [ToPack(*row) for row in session.connection().execute(query)]


def _listed(
    session: Session,
    where: Sequence[sa.ColumnElement[bool]],
    page: int,
    per_page: int,
    *,
    oldest_first: bool = False,
) -> OrderList:
    order_id = col(Order.id)
    shown = (
        _rows()
        .where(*where)
        .order_by(order_id if oldest_first else order_id.desc())
        .limit(per_page)
        .offset((page - 1) * per_page)
    )
    connection = session.connection()
    rows = connection.execute(shown.add_columns(func.count().over())).all()
    if rows or page == 1:
        return OrderList([OrderRow(*row[:-1]) for row in rows], rows[0][-1] if rows else 0)
    # Beyond the last page there is no row to bring the count.
    count = connection.execute(sa.select(func.count()).select_from(Order).where(*where))
    return OrderList([], count.scalar_one())


def _rows() -> sa.Select[*tuple[Any, ...]]:
    given = sa.and_(_line_of_order(), col(OrderLine.given_units) > 0)
    first = sa.select(col(OrderLine.product_name)).where(given).order_by(col(OrderLine.line_no))
    counted = sa.select(func.count()).select_from(OrderLine).where(given)
    return (
        sa.select(
            col(Order.id),
            col(Order.code),
            col(Order.state),
            col(Order.means),
            col(Order.total_rupiah),
            col(Order.placed_at),
            col(Order.ready_at),
            col(Order.member_id),
            col(Member.number),
            col(Person.name),
            col(Person.honorific),
            first.limit(1).correlate(Order).scalar_subquery(),
            counted.correlate(Order).scalar_subquery(),
        )
        .join_from(Order, Member, _member_of_order())
        .join(Person, col(Person.id) == col(Member.person_id))
    )


def _line_of_order() -> sa.ColumnElement[bool]:
    return sa.and_(
        col(OrderLine.cooperative_id) == col(Order.cooperative_id),
        col(OrderLine.order_id) == col(Order.id),
    )


def _member_of_order() -> sa.ColumnElement[bool]:
    return sa.and_(
        col(Member.cooperative_id) == col(Order.cooperative_id),
        col(Member.id) == col(Order.member_id),
    )
