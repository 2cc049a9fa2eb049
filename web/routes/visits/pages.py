"""The pages of visits: of a cooperative she watches over, and of the officers' own."""

from litestar import Response, get
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from web.answers import AnyRequest
from web.views.visits.pages import visit_page, visits_page
from web.views.visits.watched import round_page


@get("/pantau/kunjungan", sync_to_thread=True)
def show_round(request: AnyRequest) -> Response[bytes]:
    """Show an assistant where she means to go, and what is promised in all her cooperatives."""
    return round_page(request)


@get("/pantau/{cooperative_id:int}/kunjungan", sync_to_thread=True)
def list_watched_visits(request: AnyRequest, cooperative_id: FromPath[int]) -> Response[bytes]:
    """Show what was promised, the visits to a cooperative, and the forms of the next one."""
    return visits_page(request, cooperative_id)


@get("/pantau/{cooperative_id:int}/kunjungan/{visit_id:int}", sync_to_thread=True)
def show_watched_visit(
    request: AnyRequest, cooperative_id: FromPath[int], visit_id: FromPath[int]
) -> Response[bytes]:
    """Show one visit to a cooperative she watches over."""
    return visit_page(request, visit_id, cooperative_id)


@get("/kas/kunjungan", sync_to_thread=True)
def list_visits(request: AnyRequest) -> Response[bytes]:
    """Show officers and supervisors the visits to their cooperative."""
    return visits_page(request)


@get("/kas/kunjungan/{visit_id:int}", sync_to_thread=True)
def show_visit(request: AnyRequest, visit_id: FromPath[int]) -> Response[bytes]:
    """Show officers and supervisors one visit."""
    return visit_page(request, visit_id)


ROUTES: list[HTTPRouteHandler] = [
    show_round,
    list_watched_visits,
    show_watched_visit,
    list_visits,
    show_visit,
]
