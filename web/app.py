"""The whole wiring of the app on one screen."""

import json
import os
from pathlib import Path

from litestar import Litestar, Router
from litestar.datastructures import State
from litestar.di import Provide
from litestar.types import ASGIApp

from cooperative.books import Books
from cooperative.books.quick import QuickLook
from monitoring.store import Store
from web import errors
from web.access import guard, real_ids
from web.background import chores
from web.background.following import Following
from web.catalogue.kept import KeptPages
from web.catalogue.quick import QuickShelf
from web.catalogue.shelf import Shelves
from web.forms import read_form
from web.identity import Identity
from web.newsroom import sending
from web.routes import ROUTES
from web.same_origin import SameOrigin
from web.security import add_headers
from web.settings import Settings

# The largest body anybody may send: a photo. Every other form is held to far less where it is read.
LARGEST_BODY = 6 * 1024 * 1024
# Where `--dev` leaves the address of the books and the data folder for its next process.
DEV_BOOKS = "DEV_SERVER_BOOKS"


def served_app(settings: Settings, books: Books) -> ASGIApp:
    """Build what is served: the app, behind the quick way to the page of goods."""
    app = create_app(settings, books)
    state = app.state
    return QuickShelf(app, identity=state.identity, quick=state.quick, pages=state.pages)


def create_app(settings: Settings, books: Books) -> Litestar:
    """Build the app over opened and upgraded `books`."""
    identity = Identity(settings, books)
    return Litestar(
        # One router, because a path that is registered twice loses the thread of its first handler.
        route_handlers=[Router("/", route_handlers=ROUTES)],
        middleware=[identity, SameOrigin(settings)],
        guards=[guard, real_ids],
        dependencies={"form": Provide(read_form)},
        exception_handlers=errors.HANDLERS,
        before_send=[add_headers],
        state=State(
            {
                "books": books,
                "following": Following(books, Store(settings.store_url)),
                "settings": settings,
                "identity": identity,
                "quick": QuickLook(books),
                "pages": KeptPages(),
                "shelves": Shelves(),
            }
        ),
        lifespan=[chores, sending],
        openapi_config=None,
        request_max_body_size=LARGEST_BODY,
        logging_config=None,
        debug=False,
    )


def dev_app() -> ASGIApp:
    """Build the app of `lumbung serve --dev` again, in the process that a changed source starts."""
    url, data, monitoring_url = json.loads(os.environ[DEV_BOOKS])
    settings = Settings(Path(data), demo=True, dev=True, monitoring_url=monitoring_url)
    return served_app(settings, Books(url))
