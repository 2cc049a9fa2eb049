"""A village as it is told from afar: its feed, without members, goods and money in the books.

Assistants and PMO see figures of such villages and nothing else of them, so their days are written
into the feed and the trail only. Nobody can sign in there.
"""

from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Any

from cooperative.actors import Actor
from cooperative.record_many import Act
from lumbung.demo.goods import Neighbour

WAJIB_RUPIAH = 10_000
_GOODS = (
    ("Beras SPHP 5 kg", "karung", 65_500),
    ("Minyakita 1 liter", "botol", 15_500),
    ("Gula pasir 1 kg", "kg", 16_500),
    ("Telur ayam 1 kg", "kg", 28_000),
    ("Isi ulang LPG 3 kg", "tabung", 18_500),
    ("Sabun mandi", "buah", 4_000),
)
_RICE, _PLENTY, _LOW = 1, 60, 8
_ODD_RUPIAH = 921_458_000  # a real figure of a real dashboard (domain.md 0)
_JOINING_DAYS = 30
# mood: how many days ago it began
_SINCE = {"silent": 6, "no_sales": 6, "no_rice": 4, "late_orders": 6, "unsettled": 9}


@dataclass
class FarVillage:
    """One of them: who writes for it, and what it has."""

    about: Neighbour
    by: Actor
    chance: Random
    members: int = 0
    orders: int = 0
    stock: dict[int, int] = field(default_factory=dict)
    today: date = date.min
    told: list[Act] = field(default_factory=list)

    def live(self, today: date, days_left: int) -> list[Act]:
        """Return what there is to tell of one day."""
        self.today = today
        if days_left < self.about.begun_days_ago and not self._is_in(days_left, "silent"):
            self._live(days_left)
        if (today.month, today.day) == self.about.meeting_on:
            self._meet()
        if self.about.writes_on not in {None, today.weekday()}:
            return []
        told, self.told = self.told, []
        return told

    def _live(self, days_left: int) -> None:
        if not self.stock:
            self._begin()
        if days_left % 2 == 0 and self.members < self.about.members:
            self._welcome(self.about.begun_days_ago - days_left)
        sells_nothing = self._is_in(days_left, "no_sales")
        if self.members and (sells_nothing or self.chance.random() < self.about.deposits_a_day):
            self._deposit()
        if self.today.weekday() in self.about.open_on:
            self._fill_shelves(days_left)
            if not sells_nothing:
                self._sell()
        self._go_wrong(days_left)

    def _meet(self) -> None:
        """Hold the meeting about the year before."""
        facts = {"book_year": self.today.year - 1, "held_on": self.today.isoformat()}
        facts["attendee_count"] = self.chance.randint(5, 40)
        self._tell("meeting.noted", "meeting/1", facts)

    def _is_in(self, days_left: int, mood: str) -> bool:
        return self.about.mood == mood and days_left < self._since

    @property
    def _since(self) -> int:
        return self.about.mood_days or _SINCE.get(self.about.mood, 0)

    def _begin(self) -> None:
        starts_on = self.today.replace(day=1).isoformat()
        rate = {"kind": "wajib", "amount_rupiah": WAJIB_RUPIAH, "starts_on": starts_on}
        self._tell("savings.rate_set", "rate/wajib", rate)
        for number in range(1, self.about.outlets + 1):
            self._tell("outlet.created", f"outlet/{number}", {"outlet_id": number})
        for number, (name, unit, _) in enumerate(_GOODS, 1):
            about = {"product_id": number, "name": name, "unit": unit, "low_at_units": _LOW}
            self._tell("product.created", f"product/{number}", about)
            self.stock[number] = 0
        self._fill_shelves(self.about.begun_days_ago)

    def _welcome(self, days: int) -> None:
        wanted = min(self.about.members, 1 + self.about.members * days // _JOINING_DAYS)
        while self.members < wanted:
            self.members += 1
            who = {"member_id": self.members}
            subject = f"member/{self.members}"
            self._tell("member.joined", subject, who)
            self._tell("member.became_active", subject, who)
            self._deposit(self.members, "pokok", 100_000)

    def _deposit(self, member_id: int = 0, account: str = "wajib", rupiah: int = 0) -> None:
        months = self.chance.randint(1, 3)
        facts = {
            "member_id": member_id or self.chance.randint(1, self.members),
            "account": account,
            "amount_rupiah": rupiah or months * WAJIB_RUPIAH,
        }
        self._tell("savings.deposited", "entry/0", facts)

    def _fill_shelves(self, days_left: int) -> None:
        for number, (_, _, price_rupiah) in enumerate(_GOODS, 1):
            is_forgotten = number == _RICE and self._is_in(days_left, "no_rice")
            if self.stock[number] > _LOW or is_forgotten:
                continue
            self.stock[number] += _PLENTY
            came = {"product_id": number, "quantity_units": _PLENTY, "paid": "cash"}
            came["cost_rupiah"] = _PLENTY * price_rupiah * 9 // 10
            self._tell("stock.received", f"product/{number}", came)

    def _sell(self) -> None:
        wanted = int(self.chance.expovariate(1 / self.about.sales_a_day) + 0.6)
        for _ in range(min(wanted, 5)):
            number = self.chance.randint(1, len(_GOODS))
            units = min(self.chance.randint(1, 3), self.stock[number])
            if units:
                self.stock[number] -= units
                self._hand_over(number, units, units * _GOODS[number - 1][2])

    def _hand_over(self, number: int, units: int, total_rupiah: int) -> None:
        self._order("order.placed", total_rupiah)
        line = {"product_id": number, "name": _GOODS[number - 1][0], "given_units": units}
        self._order("order.handed_over", total_rupiah, lines=[line])

    def _order(self, kind: str, total_rupiah: int, **more: Any) -> None:
        self.orders += kind == "order.placed"
        facts = {"order_id": self.orders, "total_rupiah": total_rupiah, "member": True, **more}
        facts["member_id"] = self.chance.randint(1, max(self.members, 1))
        self._tell(kind, f"order/{self.orders}", facts)

    def _go_wrong(self, days_left: int) -> None:
        """Let what the mood says go wrong, once, on the day it begins."""
        mood = self.about.mood
        if mood == "odd_figure" and days_left == 1:
            self._hand_over(1, 0, _ODD_RUPIAH)
        elif mood == "unsettled" and days_left == self._since:
            facts = {"difference_id": 1, "kind": "closed_order"}
            self._tell("difference.opened", "difference/1", facts)
        elif mood == "late_orders" and days_left in {self._since, self._since - 1}:
            self._order("order.placed", 65_500)
        elif mood == "no_rice" and days_left == self._since - 1:
            gone = {"product_id": _RICE, "delta_units": -self.stock[_RICE], "value_rupiah": 0}
            self.stock[_RICE] = 0
            self._tell("stock.counted", f"product/{_RICE}", gone)

    def _tell(self, kind: str, subject: str, facts: dict[str, Any]) -> None:
        self.told.append(Act(self.by, kind, subject, facts, self.today))
