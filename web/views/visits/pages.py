"""The pages of visits, the same for the assistant and for the officers but for who writes what."""

from dataclasses import dataclass
from typing import Any

from litestar import Response

from cooperative.actors import OFFICERS, Role
from cooperative.books import Session
from cooperative.people.cooperatives import find_cooperative
from cooperative.people.watching import watched_one
from cooperative.visits.reading import (
    PER_PAGE,
    Planned,
    list_visits,
    next_plan,
    open_tasks,
    read_visit,
)
from cooperative.visits.tables import VisitTask
from web.answers import AnyRequest
from web.identity import who
from web.pages import page
from web.rendering import form_key
from web.submit import Kept, errors_of
from web.views.paging import page_count, page_number
from web.views.visits.forms import ABOUT, typed_of

_OWN = "/kas/kunjungan"


@dataclass(frozen=True)
class Place:
    """Whose visits these are, where they are shown, and who looks at them."""

    cooperative_id: int
    cooperative_name: str
    path: str
    is_watched: bool = False
    may_visit: bool = False
    may_answer: bool = False
    person_id: int = 0

    @property
    def way_back(self) -> tuple[str, str]:
        """The address of the page above, and its name."""
        if self.is_watched:
            return f"/pantau/{self.cooperative_id}", self.cooperative_name
        return "/kas/anggota", "Anggota"


@dataclass(frozen=True)
class Ahead:
    """What is promised and not yet done, and the next day somebody means to come."""

    tasks: list[VisitTask]
    planned: Planned | None


def path_of(watched_id: int | None) -> str:
    """Return where visits are shown: to who watches over a cooperative, or to its own officers."""
    return f"/pantau/{watched_id}/kunjungan" if watched_id else _OWN


def visits_page(
    request: AnyRequest, watched_id: int | None = None, *, kept: Kept | None = None
) -> Response[bytes]:
    """Show promises, plan and visits, and to an assistant the forms of a visit and of a plan.

    Raises Refused("not_found") for a cooperative she does not watch over.
    """
    context = visits_context(request, watched_id, kept=kept)
    return page(request, "visits/index.html", status=kept.status if kept else 200, **context)


def visits_context(
    request: AnyRequest, watched_id: int | None = None, *, kept: Kept | None = None
) -> dict[str, Any]:
    """Return what `visits/index.html` prints. Raises Refused("not_found")."""
    number = page_number(request)
    with request.app.state.books.reading() as session:
        place = _place(session, request, watched_id)
        lines, count = list_visits(session, place.cooperative_id, page=number)
        ahead = Ahead(
            open_tasks(session, place.cooperative_id), next_plan(session, place.cooperative_id)
        )
    return {
        "place": place,
        "lines": lines,
        "ahead": ahead,
        "page": number,
        "pages": page_count(count, PER_PAGE),
        "typed": typed_of(kept),
        "errors": errors_of(kept, ABOUT),
        "is_plan": bool(kept and kept.form.path.endswith("/rencana")),
        "key": kept.key if kept else form_key(),
    }


def visit_page(
    request: AnyRequest, visit_id: int, watched_id: int | None = None, *, kept: Kept | None = None
) -> Response[bytes]:
    """Show one visit with what became of it. Raises Refused("not_found")."""
    with request.app.state.books.reading() as session:
        place = _place(session, request, watched_id)
        view = read_visit(session, place.cooperative_id, visit_id)
    return page(
        request,
        "visits/show.html",
        status=kept.status if kept else 200,
        place=place,
        view=view,
        typed=kept.form.get("jawaban") if kept else "",
        errors=errors_of(kept, ABOUT),
        key=kept.key if kept else form_key(),
    )


def _place(session: Session, request: AnyRequest, watched_id: int | None) -> Place:
    asker = who(request)
    if watched_id is None:
        here = find_cooperative(session, asker.cooperative_id)
        may_answer = bool(asker.roles & OFFICERS)
        return Place(asker.cooperative_id, here.name, _OWN, may_answer=may_answer)
    watched = watched_one(session, asker.person_id, watched_id)
    is_assistant = Role.ASSISTANT in asker.roles
    return Place(
        watched.id,
        watched.name,
        path_of(watched.id),
        is_watched=True,
        may_visit=is_assistant,
        may_answer=is_assistant,
        person_id=asker.person_id,
    )
