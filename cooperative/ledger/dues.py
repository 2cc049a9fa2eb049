"""Simpanan wajib month by month: what was set, what is paid, what is owed (domain.md 1.2, 1.3).

Money paid is spread over the months since joining, oldest first, so paying for a month is never a
special act. A month falls due on its last day; only months past that day are arrears.
"""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlmodel import Session, col, func, select

from cooperative.actors import Actor
from cooperative.ledger.tables import Account, AccountKind, SavingsRate
from cooperative.people.cooperatives import today as business_day
from cooperative.people.tables import Member, MemberState
from cooperative.record import record
from cooperative.refusals import Refused

_YEARS_AHEAD = 10  # nobody pays further ahead; an end for the search


class DueState(StrEnum):
    """How one month stands: paid, unpaid and past its day, not yet due, or before she joined."""

    PAID = "paid"
    UNPAID = "unpaid"
    UPCOMING = "upcoming"
    BEFORE = "before"


@dataclass(frozen=True)
class MonthDue:
    """One month, `period` as YYYY-MM; `paid_rupiah` may be a part of `amount_rupiah`."""

    period: str
    amount_rupiah: int
    paid_rupiah: int
    state: DueState


@dataclass(frozen=True)
class Dues:
    """All months from January of the year of joining to December of this year."""

    months: list[MonthDue]
    arrears_rupiah: int
    unpaid_periods: list[str]

    def of_year(self, year: int) -> list[MonthDue]:
        """Return the months of one year."""
        return [month for month in self.months if month.period.startswith(f"{year}-")]


def set_rate(
    session: Session, *, kind: AccountKind, amount_rupiah: int, starts_on: date, by: Actor
) -> SavingsRate:
    """Write down what the members' meeting set for pokok or wajib, or as the least sukarela.

    Raises Refused("rate_exists") for a day that has one: what was decided is not rewritten.
    """
    if session.get(SavingsRate, (by.cooperative_id, kind, starts_on)) is not None:
        raise Refused("rate_exists")
    # From here on it must succeed.
    rate = SavingsRate(
        cooperative_id=by.cooperative_id,
        kind=kind,
        starts_on=starts_on,
        amount_rupiah=amount_rupiah,
    )
    session.add(rate)
    session.flush()  # the next rule asks for the rate
    record(
        session,
        "savings.rate_set",
        by=by,
        subject=f"rate/{kind.value}",
        facts={"kind": kind.value, "amount_rupiah": amount_rupiah, "starts_on": str(starts_on)},
    )
    return rate


def rate_on(session: Session, cooperative_id: int, kind: AccountKind, day: date) -> int:
    """Return the rate in rupiah that counts on `day`; 0 when none has begun."""
    return _rate(_rates(session, cooperative_id, kind), day)


def dues_of(session: Session, cooperative_id: int, member_id: int, *, today: date) -> Dues:
    """Return the member's months with what is paid; somebody who left owes none."""
    member = session.get_one(Member, (cooperative_id, member_id))
    if member.state is MemberState.LEFT:
        return Dues([], 0, [])
    rates = _rates(session, cooperative_id, AccountKind.WAJIB)
    paid_rupiah = paid_so_far(session, cooperative_id, member_id)
    first, joined = date(member.joined_on.year, 1, 1), _period(member.joined_on)
    months: list[MonthDue] = []
    for due_on in _month_ends(first, date(max(today, member.joined_on).year, 12, 31)):
        if _period(due_on) < joined:
            months.append(MonthDue(_period(due_on), 0, 0, DueState.BEFORE))
            continue
        amount_rupiah = _rate(rates, due_on)
        part_rupiah = min(paid_rupiah, amount_rupiah)
        paid_rupiah -= part_rupiah
        state = _state(amount_rupiah, part_rupiah, is_past=due_on < today)
        months.append(MonthDue(_period(due_on), amount_rupiah, part_rupiah, state))
    unpaid = [month for month in months if month.state is DueState.UNPAID]
    return Dues(
        months,
        sum(month.amount_rupiah - month.paid_rupiah for month in unpaid),
        [month.period for month in unpaid],
    )


def periods_covered(
    session: Session, cooperative_id: int, member_id: int, *, from_rupiah: int, to_rupiah: int
) -> list[str]:
    """Return the months (YYYY-MM) touched by a payment that lifts the wajib saldo so far."""
    member = session.get_one(Member, (cooperative_id, member_id))
    rates = _rates(session, cooperative_id, AccountKind.WAJIB)
    last = date(business_day(session, cooperative_id).year + _YEARS_AHEAD, 12, 31)
    touched: list[str] = []
    begins_rupiah = 0
    for due_on in _month_ends(member.joined_on, last):
        ends_rupiah = begins_rupiah + _rate(rates, due_on)
        if begins_rupiah >= to_rupiah:
            break
        if max(begins_rupiah, from_rupiah) < min(ends_rupiah, to_rupiah):
            touched.append(_period(due_on))
        begins_rupiah = ends_rupiah
    return touched


def paid_so_far(session: Session, cooperative_id: int, member_id: int) -> int:
    """Return the member's wajib saldo in rupiah."""
    paid = session.exec(
        select(func.sum(-col(Account.balance_rupiah))).where(
            col(Account.cooperative_id) == cooperative_id,
            col(Account.member_id) == member_id,
            col(Account.kind) == AccountKind.WAJIB,
        )
    ).one()
    return int(paid or 0)


def _state(amount_rupiah: int, part_rupiah: int, *, is_past: bool) -> DueState:
    if part_rupiah == amount_rupiah and (is_past or amount_rupiah > 0):
        return DueState.PAID
    return DueState.UNPAID if is_past else DueState.UPCOMING


def _rates(session: Session, cooperative_id: int, kind: AccountKind) -> list[tuple[date, int]]:
    found = session.exec(
        select(SavingsRate)
        .where(col(SavingsRate.cooperative_id) == cooperative_id, col(SavingsRate.kind) == kind)
        .order_by(col(SavingsRate.starts_on))
    )
    return [(rate.starts_on, rate.amount_rupiah) for rate in found]


def _rate(rates: list[tuple[date, int]], day: date) -> int:
    begun = [amount_rupiah for starts_on, amount_rupiah in rates if starts_on <= day]
    return begun[-1] if begun else 0


def _month_ends(first: date, last: date) -> Iterator[date]:
    year, month = first.year, first.month
    while (due_on := date(year, month, monthrange(year, month)[1])) <= last:
        yield due_on
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)  # noqa: PLR2004 - December


def _period(day: date) -> str:
    return f"{day:%Y-%m}"
