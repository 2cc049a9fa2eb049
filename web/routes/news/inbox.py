"""Kotak masuk: what a person was told, newest first."""

from typing import Any

from litestar import Response, get, post
from litestar.handlers import HTTPRouteHandler

from cooperative.actors import Actor
from cooperative.books import Session
from cooperative.inbox import entries_of, entry_count, mark_read
from cooperative.people.watching import desk_of
from cooperative.push.subscriptions import subscription_of
from notifications.keys import keys_of
from notifications.messages import message_of
from web.answers import AnyRequest, see_other, wants_json
from web.forms import SentForm
from web.identity import who
from web.pages import page
from web.submit import Outcome, submit
from web.views.paging import page_count, page_number

PER_PAGE = 30
_MOST_ID = 2**31 - 1


@get("/kotak-masuk", sync_to_thread=True)
def show_inbox(request: AnyRequest) -> Response[bytes]:
    """Show one page of the news; looking at it marks nothing as read."""
    asker = who(request)
    number = page_number(request)
    with request.app.state.books.reading() as session:
        mine = (asker.cooperative_id or desk_of(session, asker.person_id) or 0, asker.person_id)
        entries = entries_of(session, *mine, page=number, per_page=PER_PAGE)
        count = entry_count(session, *mine)
        told = subscription_of(session, asker.device_id, asker.person_id)
    news = [(entry, message_of(entry.kind, entry.facts)) for entry in entries]
    pages = page_count(count, PER_PAGE)
    keys = keys_of(request.app.state.settings.data)
    return page(
        request,
        "inbox/index.html",
        news=news,
        page=number,
        pages=pages,
        may_wait=bool(asker.cooperative_id),
        renewed_key=keys.public if told and told.key_id != keys.id else None,
    )


@post("/kotak-masuk/dibaca", sync_to_thread=True)
def update_inbox(request: AnyRequest, form: SentForm) -> Response[bytes]:
    """Mark everything up to the newest entry she saw as read. Repeatable: only the outbox brings a
    key, to have its answer."""
    if wants_json(request):
        return _kept_mark(request, form)
    asker = who(request)
    up_to_id = form.whole("sampai", 1, _MOST_ID)
    books = request.app.state.books
    with books.reading() as session:
        desk = asker.cooperative_id or desk_of(session, asker.person_id)
    with books.transaction(desk) as session:
        mark_read(
            session,
            cooperative_id=desk or 0,
            person_id=asker.person_id,
            up_to_id=up_to_id,
        )
    return see_other(request, "/kotak-masuk")


def _kept_mark(request: AnyRequest, form: SentForm) -> Response[Any]:
    def act(session: Session, by: Actor) -> Outcome:
        mine = {"cooperative_id": by.cooperative_id, "person_id": by.person_id}
        mark_read(session, **mine, up_to_id=form.whole("sampai", 1, _MOST_ID))
        return Outcome("inbox", "/kotak-masuk")

    return submit(
        request,
        form,
        kind="inbox_mark/1",
        act=act,
        done="Sudah ditandai.",
        again=lambda _: see_other(request, "/kotak-masuk"),
    )


ROUTES: list[HTTPRouteHandler] = [show_inbox, update_inbox]
