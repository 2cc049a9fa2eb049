"""Selisih: where the books and what happened did not agree, until somebody says how it was."""

from enum import StrEnum
from typing import Any

from litestar import Response, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from cooperative.actors import Actor
from cooperative.books import Session
from cooperative.store.differences import open_differences, settle
from cooperative.store.kinds import DifferenceKind
from web.answers import AnyRequest
from web.forms import SentForm
from web.identity import who
from web.pages import page
from web.rendering import form_key
from web.submit import Kept, Outcome, submit
from web.views.shop.gerai import errors_of, number_in, summary_of

# What may have happened, by kind: as it is chosen with one tap, and as it is kept.
CAUSES = {
    DifferenceKind.GOODS: {
        "belum_masuk": "Barang masuk belum dicatat",
        "salah_hitung": "Salah hitung",
        "dua_kali": "Terjual dua kali",
    },
    DifferenceKind.CLOSED_ORDER: {
        "diserahkan": "Barangnya memang diserahkan",
        "salah_tekan": "Salah tekan",
    },
}
_SAID = {key: word for causes in CAUSES.values() for key, word in causes.items()}


class _Cause(StrEnum):
    NOT_WRITTEN = "belum_masuk"
    MISCOUNTED = "salah_hitung"
    SOLD_TWICE = "dua_kali"
    GIVEN = "diserahkan"
    WRONG_TAP = "salah_tekan"


@get("/gerai/selisih", sync_to_thread=True)
def list_differences(request: AnyRequest) -> Response[bytes]:
    """Show what is still open, the oldest first."""
    return _page(request)


@post("/gerai/selisih/{difference_id:int}/penyelesaian", sync_to_thread=True)
def create_settlement(
    request: AnyRequest, form: SentForm, difference_id: FromPath[int]
) -> Response[Any]:
    """Say how a difference came about; then it is closed."""

    def act(session: Session, by: Actor) -> Outcome:
        cause = form.choice("sebab", _Cause)
        settle(session, difference_id=difference_id, how=_SAID[cause.value], by=by)
        return Outcome(f"difference/{difference_id}", f"/gerai/selisih?selesai={difference_id}", {})

    return submit(
        request,
        form,
        kind="difference/1",
        act=act,
        done="Selisih selesai.",
        again=lambda kept: _page(request, kept=kept),
    )


def _page(request: AnyRequest, *, kept: Kept | None = None) -> Response[bytes]:
    with request.app.state.books.reading() as session:
        found = open_differences(session, who(request).cooperative_id)
    settled = number_in(request.query_params.get("selesai", ""))
    return page(
        request,
        "shop/differences.html",
        status=kept.status if kept else 200,
        differences=found,
        causes={kind.value: list(causes.items()) for kind, causes in CAUSES.items()},
        is_settled=settled is not None and all(one.id != settled for one in found),
        errors=errors_of(kept),
        summary=summary_of(kept),
        key=kept.key if kept else form_key(),
    )


ROUTES: list[HTTPRouteHandler] = [list_differences, create_settlement]
