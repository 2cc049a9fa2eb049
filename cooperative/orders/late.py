"""Tell the shop of orders that should have been ready: once each, on the second open day."""

import sqlalchemy as sa
from sqlmodel import Session, col, select

from cooperative.clock import moment_of
from cooperative.inbox import was_told_of
from cooperative.orders.tables import OPEN_STATES, Order, OrderState
from cooperative.orders.telling import shop_path, tell_shop
from cooperative.store.outlets import open_days_since, outlet_of

LATE_AFTER_OPEN_DAYS = 2
_KIND = "order.late"


def cooperatives_with_open_orders(session: Session) -> list[int]:
    """Return the cooperatives that have orders which are not ready."""
    waiting = select(Order.cooperative_id).where(_is_open()).distinct()
    return list(session.exec(waiting.order_by(col(Order.cooperative_id))))


def tell_late(session: Session, cooperative_id: int) -> int:
    """Tell the shop of every order that has become late; returns how many. Repeatable."""
    moment = moment_of(session)
    waiting = select(Order).where(col(Order.cooperative_id) == cooperative_id, _is_open())
    told = 0
    for order in session.exec(waiting.order_by(col(Order.id))).all():
        outlet = outlet_of(session, cooperative_id, order.outlet_id)
        days = open_days_since(session, outlet, order.placed_at, moment)
        is_late = days >= LATE_AFTER_OPEN_DAYS
        if is_late and not was_told_of(session, cooperative_id, _KIND, shop_path(order)):
            tell_shop(session, order, _KIND)
            told += 1
    return told


def _is_open() -> sa.ColumnElement[bool]:
    unready = [state for state in OPEN_STATES if state is not OrderState.READY]
    return col(Order.state).in_(unready)
