"""Keranjang: what she is going to order. It promises nothing, so it needs no submission key."""

import re
from contextlib import suppress
from typing import Any, NamedTuple

from litestar import Response, get, post
from litestar.handlers import HTTPRouteHandler

from cooperative.actors import Actor
from cooperative.books import Session
from cooperative.orders import basket
from cooperative.orders.basket import MOST_LINES, MOST_UNITS
from cooperative.people.cooperatives import today
from cooperative.refusals import Refused, Unreadable
from cooperative.store.catalogue import CatalogueRow, catalogue_rows
from cooperative.store.outlets import default_outlet
from cooperative.store.tables import PriceClass
from web.answers import AnyRequest, problem, see_other, wants_fragment, wants_json
from web.forms import Form, SentForm
from web.identity import Who, who
from web.pages import fragment
from web.views.basket import basket_page, basket_sum
from web.views.coming_back import came_from

_MOST_ID = 2**31 - 1
_UNITS = re.compile(r"([+-]?)(\d{1,3})", re.ASCII)


class _Change(NamedTuple):
    """So many units of a product: in all, or more (less) than there are."""

    product_id: int
    units: int
    is_relative: bool


@get("/keranjang", sync_to_thread=True)
def show_basket(request: AnyRequest) -> Response[bytes]:
    """Show the basket, from which the order is placed."""
    asked = request.query_params
    gone = asked.get("hilang", "0")
    return basket_page(
        request, refilled="ulang" in asked, gone=int(gone) if _UNITS.fullmatch(gone) else 0
    )


@post("/keranjang", sync_to_thread=True)
def update_basket(request: AnyRequest, form: SentForm) -> Response[Any]:
    """Put goods into the basket: `jumlah` 3 makes it three, +1 adds one, -1 or 0 takes away."""
    asker = who(request)
    if wants_json(request):
        return _mirror(request, asker, form)
    try:
        changes = _read(form)
        with request.app.state.books.transaction(asker.cooperative_id) as session:
            for change in changes:
                _apply(session, change, by=asker.actor())
    except (Refused, Unreadable):
        if not wants_fragment(request):
            raise
        # The card no longer says how things are: the page is asked for again.
        return Response("", status_code=200, headers={"HX-Refresh": "true"})
    if wants_fragment(request):
        return _in_place(request, asker, changes[0].product_id)
    return _back_to_the_list(request, changes)


def _mirror(request: AnyRequest, asker: Who, form: Form) -> Response[Any]:
    """Take over what her phone says, as far as it can be kept: the phone's basket leads."""
    if request.headers.get("lumbung-person", asker.public_id) != asker.public_id:
        return problem(request, 403, "other_person")
    with request.app.state.books.transaction(asker.cooperative_id) as session:
        for change in _read(form):
            # Goods that are no longer sold are told on the page, not to the phone.
            with suppress(Refused):
                _apply(session, change, by=asker.actor())
    return Response({"code": "kept"}, status_code=200, headers={"Cache-Control": "no-store"})


def _read(form: Form) -> list[_Change]:
    removed = form.whole_or_none("hapus", 1, _MOST_ID)
    if removed is not None:
        return [_Change(removed, 0, is_relative=False)]
    groups = form.groups("barang", "jumlah", most=MOST_LINES)
    if not groups:
        raise Unreadable(barang="required")
    changes: list[_Change] = []
    for group in groups:
        units = _UNITS.fullmatch(group["jumlah"].strip())
        if units is None:
            raise Unreadable(jumlah="not_a_number")
        product_id = form.whole_of(group, "barang", 1, _MOST_ID)
        changes.append(_Change(product_id, int(units[1] + units[2]), is_relative=bool(units[1])))
    return changes


def _apply(session: Session, change: _Change, *, by: Actor) -> None:
    units = change.units
    if change.is_relative:
        lines = basket.lines(session, by.cooperative_id, by.person_id)
        kept = {line.product_id: line.quantity_units for line in lines}
        units = min(max(kept.get(change.product_id, 0) + units, 0), MOST_UNITS)
    basket.set_line(session, product_id=change.product_id, quantity_units=units, by=by)


def _back_to_the_list(request: AnyRequest, changes: list[_Change]) -> Response[Any]:
    lists = ("/", "/barang", "/keranjang")
    before = came_from(request, *lists, otherwise="/barang", masuk="")
    first = changes[0]
    if before.startswith("/keranjang") or first.units <= 0:
        return see_other(request, before)
    # The notice on the list is told by the address: nothing is kept for it.
    anchor = f"barang-{first.product_id}"
    added = came_from(request, *lists, otherwise="/barang", anchor=anchor, masuk=first.product_id)
    return see_other(request, added)


def _in_place(request: AnyRequest, asker: Who, product_id: int) -> Response[bytes]:
    with request.app.state.books.reading() as session:
        row = _row(session, asker, product_id)
        units, total_rupiah = basket_sum(session, asker)
    answer = fragment(
        request,
        "goods/in_place.html",
        "in_place",
        row=row,
        in_basket=units.get(product_id, 0),
        basket_count=len(units),
        basket_total_rupiah=total_rupiah,
    )
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _row(session: Session, asker: Who, product_id: int) -> CatalogueRow:
    outlet = default_outlet(session, asker.cooperative_id)
    day = today(session, asker.cooperative_id)
    rows = catalogue_rows(session, asker.cooperative_id, outlet.id, PriceClass.MEMBER, day)
    found = next((row for row in rows if row.id == product_id), None)
    if found is None:
        raise Refused("product_unknown")
    return found


ROUTES: list[HTTPRouteHandler] = [show_basket, update_basket]
