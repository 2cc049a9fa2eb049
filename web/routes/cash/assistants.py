"""Pendamping: who watches over the cooperative, and who of them may see savings by name."""

from typing import Any
from urllib.parse import urlencode

from litestar import Response, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from cooperative.actors import OFFICERS, Actor
from cooperative.books import Session
from cooperative.oversight.granting import LENGTHS, end_access, grant_access
from cooperative.oversight.looking import PER_PAGE, looks_in
from cooperative.oversight.reading import find_assistant_here, watchers_of
from cooperative.oversight.snoozes import put_off_in
from cooperative.oversight.tables import REASON_LETTERS
from cooperative.people.cooperatives import today
from web.answers import AnyRequest
from web.forms import SentForm
from web.identity import fresh_pin, who
from web.pages import page
from web.rendering import form_key
from web.submit import Kept, Outcome, errors_of, submit
from web.views.paging import page_count, page_number

_PATH = "/kas/pendamping"
_LEAST_LETTERS = 3


@get(_PATH, sync_to_thread=True)
def list_watchers(request: AnyRequest) -> Response[Any]:
    """Show who watches over the cooperative, what they put off, and what they looked at."""
    return _list_page(request)


@get(f"{_PATH}/{{person:str}}/izin", sync_to_thread=True)
def new_access(request: AnyRequest, person: FromPath[str]) -> Response[Any]:
    """Show the form that lets an assistant see savings; asks for a PIN entered just now."""
    officer = fresh_pin(request, back=_form(person, request.query_params.get("untuk", "")))
    with request.app.state.books.reading() as session:
        find_assistant_here(session, officer.cooperative_id, person)
    return _form_page(request, person)


@post(f"{_PATH}/{{person:str}}/izin", sync_to_thread=True)
def create_access(request: AnyRequest, form: SentForm, person: FromPath[str]) -> Response[Any]:
    """Let an assistant see savings by name."""
    fresh_pin(request, back=_form(person, form.get("untuk")))

    def act(session: Session, by: Actor) -> Outcome:
        assistant = find_assistant_here(session, by.cooperative_id, person)
        with form.all_problems():
            purpose = form.text("untuk", REASON_LETTERS, least=_LEAST_LETTERS)
            length_days = form.whole("lama", min(LENGTHS), max(LENGTHS))
        access = grant_access(
            session,
            person_id=assistant.person_id,
            length_days=length_days,
            purpose=purpose,
            by=by,
        )
        return Outcome(f"savings_access/{access.id}", f"{_PATH}?diizinkan=1", {})

    return submit(
        request,
        form,
        kind="access/1",
        act=act,
        done="Izin diberikan.",
        again=lambda kept: _form_page(request, person, kept=kept),
    )


@post(f"{_PATH}/{{person:str}}/izin/akhir", sync_to_thread=True)
def create_access_end(request: AnyRequest, form: SentForm, person: FromPath[str]) -> Response[Any]:
    """End it now."""
    fresh_pin(request, back=_PATH)

    def act(session: Session, by: Actor) -> Outcome:
        assistant = find_assistant_here(session, by.cooperative_id, person)
        end_access(session, person_id=assistant.person_id, by=by)
        return Outcome(f"person/{assistant.person_id}", f"{_PATH}?diakhiri=1", {})

    return submit(
        request,
        form,
        kind="access_end/1",
        act=act,
        done="Izin diakhiri.",
        again=lambda kept: _list_page(request, kept=kept),
    )


def _list_page(request: AnyRequest, *, kept: Kept | None = None) -> Response[Any]:
    asker, number = who(request), page_number(request)
    with request.app.state.books.reading() as session:
        coop_id = asker.cooperative_id
        watchers = watchers_of(session, coop_id)
        put_off = put_off_in(session, coop_id, today(session, coop_id))
        looks, count = looks_in(session, coop_id, page=number)
    return page(
        request,
        "cash/assistants.html",
        status=kept.status if kept else 200,
        watchers=watchers,
        put_off=put_off,
        looks=looks,
        may_grant=bool(asker.roles & OFFICERS),
        own_id=asker.person_id,
        errors={"": kept.sentence} if kept else {},
        page=number,
        pages=page_count(count, PER_PAGE),
        key=kept.key if kept else form_key(),
    )


def _form_page(request: AnyRequest, person: str, *, kept: Kept | None = None) -> Response[Any]:
    with request.app.state.books.reading() as session:
        assistant = find_assistant_here(session, who(request).cooperative_id, person)
    asked = request.query_params.get("untuk", "")[:REASON_LETTERS]
    return page(
        request,
        "cash/access.html",
        status=kept.status if kept else 200,
        one=assistant,
        lengths=LENGTHS,
        length=kept.form.get("lama") if kept else str(min(LENGTHS)),
        purpose=kept.form.get("untuk") if kept else asked,
        errors=errors_of(kept),
        key=kept.key if kept else form_key(),
    )


def _form(person: str, purpose: str) -> str:
    """Return the address of the form, with what was typed, for when the PIN has been entered."""
    asked = f"?{urlencode({'untuk': purpose[:REASON_LETTERS]})}" if purpose else ""
    return f"{_PATH}/{person}/izin{asked}"


ROUTES: list[HTTPRouteHandler] = [list_watchers, new_access, create_access, create_access_end]
