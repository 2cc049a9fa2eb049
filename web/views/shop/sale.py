"""The pages of the counter: writing a sale down, its receipt, and the list of receipts."""

from litestar import Response

from cooperative.actors import SHOP
from cooperative.sales.reading import PER_PAGE, SalePage, sale_page, sales_of_outlet
from web import formats
from web.answers import AnyRequest
from web.forms import Form, Part
from web.identity import Who, who
from web.pages import page
from web.rendering import form_key
from web.submit import Kept
from web.views.paging import page_count, page_number
from web.views.shop.counter_goods import ANY_GOODS
from web.views.shop.draft import draft_of
from web.views.shop.gerai import errors_of, gerai_here, summary_of
from web.views.shop.order import Payment

_LONGEST_NUMBER = 20
_TIMES = "\N{MULTIPLICATION SIGN}"


def counter_page(request: AnyRequest, *, kept: Kept | None = None) -> Response[bytes]:
    """Show the counter with what lies on it; `kept` is a sale that came back."""
    coop_id = who(request).cooperative_id
    form = kept.form if kept else _asked(request)
    with request.app.state.books.reading() as session:
        gerai = gerai_here(session, request, form)
        draft = draft_of(session, coop_id, gerai.id, form)
    paid_with = form.get("bayar", Payment.CASH)
    return page(
        request,
        "shop/sale/new.html",
        status=kept.status if kept else 200,
        gerai=gerai,
        draft=draft,
        any_goods=ANY_GOODS,
        paid_with=paid_with if draft.buyer else Payment.CASH,
        typed={name: form.get(name)[:_LONGEST_NUMBER] for name in ("uang", "nota")},
        errors=errors_of(kept),
        summary=summary_of(kept),
        key=kept.key if kept else form_key(),
    )


def show_sale_page(
    request: AnyRequest, sale_id: int, *, kept: Kept | None = None
) -> Response[bytes]:
    """Show the receipt of a sale; `kept` is a correction that was refused.

    Raises Refused("not_found").
    """
    asker = who(request)
    with request.app.state.books.reading() as session:
        view = sale_page(session, asker.cooperative_id, sale_id)
    return page(
        request,
        "shop/sale/show.html",
        status=kept.status if kept else 200,
        view=view,
        sale=view.sale,
        entry=view.entry,
        lines=_lines(view),
        totals=_totals(view),
        shared=_receipt_text(view, asker),
        is_new="baru" in request.query_params,
        repeated="sudah" in request.query_params,
        in_shop=bool(asker.roles & SHOP),
        errors=errors_of(kept),
        summary=summary_of(kept),
        key=kept.key if kept else form_key(),
    )


def sales_page(request: AnyRequest) -> Response[bytes]:
    """Show the receipts of a gerai, the newest first; or those of one number."""
    number = request.query_params.get("cari", "").strip()[:_LONGEST_NUMBER]
    page_no, coop_id = page_number(request), who(request).cooperative_id
    with request.app.state.books.reading() as session:
        gerai = gerai_here(session, request)
        rows, count = sales_of_outlet(session, coop_id, gerai.id, number=number, page=page_no)
    return page(
        request,
        "shop/sale/index.html",
        gerai=gerai,
        sales=rows,
        number_asked=number,
        page=page_no,
        pages=page_count(count, PER_PAGE),
    )


def _asked(request: AnyRequest) -> Form:
    """Return the address of the page, read like a form."""
    asked = request.query_params.multi_items()
    parts = tuple(Part(name, value) for name, value in asked if value.isprintable())
    return Form("GET", request.url.path, parts)


def _lines(view: SalePage) -> list[tuple[str, str, int]]:
    found: list[tuple[str, str, int]] = []
    for line in view.lines:
        price = formats.rupiah(line.unit_price_rupiah)
        detail = f"{formats.number(line.quantity_units)} {line.unit} {_TIMES} {price}"
        if line.list_price_rupiah not in {None, line.unit_price_rupiah}:
            detail += f", harga daftar {formats.rupiah(line.list_price_rupiah or 0)}"
        found.append((line.product_name, detail, line.line_total_rupiah))
    return found


def _totals(view: SalePage) -> list[tuple[str, int]]:
    paid = view.payment
    parts = (
        ("Dari simpanan", paid.savings_rupiah),
        ("Bon", paid.credit_rupiah),
        ("Uang tunai", paid.paid_rupiah),
        ("Kembalian", paid.change_rupiah),
    )
    return [("Jumlah", view.sale.total_rupiah), *(part for part in parts if part[1])]


def _receipt_text(view: SalePage, asker: Who) -> str:
    number = view.sale.nota or f"{view.entry.book_no}/{view.entry.book_year}"
    buyer = f"{view.member.number} {view.member.name}" if view.member else "Bukan anggota"
    lines = [
        f"{asker.cooperative_name}, {view.outlet_name}",
        f"{formats.day(view.entry.occurred_on)}, {buyer}",
        *(
            f"{name}, {detail} = {formats.rupiah(amount_rupiah)}"
            for name, detail, amount_rupiah in _lines(view)
        ),
        *(f"{word}: {formats.rupiah(amount_rupiah)}" for word, amount_rupiah in _totals(view)),
    ]
    return formats.share_text(f"Nota {number}", lines)
