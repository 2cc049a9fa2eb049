"""The page of one order, for the member whose it is."""

from datetime import datetime
from zoneinfo import ZoneInfo

from litestar import Response

from cooperative.clock import zone_name
from cooperative.orders.page import OrderPage
from cooperative.orders.reading import order_page
from cooperative.orders.tables import OPEN_STATES, OrderState
from cooperative.store.outlets import outlet_of
from web import formats, words
from web.answers import AnyRequest
from web.identity import Who, who
from web.pages import page
from web.rendering import form_key
from web.submit import Kept
from web.views.opening_hours import opening_sentence
from web.views.qr import qr_drawing

_WAY = (
    OrderState.PLACED,
    OrderState.ACCEPTED,
    OrderState.PREPARED,
    OrderState.READY,
    OrderState.HANDED_OVER,
)
_STEPS = {
    **words.ORDER_STATES,
    OrderState.PLACED: "Dipesan",
    OrderState.ACCEPTED: "Diterima gerai",
}
# Where her order is, in one sentence: what she came to this page for.
_STANDING = {
    OrderState.PLACED: "Sudah terkirim. Menunggu diterima gerai.",
    OrderState.ACCEPTED: "Diterima gerai. Menunggu disiapkan.",
    OrderState.PREPARED: "Sedang disiapkan gerai.",
    OrderState.READY: "Sudah siap. Silakan diambil di gerai.",
}
_STOPPED = (OrderState.CANCELLED, OrderState.REFUSED)

Step = tuple[str, str, str]
Line = tuple[str, str, int]

_TIMES = "\N{MULTIPLICATION SIGN}"


def show_order_page(
    request: AnyRequest, order_id: int, *, kept: Kept | None = None
) -> Response[bytes]:
    """Show an order of the asker; `kept` is an act on it that was refused.

    Raises Refused("not_found") for anybody else's.
    """
    asker = who(request)
    with request.app.state.books.reading() as session:
        # Nobody has the number 0, so somebody who is no member finds nothing.
        mine = asker.member_id or 0
        found = order_page(session, asker.cooperative_id, order_id, member_id=mine)
        outlet = outlet_of(session, asker.cooperative_id, found.order.outlet_id)
        opening = opening_sentence(session, outlet)
    is_open = found.order.state in OPEN_STATES
    return page(
        request,
        "orders/show.html",
        status=kept.status if kept else 200,
        order=found.order,
        view=found,
        steps=steps_of(found, asker),
        lines=lines_of(found),
        totals=totals_of(found),
        choices=choices_of(found),
        shared=_shared_text(found, asker),
        is_open=is_open,
        may_cancel=found.order.state in {OrderState.PLACED, OrderState.ACCEPTED},
        opening=opening,
        standing=_STANDING.get(found.order.state, ""),
        qr=qr_drawing(found.order.code, f"Kode {found.order.code}") if is_open else "",
        repeated="sudah" in request.query_params,
        kept=kept,
        key=kept.key if kept else form_key(),
    )


def steps_of(view: OrderPage, asker: Who) -> list[Step]:
    """Return the way of the order: each step with its word, when and by whom, and how it stands."""
    last = len(view.steps) - 1
    done: list[Step] = []
    for at, step in enumerate(view.steps):
        by = "" if step.by_name == view.member_name else f", oleh {step.by_name}"
        reason = f". {step.reason}" if step.reason else ""
        is_stop = step.state in _STOPPED
        standing = "stopped" if is_stop else "now" if at == last else "done"
        word = "Dilepas gerai" if is_stop and view.was_released else _STEPS[step.state]
        done.append((word, f"{_when(step.at, asker.zone)}{by}{reason}", standing))
    if view.order.state not in _WAY:
        return done
    coming = _WAY[_WAY.index(view.order.state) + 1 :]
    return [*done, *((_STEPS[state], "", "later") for state in coming)]


def lines_of(view: OrderPage) -> list[Line]:
    """Return each line's name, what is given of what was asked, and its rupiah."""
    found: list[Line] = []
    for line in view.lines:
        given = f"{formats.number(line.given_units)} {line.unit}"
        price = f"{given} {_TIMES} {formats.rupiah(line.unit_price_rupiah)}"
        asked = formats.number(line.asked_units)
        less = f", diminta {asked}" if line.given_units < line.asked_units else ""
        short = ". Kurang, sedang dicarikan gerai." if view.is_short(line) else ""
        found.append((line.name, price + less + short, line.line_total_rupiah))
    return found


def totals_of(view: OrderPage) -> list[tuple[str, int]]:
    """Return the sum, and how it was paid once it was."""
    totals = [("Jumlah", view.order.total_rupiah)]
    if view.receipt is None:
        return totals
    paid = (
        ("Dari simpanan", view.receipt.savings_rupiah),
        ("Bon", view.receipt.credit_rupiah),
        ("Uang tunai", view.receipt.paid_rupiah),
        ("Kembalian", view.receipt.change_rupiah),
    )
    return totals + [(word, amount_rupiah) for word, amount_rupiah in paid if amount_rupiah]


def _shared_text(view: OrderPage, asker: Who) -> str:
    """Return the order, or its receipt, as a text for a chat."""
    lines = [f"{name}: {what}" for name, what, _ in lines_of(view)]
    sums = [f"{word} {formats.rupiah(amount)}" for word, amount in totals_of(view)]
    state = words.ORDER_STATES[view.order.state.value]
    about = [asker.cooperative_name, state, *lines, *sums]
    return formats.share_text(f"Pesanan #{view.order.code}", about)


def choices_of(view: OrderPage) -> list[tuple[str, str, str]]:
    """Return what she chose, and the number of her receipt."""
    means = view.receipt.means if view.receipt else view.order.means
    chosen = [
        ("Bayar", words.MEANS[means.value], ""),
        ("Kalau barang kurang", words.IF_SHORT[view.order.if_short.value], ""),
        ("Kalau harga naik", words.IF_DEARER[view.order.if_dearer.value], ""),
        ("Gerai", view.outlet_name, ""),
    ]
    if view.receipt is None:
        return chosen
    return [*chosen, ("Nomor nota", f"{view.receipt.book_no}/{view.receipt.book_year}", "")]


def _when(at: datetime, zone: str) -> str:
    there = at.astimezone(ZoneInfo(zone))
    return f"{formats.short_day(there)}, {formats.clock(there)} {zone_name(zone)}"
