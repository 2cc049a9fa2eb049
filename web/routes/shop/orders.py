"""Pesanan at the gerai: what waits, what is under way, and one order by its code."""

from typing import Any

from litestar import Response, get
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from cooperative.books import Session
from cooperative.clock import moment_of
from cooperative.orders.codes import find_by_code
from cooperative.orders.reading import (
    PER_PAGE,
    OrderRow,
    counts_of_outlet,
    orders_of_outlet,
    packing,
)
from cooperative.orders.tables import OPEN_STATES, OrderState
from web.answers import AnyRequest, see_other
from web.identity import who
from web.pages import page
from web.views.paging import page_count, page_number
from web.views.shop.gerai import Gerai, gerai_here
from web.views.shop.order import SLUGS, days_waiting, show_shop_order

_CLOSED = tuple(state for state in OrderState if state not in OPEN_STATES)
_LONGEST_CODE = 8
_LATE_DAYS = 2


@get("/gerai", sync_to_thread=True)
def show_shop(request: AnyRequest) -> Response[Any]:
    """Lead to the orders: what a shopkeeper looks at first."""
    return see_other(request, "/gerai/pesanan")


@get("/gerai/pesanan", sync_to_thread=True)
def list_orders(request: AnyRequest) -> Response[Any]:
    """Show the orders of a gerai in one state; a code goes straight to its order."""
    code = request.query_params.get("kode", "").strip()[:_LONGEST_CODE]
    number = page_number(request)
    coop_id = who(request).cooperative_id
    with request.app.state.books.reading() as session:
        gerai = gerai_here(session, request)
        order_id = _of_code(session, coop_id, gerai, code)
        counts = counts_of_outlet(session, coop_id, gerai.id)
        slug = _slug(request, counts)
        states = _CLOSED if slug == "selesai" else _states(slug)
        found = orders_of_outlet(session, coop_id, gerai.id, states=states, page=number)
        is_packing = slug in {SLUGS[OrderState.ACCEPTED], SLUGS[OrderState.PREPARED]}
        to_pack = packing(session, coop_id, gerai.id, states=states) if is_packing else []
        now = moment_of(session)
    if order_id is not None:
        return see_other(request, f"/gerai/pesanan/{order_id}")
    waits = {row.id: days_waiting(_since(row), now) for row in found.orders}
    return page(
        request,
        "shop/order/index.html",
        gerai=gerai,
        code=code,
        orders=found.orders,
        chosen=slug,
        ways=[(SLUGS[state], state.value, counts[state]) for state in OPEN_STATES],
        late={key: days for key, days in waits.items() if days > _LATE_DAYS and slug != "selesai"},
        since={row.id: _since(row) for row in found.orders},
        to_pack=to_pack,
        page=number,
        pages=page_count(found.count, PER_PAGE),
    )


@get("/gerai/pesanan/{order_id:int}", sync_to_thread=True)
def show_order(request: AnyRequest, order_id: FromPath[int]) -> Response[bytes]:
    """Show one order: what to pack, for whom, and what to do next."""
    return show_shop_order(request, order_id)


def _of_code(session: Session, coop_id: int, gerai: Gerai, code: str) -> int | None:
    """Return the open order of a code: of this gerai, or of another of the same cooperative."""
    if not code:
        return None
    shops = [gerai.id, *(outlet_id for outlet_id, _ in gerai.others)]
    found = (find_by_code(session, coop_id, outlet_id, code) for outlet_id in shops)
    return next((order_id for order_id in found if order_id is not None), None)


def _slug(request: AnyRequest, counts: dict[OrderState, int]) -> str:
    """Return the state that was asked for; else the first one in which something waits."""
    asked = request.query_params.get("keadaan", "")
    if asked == "selesai" or asked in {SLUGS[state] for state in OPEN_STATES}:
        return asked
    first = next((state for state in OPEN_STATES if counts[state]), OrderState.PLACED)
    return SLUGS[first]


def _states(slug: str) -> tuple[OrderState, ...]:
    return tuple(state for state, word in SLUGS.items() if word == slug)


def _since(row: OrderRow) -> Any:
    return row.ready_at if row.state is OrderState.READY and row.ready_at else row.placed_at


ROUTES: list[HTTPRouteHandler] = [show_shop, list_orders, show_order]
