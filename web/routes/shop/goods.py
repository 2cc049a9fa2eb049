"""Barang as the shop keeps them: what they are called, how they look, when there are too few."""

from typing import Any

from litestar import Response, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from cooperative.actors import Actor
from cooperative.books import Session
from cooperative.ledger.entries import MOST_RUPIAH
from cooperative.refusals import Unreadable
from cooperative.store.products import create_product, edit_product
from cooperative.store.stock import MOST_UNITS
from web.answers import AnyRequest
from web.forms import PHOTO_BYTES, Form, SentForm
from web.forms.photos import SentPhoto, photo_of
from web.submit import Outcome, submit
from web.views.shop.goods import goods_page, new_goods_page


@get("/gerai/barang/baru", sync_to_thread=True)
def new_goods(request: AnyRequest) -> Response[bytes]:
    """Show the form of something new."""
    return new_goods_page(request)


@post("/gerai/barang", sync_to_thread=True, opt={"body_bytes": PHOTO_BYTES})
def create_goods(request: AnyRequest, form: SentForm) -> Response[Any]:
    """Put something new on sale."""
    photo = photo_of(form, request.app.state.settings.photos)

    def act(session: Session, by: Actor) -> Outcome:
        with form.all_problems():
            described = _described(form, photo)
            member_rupiah = form.whole("harga_anggota", 1, MOST_RUPIAH)
            general_rupiah = form.whole("harga_umum", 1, MOST_RUPIAH)
        product = create_product(
            session,
            **described,
            member_price_rupiah=member_rupiah,
            general_price_rupiah=general_rupiah,
            by=by,
        )
        location = f"/gerai/barang/{product.id}?simpan=baru"
        return Outcome(f"product/{product.id}", location, {"product_id": product.id})

    return submit(
        request,
        form,
        kind="product/1",
        act=act,
        done="Barang baru tercatat.",
        again=lambda kept: new_goods_page(request, kept=kept),
    )


@get("/gerai/barang/{product_id:int}", sync_to_thread=True)
def edit_goods(request: AnyRequest, product_id: FromPath[int]) -> Response[bytes]:
    """Show the forms of a product."""
    return goods_page(request, product_id)


@post("/gerai/barang/{product_id:int}", sync_to_thread=True, opt={"body_bytes": PHOTO_BYTES})
def update_goods(request: AnyRequest, form: SentForm, product_id: FromPath[int]) -> Response[Any]:
    """Describe a product anew."""
    photo = photo_of(form, request.app.state.settings.photos)

    def act(session: Session, by: Actor) -> Outcome:
        with form.all_problems():
            described = _described(form, photo)
        edit_product(session, product_id=product_id, **described, by=by)
        location = f"/gerai/barang/{product_id}?simpan=barang"
        return Outcome(f"product/{product_id}", location, {"product_id": product_id})

    return submit(
        request,
        form,
        kind="product_edit/1",
        act=act,
        done="Perubahan barang tercatat.",
        again=lambda kept: goods_page(request, product_id, kept=kept),
    )


def _described(form: Form, photo: SentPhoto) -> dict[str, Any]:
    if photo.problem:
        raise Unreadable(foto=photo.problem)
    return {
        "name": form.text("nama", 60, least=2),
        "size_text": form.text("ukuran", 20, least=0),
        "unit": form.text("satuan", 16),
        "category": form.text("kategori", 30),
        "code": form.text("kode", 20, least=0) or None,
        "low_at_units": form.whole("batas", 0, MOST_UNITS),
        "photo": photo.digest,
    }


ROUTES: list[HTTPRouteHandler] = [new_goods, create_goods, edit_goods, update_goods]
