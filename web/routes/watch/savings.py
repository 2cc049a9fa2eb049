"""Members' savings by name, for an assistant whom officers let see them; every look is a POST,
because it is written down."""

from typing import Any

from litestar import Response, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from cooperative.oversight.granting import open_access
from cooperative.oversight.looking import PER_PAGE, look_at_savings
from cooperative.people.persons import polite_name_of
from cooperative.people.watching import contacts_of, watched_one
from cooperative.refusals import Refused
from web.answers import AnyRequest, see_other
from web.forms import SentForm
from web.identity import who
from web.pages import page
from web.submit import acting_at
from web.views.paging import page_count
from web.views.watch.one import call_link, chat_link

_MOST_PAGES = 10_000


@get("/pantau/{cooperative_id:int}/anggota", sync_to_thread=True)
def show_access(request: AnyRequest, cooperative_id: FromPath[int]) -> Response[Any]:
    """Say whether she may see savings by name, until when, and how to ask for it. No savings."""
    asker = who(request)
    with request.app.state.books.reading() as session:
        watched = watched_one(session, asker.person_id, cooperative_id)
        access = open_access(session, person_id=asker.person_id, cooperative_id=watched.id)
        granted_by = polite_name_of(session, access.granted_by) if access else ""
        contacts = contacts_of(session, watched.id)
    return page(
        request,
        "watch/access.html",
        one=watched,
        access=access,
        granted_by=granted_by,
        contacts=contacts,
        call_link=call_link,
        chat_link=chat_link,
    )


@post("/pantau/{cooperative_id:int}/anggota", sync_to_thread=True)
def create_look(
    request: AnyRequest, form: SentForm, cooperative_id: FromPath[int]
) -> Response[Any]:
    """Write the look down, and show one page of members; back to the page above where the access
    is over."""
    by = acting_at(request, cooperative_id)
    number = form.whole("halaman", 1, _MOST_PAGES) if form.get("halaman") else 1
    try:
        with request.app.state.books.transaction(by.cooperative_id) as session:
            members, count, access = look_at_savings(session, page=number, by=by)
            watched = watched_one(session, by.person_id, cooperative_id)
    except Refused as refusal:
        if refusal.code != "access_closed":
            raise
        return see_other(request, f"/pantau/{cooperative_id}/anggota")
    return page(
        request,
        "watch/members.html",
        one=watched,
        members=members,
        count=count,
        access=access,
        page=number,
        pages=page_count(count, PER_PAGE),
    )


ROUTES: list[HTTPRouteHandler] = [show_access, create_look]
