"""What the read store says of a day in the village is what happened there."""

from datetime import date, timedelta

from cooperative.clock import FixedClock
from cooperative.ledger import savings
from cooperative.ledger.corrections import take_back
from cooperative.ledger.tables import AccountKind, Means
from cooperative.orders.handover import hand_over
from cooperative.orders.states import cancel
from cooperative.store.differences import settle
from cooperative.store.products import create_product
from cooperative.store.stock import correct, lose, receive
from cooperative.store.tables import MovementKind
from monitoring.tables import Goods, OpenDifference, OpenOrder
from tests.monitoring.watching import Watching
from tests.shopping import order
from tests.village import Village, village

TODAY = date(2026, 6, 20)


def _rice(here: Village, units: int) -> int:
    """Write down a rice of our own and let some come; returns its number."""
    by = here.shopkeeper.actor()
    with here.writing() as session:
        product = create_product(
            session,
            name="Beras lokal",
            size_text="1 kg",
            unit="kg",
            category="Beras",
            code=None,
            low_at_units=3,
            member_price_rupiah=13_000,
            general_price_rupiah=14_000,
            by=by,
        )
        receive(
            session,
            outlet_id=here.outlet_id,
            product_id=product.id,
            quantity_units=units,
            cost_rupiah=units * 12_000,
            paid=Means.CASH,
            by=by,
        )
        return product.id


def test_a_sale_is_counted_on_its_day_with_its_money(watching: Watching):
    here = village(watching.books)
    with here.writing() as session:
        placed = order(session, here, here.sari, cart={"gula": 2})
        hand_over(session, order_id=placed.id, means=Means.CASH, by=here.shopkeeper.actor())
    watching.follow()
    day = watching.today(here.coop_id)
    assert day["day"] == TODAY
    assert (day["placed_count"], day["sale_count"], day["sale_rupiah"]) == (1, 1, 33_000)
    assert (day["member_sale_count"], day["member_sale_rupiah"]) == (1, 33_000)
    assert watching.standing(here.coop_id)["last_sale_on"] == TODAY


def test_an_order_waits_until_it_is_closed_and_is_late_after_two_days(
    watching: Watching, clock: FixedClock
):
    here = village(watching.books)
    with here.writing() as session:
        kept = order(session, here, here.sari)
        gone = order(session, here, here.rini)
    with here.writing() as session:
        cancel(session, order_id=gone.id, by=here.rini.actor())
    watching.follow()
    assert watching.today(here.coop_id)["waiting_count"] == 1
    [waiting] = watching.all_of(OpenOrder)
    assert (waiting["order_id"], waiting["placed_on"]) == (kept.id, TODAY)
    for days, late_count in ((2, 0), (1, 1)):
        clock.advance(timedelta(days=days))
        with here.writing() as session:
            order(session, here, here.joko)
        watching.follow()
        assert watching.today(here.coop_id)["late_count"] == late_count


def test_goods_promised_to_orders_leave_the_shelf_empty(watching: Watching):
    here = village(watching.books)
    rice = _rice(here, 5)
    watching.follow()
    day = watching.today(here.coop_id)
    assert (day["product_count"], day["empty_count"], day["low_count"]) == (1, 0, 0)
    assert (day["delivery_count"], day["delivery_rupiah"]) == (1, 60_000)
    with here.writing() as session:
        by = here.shopkeeper.actor()
        lose(
            session,
            outlet_id=here.outlet_id,
            product_id=rice,
            quantity_units=2,
            kind=MovementKind.DAMAGED,
            by=by,
        )
    watching.follow()
    assert watching.today(here.coop_id)["low_count"] == 1
    with here.writing() as session:
        correct(session, outlet_id=here.outlet_id, product_id=rice, counted_units=0, by=by)
    watching.follow()
    assert watching.today(here.coop_id)["empty_count"] == 1
    [goods] = watching.all_of(Goods)
    assert (goods["staple"], goods["name"], goods["empty_since"]) == (
        "beras",
        "Beras lokal 1 kg",
        TODAY,
    )
    assert watching.standing(here.coop_id)["stock_rupiah"] == 0


def test_goods_the_books_did_not_have_leave_nothing_below_zero(watching: Watching):
    here = village(watching.books)
    rice = _rice(here, 5)
    with here.writing() as session:
        by = here.shopkeeper.actor()
        kind = MovementKind.DAMAGED
        lose(
            session,
            outlet_id=here.outlet_id,
            product_id=rice,
            quantity_units=7,
            kind=kind,
            by=by,
        )
    watching.follow()
    assert [row["quantity_units"] for row in watching.all_of(Goods)] == [0]
    [difference] = watching.all_of(OpenDifference)
    assert watching.today(here.coop_id)["difference_count"] == 1
    with here.writing() as session:
        number = difference["difference_id"]
        settle(session, difference_id=number, how="salah hitung", by=here.treasurer.actor())
    watching.follow()
    assert watching.all_of(OpenDifference) == []
    assert watching.today(here.coop_id)["difference_count"] == 0


def test_savings_are_sums_and_payers_and_a_correction_takes_them_back(watching: Watching):
    here = village(watching.books)
    by = here.treasurer.actor()
    with here.writing() as session:
        for kind, amount_rupiah in ((AccountKind.WAJIB, 30_000), (AccountKind.VOLUNTARY, 20_000)):
            wrong = savings.deposit(
                session,
                member_id=here.sari.member_id,
                kind=kind,
                amount_rupiah=amount_rupiah,
                by=by,
            )
        savings.withdraw(
            session,
            member_id=here.sari.member_id,
            kind=AccountKind.VOLUNTARY,
            amount_rupiah=5_000,
            by=by,
        )
    watching.follow()
    day = watching.today(here.coop_id)
    assert (day["deposit_count"], day["deposit_rupiah"], day["payer_count"]) == (2, 50_000, 1)
    assert (day["withdrawal_count"], day["withdrawal_rupiah"]) == (1, 5_000)
    assert watching.standing(here.coop_id)["savings_rupiah"] == 45_000
    with here.writing() as session:
        take_back(session, entry_id=wrong.id, reason="salah ketik", by=by)
    watching.follow()
    day = watching.today(here.coop_id)
    assert (day["deposit_count"], day["deposit_rupiah"]) == (1, 30_000)
    assert watching.standing(here.coop_id)["savings_rupiah"] == 25_000
