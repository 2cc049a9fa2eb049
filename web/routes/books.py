"""Buku: every entry of a month and what it did to the cash, to be read and never changed here."""

from datetime import date, timedelta

from litestar import Response, get
from litestar.handlers import HTTPRouteHandler

from cooperative.ledger.day_book import PER_PAGE, book_lines, cash_of_month, first_day
from cooperative.people.cooperatives import today
from web.answers import AnyRequest
from web.identity import who
from web.pages import page
from web.views.paging import page_count, page_number

_MONTH_LETTERS = 7
_EARLIEST_YEAR = 1900


@get("/kas/buku", sync_to_thread=True)
def list_entries(request: AnyRequest) -> Response[bytes]:
    """Show the day book of a month, the newest entry first."""
    coop_id, number = who(request).cooperative_id, page_number(request)
    with request.app.state.books.reading() as session:
        this_month = today(session, coop_id).replace(day=1)
        month = min(_month(request) or this_month, this_month)
        lines, count = book_lines(session, coop_id, month, page=number)
        cash = cash_of_month(session, coop_id, month)
        earliest = first_day(session, coop_id)
    before = (month - timedelta(days=1)).replace(day=1)
    after = (month + timedelta(days=31)).replace(day=1)
    return page(
        request,
        "books/index.html",
        month=month,
        before=before if earliest and before >= earliest.replace(day=1) else None,
        after=after if after <= this_month else None,
        lines=lines,
        count=count,
        cash=cash,
        page=number,
        pages=page_count(count, PER_PAGE),
        as_of=request.app.state.books.clock.now(),
    )


def _month(request: AnyRequest) -> date | None:
    """Return the first day of `?bulan=2026-06`, or None for anything that is no month."""
    asked = request.query_params.get("bulan", "")
    try:
        first = date.fromisoformat(f"{asked}-01") if len(asked) == _MONTH_LETTERS else None
    except ValueError:
        return None
    return first if first and first.year >= _EARLIEST_YEAR else None


ROUTES: list[HTTPRouteHandler] = [list_entries]
