"""Pendamping koperasi ini: who looks after it, and a new assistant who begins here."""

from typing import Any

from litestar import Response, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from cooperative.actors import Actor
from cooperative.assignments.assigning import assign
from cooperative.assignments.reading import people_at, place_of
from cooperative.assignments.tables import REASON_LETTERS
from cooperative.books import Session
from cooperative.people.persons import create_person
from cooperative.people.watching import Watched, regions_of
from web.answers import AnyRequest
from web.forms import Form, SentForm
from web.identity import fresh_pin, who
from web.pages import page
from web.rendering import KEY
from web.submit import Kept, Outcome, errors_of, submit
from web.views.newcomers import HONORIFICS, LONGEST_NAME, Honorific, check_phone


@get("/pantau/{cooperative_id:int}/pendamping", sync_to_thread=True)
def list_assistants_here(request: AnyRequest, cooperative_id: FromPath[int]) -> Response[Any]:
    """Show who looks after a cooperative, and the form of a new assistant; asks for a fresh PIN."""
    place = _place(request, cooperative_id)
    fresh_pin(request, back=f"/pantau/{cooperative_id}/pendamping")
    return _page(request, place)


@post("/pantau/{cooperative_id:int}/pendamping", sync_to_thread=True)
def create_assistant(
    request: AnyRequest, form: SentForm, cooperative_id: FromPath[int]
) -> Response[Any]:
    """Write a new assistant down and send her here."""
    place = _place(request, cooperative_id)
    fresh_pin(request, back=f"/pantau/{cooperative_id}/pendamping")

    def act(session: Session, by: Actor) -> Outcome:
        with form.all_problems():
            name = form.text("nama", LONGEST_NAME, least=2)
            honorific = form.choice("sapaan", Honorific).value
            phone = form.text("telepon", 20, least=0) or None
            reason = form.text("alasan", REASON_LETTERS)
        check_phone(form)
        person = create_person(session, name=name, honorific=honorific, phone=phone)
        assign(session, person_id=person.id or 0, reason=reason, by=by)
        location = f"/pantau/pendamping/{person.public_id}?baru={cooperative_id}"
        return Outcome(f"person/{person.id}", location, {"cooperative_name": place.name})

    return submit(
        request,
        form,
        kind="assistant/1",
        act=act,
        done="Pendamping baru tercatat.",
        again=lambda kept: _page(request, place, kept=kept),
        watched_id=cooperative_id,
    )


def _place(request: AnyRequest, cooperative_id: int) -> Watched:
    with request.app.state.books.reading() as session:
        scope = regions_of(session, who(request).person_id)
        return place_of(session, scope, cooperative_id)


def _page(request: AnyRequest, place: Watched, *, kept: Kept | None = None) -> Response[Any]:
    with request.app.state.books.reading() as session:
        people = people_at(session, place.id)
    return page(
        request,
        "watch/assistants/here.html",
        status=kept.status if kept else 200,
        place=place,
        people=people,
        form=kept.form if kept else Form("GET", request.url.path),
        honorifics=HONORIFICS,
        errors=errors_of(kept),
        key=kept.key if kept else KEY,
    )


ROUTES: list[HTTPRouteHandler] = [list_assistants_here, create_assistant]
