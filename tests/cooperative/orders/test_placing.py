"""Bu Sari orders: what she asks for, what she gets, and what she is refused."""

from dataclasses import replace
from random import Random

import pytest
from sqlmodel import Session, col, select

from cooperative.books import Books
from cooperative.ledger.leaving import leave
from cooperative.ledger.tables import Means
from cooperative.orders import codes, placing
from cooperative.orders.choices import Asked, Goods
from cooperative.orders.codes import ALPHABET, free_code
from cooperative.orders.placing import Changed
from cooperative.orders.steps import lines_of
from cooperative.orders.tables import IfDearer, IfShort, Order, OrderState, OrderStep
from cooperative.people.members import join
from cooperative.people.persons import create_person
from cooperative.people.tables import Cooperative
from cooperative.refusals import Refused
from cooperative.store.products import retire_product
from cooperative.store.tables import Price, PriceClass
from tests.shopping import CART, CART_RUPIAH, last_act, news_of, order, shelf
from tests.village import Village, village


def make_dearer(session: Session, here: Village, short: str, amount_rupiah: int) -> None:
    price = session.exec(
        select(Price).where(
            col(Price.cooperative_id) == here.coop_id,
            col(Price.product_id) == here.goods[short],
            col(Price.price_class) == PriceClass.MEMBER,
        )
    ).one()
    price.amount_rupiah = amount_rupiah
    session.add(price)
    session.flush()  # rules read prices with statements of their own


def found(monkeypatch: pytest.MonkeyPatch, goods: Goods) -> None:
    """Let the rule see these goods, whatever the books say."""

    def goods_now(*_: object) -> dict[int, Goods]:
        return {goods.product_id: goods}

    monkeypatch.setattr(placing, "goods_now", goods_now)


def test_saris_cart_costs_165_000(books: Books):
    here = village(books)
    with here.writing() as session:
        placed = order(session, here, here.sari, cart=CART)
    with books.reading() as session:
        found = session.get_one(Order, (here.coop_id, placed.id))
        lines = lines_of(session, found)
        step = session.exec(select(OrderStep)).one()
    assert found.total_rupiah == CART_RUPIAH
    assert (found.state, found.means, found.held_rupiah) == (OrderState.PLACED, Means.CASH, 0)
    assert [(line.product_name, line.unit, line.given_units) for line in lines] == [
        ("Beras SPHP 5 kg", "karung", 2),
        ("Minyakita 1 L", "botol", 1),
        ("Gas LPG 3 kg", "tabung", 1),
    ]
    assert (step.step_no, step.state) == (1, OrderState.PLACED)
    assert (step.at, step.by_person_id) == (found.placed_at, here.sari.person_id)


def test_the_feed_knows_goods_and_amounts_but_no_name(books: Books):
    here = village(books)
    with here.writing() as session:
        placed = order(session, here, here.sari, cart={"beras": 25})
        row = last_act(session)
    assert (row.kind, row.subject) == ("order.placed", f"order/{placed.id}")
    assert row.facts == {
        "order_id": placed.id,
        "outlet_id": here.outlet_id,
        "member": True,
        "member_id": here.sari.member_id,
        "means": "cash",
        "total_rupiah": 20 * 65_500,
        "lines": [
            {
                "product_id": here.beras,
                "name": "Beras SPHP 5 kg",
                "unit": "karung",
                "asked_units": 25,
                "given_units": 20,
                "unit_price_rupiah": 65_500,
                "line_total_rupiah": 20 * 65_500,
            }
        ],
    }


def test_every_shopkeeper_is_told_but_not_about_her_own_order(books: Books):
    here = village(books)
    with here.writing() as session:
        first = order(session, here, here.sari)
        order(session, here, here.joko)
        told = news_of(session, here.shopkeeper)
        assert [kind for kind, _ in told] == ["order.placed", "order.placed"]
        assert told[0][1] == {
            "order_id": first.id,
            "code": first.code,
            "total_rupiah": 33_000,
            "name": "Sari",
        }
        assert len(news_of(session, here.joko)) == 1


def test_a_line_that_is_left_out_is_kept_with_what_she_asked_for(books: Books):
    here = village(books)
    with here.writing() as session:
        cart = {"gula": 21, "gas": 1}
        placed = order(session, here, here.sari, cart=cart, if_short=IfShort.LEAVE_OUT)
        assert [(line.asked_units, line.given_units) for line in lines_of(session, placed)] == [
            (21, 0),
            (1, 1),
        ]
        assert placed.total_rupiah == 18_500
        assert shelf(session, here, "gula").reserved_units == 0


def test_an_order_with_no_line_left_is_refused(books: Books):
    here = village(books)
    with here.writing() as session:
        order(session, here, here.rini, cart={"gula": 20})
        for if_short in IfShort:
            with pytest.raises(Refused, match="stock_short") as refused:
                order(session, here, here.sari, if_short=if_short)
            assert refused.value.facts["items"][0]["ada"] == 0


def test_a_dearer_price_is_accepted_to_the_limit_and_asked_about_above_it(books: Books):
    here = village(books)
    seen = [Asked(here.gula, 2, 16_500)]
    with here.writing() as session:
        make_dearer(session, here, "gula", 17_325)
        assert order(session, here, here.sari, asked=seen).total_rupiah == 2 * 17_325
        with pytest.raises(Changed, match="changed"):
            order(session, here, here.sari, asked=seen, if_dearer=IfDearer.ASK)
        make_dearer(session, here, "gula", 17_326)
        with pytest.raises(Changed) as changed:
            order(session, here, here.sari, asked=seen)
    assert changed.value.facts["total_rupiah"] == 2 * 17_326
    assert changed.value.facts["lines"][0]["harga_lama"] == 16_500
    assert changed.value.facts["lines"][0]["harga_baru"] == 17_326


