"""Kunci, buka, ganti orang, keluar: a phone that passes through several hands."""

from typing import Any

from litestar import Response, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromQuery

from cooperative.people.devices import digest_of
from cooperative.people.sign_ins import leave, lock
from cooperative.refusals import Refused
from web.answers import AnyRequest, wants_json
from web.door import cookies
from web.door.gate import safe_path, see_other
from web.door.knock import unlock_with_pin
from web.forms import SentForm
from web.identity import who, who_or_none
from web.pages import page
from web.words import sentence


@post("/kunci", sync_to_thread=True)
def create_lock(request: AnyRequest) -> Response[Any]:
    """Lock this session: nothing is shown until the PIN is entered. Repeatable."""
    return _lock(request, then="/buka")


@post("/ganti-orang", sync_to_thread=True)
def create_switch(request: AnyRequest) -> Response[Any]:
    """Lock this session and show who else may sign in here. Repeatable."""
    return _lock(request, then="/masuk")


@get("/buka", sync_to_thread=True)
def show_lock(request: AnyRequest, ke: FromQuery[str | None] = None) -> Response[Any]:
    """Ask for the PIN of who is signed in: the session is locked, or an act wants it fresh."""
    there = safe_path(request, ke)
    return page(request, "sign_in/unlock.html", person=who(request), ke=there, error="")


@post("/buka", sync_to_thread=True)
def create_unlock(request: AnyRequest, form: SentForm) -> Response[Any]:
    """Open the session again with the PIN."""
    person, there = who(request), safe_path(request, form.get("ke"))
    try:
        unlock_with_pin(request, person, entered=form.get("pin"))
    except Refused as refusal:
        error = sentence(refusal.code, refusal.facts)
        return page(
            request, "sign_in/unlock.html", status=422, person=person, ke=there, error=error
        )
    answer = see_other(there)
    answer.set_cookie(cookies.gone(cookies.SEEN))
    return answer


@get("/keluar", sync_to_thread=True)
def show_leaving(request: AnyRequest) -> Response[Any]:
    """Ask once more: what was not sent stays on the phone, everything else of hers goes."""
    if who_or_none(request) is None:
        return see_other("/masuk")
    return page(request, "sign_in/leave.html")


@post("/keluar", sync_to_thread=True)
def create_leaving(request: AnyRequest) -> Response[Any]:
    """End the session for good. Repeatable, also by a phone that left without a signal."""
    token = request.cookies.get(cookies.SESSION)
    if token:
        with request.app.state.books.transaction() as session:
            leave(session, token_hash=digest_of(token))
    left = Response[Any]({"code": "left"}, status_code=200)
    answer = left if wants_json(request) else see_other("/masuk")
    answer.set_cookie(cookies.gone(cookies.SESSION))
    answer.set_cookie(cookies.gone(cookies.SEEN))
    return answer


def _lock(request: AnyRequest, *, then: str) -> Response[Any]:
    asker = who_or_none(request)
    if asker is not None:
        with request.app.state.books.transaction() as session:
            lock(session, token_hash=asker.token_hash)
    if wants_json(request):
        return Response({"code": "locked"}, status_code=200)
    return see_other(then if asker is not None else "/masuk")


ROUTES: list[HTTPRouteHandler] = [
    create_lock,
    create_switch,
    show_lock,
    create_unlock,
    show_leaving,
    create_leaving,
]
