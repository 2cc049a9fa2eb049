"""What a sale does to the books: money from the buyer, and goods at what they had cost."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from sqlmodel import Session

from cooperative.actors import Actor
from cooperative.ledger.accounts import account_of
from cooperative.ledger.entries import Line, book
from cooperative.ledger.tables import AccountKind, Entry, EntryKind, Means


class Payment(NamedTuple):
    """Where the money of a sale came from; what it adds up to is the total."""

    savings_rupiah: int
    cash_rupiah: int
    credit_rupiah: int
    paid_rupiah: int
    change_rupiah: int


def split(
    total_rupiah: int, means: Means, paid_rupiah: int | None, available_rupiah: int
) -> Payment:
    """Split a total: savings as far as they go, then what was put down; the rest is a bon.

    `paid_rupiah` None with cash: exactly the amount.
    """
    from_savings = min(total_rupiah, max(available_rupiah, 0)) if means is Means.SAVINGS else 0
    due_rupiah = total_rupiah - from_savings
    if paid_rupiah is None:
        paid_rupiah = due_rupiah if means is Means.CASH else 0
    cash_rupiah = min(paid_rupiah, due_rupiah)
    return Payment(
        from_savings,
        cash_rupiah,
        due_rupiah - cash_rupiah,
        paid_rupiah,
        paid_rupiah - cash_rupiah,
    )


def book_sale(  # noqa: PLR0913 - a sale has this many sides, and every one is named
    session: Session,
    payment: Payment,
    *,
    means: Means,
    cost_rupiah: int,
    member_id: int | None,
    subject: str,
    facts: Mapping[str, Any],
    by: Actor,
    occurred_on: date | None = None,
) -> Entry:
    """Book a sale; `member_id` None is somebody who is no member and pays in cash."""
    coop = by.cooperative_id
    sales = account_of(session, coop, AccountKind.SALES)
    paid_from = {account_of(session, coop, AccountKind.CASH): payment.cash_rupiah}
    if member_id is not None:
        voluntary = account_of(session, coop, AccountKind.VOLUNTARY, member_id)
        credit = account_of(session, coop, AccountKind.CREDIT, member_id)
        paid_from |= {voluntary: payment.savings_rupiah, credit: payment.credit_rupiah}
    lines = [Line(account, sales, amount) for account, amount in paid_from.items() if amount]
    if cost_rupiah:
        cost_of_sales = account_of(session, coop, AccountKind.COST_OF_SALES)
        stock = account_of(session, coop, AccountKind.STOCK)
        lines.append(Line(cost_of_sales, stock, cost_rupiah))
    return book(
        session,
        EntryKind.SALE,
        lines,
        by=by,
        means=means,
        member_id=member_id,
        subject=subject,
        facts={**facts, **payment._asdict()},
        occurred_on=occurred_on,
    )
