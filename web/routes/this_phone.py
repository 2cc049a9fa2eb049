"""What a phone shows of itself: how it is, that it has no copy of a page, and that it is locked.

The last two are the same for everybody, so the worker keeps them beside the scripts; they know
nobody.
"""

from functools import cache
from importlib.metadata import version

from litestar import Response, get
from litestar.handlers import HTTPRouteHandler

from cooperative.people.devices import label_of, last_contact, people_on
from web.answers import AnyRequest
from web.identity import who
from web.pages import page
from web.static_files import static_tree

_DIGEST_LETTERS = 6


@get("/hp-ini", sync_to_thread=True)
def show_this_phone(request: AnyRequest) -> Response[bytes]:
    """Show what the cooperative knows of this phone; a script adds what the phone knows itself."""
    asker = who(request)
    with request.app.state.books.reading() as session:
        people = people_on(session, asker.device_id)
        label = label_of(session, asker.device_id)
        heard_at = last_contact(session, asker.device_id, asker.person_id)
    return page(
        request,
        "offline/this_phone.html",
        label=label,
        people=[f"{person.honorific} {person.name}".strip() for person in people],
        last_contact_at=heard_at,
        version=f"{_release()} ({static_tree().digest[:_DIGEST_LETTERS]})",
    )


@get("/luring", sync_to_thread=False)
def show_no_copy(request: AnyRequest) -> Response[bytes]:
    """Say that a page was never kept on this phone, and which ones may be."""
    return _shell_page(request, "offline/no_copy.html")


@get("/terkunci", sync_to_thread=False)
def show_locked(request: AnyRequest) -> Response[bytes]:
    """Show the lock of a phone without a signal: a script asks who, and the PIN."""
    return _shell_page(request, "offline/locked.html")


def _shell_page(request: AnyRequest, template: str) -> Response[bytes]:
    answer = page(request, template)
    answer.headers["Cache-Control"] = "no-cache"
    return answer


@cache
def _release() -> str:
    return version("lumbung")


ROUTES: list[HTTPRouteHandler] = [show_this_phone, show_no_copy, show_locked]
