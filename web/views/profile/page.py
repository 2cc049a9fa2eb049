"""The page of the cooperative's own data: officers' own, or of a cooperative she watches over."""

from typing import Any

from litestar import Response

from cooperative.actors import OFFICERS, Role
from cooperative.people.watching import watched_one
from web.answers import AnyRequest
from web.identity import who
from web.pages import page
from web.submit import Kept
from web.views.profile.shown import shown


def path_of(watched_id: int | None) -> str:
    """Return the address of the page."""
    return f"/pantau/{watched_id}/keadaan" if watched_id else "/kas/keadaan"


def profile_page(
    request: AnyRequest,
    watched_id: int | None = None,
    *,
    kept: Kept | None = None,
    form: str = "",
) -> Response[Any]:
    """Show the page; `kept` is the form called `form` when it comes back.

    Raises Refused("not_found") for a cooperative she does not watch over.
    """
    context = profile_context(request, watched_id, kept=kept, form=form)
    return page(request, "profile/index.html", status=kept.status if kept else 200, **context)


def profile_context(
    request: AnyRequest,
    watched_id: int | None = None,
    *,
    kept: Kept | None = None,
    form: str = "",
) -> dict[str, Any]:
    """Return what `profile/index.html` prints. Raises Refused("not_found")."""
    asker = who(request)
    with request.app.state.books.reading() as session:
        watched = watched_one(session, asker.person_id, watched_id) if watched_id else None
        cooperative_id = watched.id if watched else asker.cooperative_id
        found = shown(session, cooperative_id, kept=kept, form=form)
    writers = {Role.ASSISTANT} if watched else OFFICERS
    return {
        "shown": found,
        "watched": watched,
        "path": path_of(watched_id),
        "may_write": bool(asker.roles & writers),
        "saved": request.query_params.get("tersimpan", "") if kept is None else "",
    }
