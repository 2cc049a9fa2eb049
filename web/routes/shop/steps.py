"""What the shop does with an order before it is handed over: one step at a time."""

from collections.abc import Callable
from typing import Any

from litestar import Response, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from cooperative.actors import Actor
from cooperative.books import Session
from cooperative.orders.amending import set_given
from cooperative.orders.basket import MOST_LINES, MOST_UNITS
from cooperative.orders.states import (
    MOST_REASON_LETTERS,
    accept,
    prepare,
    ready,
    refuse,
    release_uncollected,
)
from cooperative.orders.tables import Order
from web.answers import AnyRequest
from web.forms import Form, SentForm
from web.submit import Outcome, submit
from web.views.shop.order import REASONS, SLUGS, Reason, show_shop_order

Step = Callable[[Session, Actor], Order]


@post("/gerai/pesanan/{order_id:int}/penerimaan", sync_to_thread=True)
def create_acceptance(
    request: AnyRequest, form: SentForm, order_id: FromPath[int]
) -> Response[Any]:
    """Say yes to an order."""
    return _submit(request, form, order_id, lambda s, by: accept(s, order_id=order_id, by=by))


@post("/gerai/pesanan/{order_id:int}/penyiapan", sync_to_thread=True)
def create_preparation(
    request: AnyRequest, form: SentForm, order_id: FromPath[int]
) -> Response[Any]:
    """Say that the goods are put together."""
    return _submit(request, form, order_id, lambda s, by: prepare(s, order_id=order_id, by=by))


@post("/gerai/pesanan/{order_id:int}/kesiapan", sync_to_thread=True)
def create_readiness(request: AnyRequest, form: SentForm, order_id: FromPath[int]) -> Response[Any]:
    """Tell the member that she can come."""
    return _submit(request, form, order_id, lambda s, by: ready(s, order_id=order_id, by=by))


@post("/gerai/pesanan/{order_id:int}/pelepasan", sync_to_thread=True)
def create_release(request: AnyRequest, form: SentForm, order_id: FromPath[int]) -> Response[Any]:
    """Put back what nobody fetched."""
    return _submit(
        request, form, order_id, lambda s, by: release_uncollected(s, order_id=order_id, by=by)
    )


@post("/gerai/pesanan/{order_id:int}/penolakan", sync_to_thread=True)
def create_refusal(request: AnyRequest, form: SentForm, order_id: FromPath[int]) -> Response[Any]:
    """Say no to an order, with a reason the member reads."""
    return _submit(
        request,
        form,
        order_id,
        lambda s, by: refuse(s, order_id=order_id, reason=_reason(form), by=by),
    )


@post("/gerai/pesanan/{order_id:int}/jumlah", sync_to_thread=True)
def update_given(request: AnyRequest, form: SentForm, order_id: FromPath[int]) -> Response[Any]:
    """Give less of one thing than was promised, because it is not there."""

    def lower(session: Session, by: Actor) -> Order:
        with form.all_problems():
            line_no = form.whole("baris", 1, MOST_LINES)
            given_units = form.whole("diberi", 0, MOST_UNITS)
        return set_given(session, order_id, line_no, given_units, by=by)

    return _submit(request, form, order_id, lower, shows="ubah=1")


def _submit(
    request: AnyRequest, form: Form, order_id: int, step: Step, *, shows: str = ""
) -> Response[Any]:
    """Take the step and come back to the order, which says what it is now."""

    def act(session: Session, by: Actor) -> Outcome:
        order = step(session, by)
        said = shows or f"kini={SLUGS[order.state]}"
        facts = {"code": order.code, "state": order.state.value}
        return Outcome(f"order/{order.id}", f"/gerai/pesanan/{order.id}?{said}", facts)

    return submit(
        request,
        form,
        kind="order_step/1",
        act=act,
        done="Langkah pesanan tercatat.",
        again=lambda kept: show_shop_order(request, order_id, kept=kept),
    )


def _reason(form: Form) -> str:
    with form.all_problems():
        chosen = form.choice("alasan", Reason)
        is_other = chosen is Reason.OTHER
        said = form.text("keterangan", MOST_REASON_LETTERS - 40, least=1 if is_other else 0)
    if is_other:
        return said
    return ". ".join(filter(None, (REASONS[chosen], said)))


ROUTES: list[HTTPRouteHandler] = [
    create_acceptance,
    create_preparation,
    create_readiness,
    create_release,
    create_refusal,
    update_given,
]
