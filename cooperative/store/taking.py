"""Goods leave the shelf: free stock first, then the youngest promises, then a selisih.

Protocol.md 7: a fact is always booked, and stock never goes below zero silently.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from sqlmodel import Session, col, select

from cooperative.actors import Actor, Role
from cooperative.inbox import tell
from cooperative.orders.tables import Order
from cooperative.people.access import holders
from cooperative.people.tables import Member
from cooperative.record import record
from cooperative.store.differences import open_difference
from cooperative.store.movements import Move, day_of_fact, move
from cooperative.store.outlets import touch_catalogue
from cooperative.store.products import product_of
from cooperative.store.reservations import Shortened, shorten_youngest
from cooperative.store.shelves import Shelf, contents
from cooperative.store.tables import DifferenceKind, MovementKind


class Taken(NamedTuple):
    """What the goods had cost, how many of them the books did not have, whose promises were cut."""

    cost_rupiah: int
    missing_units: int = 0
    shortened: Sequence[Shortened] = ()


def take(  # noqa: PLR0913 - a sale has this many sides, and every one is named
    session: Session,
    *,
    outlet_id: int,
    product_id: int,
    quantity_units: int,
    by: Actor,
    order_id: int | None = None,
    entry_id: int | None = None,
    kind: MovementKind = MovementKind.SOLD,
    occurred_on: date | None = None,
) -> Taken:
    """Take goods off the shelf and return what they cost; the caller books that cost.

    The caller has consumed the order's own reservation. Raises Refused("day_ahead") only.
    """
    shelf = Shelf(by.cooperative_id, outlet_id, product_id)
    day = day_of_fact(session, by.cooperative_id, occurred_on)
    cost_rupiah = contents(session, shelf).cost_of(quantity_units)
    sold = Move(kind, -quantity_units, -cost_rupiah, day, entry_id=entry_id, order_id=order_id)
    return take_off(session, shelf, by, sold)


def take_off(session: Session, shelf: Shelf, by: Actor, what: Move) -> Taken:
    """Move goods off the shelf, whatever the books say is there; `what` carries their cost."""
    before = contents(session, shelf)
    wanted_units = -what.delta_units
    missing_units = max(wanted_units - before.quantity_units, 0)
    promised_units = max(wanted_units - missing_units - before.free_units, 0)
    shortened = shorten_youngest(session, shelf, promised_units)
    if missing_units:
        # The books did not have them, so they come out of nowhere first, at no cost.
        found = replace(what, kind=MovementKind.DIFFERENCE, delta_units=missing_units)
        move(session, shelf, by, replace(found, value_rupiah=0, entry_id=None))
    move(session, shelf, by, what)
    touch_catalogue(session, shelf.cooperative_id, shelf.outlet_id)
    for cut in shortened:
        _tell_of_shortage(session, shelf, cut, by)
    if missing_units:
        open_difference(
            session,
            kind=DifferenceKind.GOODS,
            outlet_id=shelf.outlet_id,
            product_id=shelf.product_id,
            order_id=what.order_id,
            quantity_units=missing_units,
            by=by,
        )
    return Taken(-what.value_rupiah, missing_units, shortened)


def _tell_of_shortage(session: Session, shelf: Shelf, cut: Shortened, by: Actor) -> None:
    product = product_of(session, shelf.cooperative_id, shelf.product_id)
    facts = {
        "order_id": cut.order_id,
        "product_id": product.id,
        "product_name": product.name,
        "taken_units": cut.taken_units,
        "left_units": cut.left_units,
    }
    record(session, "order.short", by=by, subject=f"order/{cut.order_id}", facts=facts)
    order, person_id = session.exec(
        select(Order, Member.person_id)
        .join(
            Member,
            (col(Member.cooperative_id) == col(Order.cooperative_id))
            & (col(Member.id) == col(Order.member_id)),
        )
        .where(Order.cooperative_id == shelf.cooperative_id, Order.id == cut.order_id)
    ).one()
    facts["code"] = order.code
    keepers = set(holders(session, shelf.cooperative_id, {Role.SHOPKEEPER})) - {by.person_id}
    readers = dict.fromkeys(keepers, f"/gerai/pesanan/{order.id}")
    readers[person_id] = f"/pesanan/{order.id}"  # her own order, should she keep the shop too
    for reader_id, path in sorted(readers.items()):
        tell(
            session,
            "order.short",
            cooperative_id=shelf.cooperative_id,
            person_id=reader_id,
            path=path,
            facts=facts,
        )
