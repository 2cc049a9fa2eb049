"""The goods left the counter: booked whatever the books thought, and to the rupiah."""

import json

import pytest
from sqlmodel import Session, col, select

from cooperative.activity import Activity
from cooperative.books import Books
from cooperative.ledger.savings import withdraw
from cooperative.ledger.tables import AccountKind, Entry, EntryKind, Means
from cooperative.ledger.takings import Payment, split
from cooperative.orders import states, steps
from cooperative.orders.amending import set_given
from cooperative.orders.handover import hand_over
from cooperative.orders.tables import OrderState
from cooperative.refusals import Refused
from cooperative.store.differences import open_differences
from cooperative.store.tables import DifferenceKind, StockMovement
from cooperative.store.taking import take
from tests.shopping import (
    CART,
    CART_RUPIAH,
    SAVINGS,
    bring_to,
    last_act,
    news_of,
    order,
    saldo,
    shelf,
)
from tests.village import Village, Villager, village

A = AccountKind
# Two kilograms of sugar that cost Rp15.000 each and are sold for Rp16.500.
TOTAL_RUPIAH, COST_RUPIAH = 33_000, 30_000


def saldos(session: Session, here: Village, who: Villager) -> dict[AccountKind, int]:
    """Return what a sale moves: money, goods, and what the member has and owes."""
    kinds = {A.CASH: None, A.SALES: None, A.COST_OF_SALES: None, A.STOCK: None}
    return {
        kind: saldo(session, here, kind, owner).saldo_rupiah
        for kind, owner in {**kinds, A.VOLUNTARY: who, A.CREDIT: who}.items()
    }


def changed(before: dict[AccountKind, int], after: dict[AccountKind, int]) -> dict[str, int]:
    return {kind: after[kind] - before[kind] for kind in before if after[kind] != before[kind]}


@pytest.mark.parametrize(
    ("means", "paid_rupiah", "available_rupiah", "payment"),
    [
        (Means.CASH, None, 50_000, Payment(0, 33_000, 0, 33_000, 0)),
        (Means.CASH, 50_000, 50_000, Payment(0, 33_000, 0, 50_000, 17_000)),
        (Means.CASH, 20_000, 50_000, Payment(0, 20_000, 13_000, 20_000, 0)),
        (Means.SAVINGS, None, 50_000, Payment(33_000, 0, 0, 0, 0)),
        (Means.SAVINGS, None, 10_000, Payment(10_000, 0, 23_000, 0, 0)),
        (Means.SAVINGS, 25_000, 10_000, Payment(10_000, 23_000, 0, 25_000, 2_000)),
        (Means.SAVINGS, None, -5, Payment(0, 0, 33_000, 0, 0)),
        (Means.CREDIT, None, 50_000, Payment(0, 0, 33_000, 0, 0)),
        (Means.CREDIT, 3_000, 50_000, Payment(0, 3_000, 30_000, 3_000, 0)),
    ],
)
def test_a_total_is_split_to_the_rupiah(
    means: Means, paid_rupiah: int | None, available_rupiah: int, payment: Payment
):
    assert split(TOTAL_RUPIAH, means, paid_rupiah, available_rupiah) == payment
    assert sum(payment[:3]) == TOTAL_RUPIAH


@pytest.mark.parametrize(
    ("means", "moved"),
    [
        (Means.CASH, {A.CASH: TOTAL_RUPIAH}),
        (Means.SAVINGS, {A.VOLUNTARY: -TOTAL_RUPIAH}),
        (Means.CREDIT, {A.CREDIT: TOTAL_RUPIAH}),
    ],
)
def test_a_handover_moves_money_and_goods(
    books: Books, means: Means, moved: dict[AccountKind, int]
):
    here = village(books)
    with here.writing() as session:
        placed = order(session, here, here.sari, means=SAVINGS)
        bring_to(session, here, placed, OrderState.READY)
        before = saldos(session, here, here.sari)
        by = here.shopkeeper.actor()
        entry = hand_over(session, order_id=placed.id, means=means, by=by)
        after = saldos(session, here, here.sari)
        assert changed(before, after) == {
            **moved,
            A.SALES: TOTAL_RUPIAH,
            A.COST_OF_SALES: COST_RUPIAH,
            A.STOCK: -COST_RUPIAH,
        }
        assert (entry.kind, entry.means, entry.member_id) == (
            EntryKind.SALE,
            means,
            here.sari.member_id,
        )
        assert (placed.state, placed.entry_id) == (OrderState.HANDED_OVER, entry.id)
        assert (placed.held_rupiah, saldo(session, here, A.VOLUNTARY, here.sari).held_rupiah) == (
            0,
            0,
        )
        assert shelf(session, here, "gula") == (18, 0, 18 * 15_000)
        movement = session.exec(select(StockMovement).order_by(col(StockMovement.id).desc()))
        sold = movement.first()
    assert sold is not None
    assert (sold.delta_units, sold.order_id, sold.entry_id) == (-2, placed.id, entry.id)


