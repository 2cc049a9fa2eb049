"""Masuk: who uses this phone, her PIN there, and the people of the demonstration at one tap."""

from typing import Any

from litestar import Response, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromQuery

from cooperative.people.demo import demo_people, enrol_demo_person
from cooperative.people.devices import OnPhone, add_device, find_device, people_on
from cooperative.people.enrolment import needs_passphrase
from cooperative.people.pins import DEMO_PIN
from cooperative.refusals import Refused
from web.answers import AnyRequest
from web.door import cookies
from web.door.gate import safe_path, see_other
from web.door.knock import Opened, open_for, pepper_of, sign_in
from web.door.phone_label import phone_label
from web.forms import SentForm
from web.frame import home_of
from web.identity import who_or_none
from web.pages import page
from web.words import sentence


@get("/masuk", sync_to_thread=True)
def list_people(
    request: AnyRequest, orang: FromQuery[str | None] = None, ke: FromQuery[str | None] = None
) -> Response[Any]:
    """Show who may sign in on this phone; with `orang` the field for her PIN."""
    there = safe_path(request, ke)
    who = who_or_none(request)
    if who is not None and not who.locked and orang is None:
        return see_other(there)
    if orang is not None:
        return _pin_page(request, orang, there)
    books = request.app.state.books
    with books.reading() as session:
        device = find_device(session, request.cookies.get(cookies.DEVICE))
        people = people_on(session, device.id or 0) if device else []
        demo = demo_people(session) if request.app.state.settings.demo else []
    return page(
        request,
        "sign_in/people.html",
        people=people,
        demo=demo,
        demo_pin=DEMO_PIN,
        ke=there,
        locked=who,
    )


@post("/masuk", sync_to_thread=True)
def create_sign_in(request: AnyRequest, form: SentForm) -> Response[Any]:
    """Open a session with a PIN, or with an officer's passphrase."""
    there = safe_path(request, form.get("ke"), default="")
    person = form.get("orang")
    entered = form.get("sandi") or form.get("pin")
    try:
        opened = sign_in(request, person_public_id=person, entered=entered)
    except Refused as refusal:
        text = sentence(refusal.code, refusal.facts)
        return _pin_page(request, person, there or "/", status=422, error=text)
    return _enter(request, opened, there)


@post("/demo/masuk", sync_to_thread=True)
def create_demo_sign_in(request: AnyRequest, form: SentForm) -> Response[Any]:
    """Enrol this phone for a person of the demonstration and sign her in."""
    if not request.app.state.settings.demo:
        raise Refused("not_found")
    with request.app.state.books.transaction() as session:
        device, secret = find_device(session, request.cookies.get(cookies.DEVICE)), None
        if device is None:
            label = phone_label(request.headers.get("user-agent", ""))
            device, secret = add_device(session, label=label)
        enrolled = enrol_demo_person(
            session, slug=form.get("orang"), device=device, pepper=pepper_of(request)
        )
    there = safe_path(request, form.get("ke"), default="")
    return _enter(request, open_for(request, enrolled), there, device_secret=secret)


def _enter(
    request: AnyRequest, opened: Opened, there: str, *, device_secret: str | None = None
) -> Response[Any]:
    answer = see_other(there if there not in {"", "/"} else home_of(opened.roles))
    answer.set_cookie(cookies.session_cookie(opened.token))
    answer.set_cookie(cookies.gone(cookies.SEEN))
    secret = device_secret or request.cookies.get(cookies.DEVICE)
    if secret:
        answer.set_cookie(cookies.device_cookie(secret))
    return answer


def _pin_page(
    request: AnyRequest, public_id: str, there: str, *, status: int = 200, error: str = ""
) -> Response[Any]:
    """Ask for the PIN. Somebody this phone does not know is asked like anybody else."""
    with request.app.state.books.reading() as session:
        device = find_device(session, request.cookies.get(cookies.DEVICE))
        device_id = (device.id or 0) if device else 0
        people = people_on(session, device_id)
        asks_passphrase = needs_passphrase(session, device_id=device_id, person_public_id=public_id)
    stranger = OnPhone(public_id, "", "", None, None)
    person = next((known for known in people if known.public_id == public_id), stranger)
    return page(
        request,
        "sign_in/pin.html",
        status=status,
        person=person,
        asks_passphrase=asks_passphrase,
        ke=there,
        error=error,
    )


ROUTES: list[HTTPRouteHandler] = [list_people, create_sign_in, create_demo_sign_in]
