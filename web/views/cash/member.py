"""A form about one member's money: first whose, then the form."""

from typing import Any

from litestar import Response

from cooperative.actors import OFFICERS
from cooperative.books import Session
from cooperative.ledger.dues import dues_of, rate_on
from cooperative.ledger.rapel import months_to_pay
from cooperative.ledger.receipts import member_named
from cooperative.ledger.savings import savings_of
from cooperative.ledger.tables import AccountKind
from cooperative.people.access import second_person_exists
from cooperative.people.cooperatives import today
from cooperative.people.members import PER_PAGE, find_member, list_members
from cooperative.people.tables import MemberState
from cooperative.refusals import Refused
from web.answers import AnyRequest, see_other
from web.identity import Who, who
from web.pages import page
from web.rendering import form_key
from web.submit import Kept, errors_of
from web.views.paging import page_count, page_number
from web.views.shop.gerai import MOST_ID, number_in

_LONGEST_SEARCH = 80
_FIELDS = ("jenis", "jumlah", "catatan")
# The field a rule speaks of when it says no.
_ABOUT = {
    "amount_out_of_range": "jumlah",
    "credit_less": "jumlah",
    "savings_short": "jumlah",
}


def money_page(request: AnyRequest, template: str, *, kept: Kept | None = None) -> Response[Any]:
    """Show a form about the money of `?anggota=`, or the register to choose from.

    `kept` is the form when it comes back. Raises Refused("not_found").
    """
    asked = kept.form.get("anggota") if kept else request.query_params.get("anggota", "")
    member_id = number_in(asked)
    if member_id is None:
        return _choosing(request, status=kept.status if kept else 200)
    asker = who(request)
    with request.app.state.books.reading() as session:
        context = _about(session, asker, min(member_id, MOST_ID))
    errors = errors_of(kept, _ABOUT)
    typed = {name: _typed(request, kept, name) for name in _FIELDS}
    return page(
        request,
        template,
        status=kept.status if kept else 200,
        errors=errors,
        typed=typed,
        key=kept.key if kept else form_key(),
        **context,
    )


def _about(session: Session, asker: Who, member_id: int) -> dict[str, Any]:
    coop_id = asker.cooperative_id
    member = find_member(session, coop_id, member_id)
    if member.state is MemberState.LEFT:
        raise Refused("not_member")
    savings = savings_of(session, coop_id, member_id)
    pokok_rupiah = rate_on(session, coop_id, AccountKind.POKOK, member.joined_on)
    is_own = member.person_id == asker.person_id
    return {
        "member": member_named(session, coop_id, member_id),
        "savings": savings,
        "pokok_left_rupiah": max(pokok_rupiah - savings.pokok, 0),
        "rapel": months_to_pay(dues_of(session, coop_id, member_id, today=today(session, coop_id))),
        "is_own": is_own and second_person_exists(session, coop_id, OFFICERS, asker.person_id),
    }


def _choosing(request: AnyRequest, *, status: int) -> Response[Any]:
    number = page_number(request)
    search = request.query_params.get("cari", "")[:_LONGEST_SEARCH]
    with request.app.state.books.reading() as session:
        found = list_members(session, who(request).cooperative_id, search=search, page=number)
    here = [member for member in found.members if member.state is not MemberState.LEFT]
    if search and found.count == 1 and here:
        return see_other(request, f"{request.url.path}?anggota={here[0].member_id}")
    return page(
        request,
        "cash/choose_member.html",
        status=status,
        members=found.members,
        path=request.url.path,
        search=search,
        page=number,
        pages=page_count(found.count, PER_PAGE),
    )


def _typed(request: AnyRequest, kept: Kept | None, name: str) -> str:
    """Return what was typed, or what a shortcut on the page says beforehand."""
    return kept.form.get(name) if kept else request.query_params.get(name, "")[:_LONGEST_SEARCH]