def test_the_change_is_on_the_receipt_and_in_the_feed(books: Books):
    here = village(books)
    with here.writing() as session:
        placed = order(session, here, here.sari, cart=CART)
        entry = hand_over(
            session,
            order_id=placed.id,
            means=Means.CASH,
            paid_rupiah=200_000,
            by=here.shopkeeper.actor(),
        )
        row = last_act(session)
    assert json.loads(entry.facts) == {
        "order_id": placed.id,
        "code": placed.code,
        "savings_rupiah": 0,
        "cash_rupiah": CART_RUPIAH,
        "credit_rupiah": 0,
        "paid_rupiah": 200_000,
        "change_rupiah": 35_000,
    }
    assert (row.kind, row.subject) == ("order.handed_over", f"order/{placed.id}")
    assert row.facts["total_rupiah"] == CART_RUPIAH
    assert row.facts["cost_rupiah"] == 2 * 60_000 + 14_500 + 16_000
    assert len(row.facts["lines"]) == 3
    assert "code" not in row.facts


def test_too_little_sukarela_becomes_a_bon(books: Books):
    here = village(books)
    with here.writing() as session:
        placed = order(session, here, here.sari)
        withdraw(
            session,
            member_id=here.sari.member_id,
            kind=A.VOLUNTARY,
            amount_rupiah=40_000,
            by=here.treasurer.actor(),
        )
        by = here.shopkeeper.actor()
        hand_over(session, order_id=placed.id, means=Means.SAVINGS, by=by)
        after = saldos(session, here, here.sari)
    assert (after[A.VOLUNTARY], after[A.CREDIT]) == (0, 23_000)


def test_savings_held_for_another_order_are_not_spent_on_this_one(books: Books):
    here = village(books)
    with here.writing() as session:
        other = order(session, here, here.sari, cart={"gas": 2}, means=SAVINGS)
        placed = order(session, here, here.sari)
        by = here.shopkeeper.actor()
        hand_over(session, order_id=placed.id, means=Means.SAVINGS, by=by)
        assert saldo(session, here, A.VOLUNTARY, here.sari) == (37_000, 37_000)
        assert saldo(session, here, A.CREDIT, here.sari).saldo_rupiah == 20_000
        hand_over(session, order_id=other.id, means=Means.SAVINGS, by=by)
        assert saldo(session, here, A.VOLUNTARY, here.sari) == (0, 0)


@pytest.mark.parametrize("closed_by", ["sari", "shop"])
def test_an_order_closed_meanwhile_is_booked_with_a_selisih(books: Books, closed_by: str):
    here = village(books)
    by = here.shopkeeper.actor()
    with here.writing() as session:
        placed = order(session, here, here.sari, means=SAVINGS)
        if closed_by == "sari":
            states.cancel(session, order_id=placed.id, by=here.sari.actor())
        else:
            states.refuse(session, order_id=placed.id, reason="habis", by=by)
        hand_over(session, order_id=placed.id, means=Means.SAVINGS, by=by)
    with books.reading() as session:
        assert saldo(session, here, A.VOLUNTARY, here.sari) == (17_000, 0)
        assert shelf(session, here, "gula")[:2] == (18, 0)
        (difference,) = open_differences(session, here.coop_id)
        told = [kind for kind, _ in news_of(session, here.treasurer)]
    assert (difference.kind, difference.order_id) == (DifferenceKind.CLOSED_ORDER, placed.id)
    assert told == ["difference.opened"]


