"""The steps of an order: which may follow which, by compare-and-set, kept with who and when."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm.attributes import set_committed_value
from sqlmodel import Session, col, select, update

from cooperative.actors import SHOP, Actor
from cooperative.clock import moment_of
from cooperative.ledger.accounts import account_of, release
from cooperative.ledger.tables import AccountKind
from cooperative.memo import memo
from cooperative.orders.tables import Order, OrderLine, OrderState, OrderStep
from cooperative.people.access import refuse_own
from cooperative.people.tables import Member
from cooperative.refusals import Refused
from cooperative.store import reservations
from cooperative.types import Instant

# A hand-over is a fact: booked from every state but its own, even of an order closed meanwhile.
MOVES: dict[OrderState, frozenset[OrderState]] = {
    OrderState.PLACED: frozenset(
        {OrderState.ACCEPTED, OrderState.REFUSED, OrderState.CANCELLED, OrderState.HANDED_OVER}
    ),
    OrderState.ACCEPTED: frozenset(
        {OrderState.PREPARED, OrderState.REFUSED, OrderState.CANCELLED, OrderState.HANDED_OVER}
    ),
    OrderState.PREPARED: frozenset({OrderState.READY, OrderState.REFUSED, OrderState.HANDED_OVER}),
    OrderState.READY: frozenset({OrderState.CANCELLED, OrderState.HANDED_OVER}),
    OrderState.CANCELLED: frozenset({OrderState.HANDED_OVER}),
    OrderState.REFUSED: frozenset({OrderState.HANDED_OVER}),
    OrderState.HANDED_OVER: frozenset(),
}


def find_order(session: Session, order_id: int, *, by: Actor) -> Order:
    """Return the order as it is in the books now; another cooperative's is as good as missing.

    Raises Refused("not_found").
    """
    key = (by.cooperative_id, order_id)
    order = session.get(Order, key, populate_existing=True)
    if order is None:
        raise Refused("not_found")
    return order


def find_order_for_shop(session: Session, order_id: int, *, by: Actor) -> Order:
    """Return the order for an act of the shop. Raises Refused("not_allowed"), ("not_found")."""
    if not by.roles & SHOP:
        raise Refused("not_allowed")
    return find_order(session, order_id, by=by)


def find_buyer(session: Session, order: Order) -> Member:
    """Return the member who ordered; she is in the books as long as her order is."""
    known, key = memo(session), (Member, order.cooperative_id, order.member_id)
    if key not in known:
        known[key] = session.get_one(Member, key[1:])
    return known[key]


def refuse_own_order(session: Session, order: Order, *, by: Actor) -> None:
    """Raise Refused("own_order") when somebody else of the shop could act on the actor's order."""
    buyer = find_buyer(session, order)
    refuse_own(session, by=by, person_id=buyer.person_id, roles=SHOP, code="own_order")


def lines_of(session: Session, order: Order) -> list[OrderLine]:
    """Return the lines of the order, by number."""
    found = (
        select(OrderLine)
        .where(
            col(OrderLine.cooperative_id) == order.cooperative_id,
            col(OrderLine.order_id) == order.id,
        )
        .order_by(col(OrderLine.line_no))
        .execution_options(populate_existing=True)
    )
    return list(session.exec(found))


def refuse_move(order: Order, to: OrderState) -> None:
    """Raise Refused("order_moved", state=) unless `to` may follow the state the order is in."""
    if to not in MOVES[order.state]:
        raise Refused("order_moved", state=order.state.value)


# The number is counted in the statement itself, so that no look comes before it.
_NEXT_STEP = sa.text(
    "INSERT INTO order_step (cooperative_id, order_id, step_no, state, reason, at, by_person_id)"
    " SELECT :cooperative_id, :order_id, coalesce(max(step_no), 0) + 1, :state, :reason, :at,"
    " :by_person_id FROM order_step"
    " WHERE cooperative_id = :cooperative_id AND order_id = :order_id"
).bindparams(sa.bindparam("at", type_=Instant), sa.bindparam("state", type_=sa.String))


def move(
    session: Session,
    order: Order,
    to: OrderState,
    *,
    by: Actor,
    reason: str = "",
    **changes: Any,
) -> None:
    """Bring the order to `to`, with `changes` of its row, if nobody has moved it meanwhile.

    Raises Refused("order_moved", state=).
    """
    refuse_move(order, to)
    moved = session.exec(
        update(Order)
        .where(
            col(Order.cooperative_id) == order.cooperative_id,
            col(Order.id) == order.id,
            col(Order.state) == order.state,
        )
        .values(state=to, **changes),
        execution_options={"synchronize_session": False},
    )
    if moved.rowcount != 1:
        session.refresh(order)
        raise Refused("order_moved", state=order.state.value)
    for name, value in {"state": to, **changes}.items():
        set_committed_value(order, name, value)
    step = step_of(order, 0, moment_of(session), by=by, reason=reason)
    session.connection().execute(_NEXT_STEP, step.model_dump())


def step_of(order: Order, step_no: int, at: datetime, *, by: Actor, reason: str = "") -> OrderStep:
    """Return the row that keeps the state the order is in now."""
    return OrderStep(
        cooperative_id=order.cooperative_id,
        order_id=order.id,
        step_no=step_no,
        state=order.state,
        reason=reason,
        at=at,
        by_person_id=by.person_id,
    )


def close(session: Session, order: Order, to: OrderState, *, by: Actor, reason: str = "") -> None:
    """Cancel or refuse the order: its goods and the savings held for it are free again."""
    held_rupiah = order.held_rupiah
    move(session, order, to, by=by, reason=reason, held_rupiah=0)
    release_savings(session, order, held_rupiah)
    reservations.release(session, order.cooperative_id, order.id)


def release_savings(session: Session, order: Order, amount_rupiah: int) -> None:
    """Free so much of what is held on the member's voluntary savings for this order."""
    if amount_rupiah:
        coop = order.cooperative_id
        account_id = account_of(session, coop, AccountKind.VOLUNTARY, order.member_id)
        release(session, coop, account_id, amount_rupiah)
