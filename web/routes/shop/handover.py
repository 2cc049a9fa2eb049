"""Serah terima: goods and money change hands, and both are booked at once."""

from typing import Any

from litestar import Response, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from cooperative.actors import Actor
from cooperative.books import Session
from cooperative.ledger.entries import MOST_RUPIAH
from cooperative.orders.handover import hand_over
from cooperative.orders.tables import OrderState
from web.answers import AnyRequest
from web.forms import SentForm
from web.submit import Outcome, submit
from web.views.shop.order import PAYMENTS, SLUGS, Payment, show_shop_order


@post("/gerai/pesanan/{order_id:int}/serah-terima", sync_to_thread=True)
def create_handover(request: AnyRequest, form: SentForm, order_id: FromPath[int]) -> Response[Any]:
    """Book an order that was handed over, and how it was paid."""

    def act(session: Session, by: Actor) -> Outcome:
        with form.all_problems():
            paid_with = form.choice("bayar", Payment)
            paid_rupiah = form.whole_or_none("uang", 0, MOST_RUPIAH)
        means = PAYMENTS[paid_with]
        entry = hand_over(
            session,
            order_id=order_id,
            means=means,
            paid_rupiah=paid_rupiah,
            by=by,
            occurred_on=by.occurred_on,
        )
        location = f"/gerai/pesanan/{order_id}?kini={SLUGS[OrderState.HANDED_OVER]}"
        return Outcome(f"order/{order_id}", location, {"book_no": entry.book_no})

    return submit(
        request,
        form,
        kind="handover/1",
        act=act,
        done="Serah terima tercatat.",
        again=lambda kept: show_shop_order(request, order_id, kept=kept),
    )


ROUTES: list[HTTPRouteHandler] = [create_handover]
