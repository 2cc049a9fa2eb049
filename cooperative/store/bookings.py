"""What moving goods means in the day book: inventory against cash, suppliers, loss or gain."""

from dataclasses import replace
from typing import NamedTuple

from sqlmodel import Session

from cooperative.actors import Actor
from cooperative.ledger.accounts import account_of
from cooperative.ledger.entries import Line, book
from cooperative.ledger.tables import AccountKind, EntryKind, Means
from cooperative.store.movements import Move
from cooperative.store.shelves import Shelf

PAID_FROM = {
    Means.CASH: AccountKind.CASH,
    Means.CREDIT: AccountKind.SUPPLIERS,
    Means.NONE: AccountKind.OPENING,
}


class _Against(NamedTuple):
    kind: EntryKind
    account: AccountKind
    means: Means = Means.NONE


def book_delivery(session: Session, shelf: Shelf, by: Actor, what: Move, paid: Means) -> Move:
    """Book goods that came and return the move with its entry; `paid` is a key of PAID_FROM."""
    kind = EntryKind.OPENING if paid is Means.NONE else EntryKind.GOODS_IN
    return _booked(session, shelf, by, what, _Against(kind, PAID_FROM[paid], paid))


def book_difference(session: Session, shelf: Shelf, by: Actor, what: Move) -> Move:
    """Book goods lost or found and return the move with its entry."""
    other = AccountKind.STOCK_GAIN if what.delta_units > 0 else AccountKind.STOCK_LOSS
    return _booked(session, shelf, by, what, _Against(EntryKind.STOCK_DIFFERENCE, other))


def _booked(session: Session, shelf: Shelf, by: Actor, what: Move, against: _Against) -> Move:
    # Goods that cost nothing move no money, and an entry without money is none.
    if what.value_rupiah == 0:
        return what
    stock_id = account_of(session, by.cooperative_id, AccountKind.STOCK)
    other_id = account_of(session, by.cooperative_id, against.account)
    debit, credit = (stock_id, other_id) if what.delta_units > 0 else (other_id, stock_id)
    entry = book(
        session,
        against.kind,
        [Line(debit, credit, abs(what.value_rupiah))],
        by=by,
        means=against.means,
        subject=f"product/{shelf.product_id}",
        note=what.note,
        facts={"outlet_id": shelf.outlet_id, "quantity_units": abs(what.delta_units)},
        occurred_on=what.occurred_on,
    )
    return replace(what, entry_id=entry.id)
