"""Sales as they are looked at: one with its receipt, and a gerai's list of them."""

import json
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, func, select

from cooperative.ledger.entries import find_entry, reversal_of
from cooperative.ledger.receipts import Named, member_named
from cooperative.ledger.tables import Entry
from cooperative.ledger.takings import Payment
from cooperative.people.tables import Member, Person
from cooperative.refusals import Refused
from cooperative.sales.tables import Sale, SaleLine
from cooperative.sales.telling import lines_of
from cooperative.store.kinds import MovementKind
from cooperative.store.tables import Outlet, StockMovement

PER_PAGE = 30
# Of so many last movements the goods are taken that are sold again and again.
_MOVEMENTS_BACK = 200
_BACK = aliased(Entry)
_OF_SALE = (col(Entry.cooperative_id) == col(Sale.cooperative_id)) & (
    col(Entry.id) == col(Sale.entry_id)
)
_OF_MEMBER = (col(Member.cooperative_id) == col(Sale.cooperative_id)) & (
    col(Member.id) == col(Sale.member_id)
)
_TAKEN_BACK = (col(_BACK.cooperative_id) == col(Sale.cooperative_id)) & (
    col(_BACK.reverses_id) == col(Sale.entry_id)
)


class SalePage(NamedTuple):
    """A sale with everything its receipt says; `reversed_by` is the entry that took it back."""

    sale: Sale
    entry: Entry
    lines: list[SaleLine]
    payment: Payment
    outlet_name: str
    member: Named | None
    by_name: str
    reversed_by: int | None


class SaleRow(NamedTuple):
    """One sale of a list."""

    id: int
    recorded_at: datetime
    book_no: int
    book_year: int
    nota: str | None
    clashes_with_id: int | None
    total_rupiah: int
    means: str
    member_number: str | None
    member_name: str | None
    reversed_by: int | None


def find_sale(session: Session, cooperative_id: int, sale_id: int) -> Sale:
    """Return a sale of this cooperative; Refused("not_found") for any other."""
    sale = session.get(Sale, (cooperative_id, sale_id))
    if sale is None:
        raise Refused("not_found")
    return sale


def sale_page(session: Session, cooperative_id: int, sale_id: int) -> SalePage:
    """Return a sale for its page; raises Refused("not_found")."""
    sale = find_sale(session, cooperative_id, sale_id)
    entry = find_entry(session, cooperative_id, sale.entry_id)
    facts: dict[str, Any] = json.loads(entry.facts)
    return SalePage(
        sale=sale,
        entry=entry,
        lines=lines_of(session, sale),
        payment=Payment(*(facts[name] for name in Payment._fields)),
        outlet_name=session.get_one(Outlet, (cooperative_id, sale.outlet_id)).name,
        member=member_named(session, cooperative_id, sale.member_id),
        by_name=session.get_one(Person, entry.by_person_id).name,
        reversed_by=reversal_of(session, cooperative_id, sale.entry_id),
    )


def sales_of_outlet(
    session: Session, cooperative_id: int, outlet_id: int, *, number: str = "", page: int = 1
) -> tuple[list[SaleRow], int]:
    """Return one page of a gerai's sales, the newest first, and how many there are.

    `number` is what is on the paper (K2-0147) or in the book: 12, or 12/2026.
    """
    wanted = [
        col(Sale.cooperative_id) == cooperative_id,
        col(Sale.outlet_id) == outlet_id,
        *([_is_numbered(number)] if number else []),
    ]
    query = (
        sa.select(
            col(Sale.id),
            col(Sale.recorded_at),
            col(Entry.book_no),
            col(Entry.book_year),
            col(Sale.nota),
            col(Sale.clashes_with_id),
            col(Sale.total_rupiah),
            col(Sale.means),
            col(Member.number),
            col(Person.name),
            col(_BACK.id),
        )
        .join_from(Sale, Entry, _OF_SALE)
        .outerjoin(Member, _OF_MEMBER)
        .outerjoin(Person, col(Person.id) == col(Member.person_id))
        .outerjoin(_BACK, _TAKEN_BACK)
        .where(*wanted)
        .order_by(col(Sale.id).desc())
    )
    connection = session.connection()
    count = sa.select(func.count()).select_from(sa.join(Sale, Entry, _OF_SALE)).where(*wanted)
    rows = connection.execute(query.limit(PER_PAGE).offset((page - 1) * PER_PAGE))
    return [SaleRow(*row) for row in rows], connection.execute(count).scalar_one()


def last_sold(
    session: Session, cooperative_id: int, outlet_id: int, *, limit: int = 6
) -> list[int]:
    """Return the products that went over the counter most often of late."""
    recent = (
        select(StockMovement.product_id)
        .where(
            col(StockMovement.cooperative_id) == cooperative_id,
            col(StockMovement.outlet_id) == outlet_id,
            col(StockMovement.kind) == MovementKind.SOLD,
        )
        .order_by(col(StockMovement.id).desc())
        .limit(_MOVEMENTS_BACK)
        .subquery()
    )
    times = func.count()
    query = sa.select(recent.c.product_id).group_by(recent.c.product_id)
    ordered = query.order_by(times.desc(), recent.c.product_id).limit(limit)
    return [row[0] for row in session.connection().execute(ordered)]


def _is_numbered(number: str) -> sa.ColumnElement[bool]:
    on_paper = col(Sale.nota) == number.upper()
    book_no, _, book_year = number.partition("/")
    if not (book_no.isascii() and book_no.isdigit() and len(book_no) <= 9):  # noqa: PLR2004 - fits
        return on_paper
    in_book = col(Entry.book_no) == int(book_no)
    if book_year.isascii() and book_year.isdigit() and len(book_year) == 4:  # noqa: PLR2004 - a year
        in_book &= col(Entry.book_year) == int(book_year)
    return sa.or_(on_paper, in_book)