def test_the_limit_is_the_cooperatives_own(books: Books):
    here = village(books)
    with here.writing() as session:
        session.get_one(Cooperative, here.coop_id).price_rise_limit_percent = 0
        session.flush()  # the rule looks the setting up
        make_dearer(session, here, "gula", 16_501)
        with pytest.raises(Changed):
            order(session, here, here.sari, asked=[Asked(here.gula, 1, 16_500)])


def test_a_lower_price_is_passed_on(books: Books):
    here = village(books)
    with here.writing() as session:
        make_dearer(session, here, "gula", 15_000)
        seen = [Asked(here.gula, 2, 16_500)]
        placed = order(session, here, here.sari, asked=seen, if_dearer=IfDearer.ASK)
    assert placed.total_rupiah == 30_000


def test_goods_nobody_sells_any_more_are_refused_by_number(books: Books):
    here = village(books)
    with here.writing() as session:
        retire_product(session, product_id=here.gas, by=here.shopkeeper.actor())
        session.flush()  # the next rule looks the goods up
        with pytest.raises(Refused, match="product_unknown") as refused:
            order(session, here, here.sari, asked=[Asked(here.gas, 1), Asked(here.gula, 1)])
        assert refused.value.facts == {"items": [here.gas]}
        with pytest.raises(Refused, match="product_unknown"):
            order(session, here, here.sari, asked=[Asked(4711, 1)])


@pytest.mark.parametrize("means", [Means.CREDIT, Means.NONE])
def test_bon_is_not_offered_to_an_order(books: Books, means: Means):
    here = village(books)
    with here.writing() as session, pytest.raises(Refused, match="payment_not_offered"):
        order(session, here, here.sari, means=means)


def test_an_applicant_orders_with_cash_only(books: Books):
    here = village(books)
    with here.writing() as session:
        person = create_person(session, name="Siti", honorific="Bu")
        siti = join(session, person=person, by=here.treasurer.actor())
        session.flush()  # the next rule looks her up
        new = replace(here.rini, person_id=siti.person_id, member=siti.id)
        with pytest.raises(Refused, match="payment_not_offered"):
            order(session, here, new, means=Means.SAVINGS)
        assert order(session, here, new).total_rupiah == 33_000


def test_only_a_member_orders_and_only_for_herself(books: Books):
    here = village(books)
    with here.writing() as session:
        with pytest.raises(Refused, match="not_member"):
            order(session, here, here.sari, by=here.rini.actor())
        leave(session, member_id=here.rini.member_id, by=here.treasurer.actor())
        with pytest.raises(Refused, match="not_member"):
            order(session, here, here.rini)


def test_a_gerai_that_is_not_ours_is_as_good_as_missing(books: Books):
    here = village(books)
    with here.writing() as session, pytest.raises(Refused, match="not_found"):
        order(session, here, here.sari, outlet_id=2)


def test_an_order_no_village_can_carry_is_a_slip_of_the_finger(
    books: Books, monkeypatch: pytest.MonkeyPatch
):
    here = village(books)
    found(monkeypatch, Goods(here.gula, "Gula pasir 1 kg", "bungkus", 50_000_001, 9))
    with here.writing() as session, pytest.raises(Refused, match="total_too_big"):
        order(session, here, here.sari)


def test_whoever_was_slower_without_a_lock_gets_nothing(
    books: Books, monkeypatch: pytest.MonkeyPatch
):
    here = village(books)
    found(monkeypatch, Goods(here.gula, "Gula pasir 1 kg", "bungkus", 16_500, 99))
    with pytest.raises(Refused, match="stock_short"), here.writing() as session:
        order(session, here, here.sari, cart={"gula": 21})
    with books.reading() as session:
        assert session.exec(select(Order)).all() == []
        assert shelf(session, here, "gula").reserved_units == 0


def test_the_submission_is_kept_with_the_order(books: Books):
    here = village(books)
    key = "5f0c8ad2-6f7e-4a43-9a53-0d6f4f7a3a11"
    with here.writing() as session:
        placed = order(session, here, here.sari, by=here.sari.actor(key=key))
    assert placed.submission_key == key


def test_a_code_has_four_letters_nobody_misreads(books: Books):
    here = village(books)
    with here.writing() as session:
        codes_given = {order(session, here, here.sari, cart={"gas": 1}).code for _ in range(20)}
    assert len(codes_given) == 20
    assert all(len(code) == 4 and set(code) <= set(ALPHABET) for code in codes_given)
    assert not set("0O1IL") & set(ALPHABET)


def test_a_demonstration_gives_the_same_codes_each_time(books: Books):
    here = village(books)
    with here.writing() as session:
        session.info["random"] = Random(7)
        first = free_code(session, here.coop_id, here.outlet_id)
        session.info["random"] = Random(7)
        assert free_code(session, here.coop_id, here.outlet_id) == first


class SameAgain(Random):
    """Chance that always deals the first letter."""

    def random(self) -> float:
        return 0.0


def test_a_taken_code_grows_and_is_free_again_with_its_order(books: Books):
    here = village(books)
    with here.writing() as session:
        session.info["random"] = SameAgain()
        first = order(session, here, here.sari)
        second = order(session, here, here.sari)
        assert (first.code, second.code) == ("2222", "22222")
        assert codes.find_by_code(session, here.coop_id, here.outlet_id, " #2222") == first.id
        assert codes.find_by_code(session, here.coop_id, here.outlet_id, "X") is None


def test_an_order_of_nothing_at_all_is_refused_as_short(books: Books):
    here = village(books)
    with pytest.raises(Refused, match="stock_short"), here.writing() as session:
        order(session, here, here.sari, asked=[Asked(here.beras, 0)])
