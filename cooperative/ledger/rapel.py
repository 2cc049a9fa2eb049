"""Rapel: what several months of simpanan wajib come to, the oldest unpaid one first."""

from typing import NamedTuple

from cooperative.ledger.dues import Dues, DueState

MOST_MONTHS = 12


class Months(NamedTuple):
    """The months (YYYY-MM) an amount pays for."""

    periods: list[str]
    amount_rupiah: int


def months_to_pay(dues: Dues) -> list[Months]:
    """Return what one month more comes to, two more, and so on until the end of the year.

    A month that is paid in part asks for its rest only.
    """
    open_months = [
        month
        for month in dues.months
        if month.state in {DueState.UNPAID, DueState.UPCOMING}
        and month.amount_rupiah > month.paid_rupiah
    ][:MOST_MONTHS]
    found: list[Months] = []
    periods, amount_rupiah = list[str](), 0
    for month in open_months:
        periods = [*periods, month.period]
        amount_rupiah += month.amount_rupiah - month.paid_rupiah
        found.append(Months(periods, amount_rupiah))
    return found
