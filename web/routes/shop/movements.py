"""Barang masuk, hitung stok, and goods that went bad: facts, written down by the shop."""

from enum import StrEnum
from typing import Any

from litestar import Response, get, post
from litestar.handlers import HTTPRouteHandler

from cooperative.actors import OFFICERS, Actor
from cooperative.books import Session
from cooperative.ledger.entries import MOST_RUPIAH
from cooperative.ledger.tables import Means
from cooperative.refusals import Refused, Unreadable
from cooperative.store.histories import movements_of
from cooperative.store.kinds import MovementKind
from cooperative.store.stock import MOST_UNITS, correct, lose, receive
from web.answers import AnyRequest
from web.forms import Form, SentForm
from web.submit import Outcome, submit
from web.views.shop.facts import count_page, fact_page
from web.views.shop.gerai import MOST_ID, gerai_here

_LONGEST_NOTE = 200


class _CostOf(StrEnum):
    ALL = "semua"
    UNIT = "satuan"


class _Paid(StrEnum):
    CASH = "kas"
    OWED = "utang"
    BEGAN = "awal"


class _Cause(StrEnum):
    DAMAGED = "rusak"
    EXPIRED = "kedaluwarsa"
    LOST = "hilang"


_MEANS = {_Paid.CASH: Means.CASH, _Paid.OWED: Means.CREDIT, _Paid.BEGAN: Means.NONE}
_LOSSES = {
    _Cause.DAMAGED: MovementKind.DAMAGED,
    _Cause.EXPIRED: MovementKind.EXPIRED,
    _Cause.LOST: MovementKind.LOST,
}


@get("/gerai/barang-masuk", sync_to_thread=True)
def new_goods_in(request: AnyRequest) -> Response[bytes]:
    """Show the form of goods that came."""
    return fact_page(request, "shop/goods_in.html")


@post("/gerai/barang-masuk", sync_to_thread=True)
def create_goods_in(request: AnyRequest, form: SentForm) -> Response[Any]:
    """Put goods that came on the shelf, with what they cost."""

    def act(session: Session, by: Actor) -> Outcome:
        with form.all_problems():
            product_id = form.whole("barang", 1, MOST_ID)
            units = form.whole("jumlah", 1, MOST_UNITS)
            cost_rupiah = form.whole("harga", 0, MOST_RUPIAH)
            cost_of = form.choice("cara_harga", _CostOf, _CostOf.ALL)
            paid = form.choice("bayar", _Paid)
            note = form.text("catatan", _LONGEST_NOTE, least=0)
        cost_rupiah *= units if cost_of is _CostOf.UNIT else 1
        if cost_rupiah > MOST_RUPIAH:
            raise Unreadable(harga="too_big")
        if paid is _Paid.BEGAN and not by.roles & OFFICERS:
            raise Refused("payment_not_offered")
        outlet_id = gerai_here(session, request, form).id
        receive(
            session,
            outlet_id=outlet_id,
            product_id=product_id,
            quantity_units=units,
            cost_rupiah=cost_rupiah,
            paid=_MEANS[paid],
            by=by,
            note=note,
            occurred_on=by.occurred_on,
        )
        return _written(session, request, form, product_id, by=by)

    return submit(
        request,
        form,
        kind="goods_in/1",
        act=act,
        done="Barang masuk tercatat.",
        again=lambda kept: fact_page(request, "shop/goods_in.html", kept=kept),
    )


@get("/gerai/koreksi", sync_to_thread=True)
def new_correction(request: AnyRequest) -> Response[bytes]:
    """Show the form of a count; with the number counted, what it would change."""
    return count_page(request)


@post("/gerai/koreksi", sync_to_thread=True)
def create_correction(request: AnyRequest, form: SentForm) -> Response[Any]:
    """Book what was counted: more or less than the page showed her, or than there is."""

    def act(session: Session, by: Actor) -> Outcome:
        with form.all_problems():
            product_id = form.whole("barang", 1, MOST_ID)
            units = form.whole("hitungan", 0, MOST_UNITS)
            seen_units = form.whole_or_none("terlihat", 0, MOST_UNITS)
            note = form.text("catatan", _LONGEST_NOTE, least=0)
        outlet_id = gerai_here(session, request, form).id
        changed = correct(
            session,
            outlet_id=outlet_id,
            product_id=product_id,
            counted_units=units,
            seen_units=seen_units,
            by=by,
            note=note,
            occurred_on=by.occurred_on,
        )
        return _written(session, request, form, product_id, by=by, is_change=changed != 0)

    return submit(
        request,
        form,
        kind="correction/2",
        act=act,
        done="Hasil hitung tercatat.",
        again=lambda kept: fact_page(request, "shop/count.html", kept=kept, counted=None),
    )


@get("/gerai/rusak", sync_to_thread=True)
def new_loss(request: AnyRequest) -> Response[bytes]:
    """Show the form of goods that are damaged, expired or lost."""
    return fact_page(request, "shop/loss.html")


@post("/gerai/rusak", sync_to_thread=True)
def create_loss(request: AnyRequest, form: SentForm) -> Response[Any]:
    """Take goods off the shelf that cannot be sold."""

    def act(session: Session, by: Actor) -> Outcome:
        with form.all_problems():
            product_id = form.whole("barang", 1, MOST_ID)
            units = form.whole("jumlah", 1, MOST_UNITS)
            cause = form.choice("sebab", _Cause)
            note = form.text("catatan", _LONGEST_NOTE)
        outlet_id = gerai_here(session, request, form).id
        lose(
            session,
            outlet_id=outlet_id,
            product_id=product_id,
            quantity_units=units,
            kind=_LOSSES[cause],
            by=by,
            note=note,
            occurred_on=by.occurred_on,
        )
        return _written(session, request, form, product_id, by=by)

    return submit(
        request,
        form,
        kind="loss/1",
        act=act,
        done="Kerugian barang tercatat.",
        again=lambda kept: fact_page(request, "shop/loss.html", kept=kept),
    )


def _written(
    session: Session,
    request: AnyRequest,
    form: Form,
    product_id: int,
    *,
    by: Actor,
    is_change: bool = True,
) -> Outcome:
    """Lead to the shelf, which says what was written; the movement is the newest one there."""
    gerai = gerai_here(session, request, form)
    rows, _ = movements_of(session, by.cooperative_id, gerai.id, product_id, per_page=1)
    path = f"/gerai/stok/{product_id}"
    location = gerai.at(path, catat=rows[0].id) if is_change else gerai.at(path, cocok=1)
    return Outcome(f"product/{product_id}", location, {"product_id": product_id})


ROUTES: list[HTTPRouteHandler] = [
    new_goods_in,
    create_goods_in,
    new_correction,
    create_correction,
    new_loss,
    create_loss,
]
