"""A village lives through hundreds of random days, and after each step its books are proved.

The machine tells the rules and a sheet of paper (`money_model.py`) the same things; both must
agree, and no promise of the books may ever be broken.
"""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from hypothesis.stateful import run_state_machine_as_test as run_machine
from sqlmodel import Session

from cooperative.books import Books
from cooperative.books.invariants import broken
from cooperative.ledger.accounts import account_of, saldo
from cooperative.ledger.corrections import take_back
from cooperative.ledger.credit import pay_credit
from cooperative.ledger.savings import deposit, savings_of, withdraw
from cooperative.ledger.tables import AccountKind, Means
from cooperative.orders.choices import Asked
from cooperative.orders.handover import hand_over
from cooperative.orders.placing import place
from cooperative.orders.states import accept, cancel
from cooperative.orders.tables import IfDearer, IfShort
from cooperative.refusals import Refused
from cooperative.store.stock import lose, receive
from cooperative.store.tables import MovementKind, StockItem
from tests.conftest import MakeBooks
from tests.cooperative.money_model import Paper, Purse, Shelf, Wish
from tests.village import GOODS, ON_SHELF_UNITS, POKOK_RUPIAH, village

SHORTS = ("beras", "gula")
SUKARELA = AccountKind.VOLUNTARY
_members = st.integers(0, 2)
_products = st.sampled_from(SHORTS)
_units = st.integers(1, 5)
_crates = st.integers(5, 20)
_amounts = st.sampled_from([5_000, 40_000, 120_000])
_which = st.integers(0, 50)


