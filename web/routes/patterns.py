"""The pattern page: every component with sample data, for whoever works on the look."""

from litestar import Response, get
from litestar.handlers import HTTPRouteHandler

from cooperative.refusals import Refused
from web.answers import AnyRequest
from web.pages import page


@get("/pola", sync_to_thread=True)
def show_patterns(request: AnyRequest) -> Response[bytes]:
    """Show all components. Raises Refused("not_found") unless the server was started with --dev."""
    if not request.app.state.settings.dev:
        raise Refused("not_found")
    return page(request, "patterns.html")


ROUTES: list[HTTPRouteHandler] = [show_patterns]
