"""Members and their savings, by number: who is active, what was paid in, what is owed."""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache, partial

from monitoring.folding.telling import Fold, Told
from monitoring.tables import DuesRate, Saver

_WAJIB, _LONGER_THAN_A_MONTH = "wajib", timedelta(days=31)
_SAVINGS = ("pokok", _WAJIB, "voluntary")
_APPLICANT, _ACTIVE, _LEFT = "applicant", "active", "left"


def founded(told: Told) -> None:
    """The cooperative was set up."""
    told.standing.name = told.text("name")
    told.standing.region_code = told.text("region_code")
    told.standing.founded_on = told.on


def joined(told: Told) -> None:
    """A line in the register: an applicant until the pokok is paid."""
    saver = _saver(told)
    saver.state, saver.joined_on = _APPLICANT, told.on
    told.standing.applicant_count += 1
    told.day.joined_count += 1


def became(told: Told, state: str) -> None:
    """Her state changed; who left has taken her savings along."""
    saver = _saver(told)
    _count(told, saver.state, -1)
    _count(told, state, 1)
    saver.state = state
    if state == _LEFT:
        told.day.left_count += 1
        told.standing.savings_rupiah -= saver.savings_rupiah
        saver.savings_rupiah = saver.wajib_rupiah = 0


def deposited(told: Told) -> None:
    """Money came; who paid twice on a day is one payer."""
    amount_rupiah = told.number("amount_rupiah")
    told.day.deposit_count += 1
    told.day.deposit_rupiah += amount_rupiah
    saver = _save(told, amount_rupiah)
    if saver.last_deposit_on != told.on:
        told.day.payer_count += 1
    saver.last_deposit_on = saver.last_act_on = told.on


def withdrawn(told: Told) -> None:
    """Money went."""
    amount_rupiah = told.number("amount_rupiah")
    told.day.withdrawal_count += 1
    told.day.withdrawal_rupiah += amount_rupiah
    _save(told, -amount_rupiah).last_act_on = told.on


def corrected(told: Told) -> None:
    """An entry was taken back, on the day it was taken back; of a bon nothing was saved."""
    amount_rupiah = told.number("amount_rupiah")
    if told.text("account") not in _SAVINGS:
        return
    if amount_rupiah < 0:
        told.day.deposit_count -= 1
        told.day.deposit_rupiah += amount_rupiah
    else:
        told.day.withdrawal_count -= 1
        told.day.withdrawal_rupiah -= amount_rupiah
    _save(told, amount_rupiah)


def rate_set(told: Told) -> None:
    """The members' meeting set what a month costs."""
    if told.text("kind") == _WAJIB:
        starts_on = date.fromisoformat(told.text("starts_on"))
        rate = told.state.rates.at(told.cooperative_id, starts_on)
        rate.amount_rupiah = told.number("amount_rupiah")


def behind(savers: Iterable[Saver], rates: Iterable[DuesRate], today: date) -> tuple[int, int]:
    """Return how many members owe months past their last day, and how much in all (in rupiah)."""
    ordered = tuple(sorted((rate.starts_on, rate.amount_rupiah) for rate in rates))
    this_month = today.replace(day=1)
    count = sum_rupiah = 0
    for saver in savers:
        if saver.state == _LEFT:
            continue
        owed_rupiah = _owed_since(saver.joined_on.replace(day=1), this_month, ordered)
        missing_rupiah = owed_rupiah - saver.wajib_rupiah
        if missing_rupiah > 0:
            count += 1
            sum_rupiah += missing_rupiah
    return count, sum_rupiah


def _save(told: Told, amount_rupiah: int) -> Saver:
    saver = _saver(told)
    saver.savings_rupiah += amount_rupiah
    told.standing.savings_rupiah += amount_rupiah
    if told.text("account") == _WAJIB:
        saver.wajib_rupiah += amount_rupiah
    return saver


def _count(told: Told, state: str, change: int) -> None:
    if state == _ACTIVE:
        told.standing.member_count += change
    elif state == _APPLICANT:
        told.standing.applicant_count += change


def _saver(told: Told) -> Saver:
    saver = told.state.savers.at(told.cooperative_id, told.number("member_id"))
    if not saver.state:  # an old feed may begin in the middle
        saver.joined_on = told.on
    return saver


# Villages have the same few rates, and their members joined in the same few months.
@lru_cache(maxsize=8192)
def _owed_since(first: date, this_month: date, rates: tuple[tuple[date, int], ...]) -> int:
    """Return what the months from `first` on, before this one, cost in all."""
    owed_rupiah, month = 0, first
    while month < this_month:
        next_month = (month + _LONGER_THAN_A_MONTH).replace(day=1)
        begun = [amount for starts_on, amount in rates if starts_on < next_month]
        owed_rupiah += begun[-1] if begun else 0
        month = next_month
    return owed_rupiah


FOLDS: dict[str, Fold] = {
    "cooperative.founded": founded,
    "member.joined": joined,
    "member.became_active": partial(became, state=_ACTIVE),
    "member.became_applicant": partial(became, state=_APPLICANT),
    "member.became_left": partial(became, state=_LEFT),
    "savings.deposited": deposited,
    "savings.withdrawn": withdrawn,
    "savings.corrected": corrected,
    "savings.rate_set": rate_set,
}
