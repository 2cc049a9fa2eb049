"""A year of the village, day by day: who joins when, who saves, who orders, what is sold."""

from collections.abc import Iterable
from datetime import date, timedelta
from random import Random

from sqlmodel import Session

from lumbung.demo.counter import Counter
from lumbung.demo.founding import Founded
from lumbung.demo.goods import Villager, load_goods
from lumbung.demo.people import Savers, Soul
from lumbung.demo.trade import Trade

A_YEAR, A_MONTH, SUNDAY = 365, 25, 6
# Orders a day at the beginning, what a year adds, and what the last month adds.
QUIET, GROWTH, BUSY, MOST_ORDERS = 0.2, 1.0, 2.0, 7
LOSSES_A_DAY = 0.05
MISTAKE_DAYS_AGO = 150
UNCOLLECTED_DAYS_AGO = range(6, 9)


class Story:
    """A year of one village: who joins when, who saves, who orders."""

    def __init__(
        self,
        founded: Founded,
        chance: Random,
        villagers: Iterable[Villager],
        *,
        first: date,
        last: date,
    ) -> None:
        self.chance = chance
        self.first, self.last = first, last
        self.savers = Savers(founded, chance)
        self.trade = Trade(founded, load_goods(), chance)
        self.counter = Counter(self.trade)
        self.coming = sorted(villagers, key=self._joins_on)

    def live(self, session: Session, today: date) -> None:
        """Live one day: newcomers, savings, yesterday's orders, today's orders, shelves."""
        while self.coming and self._joins_on(self.coming[0]) <= today:
            self.savers.arrive(session, self.coming.pop(0), today=today)
        self.savers.save(session, today=today)
        left = (self.last - today).days
        if left == MISTAKE_DAYS_AGO:
            self.savers.correct_a_mistake(session)
        if left in UNCOLLECTED_DAYS_AGO:
            self.trade.leave_uncollected()
        if today.weekday() != SUNDAY:
            self.trade.work(session)
            for soul in self._shoppers(left):
                self.trade.order(session, soul)
            self.counter.sell_some(session, self.savers.souls, days_left=left)
        if today.weekday() in {0, 3}:
            self.trade.fill_shelves(session, today=today, is_ending=left < A_MONTH)
        if self.chance.random() < LOSSES_A_DAY:
            self.trade.lose_something(session)

    def _joins_on(self, villager: Villager) -> date:
        return max(self.first, self.last - timedelta(days=30 * villager.joined_months_ago - 4))

    def _shoppers(self, days_left: int) -> list[Soul]:
        # Few order in the first months; the last weeks are as busy as the gerai has ever been.
        expected = QUIET + GROWTH * (1 - days_left / A_YEAR) + (BUSY if days_left < A_MONTH else 0)
        count = min(int(self.chance.expovariate(1 / expected) + 0.5), MOST_ORDERS)
        weights = [soul.villager.shopping_per_month for soul in self.savers.souls]
        if not any(weights):
            return []
        chosen = self.chance.choices(self.savers.souls, weights, k=count)
        return list({soul.member_id: soul for soul in chosen}.values())
