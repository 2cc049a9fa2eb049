"""The form of one product, new or known, with its prices of today and of other days."""

from datetime import date
from typing import Any, NamedTuple

from litestar import Response

from cooperative.books import Session
from cooperative.people.cooperatives import today
from cooperative.store.catalogue import ProductPage, catalogue_rows, categories
from cooperative.store.kinds import PriceClass
from cooperative.store.prices import prices_of
from cooperative.store.products import UNITS
from web.answers import AnyRequest
from web.formats import number
from web.identity import who
from web.pages import page
from web.rendering import form_key
from web.submit import Kept
from web.views.shop.gerai import Gerai, errors_of, gerai_here, summary_of
from web.views.shop.stock import product_of_page
from web.words import UNITS as UNIT_WORDS

_FIELDS = ("nama", "ukuran", "satuan", "kategori", "kode", "batas", "harga_anggota", "harga_umum")


class PriceDay(NamedTuple):
    """What a product costs from a first day on; None where that price did not change."""

    starts_on: date
    member_rupiah: int | None
    general_rupiah: int | None


def new_goods_page(request: AnyRequest, *, kept: Kept | None = None) -> Response[bytes]:
    """Show the form of a product that is not sold yet."""
    with request.app.state.books.reading() as session:
        gerai = gerai_here(session, request)
        context = _choices(session, request, gerai)
    typed = {name: kept.form.get(name) if kept else "" for name in _FIELDS}
    return _page(request, kept, product=None, typed=typed, gerai=gerai, **context)


def goods_page(
    request: AnyRequest, product_id: int, *, kept: Kept | None = None
) -> Response[bytes]:
    """Show the forms of a product that is known; raises Refused("not_found")."""
    coop_id = who(request).cooperative_id
    with request.app.state.books.reading() as session:
        gerai = gerai_here(session, request)
        product = product_of_page(session, request, gerai, product_id)
        prices = prices_of(session, coop_id, product.id)
        this_day = today(session, coop_id)
        context = _choices(session, request, gerai)
    typed = _fields_of(product)
    if kept:
        # Forms of this page have fields of their own; what was not sent stays as it is.
        sent = {part.name for part in kept.form.parts}
        typed |= {name: kept.form.get(name) for name in _FIELDS if name in sent}
    return _page(
        request,
        kept,
        product=product,
        typed=typed,
        gerai=gerai,
        prices=_history(prices),
        today=this_day,
        starts=kept.form.get("mulai") if kept else this_day.isoformat(),
        **context,
    )


def _page(request: AnyRequest, kept: Kept | None, **context: Any) -> Response[bytes]:
    return page(
        request,
        "shop/goods.html",
        status=kept.status if kept else 200,
        saved=request.query_params.get("simpan", ""),
        repeated="sudah" in request.query_params,
        errors=errors_of(kept),
        summary=summary_of(kept),
        key=kept.key if kept else form_key(),
        **context,
    )


def _choices(session: Session, request: AnyRequest, gerai: Gerai) -> dict[str, Any]:
    coop_id = who(request).cooperative_id
    day = today(session, coop_id)
    on_sale = catalogue_rows(session, coop_id, gerai.id, PriceClass.MEMBER, day)
    units = [(unit, UNIT_WORDS.get(unit, unit)) for unit in UNITS]
    return {"units": units, "categories": categories(on_sale)}


def _fields_of(product: ProductPage) -> dict[str, str]:
    said = {
        "nama": product.name,
        "ukuran": product.size_text,
        "satuan": product.unit,
        "kategori": product.category,
        "kode": product.code,
        "batas": product.low_at_units,
        "harga_anggota": _typed(product.member_price_rupiah),
        "harga_umum": _typed(product.general_price_rupiah),
    }
    return {name: "" if value is None else str(value) for name, value in said.items()}


def _typed(amount_rupiah: int | None) -> str:
    """Return an amount the way people type it: 65.500."""
    return "" if amount_rupiah is None else number(amount_rupiah)


def _history(prices: dict[PriceClass, dict[date, int]]) -> list[PriceDay]:
    """Return the days on which a price began, the newest first."""
    days = {day for by_day in prices.values() for day in by_day}
    return [
        PriceDay(day, *(prices[price_class].get(day) for price_class in PriceClass))
        for day in sorted(days, reverse=True)
    ]
