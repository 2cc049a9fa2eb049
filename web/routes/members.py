"""Anggota: the register as officers see it, and a new line in it."""

import re
from datetime import date
from typing import Any, NamedTuple

from litestar import Response, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, FromQuery

from cooperative.actors import OFFICERS, Actor, Role
from cooperative.books import Session
from cooperative.ledger.dues import dues_of
from cooperative.ledger.entries import MOST_RUPIAH
from cooperative.ledger.savings import deposit, savings_of
from cooperative.ledger.tables import AccountKind
from cooperative.people.access import grant_role, roles_of
from cooperative.people.cooperatives import today
from cooperative.people.members import PER_PAGE, find_member, join, list_members
from cooperative.people.persons import create_person
from cooperative.people.tables import Person
from cooperative.refusals import Refused, Unreadable
from web import formats
from web.access import GRANTABLE
from web.answers import AnyRequest
from web.forms import Form, SentForm
from web.identity import who
from web.pages import page
from web.rendering import form_key
from web.submit import Kept, Outcome, errors_of, submit
from web.views.newcomers import HONORIFICS, LONGEST_NAME, Honorific, check_phone
from web.views.paging import page_count, page_number

_LONGEST_SEARCH = 80
_MOST_ID = 2**31 - 1
# The field a rule speaks of when it says no.
_ABOUT = {"number_taken": "nomor", "amount_out_of_range": "pokok", "day_ahead": "bergabung"}
_NUMBER = re.compile(r"[0-9A-Za-z./-]{1,16}")


class Newcomer(NamedTuple):
    """What the form of a new member says."""

    name: str
    honorific: str
    phone: str | None
    number: str | None
    joined_on: date | None
    pokok_rupiah: int | None
    is_shopkeeper: bool


@get("/kas/anggota", sync_to_thread=True)
def list_register(request: AnyRequest, cari: FromQuery[str] = "") -> Response[Any]:
    """Show the register, by name."""
    number, search = page_number(request), cari[:_LONGEST_SEARCH]
    with request.app.state.books.reading() as session:
        found = list_members(session, who(request).cooperative_id, search=search, page=number)
    return page(
        request,
        "members/index.html",
        members=found.members,
        count=found.count,
        search=search,
        page=number,
        pages=page_count(found.count, PER_PAGE),
        may_change=bool(who(request).roles & OFFICERS),
    )


@get("/kas/anggota/baru", sync_to_thread=True)
def new_member(request: AnyRequest) -> Response[Any]:
    """Show the form of a new member."""
    return _form_page(request, Form("GET", request.url.path), key=form_key())


@post("/kas/anggota", sync_to_thread=True)
def create_member(request: AnyRequest, form: SentForm) -> Response[Any]:
    """Write a new member into the register, with the pokok she brought and her place in the
    shop."""

    def act(session: Session, by: Actor) -> Outcome:
        member_id = _admit(session, _newcomer(form), by=by)
        return Outcome(f"member/{member_id}", f"/kas/anggota/{member_id}?baru=1", {})

    def again(kept: Kept) -> Response[Any]:
        errors = errors_of(kept, _ABOUT)
        return _form_page(request, kept.form, key=kept.key, status=kept.status, errors=errors)

    return submit(
        request, form, kind="member/1", act=act, done="Anggota baru tercatat.", again=again
    )


@get("/kas/anggota/{member_id:int}", sync_to_thread=True)
def show_member(request: AnyRequest, member_id: FromPath[int]) -> Response[Any]:
    """Show one line of the register, her savings and dues, and what she is here."""
    if not 0 < member_id <= _MOST_ID:
        raise Refused("not_found")
    asker = who(request)
    mine = (asker.cooperative_id, member_id)
    with request.app.state.books.reading() as session:
        member = find_member(session, *mine)
        person = session.get_one(Person, member.person_id)
        roles = roles_of(session, asker.cooperative_id, member.person_id)
        savings = savings_of(session, *mine)
        dues = dues_of(session, *mine, today=today(session, asker.cooperative_id))
    return page(
        request,
        "members/show.html",
        member=member,
        person=person,
        savings=savings,
        dues=dues,
        arrears=formats.periods_label(dues.unpaid_periods),
        is_new="baru" in request.query_params,
        held=[role for role in GRANTABLE if role in roles],
        grantable=[role for role in GRANTABLE if role not in roles],
        may_change=bool(asker.roles & OFFICERS),
    )


def _newcomer(form: Form) -> Newcomer:
    with form.all_problems():
        newcomer = Newcomer(
            name=form.text("nama", LONGEST_NAME, least=2),
            honorific=form.choice("sapaan", Honorific).value,
            phone=form.text("telepon", 20, least=0) or None,
            number=form.text("nomor", 16, least=0) or None,
            joined_on=form.day("bergabung") if form.get("bergabung") else None,
            pokok_rupiah=form.whole_or_none("pokok", 1, MOST_RUPIAH),
            is_shopkeeper=form.ticked("kasir"),
        )
    check_phone(form)
    if newcomer.number and not _NUMBER.fullmatch(newcomer.number):
        raise Unreadable(nomor="bad_characters")
    return newcomer


def _admit(session: Session, newcomer: Newcomer, *, by: Actor) -> int:
    person = create_person(
        session, name=newcomer.name, honorific=newcomer.honorific, phone=newcomer.phone
    )
    member = join(
        session, person=person, by=by, number=newcomer.number, joined_on=newcomer.joined_on
    )
    if newcomer.pokok_rupiah:
        deposit(
            session,
            member_id=member.id,
            kind=AccountKind.POKOK,
            amount_rupiah=newcomer.pokok_rupiah,
            by=by,
        )
    if newcomer.is_shopkeeper:
        grant_role(session, person_id=member.person_id, role=Role.SHOPKEEPER, by=by)
    return member.id


def _form_page(
    request: AnyRequest,
    form: Form,
    *,
    key: str,
    status: int = 200,
    errors: dict[str, str] | None = None,
) -> Response[Any]:
    return page(
        request,
        "members/new.html",
        status=status,
        form=form,
        key=key,
        errors=errors or {},
        honorifics=HONORIFICS,
    )


ROUTES: list[HTTPRouteHandler] = [list_register, new_member, create_member, show_member]
