"""Catatan: one entry of the day book with its receipt, and the way to take it back."""

from typing import Any

from litestar import Response, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from cooperative.actors import Actor
from cooperative.books import Session
from cooperative.ledger.corrections import take_back
from web.answers import AnyRequest
from web.forms import SentForm
from web.submit import Outcome, submit
from web.views.cash.entry import show_entry_page

_LONGEST_REASON = 200


@get("/kas/catatan/{entry_id:int}", sync_to_thread=True)
def show_entry(request: AnyRequest, entry_id: FromPath[int]) -> Response[Any]:
    """Show an entry of the day book."""
    return show_entry_page(request, entry_id)


@post("/kas/catatan/{entry_id:int}/koreksi", sync_to_thread=True)
def create_correction(
    request: AnyRequest, form: SentForm, entry_id: FromPath[int]
) -> Response[Any]:
    """Take back what was written down wrongly, with a second entry that names the first."""

    def act(session: Session, by: Actor) -> Outcome:
        reason = form.text("alasan", _LONGEST_REASON)
        back = take_back(session, entry_id=entry_id, reason=reason, by=by)
        return Outcome(f"entry/{back.id}", f"/kas/catatan/{back.id}?baru=1", {})

    return submit(
        request,
        form,
        kind="entry_correction/1",
        act=act,
        done="Koreksi tercatat.",
        again=lambda kept: show_entry_page(request, entry_id, kept=kept),
    )


ROUTES: list[HTTPRouteHandler] = [show_entry, create_correction]
