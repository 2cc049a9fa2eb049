"""HP: whose phones are enrolled, a code for a new one, and what to do about a lost one."""

from typing import Any

from litestar import Response, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, FromQuery

from cooperative.people.codes import CODE_LIFE, Issued, issue_code
from cooperative.people.devices import mark_lost, phones_of
from cooperative.people.directory import PER_PAGE, find_person, list_people
from cooperative.refusals import Refused
from web.answers import AnyRequest
from web.door.gate import see_other
from web.door.knock import pepper_of
from web.forms import SentForm
from web.identity import fresh_pin, who
from web.pages import page
from web.views.paging import page_count, page_number
from web.views.qr import qr_picture

_LONGEST_SEARCH = 80


@get("/kas/hp", sync_to_thread=True)
def list_phones(request: AnyRequest, cari: FromQuery[str] = "") -> Response[Any]:
    """Show everybody of the cooperative, and how many phones each has."""
    number, search = page_number(request), cari[:_LONGEST_SEARCH]
    with request.app.state.books.reading() as session:
        found = list_people(session, who(request).cooperative_id, search=search, page=number)
    pages = page_count(found.total, PER_PAGE)
    return page(
        request,
        "phones/index.html",
        people=found.people,
        search=search,
        page=number,
        pages=pages,
    )


@get("/kas/hp/{person:str}", sync_to_thread=True)
def show_phones(request: AnyRequest, person: FromPath[str]) -> Response[Any]:
    """Show one person's phones."""
    cooperative_id = who(request).cooperative_id
    with request.app.state.books.reading() as session:
        owner = find_person(session, cooperative_id, person)
        phones = phones_of(session, cooperative_id, owner.id or 0)
    return page(request, "phones/show.html", owner=owner, phones=phones)


@post("/kas/hp/{person:str}/kode", sync_to_thread=True)
def create_code(request: AnyRequest, person: FromPath[str]) -> Response[Any]:
    """Make a one-time code and show it: the only time anybody sees it."""
    officer = fresh_pin(request, back=f"/kas/hp/{person}")
    with request.app.state.books.transaction(officer.cooperative_id) as session:
        owner = find_person(session, officer.cooperative_id, person)
        issued = issue_code(
            session, person_id=owner.id or 0, by=officer.actor(), pepper=pepper_of(request)
        )
    return page(
        request,
        "phones/code.html",
        owner=owner,
        code=f"{issued.code[:4]} {issued.code[4:]}",
        minutes=CODE_LIFE.seconds // 60,
        expires_at=issued.expires_at,
        qr=_qr_of(request, issued),
    )


@post("/kas/hp/{person:str}/hilang", sync_to_thread=True)
def create_loss(request: AnyRequest, person: FromPath[str], form: SentForm) -> Response[Any]:
    """HP hilang: the phone opens nothing of hers any more, from this moment."""
    back = f"/kas/hp/{person}"
    officer = fresh_pin(request, back=back)
    with request.app.state.books.transaction(officer.cooperative_id) as session:
        owner = find_person(session, officer.cooperative_id, person)
        try:
            mark_lost(
                session,
                device_public_id=form.get("hp"),
                person_id=owner.id or 0,
                by=officer.actor(),
            )
        except Refused as refusal:
            # A second tap finds it done.
            if refusal.code != "phone_gone":
                raise
    return see_other(back)


def _qr_of(request: AnyRequest, issued: Issued) -> str:
    """Return the QR as a picture in an address: it opens the enrolment page with the code in it."""
    origin = request.app.state.settings.public_origin or str(request.base_url).rstrip("/")
    return qr_picture(f"{origin}/masuk/kode?k={issued.ticket}")


ROUTES: list[HTTPRouteHandler] = [list_phones, show_phones, create_code, create_loss]
