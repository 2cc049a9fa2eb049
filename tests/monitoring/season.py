"""A season of two villages, by chance but repeatable: what can happen, happens."""

from collections.abc import Callable
from datetime import timedelta
from random import Random

from sqlmodel import Session, col, select

from cooperative.actors import Actor
from cooperative.clock import FixedClock
from cooperative.ledger import savings
from cooperative.ledger.tables import AccountKind, Means
from cooperative.orders import states
from cooperative.orders.amending import set_given
from cooperative.orders.choices import Asked
from cooperative.orders.handover import hand_over
from cooperative.orders.steps import lines_of
from cooperative.orders.tables import OPEN_STATES, Order
from cooperative.refusals import Refused
from cooperative.sales.pricing import Item
from cooperative.sales.selling import sell
from cooperative.sales.taking_back import take_back_sale
from cooperative.store.products import create_product
from cooperative.store.stock import LOSSES, correct, lose, receive
from tests.shopping import order
from tests.village import Village

GOODS = ("Beras SPHP", "Minyakita", "Gula pasir", "Telur ayam", "Sabun mandi")


class Season:
    """What goes on in some villages, one act after the other."""

    def __init__(self, clock: FixedClock, chance: Random, *villages: Village) -> None:
        """Begin with goods of which the feed has told everything."""
        self.clock, self.chance, self.villages = clock, chance, villages
        self.goods = {here.coop_id: self._goods(here) for here in villages}

    def live(self, acts: int) -> None:
        """Let so many things happen; some are refused, and then nothing has happened."""
        for _ in range(acts):
            self.act()

    def act(self) -> None:
        """Let one thing happen somewhere, some hours later."""
        self.clock.advance(timedelta(hours=self.chance.choice((0, 1, 5, 30))))
        here = self.chance.choice(self.villages)
        does = self.chance.choice((*_ACTS, _orders, _goes_on, _goes_on))
        try:
            with here.writing() as session:
                does(self, session, here)
        except Refused:
            return

    def product(self, here: Village) -> int:
        """Choose one of the goods."""
        return self.chance.choice(self.goods[here.coop_id])

    def _goods(self, here: Village) -> list[int]:
        made: list[int] = []
        with here.writing() as session:
            for name in GOODS:
                product = create_product(
                    session,
                    name=name,
                    size_text="",
                    unit="kg",
                    category="Beras",
                    code=None,
                    low_at_units=2,
                    member_price_rupiah=10_000,
                    general_price_rupiah=11_000,
                    by=here.shopkeeper.actor(),
                )
                made.append(product.id)
        return made


def _orders(season: Season, session: Session, here: Village) -> None:
    who = season.chance.choice(here.members)
    cart = season.chance.sample(season.goods[here.coop_id], k=2)
    lines = [Asked(number, season.chance.randint(1, 3)) for number in cart]
    means = season.chance.choice((Means.CASH, Means.CASH, Means.SAVINGS))
    order(session, here, who, asked=lines, means=means)


def _goes_on(season: Season, session: Session, here: Village) -> None:
    ours = select(Order.id).where(Order.cooperative_id == here.coop_id)
    waiting = session.exec(ours.where(col(Order.state).in_(OPEN_STATES)).order_by(col(Order.id)))
    number = season.chance.choice([*waiting, 1])
    keeper = here.shopkeeper.actor()
    does = season.chance.choice((_steps, _hands_over, _hands_over, _cancels, _refuses, _amends))
    does(season, session, keeper, number)


def _steps(season: Season, session: Session, by: Actor, number: int) -> None:
    step = season.chance.choice((states.accept, states.prepare, states.ready))
    step(session, order_id=number, by=by)


def _hands_over(season: Season, session: Session, by: Actor, number: int) -> None:
    hand_over(
        session, order_id=number, means=season.chance.choice((Means.CASH, Means.SAVINGS)), by=by
    )


def _cancels(_: Season, session: Session, by: Actor, number: int) -> None:
    states.release_uncollected(session, order_id=number, by=by)


def _refuses(_: Season, session: Session, by: Actor, number: int) -> None:
    states.refuse(session, order_id=number, reason="habis", by=by)


def _amends(season: Season, session: Session, by: Actor, number: int) -> None:
    found = session.get(Order, (by.cooperative_id, number))
    if found is None:
        return
    line = season.chance.choice(lines_of(session, found))
    set_given(session, number, line.line_no, 1, by=by)


def _sells(season: Season, session: Session, here: Village) -> None:
    member = season.chance.choice((None, *here.members))
    sale = sell(
        session,
        outlet_id=here.outlet_id,
        items=[Item(season.product(here), season.chance.randint(1, 6))],
        member_id=member.member_id if member else None,
        means=season.chance.choice((Means.CASH, Means.SAVINGS)) if member else Means.CASH,
        by=here.shopkeeper.actor(),
    )
    if season.chance.random() < 1 / 3:
        take_back_sale(session, sale_id=sale.id, reason="salah", by=here.treasurer.actor())


def _receives(season: Season, session: Session, here: Village) -> None:
    receive(
        session,
        outlet_id=here.outlet_id,
        product_id=season.product(here),
        quantity_units=season.chance.randint(1, 9),
        cost_rupiah=season.chance.randint(1, 9) * 7_000,
        paid=season.chance.choice((Means.NONE, Means.CREDIT)),
        by=here.shopkeeper.actor(),
    )


def _loses(season: Season, session: Session, here: Village) -> None:
    lose(
        session,
        outlet_id=here.outlet_id,
        product_id=season.product(here),
        quantity_units=season.chance.randint(1, 4),
        kind=season.chance.choice(LOSSES),
        by=here.shopkeeper.actor(),
    )


def _counts(season: Season, session: Session, here: Village) -> None:
    correct(
        session,
        outlet_id=here.outlet_id,
        product_id=season.product(here),
        counted_units=season.chance.randint(0, 6),
        by=here.shopkeeper.actor(),
    )


def _saves(season: Season, session: Session, here: Village) -> None:
    savings.deposit(
        session,
        member_id=season.chance.choice(here.members).member_id,
        kind=season.chance.choice((AccountKind.WAJIB, AccountKind.VOLUNTARY)),
        amount_rupiah=season.chance.randint(1, 5) * 10_000,
        by=here.treasurer.actor(),
    )


def _takes(season: Season, session: Session, here: Village) -> None:
    savings.withdraw(
        session,
        member_id=season.chance.choice(here.members).member_id,
        kind=AccountKind.VOLUNTARY,
        amount_rupiah=5_000,
        by=here.treasurer.actor(),
    )


Act = Callable[[Season, Session, Village], None]
_ACTS: tuple[Act, ...] = (_receives, _receives, _sells, _sells, _loses, _counts, _saves, _takes)
