"""Sell at the counter: a fact. The goods are gone and the money is there, so it is always booked.

Free stock goes first, then the youngest promises, then a selisih is opened (protocol.md 7).
"""

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session, col, select

from cooperative.actors import SHOP, Actor
from cooperative.books.numbers import next_number
from cooperative.clock import moment_of
from cooperative.ledger.accounts import account_of, available
from cooperative.ledger.entries import MOST_RUPIAH
from cooperative.ledger.tables import AccountKind, Entry, Means
from cooperative.ledger.takings import Payment, book_sale, split
from cooperative.orders.goods import printed_name
from cooperative.people.members import find_member
from cooperative.people.tables import Member
from cooperative.refusals import Refused
from cooperative.sales.pricing import Item, Priced, priced
from cooperative.sales.tables import Sale, SaleLine
from cooperative.sales.telling import announce_sold
from cooperative.store.movements import day_of_fact
from cooperative.store.outlets import outlet_of
from cooperative.store.shelves import Shelf, contents
from cooperative.store.taking import take


def sell(  # noqa: PLR0913 - a sale has this many sides, and every one is named
    session: Session,
    *,
    outlet_id: int,
    items: Sequence[Item],
    member_id: int | None,
    means: Means,
    paid_rupiah: int | None = None,
    nota: str | None = None,
    by: Actor,
    occurred_on: date | None = None,
) -> Sale:
    """Book goods that were sold without an order; each product once.

    Members pay the member price and may pay from savings or on a bon; others pay the general price
    in cash. A `nota` another sale already has is kept and marked. Raises Refused("not_allowed"),
    ("not_found"), ("day_ahead"), and what `priced` and `_payment` raise.
    """
    member = _buyer(session, outlet_id, member_id, by)
    day = day_of_fact(session, by.cooperative_id, occurred_on)
    lines = priced(session, by, items, member, day)
    payment = _payment(session, lines, member, means, paid_rupiah)
    # From here on it must succeed.
    sale_id = next_number(session, by.cooperative_id, "sale")
    cost_rupiah = _cost(session, outlet_id, lines, by)
    entry = book_sale(
        session,
        payment,
        means=means,
        cost_rupiah=cost_rupiah,
        member_id=member_id,
        subject=f"sale/{sale_id}",
        facts={"sale_id": sale_id},
        by=by,
        occurred_on=day,
    )
    sale = _write(session, sale_id, outlet_id, lines, entry, nota)
    announce_sold(session, sale, member, payment, cost_rupiah, entry, by=by)
    _take_goods(session, sale, lines, by=by, day=day)
    return sale


def _buyer(session: Session, outlet_id: int, member_id: int | None, by: Actor) -> Member | None:
    if not by.roles & SHOP:
        raise Refused("not_allowed")
    outlet_of(session, by.cooperative_id, outlet_id)
    return None if member_id is None else find_member(session, by.cooperative_id, member_id)


def _payment(
    session: Session,
    lines: Sequence[Priced],
    member: Member | None,
    means: Means,
    paid_rupiah: int | None,
) -> Payment:
    """Raise Refused("payment_not_offered"), ("paid_too_little", total_rupiah),
    ("total_too_big", most_rupiah), ("amount_out_of_range", most_rupiah).
    """
    total_rupiah = sum(line.total_rupiah for line in lines)
    if total_rupiah > MOST_RUPIAH:
        raise Refused("total_too_big", most_rupiah=MOST_RUPIAH)
    if means is Means.NONE or (member is None and means is not Means.CASH):
        raise Refused("payment_not_offered")
    if paid_rupiah is not None and not 0 <= paid_rupiah <= MOST_RUPIAH:
        raise Refused("amount_out_of_range", most_rupiah=MOST_RUPIAH)
    if member is None:
        if paid_rupiah is not None and paid_rupiah < total_rupiah:
            raise Refused("paid_too_little", total_rupiah=total_rupiah)
        return split(total_rupiah, means, paid_rupiah, 0)
    mine = account_of(session, member.cooperative_id, AccountKind.VOLUNTARY, member.id)
    has_rupiah = available(session, member.cooperative_id, mine)
    return split(total_rupiah, means, paid_rupiah, has_rupiah)


def _write(
    session: Session,
    sale_id: int,
    outlet_id: int,
    lines: Sequence[Priced],
    entry: Entry,
    nota: str | None,
) -> Sale:
    sale = Sale(
        cooperative_id=entry.cooperative_id,
        id=sale_id,
        outlet_id=outlet_id,
        member_id=entry.member_id,
        means=entry.means,
        total_rupiah=sum(line.total_rupiah for line in lines),
        nota=nota or None,
        clashes_with_id=_first_with(session, entry.cooperative_id, nota) if nota else None,
        entry_id=entry.id,
        recorded_at=moment_of(session),
    )
    session.add(sale)
    session.flush()  # its lines point to it
    session.add_all(_line(sale, line_no, line) for line_no, line in enumerate(lines, 1))
    session.flush()  # what is told of the sale is read from the books
    return sale


def _line(sale: Sale, line_no: int, line: Priced) -> SaleLine:
    return SaleLine(
        cooperative_id=sale.cooperative_id,
        sale_id=sale.id,
        line_no=line_no,
        product_id=line.product.id,
        product_name=printed_name(line.product.name, line.product.size_text),
        unit=line.product.unit,
        quantity_units=line.quantity_units,
        unit_price_rupiah=line.price_rupiah,
        list_price_rupiah=line.list_price_rupiah,
        line_total_rupiah=line.total_rupiah,
    )


def _first_with(session: Session, cooperative_id: int, nota: str) -> int | None:
    first = select(Sale.id).where(
        col(Sale.cooperative_id) == cooperative_id,
        col(Sale.nota) == nota,
        col(Sale.clashes_with_id).is_(None),
    )
    return session.exec(first).first()


def _cost(session: Session, outlet_id: int, lines: Sequence[Priced], by: Actor) -> int:
    """Return what the goods had cost; each product is in one line only."""
    shelves = [Shelf(by.cooperative_id, outlet_id, line.product.id) for line in lines]
    return sum(
        contents(session, shelf).cost_of(line.quantity_units)
        for shelf, line in zip(shelves, lines, strict=True)
    )


def _take_goods(
    session: Session, sale: Sale, lines: Sequence[Priced], *, by: Actor, day: date
) -> None:
    for line in lines:
        take(
            session,
            outlet_id=sale.outlet_id,
            product_id=line.product.id,
            quantity_units=line.quantity_units,
            by=by,
            entry_id=sale.entry_id,
            occurred_on=day,
        )
