"""Setor: money a member brought, written down by an officer."""

from enum import StrEnum
from typing import Any

from litestar import Response, get, post
from litestar.handlers import HTTPRouteHandler

from cooperative.actors import Actor
from cooperative.books import Session
from cooperative.ledger.credit import pay_credit
from cooperative.ledger.entries import MOST_RUPIAH
from cooperative.ledger.savings import deposit
from cooperative.ledger.tables import AccountKind, Entry
from web.answers import AnyRequest
from web.forms import Form, SentForm
from web.submit import Outcome, submit
from web.views.cash.member import money_page
from web.views.shop.gerai import MOST_ID

_LONGEST_NOTE = 200


class _Kind(StrEnum):
    WAJIB = "wajib"
    VOLUNTARY = "sukarela"
    POKOK = "pokok"
    CREDIT = "bon"


_ACCOUNTS = {
    _Kind.WAJIB: AccountKind.WAJIB,
    _Kind.VOLUNTARY: AccountKind.VOLUNTARY,
    _Kind.POKOK: AccountKind.POKOK,
}


@get("/kas/setor", sync_to_thread=True)
def new_deposit(request: AnyRequest) -> Response[Any]:
    """Show the form of a deposit, or whose it is to be."""
    return money_page(request, "cash/deposit.html")


@post("/kas/setor", sync_to_thread=True)
def create_deposit(request: AnyRequest, form: SentForm) -> Response[Any]:
    """Write down cash that was brought: a fact, so it is booked whenever it arrives."""

    def act(session: Session, by: Actor) -> Outcome:
        entry = _book(session, form, by=by)
        facts = {"book_no": entry.book_no, "book_year": entry.book_year}
        return Outcome(f"entry/{entry.id}", f"/kas/catatan/{entry.id}?baru=1", facts)

    return submit(
        request,
        form,
        kind="deposit/1",
        act=act,
        done="Setoran tercatat.",
        again=lambda kept: money_page(request, "cash/deposit.html", kept=kept),
    )


def _book(session: Session, form: Form, *, by: Actor) -> Entry:
    with form.all_problems():
        member_id = form.whole("anggota", 1, MOST_ID)
        kind = form.choice("jenis", _Kind)
        amount_rupiah = form.whole("jumlah", 1, MOST_RUPIAH)
        note = form.text("catatan", _LONGEST_NOTE, least=0)
    if kind is _Kind.CREDIT:
        return pay_credit(
            session,
            member_id=member_id,
            amount_rupiah=amount_rupiah,
            by=by,
            note=note,
            occurred_on=by.occurred_on,
        )
    return deposit(
        session,
        member_id=member_id,
        kind=_ACCOUNTS[kind],
        amount_rupiah=amount_rupiah,
        by=by,
        occurred_on=by.occurred_on,
        note=note,
    )


ROUTES: list[HTTPRouteHandler] = [new_deposit, create_deposit]
