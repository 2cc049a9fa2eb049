"""What the gerai does in a day of the story: orders come and go, shelves are filled."""

from dataclasses import dataclass, field
from datetime import date
from random import Random

from sqlmodel import Session

from cooperative.ledger import savings
from cooperative.ledger.tables import Means
from cooperative.orders import states
from cooperative.orders.choices import Asked
from cooperative.orders.handover import hand_over
from cooperative.orders.placing import place
from cooperative.orders.tables import IfDearer, IfShort, Order
from cooperative.refusals import Refused
from cooperative.store.catalogue import catalogue_rows
from cooperative.store.stock import lose, receive
from cooperative.store.tables import MovementKind, PriceClass
from lumbung.demo.founding import Founded
from lumbung.demo.goods import Good
from lumbung.demo.people import Soul

# Goods nobody brings in during the last weeks: the list of empty shelves must not be empty.
FORGOTTEN = {"minyakita-1l", "gula-pasir", "telur-ayam", "lpg-5kg", "susu-segar"}
# Who pays from her savings, and when.
DEAR_RUPIAH, THRIFTY, PAYS_CASH, ENOUGH_RUPIAH = 20_000, 2, 0.6, 300_000


@dataclass
class Trade:
    """The gerai, and the orders that are on their way."""

    founded: Founded
    goods: tuple[Good, ...]
    chance: Random
    waiting: list[tuple[Order, Soul]] = field(default_factory=list)
    called: list[tuple[Order, Soul]] = field(default_factory=list)

    def order(self, session: Session, soul: Soul) -> Order | None:
        """Let a member order some of what she usually needs; None where nothing could be given."""
        lines = self.chance.choices((1, 2, 3, 4, 5), weights=(4, 5, 4, 2, 1))[0]
        weights = [good.weekly_sales_units for good in self.goods]
        chosen = {good.slug: good for good in self.chance.choices(self.goods, weights, k=lines)}
        asked = [
            Asked(self.founded.products[good.slug], self._quantity(good), good.member_price_rupiah)
            for good in chosen.values()
        ]
        try:
            order = place(
                session,
                member_id=soul.member_id,
                asked=asked,
                means=self._means(session, soul),
                if_short=self.chance.choice((IfShort.PARTIAL, IfShort.PARTIAL, IfShort.LEAVE_OUT)),
                if_dearer=IfDearer.ACCEPT,
                by=soul.actor,
            )
        except Refused:
            return None
        self.waiting.append((order, soul))
        return order

    def work(self, session: Session) -> None:
        """Hand over what was called for, and get ready what came in yesterday."""
        keeper, cashier = self.founded.officers["kasir"], self.founded.officers["bendahara"]
        for order, soul in self.called:
            by = cashier if soul.actor.person_id == keeper.person_id else keeper
            hand_over(session, order_id=order.id, means=order.means, paid_rupiah=None, by=by)
        self.called = []
        for order, soul in self.waiting:
            by = cashier if soul.actor.person_id == keeper.person_id else keeper
            states.accept(session, order_id=order.id, by=by)
            states.prepare(session, order_id=order.id, by=by)
            states.ready(session, order_id=order.id, by=by)
        self.called, self.waiting = self.waiting, []

    def leave_uncollected(self) -> None:
        """Let somebody never come for her goods: the gerai may put them back on the shelf."""
        self.called = self.called[1:]

    def fill_shelves(self, session: Session, *, today: date, is_ending: bool) -> None:
        """Bring in what is running out, some of it on credit from the supplier."""
        cooperative_id, outlet_id = self.founded.cooperative_id, self.founded.outlet_id
        rows = catalogue_rows(session, cooperative_id, outlet_id, PriceClass.MEMBER, today)
        available = {row.id: row.available_units for row in rows}
        for good in self.goods:
            product_id = self.founded.products[good.slug]
            if available.get(product_id, 0) > good.low_at_units or (
                is_ending and good.slug in FORGOTTEN
            ):
                continue
            quantity_units = max(good.opening_units, 2 * good.weekly_sales_units)
            receive(
                session,
                outlet_id=outlet_id,
                product_id=product_id,
                quantity_units=quantity_units,
                cost_rupiah=quantity_units * self._cost(good),
                paid=self.chance.choice((Means.CASH, Means.CREDIT)),
                note=self.chance.choice(("Torasera Kubu Raya", "Bulog Pontianak", "Agen Kakap")),
                by=self.founded.officers["kasir"],
            )

    def lose_something(self, session: Session) -> None:
        """Find a torn bag or a broken egg."""
        good = self.chance.choice(self.goods)
        lose(
            session,
            outlet_id=self.founded.outlet_id,
            product_id=self.founded.products[good.slug],
            quantity_units=1,
            kind=self.chance.choice((MovementKind.DAMAGED, MovementKind.EXPIRED)),
            note=self.chance.choice(("kemasan sobek", "kena air", "lewat tanggal")),
            by=self.founded.officers["kasir"],
        )

    def _quantity(self, good: Good) -> int:
        most = 2 if good.member_price_rupiah > DEAR_RUPIAH else 4
        return self.chance.randint(1, most)

    def _means(self, session: Session, soul: Soul) -> Means:
        if soul.villager.thrift < THRIFTY or self.chance.random() < PAYS_CASH:
            return Means.CASH
        kept = savings.savings_of(session, self.founded.cooperative_id, soul.member_id)
        return Means.SAVINGS if kept.available > ENOUGH_RUPIAH else Means.CASH

    def _cost(self, good: Good) -> int:
        return good.cost_rupiah + self.chance.choice((0, 0, 0, 50, 100))
