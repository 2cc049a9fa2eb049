"""One order with everything its page shows, in as many reads for fifty lines as for one."""

import json
from datetime import datetime
from itertools import pairwise
from typing import NamedTuple

import sqlalchemy as sa
from sqlmodel import Session, col

from cooperative.ledger.tables import Entry, Means
from cooperative.orders.tables import OPEN_STATES, Order, OrderLine, OrderState, OrderStep
from cooperative.people.tables import Member, Person
from cooperative.refusals import Refused
from cooperative.store.tables import Outlet, Product, Reservation, ReservationState


class LineView(NamedTuple):
    """A line; `reserved_units` is what is promised to it now, fewer than given when it is short."""

    line_no: int
    product_id: int
    name: str
    unit: str
    photo: str | None
    asked_units: int
    given_units: int
    unit_price_rupiah: int
    line_total_rupiah: int
    reserved_units: int


class StepView(NamedTuple):
    """A step the order took, with who and when (UTC)."""

    state: OrderState
    reason: str
    at: datetime
    by_name: str


class Receipt(NamedTuple):
    """How an order was paid when it was handed over."""

    entry_id: int
    book_year: int
    book_no: int
    means: Means
    savings_rupiah: int
    cash_rupiah: int
    credit_rupiah: int
    paid_rupiah: int
    change_rupiah: int


class OrderPage(NamedTuple):
    """An order, whose it is, its lines and steps; `receipt` once it was handed over.

    `was_released`: nobody fetched it, so the shop put the goods back.
    """

    order: Order
    outlet_name: str
    member_number: str
    person_id: int
    member_name: str
    honorific: str
    lines: list[LineView]
    steps: list[StepView]
    receipt: Receipt | None

    @property
    def was_released(self) -> bool:
        """Whether it was ready and nobody came: the only way from there to cancelled."""
        states = [step.state for step in self.steps]
        return (OrderState.READY, OrderState.CANCELLED) in pairwise(states)

    def is_short(self, line: LineView) -> bool:
        """Whether a fact took goods that were promised to a line of an open order."""
        return self.order.state in OPEN_STATES and line.reserved_units < line.given_units


def order_page(
    session: Session, cooperative_id: int, order_id: int, *, member_id: int | None = None
) -> OrderPage:
    """Return an order for its page; with `member_id` only if it is hers.

    Raises Refused("not_found").
    """
    order = session.get(Order, (cooperative_id, order_id), populate_existing=True)
    if order is None or member_id not in {None, order.member_id}:
        raise Refused("not_found")
    outlet = session.get_one(Outlet, (cooperative_id, order.outlet_id))
    member = session.get_one(Member, (cooperative_id, order.member_id))
    person = session.get_one(Person, member.person_id)
    entry = session.get(Entry, (cooperative_id, order.entry_id)) if order.entry_id else None
    return OrderPage(
        order=order,
        outlet_name=outlet.name,
        member_number=member.number,
        person_id=member.person_id,
        member_name=person.name,
        honorific=person.honorific,
        lines=_lines(session, order),
        steps=_steps(session, order),
        receipt=_receipt(entry) if entry else None,
    )


def _lines(session: Session, order: Order) -> list[LineView]:
    promised = sa.and_(
        col(Reservation.cooperative_id) == col(OrderLine.cooperative_id),
        col(Reservation.order_id) == col(OrderLine.order_id),
        col(Reservation.line_no) == col(OrderLine.line_no),
        col(Reservation.state) == ReservationState.HELD,
    )
    product = sa.and_(
        col(Product.cooperative_id) == col(OrderLine.cooperative_id),
        col(Product.id) == col(OrderLine.product_id),
    )
    query = (
        sa.select(
            col(OrderLine.line_no),
            col(OrderLine.product_id),
            col(OrderLine.product_name),
            col(OrderLine.unit),
            col(Product.photo),
            col(OrderLine.asked_units),
            col(OrderLine.given_units),
            col(OrderLine.unit_price_rupiah),
            col(OrderLine.line_total_rupiah),
            sa.func.coalesce(col(Reservation.quantity_units), 0),
        )
        .join_from(OrderLine, Product, product)
        .outerjoin(Reservation, promised)
        .where(
            col(OrderLine.cooperative_id) == order.cooperative_id,
            col(OrderLine.order_id) == order.id,
        )
        .order_by(col(OrderLine.line_no))
    )
    return [LineView(*row) for row in session.connection().execute(query)]


def _steps(session: Session, order: Order) -> list[StepView]:
    query = (
        sa.select(col(OrderStep.state), col(OrderStep.reason), col(OrderStep.at), col(Person.name))
        .join_from(OrderStep, Person, col(Person.id) == col(OrderStep.by_person_id))
        .where(
            col(OrderStep.cooperative_id) == order.cooperative_id,
            col(OrderStep.order_id) == order.id,
        )
        .order_by(col(OrderStep.step_no))
    )
    return [StepView(*row) for row in session.connection().execute(query)]


def _receipt(entry: Entry) -> Receipt:
    facts = json.loads(entry.facts)
    parts = {name: facts[name] for name in Receipt._fields if name in facts}
    return Receipt(
        entry_id=entry.id,
        book_year=entry.book_year,
        book_no=entry.book_no,
        means=entry.means,
        **parts,
    )
