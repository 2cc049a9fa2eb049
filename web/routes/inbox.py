"""Kotak masuk: what a person was told, newest first."""

from litestar import Response, get, post
from litestar.handlers import HTTPRouteHandler

from cooperative.inbox import entries_of, entry_count, mark_read
from notifications.messages import message_of
from web.answers import AnyRequest, see_other
from web.forms import SentForm
from web.identity import who
from web.pages import page
from web.views.paging import page_count, page_number

PER_PAGE = 30
_MOST_ID = 2**31 - 1


@get("/kotak-masuk", sync_to_thread=True)
def show_inbox(request: AnyRequest) -> Response[bytes]:
    """Show one page of the news; looking at it marks nothing as read."""
    asker = who(request)
    number = page_number(request)
    with request.app.state.books.reading() as session:
        mine = (asker.cooperative_id, asker.person_id)
        entries = entries_of(session, *mine, page=number, per_page=PER_PAGE)
        count = entry_count(session, *mine)
    news = [(entry, message_of(entry.kind, entry.facts)) for entry in entries]
    pages = page_count(count, PER_PAGE)
    return page(request, "inbox/index.html", news=news, page=number, pages=pages)


@post("/kotak-masuk/dibaca", sync_to_thread=True)
def update_inbox(request: AnyRequest, form: SentForm) -> Response[bytes]:
    """Mark everything up to the newest entry she saw as read. Repeatable."""
    asker = who(request)
    up_to_id = form.whole("sampai", 1, _MOST_ID)
    with request.app.state.books.transaction(asker.cooperative_id) as session:
        mark_read(
            session,
            cooperative_id=asker.cooperative_id,
            person_id=asker.person_id,
            up_to_id=up_to_id,
        )
    return see_other(request, "/kotak-masuk")


ROUTES: list[HTTPRouteHandler] = [show_inbox, update_inbox]
