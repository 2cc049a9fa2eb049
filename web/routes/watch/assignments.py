"""Penugasan: a PMO sends an assistant to a cooperative of her region, and calls her back."""

from typing import Any
from urllib.parse import urlencode

from litestar import Response, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from cooperative.actors import Actor
from cooperative.assignments.assigning import assign, call_back
from cooperative.assignments.history import running_assignment
from cooperative.assignments.reading import Assistant, assistants_at, find_assistant, place_of
from cooperative.assignments.tables import REASON_LETTERS
from cooperative.books import Session
from cooperative.people.watching import Watched, regions_of
from web.answers import AnyRequest
from web.forms import Form, SentForm
from web.identity import fresh_pin, who
from web.pages import page
from web.rendering import KEY
from web.submit import Kept, Outcome, errors_of, submit

_SENT, _ENDED = "assignment/1", "assignment_end/1"


@get("/pantau/pendamping/{person:str}/penugasan/{cooperative_id:int}", sync_to_thread=True)
def show_assignment(
    request: AnyRequest, person: FromPath[str], cooperative_id: FromPath[int]
) -> Response[Any]:
    """Show whether she looks after this cooperative, since when and why, and the form to change
    it; asks for a PIN entered just now."""
    pair = _pair(request, person, cooperative_id)
    asked = request.query_params.get("alasan", "")[:REASON_LETTERS]
    fresh_pin(request, back=_path(person, cooperative_id, asked))
    return _page(request, pair, reason=asked)


@post("/pantau/pendamping/{person:str}/penugasan/{cooperative_id:int}", sync_to_thread=True)
def create_assignment(
    request: AnyRequest, form: SentForm, person: FromPath[str], cooperative_id: FromPath[int]
) -> Response[Any]:
    """Send her there."""
    return _change(request, form, person, cooperative_id, is_end=False)


@post("/pantau/pendamping/{person:str}/penugasan/{cooperative_id:int}/akhir", sync_to_thread=True)
def create_assignment_end(
    request: AnyRequest, form: SentForm, person: FromPath[str], cooperative_id: FromPath[int]
) -> Response[Any]:
    """Call her back."""
    return _change(request, form, person, cooperative_id, is_end=True)


def _change(
    request: AnyRequest, form: Form, person: str, cooperative_id: int, *, is_end: bool
) -> Response[Any]:
    assistant, place = pair = _pair(request, person, cooperative_id)
    typed = form.get("alasan")[:REASON_LETTERS]
    fresh_pin(request, back=_path(person, cooperative_id, typed))

    def act(session: Session, by: Actor) -> Outcome:
        reason = form.text("alasan", REASON_LETTERS)
        change = call_back if is_end else assign
        change(session, person_id=assistant.person_id, reason=reason, by=by)
        done = "berakhir" if is_end else "ditugaskan"
        location = f"/pantau/pendamping/{person}?{done}={cooperative_id}"
        return Outcome(f"person/{assistant.person_id}", location, {"cooperative_name": place.name})

    return submit(
        request,
        form,
        kind=_ENDED if is_end else _SENT,
        act=act,
        done="Penugasan berakhir." if is_end else "Pendamping ditugaskan.",
        again=lambda kept: _page(request, pair, reason=typed, kept=kept),
        watched_id=cooperative_id,
    )


def _pair(request: AnyRequest, person: str, cooperative_id: int) -> tuple[Assistant, Watched]:
    """Return both; raises Refused("not_found") unless both are of her region."""
    with request.app.state.books.reading() as session:
        scope = regions_of(session, who(request).person_id)
        return find_assistant(session, scope, person), place_of(session, scope, cooperative_id)


def _page(
    request: AnyRequest,
    pair: tuple[Assistant, Watched],
    *,
    reason: str,
    kept: Kept | None = None,
) -> Response[Any]:
    assistant, place = pair
    with request.app.state.books.reading() as session:
        running = running_assignment(session, assistant.person_id, place.id)
        there = assistants_at(session, [place.id]).get(place.id, [])
    return page(
        request,
        "watch/assistants/assignment.html",
        status=kept.status if kept else 200,
        assistant=assistant,
        place=place,
        running=running,
        there=there,
        reason=reason,
        errors=errors_of(kept),
        key=kept.key if kept else KEY,
    )


def _path(person: str, cooperative_id: int, reason: str) -> str:
    asked = f"?{urlencode({'alasan': reason})}" if reason else ""
    return f"/pantau/pendamping/{person}/penugasan/{cooperative_id}{asked}"


ROUTES: list[HTTPRouteHandler] = [show_assignment, create_assignment, create_assignment_end]
