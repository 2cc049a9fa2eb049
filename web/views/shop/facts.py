"""Forms about goods that came, were counted, or went bad: first which goods, then the form."""

import json
from typing import Any

from litestar import Response

from cooperative.actors import OFFICERS
from cooperative.store.stock_lists import PER_PAGE, stock_list
from web.answers import AnyRequest
from web.identity import who
from web.pages import page
from web.rendering import form_key
from web.submit import Kept
from web.views.paging import page_count, page_number
from web.views.shop.gerai import MOST_ID, errors_of, gerai_here, number_in, summary_of
from web.views.shop.stock import OnShelf, on_shelf
from web.words import problem

_LONGEST_SEARCH = 60
# `?barang=pola`: the form as phones keep it, to be filled in for any goods without a signal
# (service_worker/copies/facts.js knows these words).
_PATTERN = "pola"
_ANY_GOODS = OnShelf(MOST_ID, "[nama]", "[satuan]", None, 987_654_321, 0)
_MOST_GOODS = 2_000


def fact_page(
    request: AnyRequest, template: str, *, kept: Kept | None = None, **context: Any
) -> Response[bytes]:
    """Show a form about the goods of `?barang=`, or the list to choose them from.

    `kept` is the form when it comes back. Raises Refused("not_found").
    """
    if kept is None and request.query_params.get("barang") == _PATTERN:
        return _pattern_page(request, template, **context)
    asked = kept.form.get("barang") if kept else request.query_params.get("barang", "")
    product_id = number_in(asked)
    shown = {"typed": _typed(kept), "errors": errors_of(kept), "summary": summary_of(kept)}
    if product_id is None:
        return _choosing(request, status=kept.status if kept else 200)
    asker = who(request)
    with request.app.state.books.reading() as session:
        gerai = gerai_here(session, request, kept.form if kept else None)
        product = on_shelf(session, request, gerai, product_id)
    return page(
        request,
        template,
        status=kept.status if kept else 200,
        gerai=gerai,
        product=product,
        is_officer=bool(asker.roles & OFFICERS),
        key=kept.key if kept else form_key(),
        **{**shown, **context},
    )


def count_page(request: AnyRequest) -> Response[bytes]:
    """Show the form of a count; with the number counted, what it would change."""
    typed = request.query_params.get("hitungan", "").strip()
    counted = number_in(typed.replace(".", ""))
    if not typed or counted is not None:
        return fact_page(request, "shop/count.html", counted=counted)
    wrong = {"hitungan": problem("not_a_number")}
    return fact_page(
        request,
        "shop/count.html",
        counted=None,
        typed={"hitungan": typed},
        errors=wrong,
        summary=wrong,
    )


def _pattern_page(request: AnyRequest, template: str, **context: Any) -> Response[bytes]:
    asker = who(request)
    with request.app.state.books.reading() as session:
        gerai = gerai_here(session, request)
        rows, _ = stock_list(session, asker.cooperative_id, gerai.id, per_page=_MOST_GOODS)
    goods = [
        [row.id, f"{row.name} {row.size_text}".strip(), row.unit, row.quantity_units]
        for row in rows
    ]
    return page(
        request,
        template,
        gerai=gerai,
        product=_ANY_GOODS,
        is_officer=bool(asker.roles & OFFICERS),
        key=form_key(),
        typed=_typed(None),
        errors={},
        summary={},
        every_goods=json.dumps(goods, ensure_ascii=False, separators=(",", ":")),
        **context,
    )


def _choosing(request: AnyRequest, *, status: int) -> Response[bytes]:
    words = request.query_params.get("cari", "")[:_LONGEST_SEARCH]
    number, coop_id = page_number(request), who(request).cooperative_id
    with request.app.state.books.reading() as session:
        gerai = gerai_here(session, request)
        rows, count = stock_list(session, coop_id, gerai.id, words=words, page=number)
    return page(
        request,
        "shop/choose_goods.html",
        status=status,
        gerai=gerai,
        rows=rows,
        path=request.url.path,
        words_asked=words,
        page=number,
        pages=page_count(count, PER_PAGE),
    )


def _typed(kept: Kept | None) -> dict[str, str]:
    """Return what was typed before, by field; a field that is missing was left empty."""
    names = ("jumlah", "harga", "cara_harga", "bayar", "catatan", "hitungan", "sebab")
    return {name: kept.form.get(name) if kept else "" for name in names}
