"""Pesanan of a member: placing one, following it, taking it back, asking for the same again."""

from enum import StrEnum
from typing import Any
from urllib.parse import urlencode

from litestar import Response, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from cooperative.actors import Actor
from cooperative.books import Session
from cooperative.ledger.entries import MOST_RUPIAH
from cooperative.ledger.tables import Means
from cooperative.orders import basket
from cooperative.orders.basket import MOST_LINES, MOST_UNITS
from cooperative.orders.choices import Asked
from cooperative.orders.placing import place
from cooperative.orders.reading import PER_PAGE, order_page, orders_of_member
from cooperative.orders.states import cancel
from cooperative.orders.tables import OPEN_STATES, IfDearer, IfShort, OrderState
from cooperative.refusals import Refused
from web.answers import AnyRequest, see_other, wants_json
from web.forms import Form, SentForm
from web.identity import who
from web.pages import page
from web.submit import Kept, Outcome, submit
from web.views.basket import basket_page
from web.views.order import show_order_page
from web.views.paging import page_count, page_number

_MOST_ID = 2**31 - 1
_CLOSED = tuple(state for state in OrderState if state not in OPEN_STATES)


class _Bayar(StrEnum):
    TUNAI = "tunai"
    SIMPANAN = "simpanan"
    QRIS = "qris"


_MEANS = {_Bayar.TUNAI: Means.CASH, _Bayar.SIMPANAN: Means.SAVINGS}


@get("/pesanan", sync_to_thread=True)
def list_orders(request: AnyRequest) -> Response[bytes]:
    """Show a member's own orders: those under way, or those that are done."""
    asker = who(request)
    is_done = request.query_params.get("keadaan") == "selesai"
    number = page_number(request)
    with request.app.state.books.reading() as session:
        mine = (asker.cooperative_id, _member(asker.member_id))
        states = _CLOSED if is_done else OPEN_STATES
        found = orders_of_member(session, *mine, states=states, page=number)
        other = _CLOSED if not is_done else OPEN_STATES
        others = orders_of_member(session, *mine, states=other, per_page=1).count
    return page(
        request,
        "orders/index.html",
        orders=found.orders,
        counts=(others, found.count) if is_done else (found.count, others),
        is_done=is_done,
        page=number,
        pages=page_count(found.count, PER_PAGE),
    )


@post("/pesanan", sync_to_thread=True)
def create_order(request: AnyRequest, form: SentForm) -> Response[Any]:
    """Place an order: the lines that were sent, or what lies in the server's basket."""
    member_id = who(request).member_id
    may_use_basket = not wants_json(request)

    def act(session: Session, by: Actor) -> Outcome:
        asked = read_asked(form)
        if not asked and not form.texts("barang") and may_use_basket:
            asked = None
        with form.all_problems():
            pays = form.choice("bayar", _Bayar, _Bayar.TUNAI)
            if_short = form.choice("kalau_kurang", IfShort, IfShort.ASK)
            if_dearer = form.choice("kalau_naik", IfDearer, IfDearer.ASK)
            outlet_id = form.whole_or_none("gerai", 1, _MOST_ID)
        if pays not in _MEANS:
            raise Refused("payment_not_offered")
        order = place(
            session,
            member_id=_member(member_id),
            asked=asked,
            outlet_id=outlet_id,
            means=_MEANS[pays],
            if_short=if_short,
            if_dearer=if_dearer,
            by=by,
        )
        facts = {"code": order.code, "total_rupiah": order.total_rupiah}
        return Outcome(f"order/{order.id}", f"/pesanan/{order.id}", facts)

    def again(kept: Kept) -> Response[Any]:
        if kept.code == "changed":
            return page(request, "orders/changed.html", status=kept.status, kept=kept)
        return basket_page(request, kept=kept, refilled=False, gone=0)

    return submit(request, form, kind="order/1", act=act, done="Pesanan diterima.", again=again)


def read_asked(form: Form) -> list[Asked]:
    """Read the lines of an order. Raises Unreadable."""
    asked: list[Asked] = []
    with form.all_problems():
        for group in form.groups("barang", "jumlah", "harga", most=MOST_LINES):
            units = form.whole_of(group, "jumlah", 0, MOST_UNITS)
            seen = form.whole_of(group, "harga", 1, MOST_RUPIAH) if group.get("harga") else None
            product_id = form.whole_of(group, "barang", 1, _MOST_ID)
            asked.append(Asked(product_id, units, seen))
    return asked


@get("/pesanan/{order_id:int}", sync_to_thread=True)
def show_order(request: AnyRequest, order_id: FromPath[int]) -> Response[bytes]:
    """Show a member one of her own orders."""
    return show_order_page(request, order_id)


@post("/pesanan/{order_id:int}/pembatalan", sync_to_thread=True)
def create_cancellation(
    request: AnyRequest, form: SentForm, order_id: FromPath[int]
) -> Response[Any]:
    """Take an order back, until it is disiapkan."""

    def act(session: Session, by: Actor) -> Outcome:
        order = cancel(session, order_id=order_id, by=by)
        return Outcome(f"order/{order.id}", f"/pesanan/{order.id}", {"code": order.code})

    return submit(
        request,
        form,
        kind="order_cancellation/1",
        act=act,
        done="Pesanan dibatalkan.",
        again=lambda kept: show_order_page(request, order_id, kept=kept),
    )


@post("/pesanan/{order_id:int}/ulang", sync_to_thread=True)
def create_refill(request: AnyRequest, order_id: FromPath[int]) -> Response[Any]:
    """Put the goods of an order into the basket again; nothing is ordered yet. Repeatable."""
    asker = who(request)
    with request.app.state.books.transaction(asker.cooperative_id) as session:
        mine = (asker.cooperative_id, order_id)
        order_page(session, *mine, member_id=_member(asker.member_id))
        refilled = basket.refill(session, order_id=order_id, by=asker.actor())
    told = {"ulang": refilled.lines, "hilang": len(refilled.no_longer_sold)}
    return see_other(request, f"/keranjang?{urlencode(told)}")


def _member(member_id: int | None) -> int:
    if member_id is None:
        raise Refused("not_member")
    return member_id


ROUTES: list[HTTPRouteHandler] = [
    list_orders,
    create_order,
    show_order,
    create_cancellation,
    create_refill,
]
