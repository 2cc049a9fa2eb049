"""Fold one row of the feed into the state, and close a day when the next one begins."""

from datetime import date, timedelta

from cooperative.activity import Happened
from monitoring.folding import goods, members, orders, papers
from monitoring.folding.telling import Fold, Told
from monitoring.state import State
from monitoring.tables import CooperativeDay, Standing

LATE_AFTER = timedelta(days=2)  # domain.md 5.2: orders waiting for more than two days
# What is done from outside is no sign of life of the cooperative.
_FROM_OUTSIDE = ("visit.", "cooperative.", "role.", "alarm.", "export.")
_FOLDS: dict[str, Fold] = {**goods.FOLDS, **orders.FOLDS, **members.FOLDS, **papers.FOLDS}


def apply(state: State, row: Happened) -> None:
    """Fold one row in. Levels are those after the last row told of a day, however rows are read."""
    standing = state.standings.at(row.cooperative_id)
    standing.told_position = row.position
    if not standing.level_on or row.occurred_on > standing.level_on:
        close_levels(state, row.cooperative_id)
        standing.level_on = row.occurred_on
    told = Told(state, row, standing, state.days.at(row.cooperative_id, row.occurred_on))
    if not _is_from_outside(row):
        told.day.sign_count += 1
        last_at = standing.last_sign_at
        standing.last_sign_at = max(last_at, row.recorded_at) if last_at else row.recorded_at
    if fold := _FOLDS.get(row.kind):
        fold(told)


def _is_from_outside(row: Happened) -> bool:
    return row.kind.startswith(_FROM_OUTSIDE) or bool(row.facts.get("from_outside"))


def close_levels(state: State, cooperative_id: int) -> None:
    """Write what stands now into the newest day; it is written again as long as that day lasts."""
    standing = state.standings.at(cooperative_id)
    if not standing.level_on:
        return
    day = state.days.at(cooperative_id, standing.level_on)
    _goods(state, day)
    _orders(state, day, standing.level_on)
    _members(state, day, standing)
    day.difference_count = standing.difference_count
    day.savings_rupiah = standing.savings_rupiah
    day.stock_rupiah = standing.stock_rupiah


def _goods(state: State, day: CooperativeDay) -> None:
    left = [
        (row.quantity_units - row.reserved_units, row.low_at_units)
        for row in state.goods.of(day.cooperative_id)
        if row.listed
    ]
    day.product_count = len(left)
    day.empty_count = sum(units <= 0 for units, _ in left)
    day.low_count = sum(0 < units <= low_at_units for units, low_at_units in left)


def _orders(state: State, day: CooperativeDay, today: date) -> None:
    waiting = state.orders.of(day.cooperative_id)
    day.waiting_count = len(waiting)
    day.late_count = sum(today - order.placed_on > LATE_AFTER for order in waiting)


def _members(state: State, day: CooperativeDay, standing: Standing) -> None:
    today = standing.level_on or day.day
    day.member_count = standing.member_count
    savers, rates = state.savers.of(day.cooperative_id), state.rates.of(day.cooperative_id)
    day.behind_count, day.arrears_rupiah = members.behind(savers, rates, today)
