"""What tests of the store look at and begin with: shelves, promises, and whether they add up."""

import sqlalchemy as sa
from sqlmodel import Session, col, select

from cooperative.books.numbers import next_number
from cooperative.clock import moment_of
from cooperative.ledger.accounts import account_of, saldo
from cooperative.ledger.entries import Line, book
from cooperative.ledger.tables import AccountKind, EntryKind, Means
from cooperative.orders.tables import IfDearer, IfShort, Order, OrderLine, OrderState, OrderStep
from cooperative.store.reservations import reserve
from cooperative.store.shelves import Contents, Shelf, contents
from cooperative.store.stock import Taken, correct, lose, receive, take
from cooperative.store.tables import (
    MovementKind,
    Outlet,
    Reservation,
    ReservationState,
    StockItem,
    StockMovement,
)
from tests.village import Village, Villager

PRICE_RUPIAH = 1_000


def on_shelf(session: Session, here: Village, product_id: int) -> Contents:
    """Return what the gerai of the village has of a product."""
    return contents(session, Shelf(here.coop_id, here.outlet_id, product_id))


def version_of(session: Session, here: Village) -> int:
    """Return the version of the gerai's list of goods as the database has it."""
    query = select(Outlet.catalogue_version).where(
        Outlet.cooperative_id == here.coop_id, Outlet.id == here.outlet_id
    )
    return session.exec(query).one()


def an_order(
    session: Session, here: Village, product_id: int, units: int, member: Villager | None = None
) -> int:
    """Write down a bare order of one line that promises nothing yet, and return its id."""
    order_id = next_number(session, here.coop_id, "orders")
    session.add(
        Order(
            cooperative_id=here.coop_id,
            id=order_id,
            outlet_id=here.outlet_id,
            member_id=(member or here.sari).member_id,
            code=f"T{order_id}",
            means=Means.CASH,
            if_short=IfShort.PARTIAL,
            if_dearer=IfDearer.ACCEPT,
            total_rupiah=units * PRICE_RUPIAH,
            placed_at=moment_of(session),
        )
    )
    session.flush()  # its line points to it
    session.add(
        OrderLine(
            cooperative_id=here.coop_id,
            order_id=order_id,
            line_no=1,
            product_id=product_id,
            product_name="Barang",
            unit="buah",
            asked_units=units,
            given_units=units,
            unit_price_rupiah=PRICE_RUPIAH,
            line_total_rupiah=units * PRICE_RUPIAH,
        )
    )
    _placed(session, here, order_id, member or here.sari)
    session.flush()  # a promise points to it
    return order_id


def _placed(session: Session, here: Village, order_id: int, member: Villager) -> None:
    session.add(
        OrderStep(
            cooperative_id=here.coop_id,
            order_id=order_id,
            step_no=1,
            state=OrderState.PLACED,
            at=moment_of(session),
            by_person_id=member.person_id,
        )
    )


def promise(session: Session, here: Village, order_id: int, product_id: int, units: int) -> int:
    """Reserve `units` for the one line of an order."""
    return reserve(
        session,
        cooperative_id=here.coop_id,
        order_id=order_id,
        line_no=1,
        outlet_id=here.outlet_id,
        product_id=product_id,
        quantity_units=units,
    )


def a_promise(
    session: Session, here: Village, product_id: int, units: int, member: Villager | None = None
) -> int:
    """Write down an order that has `units` reserved, and return its id."""
    order_id = an_order(session, here, product_id, units, member)
    assert promise(session, here, order_id, product_id, units) == units
    return order_id


def state_of(session: Session, here: Village, order_id: int) -> tuple[str, int]:
    """Return the state of an order's promise, and the units it says."""
    query = select(Reservation.state, Reservation.quantity_units).where(
        Reservation.cooperative_id == here.coop_id, Reservation.order_id == order_id
    )
    return session.exec(query).one()


def adds_up(session: Session, here: Village) -> bool:
    """Tell whether shelves, movements, promises and the inventory account agree (I6)."""
    shelves = {
        row.product_id: Contents(row.quantity_units, row.reserved_units, row.value_rupiah)
        for row in session.exec(select(StockItem).where(StockItem.cooperative_id == here.coop_id))
    }
    moved = _sums(session, here, StockMovement.delta_units, StockMovement.value_rupiah)
    held = select(Reservation.product_id, sa.func.sum(Reservation.quantity_units)).where(
        Reservation.cooperative_id == here.coop_id, Reservation.state == ReservationState.HELD
    )
    promised = dict(session.exec(held.group_by(col(Reservation.product_id))).all())
    stock_id = account_of(session, here.coop_id, AccountKind.STOCK)
    value_rupiah = sum(shelf.value_rupiah for shelf in shelves.values())
    return (
        {key: (shelf.quantity_units, shelf.value_rupiah) for key, shelf in shelves.items()} == moved
        and all(shelf.reserved_units == promised.get(key, 0) for key, shelf in shelves.items())
        and saldo(session, here.coop_id, stock_id) == value_rupiah
    )


def bring(
    session: Session, here: Village, units: int, cost_rupiah: int, paid: Means = Means.CASH
) -> int:
    """Let `units` of rice come to the gerai."""
    return receive(
        session,
        outlet_id=here.outlet_id,
        product_id=here.beras,
        quantity_units=units,
        cost_rupiah=cost_rupiah,
        paid=paid,
        by=here.shopkeeper.actor(),
    )


def break_some(session: Session, here: Village, units: int) -> Taken:
    """Find `units` of rice damaged."""
    return lose(
        session,
        outlet_id=here.outlet_id,
        product_id=here.beras,
        quantity_units=units,
        kind=MovementKind.DAMAGED,
        by=here.shopkeeper.actor(),
    )


def count(session: Session, here: Village, units: int) -> int:
    """Count the rice on the shelf."""
    return correct(
        session,
        outlet_id=here.outlet_id,
        product_id=here.beras,
        counted_units=units,
        by=here.shopkeeper.actor(),
    )


def sell(session: Session, here: Village, units: int) -> Taken:
    """Take goods off the shelf and book their cost, as a hand-over does."""
    keeper = here.shopkeeper.actor()
    taken = take(
        session,
        outlet_id=here.outlet_id,
        product_id=here.beras,
        quantity_units=units,
        by=keeper,
    )
    if taken.cost_rupiah:
        cost = account_of(session, here.coop_id, AccountKind.COST_OF_SALES)
        stock = account_of(session, here.coop_id, AccountKind.STOCK)
        book(session, EntryKind.SALE, [Line(cost, stock, taken.cost_rupiah)], by=keeper)
    return taken


def saldo_of(session: Session, here: Village, kind: AccountKind) -> int:
    """Return the saldo of an account of the cooperative."""
    return saldo(session, here.coop_id, account_of(session, here.coop_id, kind))


def _sums(
    session: Session, here: Village, units: int, value_rupiah: int
) -> dict[int, tuple[int, int]]:
    query = (
        sa.select(col(StockMovement.product_id), sa.func.sum(units), sa.func.sum(value_rupiah))
        .where(col(StockMovement.cooperative_id) == here.coop_id)
        .group_by(col(StockMovement.product_id))
    )
    return {row[0]: (int(row[1]), int(row[2])) for row in session.connection().execute(query)}
