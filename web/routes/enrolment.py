"""Masuk dengan kode: this phone becomes hers, with a PIN of her own choice."""

from typing import Any

from litestar import Response, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromQuery

from cooperative.people.codes import Offered
from cooperative.people.devices import add_device, find_device
from cooperative.people.enrolment import Enrolled, enrol
from cooperative.people.pins import refuse_weak_passphrase, refuse_weak_pin
from cooperative.refusals import Refused
from web.answers import AnyRequest
from web.door import cookies
from web.door.gate import see_other
from web.door.knock import find_offer, open_for, pepper_of
from web.door.phone_label import phone_label
from web.forms import Form, SentForm
from web.frame import home_of
from web.pages import page
from web.words import sentence


@get("/masuk/kode", sync_to_thread=True)
def new_enrolment(request: AnyRequest, k: FromQuery[str | None] = None) -> Response[Any]:
    """Ask for the code; a scanned QR brings it along."""
    if k is None:
        return _code_page(request)
    try:
        return _pin_page(request, k, find_offer(request, k))
    except Refused as refusal:
        return _code_page(request, refusal=refusal)


@post("/masuk/kode", sync_to_thread=True)
def create_enrolment(request: AnyRequest, form: SentForm) -> Response[Any]:
    """Read the code, then the PIN; the code is used up with the second step only."""
    typed = form.get("kode")
    try:
        offered = find_offer(request, typed)
    except Refused as refusal:
        return _code_page(request, typed, refusal=refusal)
    if not form.texts("pin"):
        return _pin_page(request, typed, offered)
    problem = _problem(form, offered)
    if problem is not None:
        return _pin_page(request, typed, offered, problem)
    try:
        enrolled, secret = _enrol(request, form, offered)
    except Refused as refusal:
        return _code_page(request, refusal=refusal)
    opened = open_for(request, enrolled)
    answer = see_other(home_of(opened.roles))
    answer.set_cookie(cookies.session_cookie(opened.token))
    answer.set_cookie(cookies.gone(cookies.SEEN))
    answer.set_cookie(cookies.device_cookie(secret))
    return answer


def _problem(form: Form, offered: Offered) -> tuple[str, str] | None:
    """Return the field that is not right and why, if there is one."""
    pin = form.get("pin")
    try:
        refuse_weak_pin(pin, own_digits=offered.own_digits)
    except Refused as refusal:
        return "pin", sentence(refusal.code)
    if form.get("pin_lagi") != pin:
        return "pin_lagi", sentence("pin_differs")
    if not offered.needs_passphrase:
        return None
    try:
        refuse_weak_passphrase(form.get("sandi"), own_words=(offered.name,))
    except Refused as refusal:
        return "sandi", sentence(refusal.code)
    return None


def _enrol(request: AnyRequest, form: Form, offered: Offered) -> tuple[Enrolled, str]:
    """Use the code up; returns the enrolment and the phone's secret. Raises Refused("code_wrong"),
    ("phone_full")."""
    pepper = pepper_of(request)
    pin_seal = pepper.seal(form.get("pin"))
    passphrase_seal = pepper.seal(form.get("sandi")) if offered.needs_passphrase else None
    with request.app.state.books.transaction(offered.cooperative_id) as session:
        secret = request.cookies.get(cookies.DEVICE) or ""
        device = find_device(session, secret)
        if device is None:
            label = phone_label(request.headers.get("user-agent", ""))
            device, secret = add_device(session, label=label)
        enrolled = enrol(
            session,
            code_id=offered.code_id,
            device=device,
            pin_seal=pin_seal,
            passphrase_seal=passphrase_seal,
        )
    return enrolled, secret


def _code_page(
    request: AnyRequest, typed: str = "", *, refusal: Refused | None = None
) -> Response[Any]:
    error = sentence(refusal.code, refusal.facts) if refusal else ""
    status = 422 if refusal else 200
    return page(request, "sign_in/code.html", status=status, typed=typed, error=error)


def _pin_page(
    request: AnyRequest, typed: str, offered: Offered, problem: tuple[str, str] | None = None
) -> Response[Any]:
    return page(
        request,
        "sign_in/choose_pin.html",
        status=422 if problem else 200,
        code=typed,
        offered=offered,
        errors=dict([problem]) if problem else {},
    )


ROUTES: list[HTTPRouteHandler] = [new_enrolment, create_enrolment]
