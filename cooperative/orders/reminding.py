"""Remind members of orders that wait for them: once, on the second open day (protocol.md 7)."""

import sqlalchemy as sa
from sqlmodel import Session, col, select, update

from cooperative.clock import moment_of
from cooperative.orders.tables import Order, OrderState
from cooperative.orders.telling import tell_buyer
from cooperative.people.cooperatives import find_cooperative
from cooperative.store.outlets import open_days_since, outlet_of


def cooperatives_to_remind(session: Session) -> list[int]:
    """Return the cooperatives that have ready orders nobody was reminded of."""
    waiting = select(Order.cooperative_id).where(*_is_waiting()).distinct()
    return list(session.exec(waiting.order_by(col(Order.cooperative_id))))


def remind(session: Session, cooperative_id: int) -> int:
    """Tell every member whose goods have waited long enough; returns how many. Repeatable."""
    needed_days = find_cooperative(session, cooperative_id).reminder_after_open_days
    moment = moment_of(session)
    waiting = select(Order).where(col(Order.cooperative_id) == cooperative_id, *_is_waiting())
    reminded = 0
    for order in session.exec(waiting).all():
        outlet = outlet_of(session, cooperative_id, order.outlet_id)
        if open_days_since(session, outlet, order.ready_at or moment, moment) >= needed_days:
            tell_buyer(session, order, "order.reminder")
            reminded += _note(session, order)
    return reminded


def _is_waiting() -> tuple[sa.ColumnElement[bool], sa.ColumnElement[bool]]:
    return col(Order.state) == OrderState.READY, col(Order.reminded_at).is_(None)


def _note(session: Session, order: Order) -> int:
    noted = session.exec(
        update(Order)
        .where(col(Order.cooperative_id) == order.cooperative_id, col(Order.id) == order.id)
        .values(reminded_at=moment_of(session))
        .execution_options(synchronize_session=False)
    )
    return noted.rowcount
