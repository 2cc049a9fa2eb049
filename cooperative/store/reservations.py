"""Goods promised to orders. What is promised is never promised twice: the UPDATE itself asks."""

from typing import NamedTuple

import sqlalchemy as sa
from sqlmodel import Session, col, select, update

from cooperative.store.outlets import touch_catalogue
from cooperative.store.shelves import Shelf, contents, free_reserved, reserve_free
from cooperative.store.tables import Reservation, ReservationState


class Shortened(NamedTuple):
    """A promise a fact took goods from: `left_units` are still promised."""

    order_id: int
    line_no: int
    taken_units: int
    left_units: int


_PROMISE = sa.text(
    "INSERT INTO reservation"
    " (cooperative_id, order_id, line_no, outlet_id, product_id, quantity_units, state) VALUES"
    " (:cooperative_id, :order_id, :line_no, :outlet_id, :product_id, :quantity_units, 'held')"
)


def reserve(  # noqa: PLR0913 - whose line, which shelf, how many
    session: Session,
    *,
    cooperative_id: int,
    order_id: int,
    line_no: int,
    outlet_id: int,
    product_id: int,
    quantity_units: int,
) -> int:
    """Promise up to `quantity_units` to an order's line; returns how many could be."""
    shelf = Shelf(cooperative_id, outlet_id, product_id)
    granted_units = _take_free(session, shelf, quantity_units)
    if granted_units == 0:
        return 0
    session.flush()  # the order's line has to be there first
    promised = {**shelf._asdict(), "order_id": order_id, "line_no": line_no}
    session.connection().execute(_PROMISE, {**promised, "quantity_units": granted_units})
    touch_catalogue(session, cooperative_id, outlet_id)
    return granted_units


def release(session: Session, cooperative_id: int, order_id: int) -> None:
    """Give back everything that is still promised to the order. Repeatable."""
    held = _of_order(cooperative_id, order_id)
    for row in session.exec(select(Reservation).where(*held)).all():
        if _close(session, row, ReservationState.RELEASED) and row.quantity_units:
            shelf = Shelf(cooperative_id, row.outlet_id, row.product_id)
            free_reserved(session, shelf, row.quantity_units)
            touch_catalogue(session, cooperative_id, row.outlet_id)


def consume(session: Session, cooperative_id: int, order_id: int, line_no: int) -> int:
    """Turn a line's promise into free stock, right before it is taken; returns its units."""
    line = (*_of_order(cooperative_id, order_id), col(Reservation.line_no) == line_no)
    row = session.exec(select(Reservation).where(*line)).first()
    if row is None or not _close(session, row, ReservationState.TAKEN):
        return 0
    if row.quantity_units:
        shelf = Shelf(cooperative_id, row.outlet_id, row.product_id)
        free_reserved(session, shelf, row.quantity_units)
    return row.quantity_units


def lower(
    session: Session, cooperative_id: int, order_id: int, line_no: int, to_units: int
) -> None:
    """Promise a line at most `to_units` from now on: the shop gives less. Repeatable."""
    line = (*_of_order(cooperative_id, order_id), col(Reservation.line_no) == line_no)
    row = session.exec(select(Reservation).where(*line)).first()
    if row is None or row.quantity_units <= to_units:
        return
    taken_units = row.quantity_units - to_units
    _cut(session, cooperative_id, Shortened(order_id, line_no, taken_units, to_units))
    shelf = Shelf(cooperative_id, row.outlet_id, row.product_id)
    free_reserved(session, shelf, taken_units)
    touch_catalogue(session, cooperative_id, row.outlet_id)


def shorten_youngest(session: Session, shelf: Shelf, units: int) -> list[Shortened]:
    """Take `units` back from promises, the youngest order's first; a promise left empty is short.

    Returns whose promises were cut. There may be less promised than `units`.
    """
    query = (
        select(Reservation.order_id, Reservation.line_no, Reservation.quantity_units)
        .where(
            Reservation.cooperative_id == shelf.cooperative_id,
            Reservation.outlet_id == shelf.outlet_id,
            Reservation.product_id == shelf.product_id,
            Reservation.state == ReservationState.HELD,
        )
        .order_by(col(Reservation.order_id).desc(), col(Reservation.line_no).desc())
    )
    shortened: list[Shortened] = []
    for order_id, line_no, promised_units in session.exec(query).all():
        if units == 0:
            break
        cut_units = min(units, promised_units)
        cut = Shortened(order_id, line_no, cut_units, promised_units - cut_units)
        _cut(session, shelf.cooperative_id, cut)
        free_reserved(session, shelf, cut_units)
        shortened.append(cut)
        units -= cut_units
    return shortened


def _take_free(session: Session, shelf: Shelf, wanted_units: int) -> int:
    if reserve_free(session, shelf, wanted_units):
        return wanted_units
    # Asked again when somebody else was quicker: then there is less, so this ends.
    while granted_units := min(wanted_units, max(contents(session, shelf).free_units, 0)):
        if reserve_free(session, shelf, granted_units):
            return granted_units
    return 0


def _of_order(cooperative_id: int, order_id: int) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        col(Reservation.cooperative_id) == cooperative_id,
        col(Reservation.order_id) == order_id,
        col(Reservation.state).in_((ReservationState.HELD, ReservationState.SHORT)),
    )


def _close(session: Session, row: Reservation, state: ReservationState) -> bool:
    """Compare and set: only one of two who end the same promise does."""
    closed = session.exec(
        update(Reservation)
        .where(
            *_of_order(row.cooperative_id, row.order_id),
            col(Reservation.line_no) == row.line_no,
            col(Reservation.quantity_units) == row.quantity_units,
        )
        .values(state=state)
    )
    return closed.rowcount == 1


def _cut(session: Session, cooperative_id: int, cut: Shortened) -> None:
    state = ReservationState.HELD if cut.left_units else ReservationState.SHORT
    session.exec(
        update(Reservation)
        .where(
            col(Reservation.cooperative_id) == cooperative_id,
            col(Reservation.order_id) == cut.order_id,
            col(Reservation.line_no) == cut.line_no,
        )
        .values(quantity_units=cut.left_units, state=state)
    )
