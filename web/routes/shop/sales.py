"""Jual: a sale at the counter without an order before it, and its nota."""

import re
from typing import Any

from litestar import Response, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from cooperative.actors import Actor
from cooperative.books import Session
from cooperative.ledger.entries import MOST_RUPIAH
from cooperative.orders.choices import MOST_LINES, MOST_UNITS
from cooperative.people.directory import member_by_number
from cooperative.refusals import Unreadable
from cooperative.sales.pricing import Item
from cooperative.sales.selling import sell
from cooperative.sales.taking_back import take_back_sale
from web.answers import AnyRequest
from web.forms import Form, SentForm
from web.submit import Outcome, submit
from web.views.shop.counter_goods import counter_goods
from web.views.shop.gerai import MOST_ID, gerai_here
from web.views.shop.order import PAYMENTS, Payment
from web.views.shop.sale import counter_page, sales_page, show_sale_page

_LONGEST_REASON = 200
_NOTA = re.compile(r"[0-9A-Z][0-9A-Z./-]{0,15}", re.ASCII)


@get("/gerai/jual", sync_to_thread=True)
def new_sale(request: AnyRequest) -> Response[bytes]:
    """Show the counter with what the address says lies on it."""
    return counter_page(request)


@post("/gerai/jual", sync_to_thread=True)
def create_sale(request: AnyRequest, form: SentForm) -> Response[Any]:
    """Write down what was sold: a fact, so it is booked whenever it arrives."""

    def act(session: Session, by: Actor) -> Outcome:
        with form.all_problems():
            items = _items(form)
            paid_with = form.choice("bayar", Payment, Payment.CASH)
            paid_rupiah = form.whole_or_none("uang", 0, MOST_RUPIAH)
        sale = sell(
            session,
            outlet_id=gerai_here(session, request, form).id,
            items=items,
            member_id=_member_id(session, form, by),
            means=PAYMENTS[paid_with],
            paid_rupiah=paid_rupiah,
            nota=_nota(form),
            by=by,
            occurred_on=by.occurred_on,
        )
        facts = {"sale_id": sale.id, "total_rupiah": sale.total_rupiah}
        return Outcome(f"sale/{sale.id}", f"/gerai/nota/{sale.id}?baru=1", facts)

    return submit(
        request,
        form,
        kind="sale/1",
        act=act,
        done="Penjualan tercatat.",
        again=lambda kept: counter_page(request, kept=kept),
    )


@get("/gerai/jual/barang", sync_to_thread=True)
def list_counter_goods(request: AnyRequest) -> Response[bytes]:
    """Give her phone what can be sold, so that the counter works without a signal."""
    return counter_goods(request)


@get("/gerai/nota", sync_to_thread=True)
def list_sales(request: AnyRequest) -> Response[bytes]:
    """Show the receipts, or find one by the number on its paper or in the book."""
    return sales_page(request)


@get("/gerai/nota/{sale_id:int}", sync_to_thread=True)
def show_sale(request: AnyRequest, sale_id: FromPath[int]) -> Response[bytes]:
    """Show the receipt of one sale."""
    return show_sale_page(request, sale_id)


@post("/gerai/nota/{sale_id:int}/koreksi", sync_to_thread=True)
def create_sale_correction(
    request: AnyRequest, form: SentForm, sale_id: FromPath[int]
) -> Response[Any]:
    """Take a sale back that was written down wrongly: its money and its goods."""

    def act(session: Session, by: Actor) -> Outcome:
        reason = form.text("alasan", _LONGEST_REASON)
        take_back_sale(session, sale_id=sale_id, reason=reason, by=by)
        return Outcome(f"sale/{sale_id}", f"/gerai/nota/{sale_id}", {"sale_id": sale_id})

    return submit(
        request,
        form,
        kind="sale_correction/1",
        act=act,
        done="Penjualan dikoreksi.",
        again=lambda kept: show_sale_page(request, sale_id, kept=kept),
    )


def _items(form: Form) -> list[Item]:
    groups = form.groups("barang", "jumlah", "harga", most=MOST_LINES)
    items = [
        Item(
            form.whole_of(group, "barang", 1, MOST_ID),
            form.whole_of(group, "jumlah", 1, MOST_UNITS),
            form.whole_of(group, "harga", 1, MOST_RUPIAH) if "harga" in group else None,
        )
        for group in groups
    ]
    if len({item.product_id for item in items}) < len(items):
        raise Unreadable(barang="groups_uneven")
    return items


def _member_id(session: Session, form: Form, by: Actor) -> int | None:
    """Return the member who bought, by her number; somebody who was not found yet is no answer."""
    if form.get("cari_anggota").strip():
        raise Unreadable(cari_anggota="buyer_open")
    number = form.get("anggota").strip()
    if not number:
        return None
    member = member_by_number(session, by.cooperative_id, number)
    if member is None:
        raise Unreadable(cari_anggota="not_an_id")
    return member.id


def _nota(form: Form) -> str | None:
    nota = form.get("nota").strip().upper()
    if nota and not _NOTA.fullmatch(nota):
        raise Unreadable(nota="bad_characters")
    return nota or None


ROUTES: list[HTTPRouteHandler] = [
    new_sale,
    create_sale,
    list_counter_goods,
    list_sales,
    show_sale,
    create_sale_correction,
]
