"""Beranda: what a member has, what is under way, what she usually buys, what is new."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from litestar import Response, get
from litestar.handlers import HTTPRouteHandler

from cooperative.books import Session
from cooperative.inbox import entries_of
from cooperative.ledger.savings import savings_of
from cooperative.orders.habits import spent_in, usual_goods
from cooperative.orders.reading import orders_of_member
from cooperative.orders.tables import OPEN_STATES, OrderState
from cooperative.people.cooperatives import today
from cooperative.store.catalogue import CatalogueRow, catalogue_rows
from cooperative.store.outlets import default_outlet
from cooperative.store.tables import PriceClass
from notifications.messages import message_of
from web.answers import AnyRequest, see_other
from web.frame import home_of
from web.identity import Who, who
from web.pages import page
from web.views.basket import basket_sum

_MOST_ORDERS = 3
_MOST_NEWS = 3
# Hour from which each greeting is said.
_GREETINGS = ((18, "malam"), (15, "sore"), (11, "siang"), (4, "pagi"), (0, "malam"))


@get("/", sync_to_thread=True)
def show_home(request: AnyRequest) -> Response[Any]:
    """Show a member her home; anybody else goes to the first page of her role."""
    asker = who(request)
    if asker.member_id is None:
        return see_other(request, home_of(asker.roles))
    mine = (asker.cooperative_id, asker.member_id)
    with request.app.state.books.reading() as session:
        year = today(session, asker.cooperative_id).year
        running = orders_of_member(session, *mine, states=OPEN_STATES, per_page=_MOST_ORDERS)
        entries = entries_of(session, asker.cooperative_id, asker.person_id, per_page=_MOST_NEWS)
        basket, basket_total_rupiah = basket_sum(session, asker)
        context: dict[str, Any] = {
            "savings": savings_of(session, *mine),
            "spent_rupiah": spent_in(session, *mine, year=year),
            # What waits for her comes first.
            "orders": sorted(running.orders, key=lambda row: row.state is not OrderState.READY),
            "news": [(entry, message_of(entry.kind, entry.facts)) for entry in entries],
            "usual": _usual(session, asker, asker.member_id),
        }
    now = request.app.state.books.clock.now()
    return page(
        request,
        "home/index.html",
        greeting=greeting(asker, now),
        year=year,
        basket=basket,
        basket_count=len(basket),
        basket_total_rupiah=basket_total_rupiah,
        added=_added(request, context["usual"]),
        **context,
    )


def greeting(asker: Who, now: datetime) -> str:
    """Greet her as the hour is where she lives: `Selamat pagi, Bu Sari`."""
    hour = now.astimezone(ZoneInfo(asker.zone)).hour
    part = next(word for begins, word in _GREETINGS if hour >= begins)
    return f"Selamat {part}, {asker.honorific} {asker.name.split()[0]}".replace("  ", " ")


def _usual(session: Session, asker: Who, member_id: int) -> list[CatalogueRow]:
    outlet = default_outlet(session, asker.cooperative_id)
    day = today(session, asker.cooperative_id)
    rows = catalogue_rows(session, asker.cooperative_id, outlet.id, PriceClass.MEMBER, day)
    on_sale = {row.id: row for row in rows}
    wanted = usual_goods(session, asker.cooperative_id, member_id)
    return [on_sale[product_id] for product_id in wanted if product_id in on_sale]


def _added(request: AnyRequest, rows: list[CatalogueRow]) -> CatalogueRow | None:
    asked = request.query_params.get("masuk", "")
    return next((row for row in rows if str(row.id) == asked), None)


ROUTES: list[HTTPRouteHandler] = [show_home]
