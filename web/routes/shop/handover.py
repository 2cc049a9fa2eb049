"""Serah terima: goods and money change hands, and both are booked at once."""

from typing import Any

from litestar import Response, post
from litestar.handlers import HTTPRouteHandler

from cooperative.actors import Actor
from cooperative.books import Session
from cooperative.ledger.entries import MOST_RUPIAH
from cooperative.orders.handover import hand_over
from cooperative.orders.tables import OrderState
from web.answers import AnyRequest
from web.forms import Form
from web.submit import Outcome, submit
from web.views.shop.gerai import findable
from web.views.shop.order import PAYMENTS, SLUGS, Payment, show_shop_order


@post("/gerai/pesanan/{order_id:int}/serah-terima", sync_to_thread=True)
def create_handover(request: AnyRequest, form: Form, order_id: int) -> Response[Any]:
    """Book an order that was handed over, and how it was paid."""
    number = findable(order_id)

    def act(session: Session, by: Actor) -> Outcome:
        with form.all_problems():
            paid_with = form.choice("bayar", Payment)
            paid_rupiah = form.whole_or_none("uang", 0, MOST_RUPIAH)
        means = PAYMENTS[paid_with]
        entry = hand_over(session, order_id=number, means=means, paid_rupiah=paid_rupiah, by=by)
        location = f"/gerai/pesanan/{number}?kini={SLUGS[OrderState.HANDED_OVER]}"
        return Outcome(f"order/{number}", location, {"book_no": entry.book_no})

    return submit(
        request,
        form,
        kind="handover/1",
        act=act,
        done="Serah terima tercatat.",
        again=lambda kept: show_shop_order(request, number, kept=kept),
    )


ROUTES: list[HTTPRouteHandler] = [create_handover]
