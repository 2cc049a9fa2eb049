"""Selisih: a fact the books disagreed with, booked all the same and open until it is settled."""

from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlmodel import Session, col, update

from cooperative.actors import Actor, Role
from cooperative.books.numbers import next_number
from cooperative.clock import moment_of
from cooperative.inbox import tell
from cooperative.people.access import holders
from cooperative.people.tables import Person
from cooperative.record import record
from cooperative.refusals import Refused
from cooperative.store.tables import Difference, DifferenceKind, Product

PATH = "/gerai/selisih"


class OpenDifference(NamedTuple):
    """A line of the list of open differences; `product_name` is empty for a closed order."""

    id: int
    kind: DifferenceKind
    outlet_id: int
    product_id: int | None
    product_name: str
    size_text: str
    unit: str
    order_id: int | None
    quantity_units: int
    opened_at: datetime
    opened_by: str


def open_difference(  # noqa: PLR0913 - it says all that did not agree
    session: Session,
    *,
    kind: DifferenceKind,
    outlet_id: int,
    product_id: int | None = None,
    order_id: int | None = None,
    quantity_units: int = 0,
    by: Actor,
) -> Difference:
    """Open a difference and tell the treasurers. GOODS: the books were `quantity_units` short."""
    difference = Difference(
        cooperative_id=by.cooperative_id,
        id=next_number(session, by.cooperative_id, "difference"),
        kind=kind,
        outlet_id=outlet_id,
        product_id=product_id,
        order_id=order_id,
        quantity_units=quantity_units,
        opened_at=moment_of(session),
        opened_by=by.person_id,
    )
    session.add(difference)
    facts = {
        "difference_id": difference.id,
        "kind": kind,
        "outlet_id": outlet_id,
        "product_id": product_id,
        "order_id": order_id,
        "quantity_units": quantity_units,
    }
    subject = f"difference/{difference.id}"
    record(session, "difference.opened", by=by, subject=subject, facts=facts)
    session.flush()  # the list of differences is read with SQL
    _tell_treasurers(session, facts, by)
    return difference


def settle(session: Session, *, difference_id: int, how: str, by: Actor) -> None:
    """Close a difference and say in words how it was cleared up.

    Stock and money are put right by facts of their own: a count, a goods-in, a deposit.
    Raises Refused: "not_found", "already_settled".
    """
    difference = session.get(Difference, (by.cooperative_id, difference_id))
    if difference is None:
        raise Refused("not_found")
    settled = session.exec(
        update(Difference)
        .where(
            col(Difference.cooperative_id) == by.cooperative_id,
            col(Difference.id) == difference_id,
            col(Difference.settled_at).is_(None),
        )
        .values(settled_at=moment_of(session), settled_by=by.person_id, settled_how=how)
    )
    if settled.rowcount != 1:
        raise Refused("already_settled")
    # From here on it must succeed.
    record(
        session,
        "difference.settled",
        by=by,
        subject=f"difference/{difference_id}",
        facts={"difference_id": difference_id, "kind": difference.kind, "how": how},
    )


def open_differences(session: Session, cooperative_id: int) -> list[OpenDifference]:
    """Return what still has to be settled, the oldest first."""
    product = sa.and_(
        col(Product.cooperative_id) == col(Difference.cooperative_id),
        col(Product.id) == col(Difference.product_id),
    )
    query = (
        sa.select(
            col(Difference.id),
            col(Difference.kind),
            col(Difference.outlet_id),
            col(Difference.product_id),
            sa.func.coalesce(col(Product.name), ""),
            sa.func.coalesce(col(Product.size_text), ""),
            sa.func.coalesce(col(Product.unit), ""),
            col(Difference.order_id),
            col(Difference.quantity_units),
            col(Difference.opened_at),
            col(Person.name),
        )
        .join_from(Difference, Person, col(Person.id) == col(Difference.opened_by))
        .outerjoin(Product, product)
        .where(col(Difference.cooperative_id) == cooperative_id)
        .where(col(Difference.settled_at).is_(None))
        .order_by(col(Difference.id))
    )
    return [OpenDifference(*row) for row in session.connection().execute(query)]


def _tell_treasurers(session: Session, facts: dict[str, Any], by: Actor) -> None:
    product_id: int | None = facts["product_id"]
    product = session.get(Product, (by.cooperative_id, product_id)) if product_id else None
    news = {**facts, "product_name": product.name if product else ""}
    for person_id in holders(session, by.cooperative_id, {Role.TREASURER}):
        tell(
            session,
            "difference.opened",
            cooperative_id=by.cooperative_id,
            person_id=person_id,
            path=PATH,
            facts=news,
        )
