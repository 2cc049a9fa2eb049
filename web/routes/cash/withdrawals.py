"""Ambil: sukarela that is paid out. The money is in the box, so it never waits for a signal."""

from typing import Any
from urllib.parse import urlencode

from litestar import Response, get, post
from litestar.handlers import HTTPRouteHandler

from cooperative.actors import Actor
from cooperative.books import Session
from cooperative.ledger.entries import MOST_RUPIAH
from cooperative.ledger.savings import withdraw
from cooperative.ledger.tables import AccountKind
from web.answers import AnyRequest
from web.forms import SentForm
from web.identity import fresh_pin
from web.submit import Outcome, submit
from web.views.cash.member import money_page
from web.views.shop.gerai import MOST_ID

_LONGEST_NOTE = 200
_PATH = "/kas/ambil"


@get(_PATH, sync_to_thread=True)
def new_withdrawal(request: AnyRequest) -> Response[Any]:
    """Show the form of a withdrawal, or whose it is to be; asks for a PIN entered just now."""
    asked = request.query_params.get("anggota", "")
    if asked:
        fresh_pin(request, back=_with(anggota=asked))
    return money_page(request, "cash/withdrawal.html")


@post(_PATH, sync_to_thread=True)
def create_withdrawal(request: AnyRequest, form: SentForm) -> Response[Any]:
    """Pay sukarela out."""
    typed = {name: form.get(name)[:20] for name in ("anggota", "jumlah")}
    fresh_pin(request, back=_with(**typed))

    def act(session: Session, by: Actor) -> Outcome:
        with form.all_problems():
            member_id = form.whole("anggota", 1, MOST_ID)
            amount_rupiah = form.whole("jumlah", 1, MOST_RUPIAH)
            note = form.text("catatan", _LONGEST_NOTE, least=0)
        entry = withdraw(
            session,
            member_id=member_id,
            kind=AccountKind.VOLUNTARY,
            amount_rupiah=amount_rupiah,
            by=by,
            note=note,
        )
        facts = {"book_no": entry.book_no, "book_year": entry.book_year}
        return Outcome(f"entry/{entry.id}", f"/kas/catatan/{entry.id}?baru=1", facts)

    return submit(
        request,
        form,
        kind="withdrawal/1",
        act=act,
        done="Pengambilan tercatat.",
        again=lambda kept: money_page(request, "cash/withdrawal.html", kept=kept),
    )


def _with(**fields: str) -> str:
    return f"{_PATH}?{urlencode(fields)}"


ROUTES: list[HTTPRouteHandler] = [new_withdrawal, create_withdrawal]
