"""What tests of the shop's pages do at the counter: send a form, look at what is there."""

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import httpx
from litestar import Litestar
from sqlmodel import col, select

from cooperative.orders.tables import Order, OrderState
from cooperative.store.shelves import Contents
from cooperative.store.tables import StockMovement
from tests.shopping import bring_to, order, shelf
from tests.village import Village
from tests.web.wire import Phone


@dataclass
class Counter:
    """A shop and the phones of three people."""

    here: Village
    app: Litestar
    keeper: Phone
    sari: Phone
    neighbour: Phone

    def send(self, path: str, by: Phone | None = None, /, **fields: str | int) -> httpx.Response:
        """Send a plain form with a fresh key."""
        sent = [("idempotency_key", str(uuid4())), *((k, str(v)) for k, v in fields.items())]
        return (by or self.keeper).submit(path, sent)

    def ordered(self, state: OrderState = OrderState.PLACED, **choices: Any) -> int:
        """Let Sari order two sugar, and the shop take it to `state`; returns the order's id."""
        with self.here.writing() as session:
            placed = order(session, self.here, self.here.sari, **choices)
            bring_to(session, self.here, placed, state)
            return placed.id

    def order(self, order_id: int) -> Order:
        """Return the order as it is in the books."""
        with self.here.books.reading() as session:
            return session.get_one(Order, (self.here.coop_id, order_id))

    def shelf(self, short: str) -> Contents:
        """Return what lies on a shelf."""
        with self.here.books.reading() as session:
            return shelf(session, self.here, short)

    def newest_movement(self, short: str) -> StockMovement:
        """Return what was last written about a product."""
        with self.here.books.reading() as session:
            found = select(StockMovement).where(
                col(StockMovement.cooperative_id) == self.here.coop_id,
                col(StockMovement.product_id) == self.here.goods[short],
            )
            return session.exec(found.order_by(col(StockMovement.id).desc()).limit(1)).one()


def follow(phone: Phone, answer: httpx.Response) -> httpx.Response:
    """Go where an accepted form leads."""
    assert answer.status_code == 303, answer.text[-2000:]
    return phone.get(answer.headers["location"])
