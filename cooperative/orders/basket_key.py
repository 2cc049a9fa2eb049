"""The submission key of a basket: two tabs that show the same basket order it once.

It follows the basket from its first line on and changes with every order that was received, so a
refused order can be tried again and the next basket is another one.
"""

from uuid import UUID, uuid5

from sqlmodel import Session, col, func, select

from cooperative.orders.tables import BasketLine
from cooperative.submissions.tables import Submission

_NAMES = UUID("6f1d6c52-7c8e-4c0e-9d5a-2a8f0b7d4f10")


def key_of_basket(session: Session, cooperative_id: int, person_id: int, outlet_id: int) -> str:
    """Return the key an order of this basket is sent with."""
    first_line = select(func.min(BasketLine.put_at)).where(
        col(BasketLine.cooperative_id) == cooperative_id,
        col(BasketLine.person_id) == person_id,
        col(BasketLine.outlet_id) == outlet_id,
    )
    last_order = (
        select(Submission.key)
        .where(
            col(Submission.cooperative_id) == cooperative_id,
            col(Submission.person_id) == person_id,
            col(Submission.kind).startswith("order/"),
        )
        .order_by(col(Submission.received_at).desc())
        .limit(1)
    )
    both = select(first_line.scalar_subquery(), last_order.scalar_subquery())
    begun, last = session.exec(both).one()
    return str(uuid5(_NAMES, f"{cooperative_id}/{person_id}/{outlet_id}/{begun}/{last}"))
