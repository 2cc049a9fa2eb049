"""The whole wiring of the app on one screen."""

from typing import Any

from litestar import Litestar, Request
from litestar.datastructures import State

from cooperative.books import Books
from web import errors
from web.access import guard
from web.identity import Identity
from web.routes import ROUTES
from web.same_origin import SameOrigin
from web.security import add_headers
from web.settings import Settings

# The largest body anybody may send: a photo. Every other form is held to far less where it is read.
LARGEST_BODY = 6 * 1024 * 1024


def create_app(settings: Settings, books: Books) -> Litestar:
    """Build the app over opened and upgraded `books`."""
    return Litestar(
        route_handlers=ROUTES,
        middleware=[Identity(settings, books), SameOrigin(settings)],
        guards=[guard],
        exception_handlers=errors.HANDLERS,
        before_send=[add_headers],
        state=State({"books": books, "settings": settings}),
        openapi_config=None,
        request_max_body_size=LARGEST_BODY,
        logging_config=None,
        debug=False,
        request_class=Request[Any, Any, State],
    )
