"""What the shop and the member do with an order before it is handed over."""

from sqlmodel import Session

from cooperative.actors import Actor
from cooperative.clock import moment_of
from cooperative.orders.steps import (
    close,
    find_buyer,
    find_order,
    find_order_for_shop,
    move,
    refuse_move,
    refuse_own_order,
)
from cooperative.orders.tables import Order, OrderState
from cooperative.orders.telling import as_shop, feed_facts, tell_buyer, tell_shop
from cooperative.people.cooperatives import find_cooperative
from cooperative.record import record
from cooperative.refusals import Refused
from cooperative.store.outlets import open_days_since, outlet_of

MOST_REASON_LETTERS = 200


def accept(session: Session, *, order_id: int, by: Actor) -> Order:
    """Say yes to an order that waits: diterima.

    Raises Refused("not_allowed"), ("not_found"), ("order_moved", state=), ("own_order").
    """
    order = _for_shop(session, order_id, OrderState.ACCEPTED, by=by)
    # From here on it must succeed.
    move(session, order, OrderState.ACCEPTED, by=by)
    tell_buyer(session, order, "order.accepted")
    record(session, "order.accepted", by=by, **as_shop(session, order, by=by))
    return order


def prepare(session: Session, *, order_id: int, by: Actor) -> Order:
    """Put the goods of an accepted order together: disiapkan. Refuses like `accept`."""
    order = _for_shop(session, order_id, OrderState.PREPARED, by=by)
    # From here on it must succeed.
    move(session, order, OrderState.PREPARED, by=by)
    record(session, "order.prepared", by=by, **as_shop(session, order, by=by))
    return order


def ready(session: Session, *, order_id: int, by: Actor) -> Order:
    """Say that the goods can be picked up: siap diambil. Refuses like `accept`."""
    order = _for_shop(session, order_id, OrderState.READY, by=by)
    # From here on it must succeed.
    move(session, order, OrderState.READY, by=by, ready_at=moment_of(session))
    tell_buyer(session, order, "order.ready")
    record(session, "order.ready", by=by, **as_shop(session, order, by=by))
    return order


def refuse(session: Session, *, order_id: int, reason: str, by: Actor) -> Order:
    """Say no to an order, with a reason the member reads: ditolak. Goods and savings are freed.

    Raises what `accept` raises, and Refused("reason_missing"), ("reason_too_long").
    """
    reason = reason.strip()
    if not reason:
        raise Refused("reason_missing")
    if len(reason) > MOST_REASON_LETTERS:
        raise Refused("reason_too_long", most_letters=MOST_REASON_LETTERS)
    order = _for_shop(session, order_id, OrderState.REFUSED, by=by)
    # From here on it must succeed.
    close(session, order, OrderState.REFUSED, by=by, reason=reason)
    tell_buyer(session, order, "order.refused", reason=reason)
    record(session, "order.refused", by=by, **as_shop(session, order, by=by))
    return order


def cancel(session: Session, *, order_id: int, by: Actor) -> Order:
    """Take back one's own order until it is disiapkan: dibatalkan. Goods and savings are freed.

    Raises Refused("not_found") for another's order, ("order_moved", state=) once it is prepared.
    """
    order = find_order(session, order_id, by=by)
    if find_buyer(session, order).person_id != by.person_id:
        raise Refused("not_found")
    if order.state not in {OrderState.PLACED, OrderState.ACCEPTED}:
        raise Refused("order_moved", state=order.state.value)
    was_accepted = order.state is OrderState.ACCEPTED
    # From here on it must succeed.
    close(session, order, OrderState.CANCELLED, by=by)
    if was_accepted:
        tell_shop(session, order, "order.cancelled")
    record(
        session,
        "order.cancelled",
        by=by,
        subject=f"order/{order.id}",
        facts=feed_facts(order),
    )
    return order


def release_uncollected(session: Session, *, order_id: int, by: Actor) -> Order:
    """Put the goods of an order nobody fetched back on the shelf; open days are the gerai's own.

    Raises what `accept` raises, and Refused("too_early_to_release", open_days=, needed_days=).
    """
    order = _for_shop(session, order_id, OrderState.CANCELLED, by=by)
    if order.ready_at is None or order.state is not OrderState.READY:
        raise Refused("order_moved", state=order.state.value)
    outlet = outlet_of(session, by.cooperative_id, order.outlet_id)
    open_days = open_days_since(session, outlet, order.ready_at, moment_of(session))
    needed_days = find_cooperative(session, by.cooperative_id).release_after_open_days
    if open_days < needed_days:
        raise Refused("too_early_to_release", open_days=open_days, needed_days=needed_days)
    # From here on it must succeed.
    close(session, order, OrderState.CANCELLED, by=by)
    tell_buyer(session, order, "order.released")
    record(session, "order.released", by=by, **as_shop(session, order, by=by))
    return order


def _for_shop(session: Session, order_id: int, to: OrderState, *, by: Actor) -> Order:
    order = find_order_for_shop(session, order_id, by=by)
    refuse_move(order, to)
    refuse_own_order(session, order, by=by)
    return order
