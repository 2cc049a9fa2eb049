"""The basket as a page, and the form of an order when it comes back with a sentence."""

from typing import Any

from litestar import Response

from cooperative.books import Session
from cooperative.ledger.savings import Savings, savings_of
from cooperative.orders import basket
from cooperative.orders.basket import InBasket
from cooperative.orders.basket_key import key_of_basket
from cooperative.people.members import find_member
from cooperative.people.tables import MemberState
from cooperative.refusals import Refused
from cooperative.store.outlets import default_outlet, outlet_of, outlets_of
from web.answers import AnyRequest
from web.forms import Form
from web.identity import Who, who
from web.pages import page
from web.submit import Kept
from web.views.opening_hours import is_open, opening_sentence

_MOST_ID_DIGITS = 9
# What is chosen until she says otherwise.
_CHOICES = {"bayar": "tunai", "kalau_kurang": "sebagian", "kalau_naik": "terima"}


def basket_page(
    request: AnyRequest, *, kept: Kept | None = None, **context: Any
) -> Response[bytes]:
    """Show the basket with what she may choose; `kept` is an order that could not be placed."""
    asker = who(request)
    with request.app.state.books.reading() as session:
        outlet_id = _outlet_id(session, asker, kept.form if kept else None, request)
        outlet = outlet_of(session, asker.cooperative_id, outlet_id)
        mine = (asker.cooperative_id, asker.person_id)
        lines = basket.lines(session, *mine, outlet_id=outlet_id)
        context |= {
            "outlet": outlet,
            "outlets": [(one.id, one.name) for one in outlets_of(session, asker.cooperative_id)],
            "opening": opening_sentence(session, outlet),
            "is_open": is_open(session, outlet),
            "savings": _savings(session, asker),
            "key": kept.key if kept else key_of_basket(session, *mine, outlet_id),
        }
    if kept is not None:
        lines = [line._replace(quantity_units=_typed(kept.form, line)) for line in lines]
    return page(
        request,
        "basket/index.html",
        status=kept.status if kept else 200,
        lines=lines,
        total_rupiah=sum(line.total_rupiah for line in lines),
        errors=_errors(kept) if kept else {},
        chosen=_chosen(kept),
        **context,
    )


def basket_sum(session: Session, asker: Who) -> tuple[dict[int, int], int]:
    """Return what lies in her basket, product id to units, and what it costs today in rupiah."""
    lines = basket.lines(session, asker.cooperative_id, asker.person_id)
    units = {line.product_id: line.quantity_units for line in lines}
    return units, sum(line.total_rupiah for line in lines)


def _outlet_id(session: Session, asker: Who, form: Form | None, request: AnyRequest) -> int:
    named = form.get("gerai") if form else request.query_params.get("gerai", "")
    if named.isascii() and named.isdigit() and len(named) <= _MOST_ID_DIGITS:
        return int(named)
    return default_outlet(session, asker.cooperative_id).id


def _savings(session: Session, asker: Who) -> Savings | None:
    """Return her savings if she may pay with them: an applicant has none to shop with yet."""
    if asker.member_id is None:
        raise Refused("not_member")
    member = find_member(session, asker.cooperative_id, asker.member_id)
    if member.state is not MemberState.ACTIVE:
        return None
    return savings_of(session, asker.cooperative_id, asker.member_id)


def _typed(form: Form, line: InBasket) -> int:
    typed = dict(zip(form.texts("barang"), form.texts("jumlah"), strict=False))
    units = typed.get(str(line.product_id), "")
    is_number = units.isascii() and units.isdigit() and len(units) <= len(str(basket.MOST_UNITS))
    return int(units) if is_number else line.quantity_units


def _errors(kept: Kept) -> dict[str, str]:
    """Return what is wrong by the id of its field; an empty id is the form as a whole."""
    if not kept.problems:
        return {"": kept.sentence}
    return {name if name in _CHOICES else "": said for name, said in kept.problems.items()}


def _chosen(kept: Kept | None) -> dict[str, str]:
    return {name: kept.form.get(name, word) if kept else word for name, word in _CHOICES.items()}
