"""The page of one order as the shop sees it."""

from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from litestar import Response

from cooperative.actors import SHOP
from cooperative.clock import moment_of
from cooperative.ledger.tables import Means
from cooperative.orders.reading import order_page
from cooperative.orders.releasing import releasable_from
from cooperative.orders.tables import OPEN_STATES, OrderState
from cooperative.people.access import second_person_exists
from web.answers import AnyRequest
from web.identity import who
from web.pages import page
from web.rendering import form_key
from web.submit import Kept
from web.views.order import steps_of
from web.views.shop.gerai import errors_of, summary_of

# What the address of a list calls each state (architecture.md 7).
SLUGS = {
    OrderState.PLACED: "menunggu",
    OrderState.ACCEPTED: "diterima",
    OrderState.PREPARED: "disiapkan",
    OrderState.READY: "siap",
    OrderState.HANDED_OVER: "selesai",
    OrderState.CANCELLED: "dilepas",
    OrderState.REFUSED: "ditolak",
}


class Reason(StrEnum):
    """Why an order is refused."""

    GONE = "habis"
    CLOSED = "tutup"
    ASKED = "batal"
    OTHER = "lain"


class Payment(StrEnum):
    """How she pays at the counter."""

    CASH = "tunai"
    SAVINGS = "simpanan"
    CREDIT = "bon"


# As the member reads them.
REASONS = {
    Reason.GONE: "Barangnya habis",
    Reason.CLOSED: "Gerai tutup",
    Reason.ASKED: "Pemesan minta dibatalkan",
    Reason.OTHER: "Alasan lain",
}
PAYMENTS = {
    Payment.CASH: Means.CASH,
    Payment.SAVINGS: Means.SAVINGS,
    Payment.CREDIT: Means.CREDIT,
}


class Next(NamedTuple):
    """The one thing to do next: the word on the button, where it goes, and its icon."""

    label: str
    path: str
    icon: str


NEXT = {
    OrderState.PLACED: Next("Terima", "penerimaan", "double-tick"),
    OrderState.ACCEPTED: Next("Siapkan", "penyiapan", "goods"),
    OrderState.PREPARED: Next("Siap diambil", "kesiapan", "shop"),
}


def show_shop_order(
    request: AnyRequest, order_id: int, *, kept: Kept | None = None
) -> Response[bytes]:
    """Show an order of her cooperative; `kept` is an act on it that was refused.

    Raises Refused("not_found").
    """
    asker = who(request)
    with request.app.state.books.reading() as session:
        found = order_page(session, asker.cooperative_id, order_id)
        others = second_person_exists(session, asker.cooperative_id, SHOP, asker.person_id)
        free_from = releasable_from(session, found.order)
        now = moment_of(session)
    state = found.order.state
    is_own = found.person_id == asker.person_id and others
    return page(
        request,
        "shop/order/show.html",
        status=kept.status if kept else 200,
        view=found,
        order=found.order,
        steps=steps_of(found, asker),
        is_open=state in OPEN_STATES,
        is_own=is_own,
        may_act=bool(asker.roles & SHOP) and not is_own,
        in_shop=bool(asker.roles & SHOP),
        next_act=NEXT.get(state),
        may_refuse=state in {OrderState.PLACED, OrderState.ACCEPTED, OrderState.PREPARED},
        free_from=free_from,
        is_free=free_from is not None and free_from <= now,
        reasons=[(key.value, word, "") for key, word in REASONS.items()],
        paid_with=_paid_with(found.order.means, kept),
        moved=request.query_params.get("kini") == SLUGS[state],
        amended="ubah" in request.query_params,
        repeated="sudah" in request.query_params,
        form=kept.form if kept else None,
        errors=errors_of(kept),
        summary=summary_of(kept),
        key=kept.key if kept else form_key(),
    )


def days_waiting(since: datetime, now: datetime) -> int:
    """Return how many whole days something waits."""
    return max((now - since).days, 0)


def _paid_with(means: Means, kept: Kept | None) -> str:
    usual = next(word.value for word, one in PAYMENTS.items() if one is means)
    return kept.form.get("bayar", usual) if kept else usual