class VillageDays(RuleBasedStateMachine):
    """Random acts of three members, a treasurer and a shopkeeper."""

    open_books: Callable[[], Books]

    def __init__(self) -> None:
        super().__init__()
        self.books = self.open_books()
        here = self.here = village(self.books)
        purses = {member.member_id: Purse() for member in here.members}
        purses[here.sari.member_id].saved_rupiah = 50_000
        shelves = {
            here.goods[short]: Shelf(ON_SHELF_UNITS, ON_SHELF_UNITS * GOODS[short][7])
            for short in SHORTS
        }
        self.paper = Paper(3 * POKOK_RUPIAH + 50_000, purses, shelves)

    @rule(who=_members, amount_rupiah=_amounts)
    def bring(self, who: int, amount_rupiah: int) -> None:
        """A member brings money."""
        mine = self.here.members[who].member_id
        by = self.here.treasurer.actor()
        with self.here.writing() as session:
            entry = deposit(
                session, member_id=mine, kind=SUKARELA, amount_rupiah=amount_rupiah, by=by
            )
        self.paper.purses[mine].saved_rupiah += amount_rupiah
        self.paper.cash_rupiah += amount_rupiah
        self.paper.deposits[entry.id] = (mine, amount_rupiah)

    @rule(who=_members, amount_rupiah=_amounts)
    def fetch(self, who: int, amount_rupiah: int) -> None:
        """A member wants money; she gets what no order holds."""
        mine = self.here.members[who].member_id
        purse, by = self.paper.purses[mine], self.here.treasurer.actor()
        with self.here.writing() as session:
            if amount_rupiah > purse.available_rupiah:
                with pytest.raises(Refused, match="savings_short"):
                    withdraw(
                        session, member_id=mine, kind=SUKARELA, amount_rupiah=amount_rupiah, by=by
                    )
                return
            withdraw(session, member_id=mine, kind=SUKARELA, amount_rupiah=amount_rupiah, by=by)
        purse.saved_rupiah -= amount_rupiah
        self.paper.cash_rupiah -= amount_rupiah

    @precondition(lambda self: self.paper.deposits)
    @rule(which=_which)
    def correct(self, which: int) -> None:
        """The treasurer takes a deposit back, unless the money is spent or promised."""
        entry_id = sorted(self.paper.deposits)[which % len(self.paper.deposits)]
        mine, amount_rupiah = self.paper.deposits[entry_id]
        purse, by = self.paper.purses[mine], self.here.treasurer.actor()
        with self.here.writing() as session:
            if amount_rupiah > purse.available_rupiah:
                with pytest.raises(Refused, match="balance_short"):
                    take_back(session, entry_id=entry_id, reason="salah catat", by=by)
                return
            take_back(session, entry_id=entry_id, reason="salah catat", by=by)
        del self.paper.deposits[entry_id]
        purse.saved_rupiah -= amount_rupiah
        self.paper.cash_rupiah -= amount_rupiah

    def teardown(self) -> None:
        """Let go of the connections; the file is the test's."""
        self.books.close()

    @initialize()
    def begin(self) -> None:
        """Everybody has something to spend."""
        for who in range(3):
            self.bring(who, 60_000)

    @rule(who=_members, short=_products, units=_units, saves=st.booleans())
    def buy(self, who: int, short: str, units: int, *, saves: bool) -> None:
        """A member orders and stands at the counter at once."""
        self.order(who, short, units, saves=saves)
        if self._open():
            self.collect(len(self._not_done()) - 1, saves=saves)

    @rule(who=_members, short=_products, units=_units, saves=st.booleans())
    def order(self, who: int, short: str, units: int, *, saves: bool) -> None:
        """A member orders; she is refused when there is too little of goods or savings."""
        product_id, buyer = self.here.goods[short], self.here.members[who].member_id
        total_rupiah = units * GOODS[short][5]
        purse = self.paper.purses[buyer]
        code = ""
        if units > self.paper.free_units(product_id):
            code = "stock_short"
        elif saves and total_rupiah > purse.available_rupiah:
            code = "savings_short"
        if code:
            with pytest.raises(Refused, match=code), self.here.writing() as session:
                self._place(session, who, product_id, units, saves=saves)
            return
        with self.here.writing() as session:
            order_id = self._place(session, who, product_id, units, saves=saves)
        held_rupiah = total_rupiah if saves else 0
        purse.held_rupiah += held_rupiah
        wish = Wish(buyer, product_id, units, total_rupiah, held_rupiah, units)
        self.paper.wishes[order_id] = wish

    @precondition(lambda self: self._open())
    @rule(which=_which)
    def give_up(self, which: int) -> None:
        """A member cancels her order; what was promised is free again."""
        order_id = self._open()[which % len(self._open())]
        wish = self.paper.wishes[order_id]
        buyer = next(who for who in self.here.members if who.member_id == wish.buyer)
        with self.here.writing() as session:
            accept(session, order_id=order_id, by=self.here.shopkeeper.actor())
        with self.here.writing() as session:
            cancel(session, order_id=order_id, by=buyer.actor())
        self.paper.free(wish)
        wish.is_given_up = True

    @precondition(lambda self: self._not_done())
    @rule(which=_which, saves=st.booleans())
    def collect(self, which: int, *, saves: bool) -> None:
        """The shopkeeper hands an order over, also one that was cancelled meanwhile."""
        order_id = self._not_done()[which % len(self._not_done())]
        means = Means.SAVINGS if saves else Means.CASH
        by = self.here.shopkeeper.actor()
        with self.here.writing() as session:
            hand_over(session, order_id=order_id, means=means, by=by)
        with self.here.writing() as session, pytest.raises(Refused, match="order_done"):
            hand_over(session, order_id=order_id, means=means, by=by)
        wish = self.paper.wishes[order_id]
        self.paper.free(wish)
        self.paper.pay(wish, is_from_savings=saves)
        self.paper.take(wish.product_id, wish.units)
        wish.is_done = True

    @precondition(lambda self: self._debtors())
    @rule(which=_which)
    def settle_bon(self, which: int) -> None:
        """A member pays her whole bon; a rupiah more is refused."""
        mine = self._debtors()[which % len(self._debtors())]
        purse, by = self.paper.purses[mine], self.here.treasurer.actor()
        with self.here.writing() as session:
            with pytest.raises(Refused, match="credit_less"):
                pay_credit(session, member_id=mine, amount_rupiah=purse.owed_rupiah + 1, by=by)
            pay_credit(session, member_id=mine, amount_rupiah=purse.owed_rupiah, by=by)
        self.paper.cash_rupiah += purse.owed_rupiah
        purse.owed_rupiah = 0

    @rule(short=_products, units=_crates, cost_rupiah=st.integers(0, 200_000))
    def deliver(self, short: str, units: int, cost_rupiah: int) -> None:
        """Goods come in, paid from the till."""
        product_id, by = self.here.goods[short], self.here.shopkeeper.actor()
        with self.here.writing() as session:
            receive(
                session,
                outlet_id=self.here.outlet_id,
                product_id=product_id,
                quantity_units=units,
                cost_rupiah=cost_rupiah,
                paid=Means.CASH,
                by=by,
            )
        shelf = self.paper.shelves[product_id]
        shelf.units += units
        shelf.value_rupiah += cost_rupiah
        self.paper.cash_rupiah -= cost_rupiah

    @rule(short=_products, units=st.integers(1, 9))
    def spoil(self, short: str, units: int) -> None:
        """Goods go bad, promised or not, and sometimes more than the books have."""
        product_id, by = self.here.goods[short], self.here.shopkeeper.actor()
        with self.here.writing() as session:
            lose(
                session,
                outlet_id=self.here.outlet_id,
                product_id=product_id,
                quantity_units=units,
                kind=MovementKind.DAMAGED,
                by=by,
            )
        self.paper.take(product_id, units)

    @invariant()
    def the_books_agree_with_the_paper(self) -> None:
        """Compare every amount and every shelf, and prove the books."""
        coop_id = self.here.coop_id
        with self.books.reading() as session:
            assert broken(session) == []
            cash = account_of(session, coop_id, AccountKind.CASH)
            assert saldo(session, coop_id, cash) == self.paper.cash_rupiah
            for member_id, purse in self.paper.purses.items():
                savings = savings_of(session, coop_id, member_id)
                assert (savings.voluntary, savings.held, savings.credit) == (
                    purse.saved_rupiah,
                    purse.held_rupiah,
                    purse.owed_rupiah,
                )
            for product_id, shelf in self.paper.shelves.items():
                key = (coop_id, self.here.outlet_id, product_id)
                item = session.get_one(StockItem, key)
                assert (item.quantity_units, item.reserved_units, item.value_rupiah) == (
                    shelf.units,
                    self.paper.promised_units(product_id),
                    shelf.value_rupiah,
                )

    def _place(
        self, session: Session, who: int, product_id: int, units: int, *, saves: bool
    ) -> int:
        buyer = self.here.members[who]
        return place(
            session,
            member_id=buyer.member_id,
            asked=[Asked(product_id, units)],
            means=Means.SAVINGS if saves else Means.CASH,
            if_short=IfShort.LEAVE_OUT,
            if_dearer=IfDearer.ACCEPT,
            by=buyer.actor(),
        ).id

    def _open(self) -> list[int]:
        return sorted(self._not_done(with_cancelled=False))

    def _not_done(self, *, with_cancelled: bool = True) -> list[int]:
        wishes = self.paper.wishes.items()
        return [
            order_id
            for order_id, wish in wishes
            if not wish.is_done and (with_cancelled or not wish.is_given_up)
        ]

    def _debtors(self) -> list[int]:
        return [member for member, purse in self.paper.purses.items() if purse.owed_rupiah]


def live(open_books: Callable[[], Books], *, villages: int, acts: int) -> None:
    days = type("Days", (VillageDays,), {"open_books": staticmethod(open_books)})
    run_machine(
        days,
        settings=settings(
            max_examples=villages,
            stateful_step_count=acts,
            derandomize=True,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
        ),
    )


def test_a_village_lives_on_a_small_box(make_books: MakeBooks):
    live(lambda: make_books("sqlite"), villages=12, acts=24)


def test_a_village_lives_on_a_server(make_books: MakeBooks):
    live(lambda: make_books("postgresql"), villages=2, acts=15)
