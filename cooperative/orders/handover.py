"""Hand an order over: a fact. It happened at the counter and is always booked (protocol.md 7).

Where the books disagree, the rest is a bon, or a selisih is opened; nothing is hidden or dropped.
"""

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session

from cooperative.actors import Actor
from cooperative.ledger.accounts import account_of, available
from cooperative.ledger.entries import MOST_RUPIAH
from cooperative.ledger.tables import AccountKind, Entry, Means
from cooperative.ledger.takings import Payment, book_sale, split
from cooperative.orders.steps import (
    find_order_for_shop,
    lines_of,
    move,
    refuse_own_order,
    release_savings,
)
from cooperative.orders.tables import OPEN_STATES, Order, OrderLine, OrderState
from cooperative.orders.telling import as_shop
from cooperative.record import record
from cooperative.refusals import Refused
from cooperative.store import reservations
from cooperative.store.differences import open_difference
from cooperative.store.movements import day_of_fact
from cooperative.store.shelves import Shelf, contents
from cooperative.store.tables import DifferenceKind
from cooperative.store.taking import take


def hand_over(
    session: Session,
    *,
    order_id: int,
    means: Means,
    paid_rupiah: int | None = None,
    by: Actor,
    occurred_on: date | None = None,
) -> Entry:
    """Book the goods and the money of an order that was handed over: selesai.

    `means` is how she paid in the end, whatever she chose before: cash, savings, or credit (bon).
    Raises Refused("not_allowed"), ("not_found"), ("order_done") the second time, ("own_order"),
    ("payment_not_offered"), ("amount_out_of_range", most_rupiah=), ("day_ahead").
    """
    order = find_order_for_shop(session, order_id, by=by)
    if order.state is OrderState.HANDED_OVER:
        raise Refused("order_done")
    refuse_own_order(session, order, by=by)
    if means is Means.NONE:
        raise Refused("payment_not_offered")
    if paid_rupiah is not None and not 0 <= paid_rupiah <= MOST_RUPIAH:
        raise Refused("amount_out_of_range", most_rupiah=MOST_RUPIAH)
    day = day_of_fact(session, order.cooperative_id, occurred_on)
    # From here on it must succeed.
    was_open = order.state in OPEN_STATES
    lines = [line for line in lines_of(session, order) if line.given_units]
    release_savings(session, order, order.held_rupiah)
    payment = _payment(session, order, means, paid_rupiah)
    cost_rupiah = _free_promises(session, order, lines)
    entry = _book(session, order, means, payment, cost_rupiah, day=day, by=by)
    move(session, order, OrderState.HANDED_OVER, by=by, entry_id=entry.id, held_rupiah=0)
    act = as_shop(session, order, by=by, lines=lines)
    act["facts"] |= {**payment._asdict(), "means": means.value, "cost_rupiah": cost_rupiah}
    record(session, "order.handed_over", by=by, occurred_on=day, **act)
    _take_goods(session, order, lines, entry, by=by)
    if not was_open:
        kind = DifferenceKind.CLOSED_ORDER
        open_difference(session, kind=kind, outlet_id=order.outlet_id, order_id=order.id, by=by)
    return entry


def _payment(session: Session, order: Order, means: Means, paid_rupiah: int | None) -> Payment:
    coop = order.cooperative_id
    account_id = account_of(session, coop, AccountKind.VOLUNTARY, order.member_id)
    has_rupiah = available(session, coop, account_id)
    return split(order.total_rupiah, means, paid_rupiah, has_rupiah)


def _free_promises(session: Session, order: Order, lines: Sequence[OrderLine]) -> int:
    """Turn what was promised to the order into free stock; returns what its goods cost."""
    for line in lines:
        reservations.consume(session, order.cooperative_id, order.id, line.line_no)
    shelves = [Shelf(order.cooperative_id, order.outlet_id, line.product_id) for line in lines]
    return sum(
        contents(session, shelf).cost_of(line.given_units)
        for shelf, line in zip(shelves, lines, strict=True)
    )


def _take_goods(
    session: Session, order: Order, lines: Sequence[OrderLine], entry: Entry, *, by: Actor
) -> None:
    for line in lines:
        take(
            session,
            outlet_id=order.outlet_id,
            product_id=line.product_id,
            quantity_units=line.given_units,
            by=by,
            order_id=order.id,
            entry_id=entry.id,
            occurred_on=entry.occurred_on,
        )


def _book(  # noqa: PLR0913 - a sale has this many sides, and every one is named
    session: Session,
    order: Order,
    means: Means,
    payment: Payment,
    cost_rupiah: int,
    *,
    day: date,
    by: Actor,
) -> Entry:
    return book_sale(
        session,
        payment,
        means=means,
        cost_rupiah=cost_rupiah,
        member_id=order.member_id,
        subject=f"order/{order.id}",
        facts={"order_id": order.id, "code": order.code},
        by=by,
        occurred_on=day,
    )
