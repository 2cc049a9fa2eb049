"""Harga from a first day on; and goods that are not sold any more, or again."""

from collections.abc import Callable
from typing import Any

from litestar import Response, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from cooperative.actors import Actor
from cooperative.books import Session
from cooperative.ledger.entries import MOST_RUPIAH
from cooperative.store.products import restore_product, retire_product, set_prices
from web.answers import AnyRequest
from web.forms import Form, SentForm
from web.submit import Outcome, submit
from web.views.shop.goods import goods_page


@post("/gerai/barang/{product_id:int}/harga", sync_to_thread=True)
def create_price(request: AnyRequest, form: SentForm, product_id: FromPath[int]) -> Response[Any]:
    """Set both prices from a day on."""

    def change(session: Session, by: Actor) -> None:
        with form.all_problems():
            member_rupiah = form.whole("harga_anggota", 1, MOST_RUPIAH)
            general_rupiah = form.whole("harga_umum", 1, MOST_RUPIAH)
            starts_on = form.day("mulai")
        set_prices(
            session,
            product_id=product_id,
            member_price_rupiah=member_rupiah,
            general_price_rupiah=general_rupiah,
            starts_on=starts_on,
            by=by,
        )

    return _submit(request, form, product_id, change, kind="price/1", said="harga")


@post("/gerai/barang/{product_id:int}/penarikan", sync_to_thread=True)
def create_retirement(
    request: AnyRequest, form: SentForm, product_id: FromPath[int]
) -> Response[Any]:
    """Take a product off the list."""
    return _submit(
        request,
        form,
        product_id,
        lambda session, by: retire_product(session, product_id=product_id, by=by),
        kind="product_retirement/1",
        said="tarik",
    )


@post("/gerai/barang/{product_id:int}/pengembalian", sync_to_thread=True)
def create_return(request: AnyRequest, form: SentForm, product_id: FromPath[int]) -> Response[Any]:
    """Put a product back on the list."""
    return _submit(
        request,
        form,
        product_id,
        lambda session, by: restore_product(session, product_id=product_id, by=by),
        kind="product_return/1",
        said="jual",
    )


def _submit(
    request: AnyRequest,
    form: Form,
    product_id: int,
    change: Callable[[Session, Actor], None],
    *,
    kind: str,
    said: str,
) -> Response[Any]:
    def act(session: Session, by: Actor) -> Outcome:
        change(session, by)
        location = f"/gerai/barang/{product_id}?simpan={said}"
        return Outcome(f"product/{product_id}", location, {"product_id": product_id})

    return submit(
        request,
        form,
        kind=kind,
        act=act,
        done="Perubahan barang tercatat.",
        again=lambda kept: goods_page(request, product_id, kept=kept),
    )


ROUTES: list[HTTPRouteHandler] = [create_price, create_retirement, create_return]
