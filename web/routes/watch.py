"""Pantau: the cooperatives an assistant or a PMO watches over."""

from litestar import Response, get
from litestar.handlers import HTTPRouteHandler

from cooperative.people.watching import PER_PAGE, watched_by
from web.answers import AnyRequest
from web.identity import who
from web.pages import page
from web.views.paging import page_count, page_number


@get("/pantau", sync_to_thread=True)
def list_watched(request: AnyRequest) -> Response[bytes]:
    """Show them by name, with the kecamatan they lie in."""
    number = page_number(request)
    with request.app.state.books.reading() as session:
        found, count = watched_by(session, who(request).person_id, page=number)
    return page(
        request,
        "watch/index.html",
        cooperatives=found,
        count=count,
        page=number,
        pages=page_count(count, PER_PAGE),
    )


ROUTES: list[HTTPRouteHandler] = [list_watched]