def test_goods_the_books_do_not_have_are_booked_with_a_selisih(books: Books):
    here = village(books)
    by = here.shopkeeper.actor()
    with here.writing() as session:
        placed = order(session, here, here.sari, cart={"gula": 3})
        take(session, outlet_id=here.outlet_id, product_id=here.gula, quantity_units=19, by=by)
        before = saldos(session, here, here.sari)
        hand_over(session, order_id=placed.id, means=Means.CASH, by=by)
        moved = changed(before, saldos(session, here, here.sari))
        assert moved[A.CASH] == 3 * 16_500
        assert moved[A.COST_OF_SALES] == -moved[A.STOCK] == 15_000
        assert shelf(session, here, "gula") == (0, 0, 0)
        session.flush()  # the difference is read from the books
        (difference,) = open_differences(session, here.coop_id)
    assert (difference.kind, difference.quantity_units) == (DifferenceKind.GOODS, 2)


def test_goods_without_any_cost_left_are_booked_without_one(books: Books):
    here = village(books)
    by = here.shopkeeper.actor()
    with here.writing() as session:
        placed = order(session, here, here.sari)
        take(session, outlet_id=here.outlet_id, product_id=here.gula, quantity_units=20, by=by)
        before = saldos(session, here, here.sari)
        hand_over(session, order_id=placed.id, means=Means.CASH, by=by)
        moved = changed(before, saldos(session, here, here.sari))
    assert moved == {A.CASH: TOTAL_RUPIAH, A.SALES: TOTAL_RUPIAH}


def test_only_what_is_given_is_taken_and_paid(books: Books):
    here = village(books)
    by = here.shopkeeper.actor()
    with here.writing() as session:
        placed = order(session, here, here.sari, cart={"gula": 2, "minyak": 1})
        set_given(session, placed.id, 1, 0, by=by)
        hand_over(session, order_id=placed.id, means=Means.CASH, by=by)
        assert shelf(session, here, "gula")[:2] == (20, 0)
        assert shelf(session, here, "minyak")[:2] == (19, 0)
        assert saldo(session, here, A.SALES).saldo_rupiah == 15_500


def test_an_order_is_handed_over_once(books: Books):
    here = village(books)
    by = here.shopkeeper.actor()
    with here.writing() as session:
        placed = order(session, here, here.sari)
        hand_over(session, order_id=placed.id, means=Means.CASH, by=by)
        with pytest.raises(Refused, match="order_done"):
            hand_over(session, order_id=placed.id, means=Means.CASH, by=by)
        assert len(session.exec(select(Entry).where(col(Entry.kind) == EntryKind.SALE)).all()) == 1


def test_what_is_no_handover_is_refused(books: Books):
    here = village(books)
    by = here.shopkeeper.actor()
    with here.writing() as session:
        placed = order(session, here, here.sari)
        with pytest.raises(Refused, match="payment_not_offered"):
            hand_over(session, order_id=placed.id, means=Means.NONE, by=by)
        for paid_rupiah in (-1, 100_000_001):
            with pytest.raises(Refused, match="amount_out_of_range"):
                hand_over(
                    session,
                    order_id=placed.id,
                    means=Means.CASH,
                    paid_rupiah=paid_rupiah,
                    by=by,
                )
        with pytest.raises(Refused, match="not_allowed"):
            hand_over(session, order_id=placed.id, means=Means.CASH, by=here.sari.actor())
        with pytest.raises(Refused, match="not_found"):
            hand_over(session, order_id=4711, means=Means.CASH, by=by)
        assert steps.find_order(session, placed.id, by=by).state is OrderState.PLACED


def test_joko_does_not_hand_himself_his_own_order(books: Books):
    here = village(books)
    with here.writing() as session:
        placed = order(session, here, here.joko)
        with pytest.raises(Refused, match="own_order"):
            hand_over(session, order_id=placed.id, means=Means.CASH, by=here.joko.actor())


def test_the_main_act_carries_the_key_of_its_submission(books: Books):
    here = village(books)
    key = "5f0c8ad2-6f7e-4a43-9a53-0d6f4f7a3a11"
    with here.writing() as session:
        placed = order(session, here, here.sari)
        states.cancel(session, order_id=placed.id, by=here.sari.actor())
        session.info["keyed"] = set[str]()
        entry = hand_over(
            session, order_id=placed.id, means=Means.CASH, by=here.shopkeeper.actor(key=key)
        )
        session.flush()  # the feed is read from the books
        keyed = session.exec(select(Activity.kind).where(col(Activity.submission_key) == key))
        assert keyed.all() == ["order.handed_over"]
    assert entry.submission_key == key
