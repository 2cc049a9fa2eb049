"""Stok: the shelves of a gerai, what needs buying first; and one shelf with its movements."""

from typing import Any

from litestar import Response, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from cooperative.actors import Actor
from cooperative.books import Session
from cooperative.store.reversals import reverse_movement
from cooperative.store.stock_lists import PER_PAGE, Need, stock_counts, stock_list
from web.answers import AnyRequest
from web.forms import SentForm
from web.identity import who
from web.pages import page
from web.submit import Outcome, submit
from web.views.paging import page_count, page_number
from web.views.shop.gerai import gerai_here
from web.views.shop.stock import show_stock_page

_NEEDS = {"menipis": Need.LOW, "habis": Need.EMPTY}
_LONGEST_SEARCH = 60
_LONGEST_REASON = 200


@get("/gerai/stok", sync_to_thread=True)
def list_stock(request: AnyRequest) -> Response[Any]:
    """Show the shelves, empty ones first."""
    words = request.query_params.get("cari", "")[:_LONGEST_SEARCH]
    chosen = request.query_params.get("sisa", "")
    number, coop_id = page_number(request), who(request).cooperative_id
    with request.app.state.books.reading() as session:
        gerai = gerai_here(session, request)
        rows, count = stock_list(
            session, coop_id, gerai.id, words=words, need=_NEEDS.get(chosen), page=number
        )
        counts = stock_counts(session, coop_id, gerai.id)
    return page(
        request,
        "shop/stock.html",
        gerai=gerai,
        rows=rows,
        counts=counts,
        words_asked=words,
        chosen=chosen if chosen in _NEEDS else "",
        page=number,
        pages=page_count(count, PER_PAGE),
    )


@get("/gerai/stok/{product_id:int}", sync_to_thread=True)
def show_stock(request: AnyRequest, product_id: FromPath[int]) -> Response[bytes]:
    """Show one shelf: what is there, what is promised, and every movement."""
    return show_stock_page(request, product_id)


@post("/gerai/stok/{product_id:int}/gerakan/{movement_id:int}/koreksi", sync_to_thread=True)
def create_reversal(
    request: AnyRequest, form: SentForm, product_id: FromPath[int], movement_id: FromPath[int]
) -> Response[Any]:
    """Take back a movement that was written down wrongly."""

    def act(session: Session, by: Actor) -> Outcome:
        reason = form.text("alasan", _LONGEST_REASON)
        back = reverse_movement(session, movement_id=movement_id, reason=reason, by=by)
        gerai = gerai_here(session, request, form)
        location = gerai.at(f"/gerai/stok/{back.product_id}", catat=back.id)
        return Outcome(f"product/{back.product_id}", location, {"movement_id": back.id})

    return submit(
        request,
        form,
        kind="stock_reversal/1",
        act=act,
        done="Koreksi stok tercatat.",
        again=lambda kept: show_stock_page(request, product_id, kept=kept),
    )


ROUTES: list[HTTPRouteHandler] = [list_stock, show_stock, create_reversal]
