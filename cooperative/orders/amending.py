"""Give less than was promised: goods turned out short while the order was put together."""

from sqlmodel import Session, col, update

from cooperative.actors import Actor
from cooperative.orders.steps import (
    find_order_for_shop,
    lines_of,
    refuse_own_order,
    release_savings,
)
from cooperative.orders.tables import OPEN_STATES, Order, OrderLine
from cooperative.orders.telling import as_shop, tell_buyer
from cooperative.record import record
from cooperative.refusals import Refused
from cooperative.store import reservations


def set_given(
    session: Session, order_id: int, line_no: int, given_units: int, *, by: Actor
) -> Order:
    """Lower what a line of an open order gives; total, held savings and reservation follow.

    The member is told. Asked and given are both kept. Raises Refused("not_allowed"), ("not_found"),
    ("order_moved", state=), ("own_order"), ("quantity_invalid", least_units=, most_units=) unless
    it is less than now, ("nothing_left") when no line would be left: refuse the order instead.
    """
    order = find_order_for_shop(session, order_id, by=by)
    if order.state not in OPEN_STATES:
        raise Refused("order_moved", state=order.state.value)
    refuse_own_order(session, order, by=by)
    line = next((line for line in lines_of(session, order) if line.line_no == line_no), None)
    if line is None:
        raise Refused("not_found")
    if not 0 <= given_units < line.given_units:
        raise Refused("quantity_invalid", least_units=0, most_units=line.given_units - 1)
    taken_units = line.given_units - given_units
    if taken_units * line.unit_price_rupiah == order.total_rupiah:
        raise Refused("nothing_left")
    # From here on it must succeed.
    _lower(session, order, line, given_units)
    reservations.lower(session, order.cooperative_id, order.id, line_no, given_units)
    tell_buyer(
        session,
        order,
        "order.amended",
        product_id=line.product_id,
        name=line.product_name,
        asked_units=line.asked_units,
        given_units=given_units,
    )
    record(session, "order.amended", by=by, **as_shop(session, order, by=by, lines=[line]))
    return order


def _lower(session: Session, order: Order, line: OrderLine, given_units: int) -> None:
    total_rupiah = order.total_rupiah - line.line_total_rupiah
    total_rupiah += given_units * line.unit_price_rupiah
    no_longer_held_rupiah = max(order.held_rupiah - total_rupiah, 0)
    session.exec(
        update(OrderLine)
        .where(
            col(OrderLine.cooperative_id) == line.cooperative_id,
            col(OrderLine.order_id) == line.order_id,
            col(OrderLine.line_no) == line.line_no,
        )
        .values(given_units=given_units, line_total_rupiah=given_units * line.unit_price_rupiah),
        execution_options={"synchronize_session": False},
    )
    lowered = session.exec(
        update(Order)
        .where(
            col(Order.cooperative_id) == order.cooperative_id,
            col(Order.id) == order.id,
            col(Order.state) == order.state,
            col(Order.total_rupiah) == order.total_rupiah,
        )
        .values(total_rupiah=total_rupiah, held_rupiah=order.held_rupiah - no_longer_held_rupiah),
        execution_options={"synchronize_session": False},
    )
    if lowered.rowcount != 1:
        raise Refused("order_moved", state=order.state.value)
    session.refresh(order)
    session.refresh(line)
    release_savings(session, order, no_longer_held_rupiah)
