"""The page of one order, for the member whose it is."""

from datetime import datetime
from zoneinfo import ZoneInfo

from litestar import Response

from cooperative.clock import zone_name
from cooperative.orders.page import OrderPage
from cooperative.orders.reading import order_page
from cooperative.orders.tables import OPEN_STATES, OrderState
from cooperative.store.outlets import outlet_of
from web import formats
from web.answers import AnyRequest
from web.identity import Who, who
from web.pages import page
from web.rendering import form_key
from web.submit import Kept
from web.views.opening_hours import opening_sentence
from web.views.qr import qr_drawing
from web.words import ORDER_STATES

_WAY = (
    OrderState.PLACED,
    OrderState.ACCEPTED,
    OrderState.PREPARED,
    OrderState.READY,
    OrderState.HANDED_OVER,
)
_STEPS = {
    **ORDER_STATES,
    OrderState.PLACED: "Dipesan",
    OrderState.ACCEPTED: "Diterima gerai",
}
_STOPPED = (OrderState.CANCELLED, OrderState.REFUSED)

Step = tuple[str, str, str]


def show_order_page(
    request: AnyRequest, order_id: int, *, kept: Kept | None = None
) -> Response[bytes]:
    """Show an order of the asker; `kept` is an act on it that was refused.

    Raises Refused("not_found") for anybody else's.
    """
    asker = who(request)
    with request.app.state.books.reading() as session:
        # Nobody has the number 0, so somebody who is no member finds nothing.
        mine = asker.member_id or 0
        found = order_page(session, asker.cooperative_id, order_id, member_id=mine)
        outlet = outlet_of(session, asker.cooperative_id, found.order.outlet_id)
        opening = opening_sentence(session, outlet)
    is_open = found.order.state in OPEN_STATES
    return page(
        request,
        "orders/show.html",
        status=kept.status if kept else 200,
        order=found.order,
        view=found,
        steps=steps_of(found, asker),
        is_open=is_open,
        may_cancel=found.order.state in {OrderState.PLACED, OrderState.ACCEPTED},
        opening=opening,
        qr=qr_drawing(found.order.code, f"Kode {found.order.code}") if is_open else "",
        repeated="sudah" in request.query_params,
        kept=kept,
        key=kept.key if kept else form_key(),
    )


def steps_of(view: OrderPage, asker: Who) -> list[Step]:
    """Return the way of the order: each step with its word, when and by whom, and how it stands."""
    last = len(view.steps) - 1
    done: list[Step] = []
    for at, step in enumerate(view.steps):
        by = "" if step.by_name == view.member_name else f", oleh {step.by_name}"
        reason = f". {step.reason}" if step.reason else ""
        is_stop = step.state in _STOPPED
        standing = "stopped" if is_stop else "now" if at == last else "done"
        word = "Dilepas gerai" if is_stop and view.was_released else _STEPS[step.state]
        done.append((word, f"{_when(step.at, asker.zone)}{by}{reason}", standing))
    if view.order.state not in _WAY:
        return done
    coming = _WAY[_WAY.index(view.order.state) + 1 :]
    return [*done, *((_STEPS[state], "", "later") for state in coming)]


def _when(at: datetime, zone: str) -> str:
    there = at.astimezone(ZoneInfo(zone))
    return f"{formats.short_day(there)}, {formats.clock(there)} {zone_name(zone)}"
