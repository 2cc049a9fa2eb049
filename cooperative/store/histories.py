"""How a shelf came to be what it is: its movements, one page at a time."""

from datetime import date, datetime
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from cooperative.people.tables import Person
from cooperative.store.kinds import MovementKind
from cooperative.store.tables import StockMovement

PER_PAGE = 30
_BACK = aliased(StockMovement)
_TAKEN_BACK = (col(_BACK.cooperative_id) == col(StockMovement.cooperative_id)) & (
    col(_BACK.reverses_id) == col(StockMovement.id)
)


class MovementRow(NamedTuple):
    """One movement of a product in a gerai; `reversed_by_id` is the movement that took it back."""

    id: int
    kind: MovementKind
    delta_units: int
    value_rupiah: int
    note: str
    occurred_on: date
    recorded_at: datetime
    by_name: str
    order_id: int | None
    entry_id: int | None
    reverses_id: int | None
    reversed_by_id: int | None


def movements_of(
    session: Session,
    cooperative_id: int,
    outlet_id: int,
    product_id: int,
    *,
    page: int = 1,
    per_page: int = PER_PAGE,
) -> tuple[list[MovementRow], int]:
    """Return one page of a shelf's movements, the newest first; and how many there are."""
    here = [
        col(StockMovement.cooperative_id) == cooperative_id,
        col(StockMovement.outlet_id) == outlet_id,
        col(StockMovement.product_id) == product_id,
    ]
    query = (
        sa.select(
            col(StockMovement.id),
            col(StockMovement.kind),
            col(StockMovement.delta_units),
            col(StockMovement.value_rupiah),
            col(StockMovement.note),
            col(StockMovement.occurred_on),
            col(StockMovement.recorded_at),
            col(Person.name),
            col(StockMovement.order_id),
            col(StockMovement.entry_id),
            col(StockMovement.reverses_id),
            col(_BACK.id),
        )
        .join_from(StockMovement, Person, col(Person.id) == col(StockMovement.by_person_id))
        .outerjoin(_BACK, _TAKEN_BACK)
        .where(*here)
        .order_by(col(StockMovement.id).desc())
    )
    connection = session.connection()
    count = sa.select(sa.func.count()).select_from(StockMovement).where(*here)
    rows = connection.execute(query.limit(per_page).offset((page - 1) * per_page))
    return [MovementRow(*row) for row in rows], connection.execute(count).scalar_one()
