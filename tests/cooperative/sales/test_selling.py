"""Goods go over the counter without an order: booked whatever the books thought, to the rupiah."""

import json
from typing import Any

import pytest
from sqlmodel import Session, col, select

from cooperative.books import Books
from cooperative.books.invariants import broken
from cooperative.ledger.credit import pay_credit
from cooperative.ledger.leaving import leave
from cooperative.ledger.tables import AccountKind, Entry, EntryKind, Means
from cooperative.orders.habits import spent_in
from cooperative.refusals import Refused
from cooperative.sales.pricing import Item
from cooperative.sales.reading import last_sold, sale_page, sales_of_outlet
from cooperative.sales.selling import sell
from cooperative.sales.tables import Sale
from cooperative.sales.taking_back import take_back_sale
from cooperative.store.differences import open_differences
from tests.shop import a_promise, adds_up, state_of
from tests.shopping import last_act, news_of, saldo, shelf
from tests.village import Village, Villager, village

A = AccountKind


def counter(
    session: Session,
    here: Village,
    cart: dict[str, int],
    who: Villager | None = None,
    /,
    **more: Any,
) -> Sale:
    """Let the shopkeeper sell a cart by short names, for cash unless told otherwise."""
    usual: dict[str, Any] = {
        "items": [Item(here.goods[short], units) for short, units in cart.items()],
        "means": Means.CASH,
        "by": here.shopkeeper.actor(),
        **more,
    }
    member_id = who.member_id if who else None
    return sell(session, outlet_id=here.outlet_id, member_id=member_id, **usual)


def proved(books: Books) -> bool:
    with books.reading() as session:
        return broken(session) == []


def test_somebody_who_is_no_member_pays_the_general_price_in_cash(books: Books):
    here = village(books)
    with here.writing() as session:
        cash = saldo(session, here, A.CASH).saldo_rupiah
        sale = counter(session, here, {"gula": 2, "gas": 1}, paid_rupiah=60_000)
        assert sale.total_rupiah == 2 * 17_500 + 20_000
        assert saldo(session, here, A.CASH).saldo_rupiah == cash + 55_000
        assert saldo(session, here, A.STOCK).saldo_rupiah == 20 * 105_500 - 2 * 15_000 - 16_000
        assert shelf(session, here, "gula").quantity_units == 18
        row = last_act(session)
        page = sale_page(session, here.coop_id, sale.id)
    assert (row.kind, row.facts["member"], row.facts["member_id"]) == ("sale.sold", False, None)
    assert [line["quantity_units"] for line in row.facts["lines"]] == [2, 1]
    assert (page.payment.change_rupiah, page.member) == (5_000, None)
    assert proved(books)


@pytest.mark.parametrize(
    ("means", "paid_rupiah", "savings_rupiah", "credit_rupiah"),
    [
        (Means.CASH, None, 50_000, 0),
        (Means.CASH, 20_000, 50_000, 13_000),
        (Means.SAVINGS, None, 17_000, 0),
        (Means.CREDIT, None, 50_000, 33_000),
    ],
)
def test_a_member_pays_the_member_price_in_her_own_way(
    books: Books, means: Means, paid_rupiah: int | None, savings_rupiah: int, credit_rupiah: int
):
    here = village(books)
    with here.writing() as session:
        counter(session, here, {"gula": 2}, here.sari, means=means, paid_rupiah=paid_rupiah)
        assert saldo(session, here, A.VOLUNTARY, here.sari).saldo_rupiah == savings_rupiah
        assert saldo(session, here, A.CREDIT, here.sari).saldo_rupiah == credit_rupiah
        assert spent_in(session, here.coop_id, here.sari.member_id, year=2026) == 33_000
        told = [kind for kind, _ in news_of(session, here.sari)]
    assert ("sale.sold" in told) is (means is not Means.CASH)
    assert proved(books)


def test_too_little_sukarela_becomes_a_bon(books: Books):
    here = village(books)
    with here.writing() as session:
        counter(session, here, {"beras": 1}, here.sari, means=Means.SAVINGS)
        assert saldo(session, here, A.VOLUNTARY, here.sari).saldo_rupiah == 0
        assert saldo(session, here, A.CREDIT, here.sari).saldo_rupiah == 15_500


def test_free_goods_go_first_then_the_youngest_promise_then_a_selisih(books: Books):
    here = village(books)
    with here.writing() as session:
        old = a_promise(session, here, here.gula, 5)
        young = a_promise(session, here, here.gula, 5, here.rini)
        counter(session, here, {"gula": 12})
        assert state_of(session, here, old) == ("held", 5)
        assert state_of(session, here, young) == ("held", 3)
        counter(session, here, {"gula": 10})
        assert state_of(session, here, old) == ("short", 0)
        (difference,) = open_differences(session, here.coop_id)
        assert difference.quantity_units == 2
        assert shelf(session, here, "gula") == (0, 0, 0)
        assert adds_up(session, here)


def test_what_was_charged_is_kept_beside_what_the_list_says(books: Books):
    here = village(books)
    with here.writing() as session:
        sale = counter(session, here, {}, here.sari, items=[Item(here.gula, 2, 16_000)])
        (line,) = sale_page(session, here.coop_id, sale.id).lines
        assert (sale.total_rupiah, line.list_price_rupiah) == (32_000, 16_500)
        assert last_act(session).facts["lines"][0]["list_price_rupiah"] == 16_500


def test_a_number_on_paper_that_was_given_twice_is_kept_and_marked(books: Books):
    here = village(books)
    with here.writing() as session:
        first = counter(session, here, {"gula": 1}, nota="K2-0147")
        others = [counter(session, here, {"gas": 1}, nota="K2-0147") for _ in range(2)]
        assert first.clashes_with_id is None
        assert [other.clashes_with_id for other in others] == [first.id, first.id]
        rows, count = sales_of_outlet(session, here.coop_id, here.outlet_id, number="k2-0147")
        assert (count, [row.id for row in rows]) == (3, [others[1].id, others[0].id, first.id])
        entry = session.get_one(Entry, (here.coop_id, first.entry_id))
        for number in (str(entry.book_no), f"{entry.book_no}/2026"):
            found, _ = sales_of_outlet(session, here.coop_id, here.outlet_id, number=number)
            assert [row.id for row in found] == [first.id]
        assert sales_of_outlet(session, here.coop_id, here.outlet_id, number="9/1999")[1] == 0


def test_a_sale_that_was_a_slip_of_the_pen_is_taken_back_once(books: Books):
    here = village(books)
    by = here.shopkeeper.actor()
    with here.writing() as session:
        before = {kind: saldo(session, here, kind).saldo_rupiah for kind in (A.CASH, A.STOCK)}
        sale = counter(session, here, {"gula": 3, "gas": 1}, here.sari, means=Means.SAVINGS)
        take_back_sale(session, sale_id=sale.id, reason="salah orang", by=by)
        assert {kind: saldo(session, here, kind).saldo_rupiah for kind in before} == before
        assert saldo(session, here, A.VOLUNTARY, here.sari).saldo_rupiah == 50_000
        assert shelf(session, here, "gula") == (20, 0, 300_000)
        assert [kind for kind, _ in news_of(session, here.sari)][-1] == "sale.taken_back"
        with pytest.raises(Refused, match="already_reversed"):
            take_back_sale(session, sale_id=sale.id, reason="lagi", by=by)
    assert proved(books)


def test_units_out_of_nowhere_go_back_to_nowhere(books: Books):
    here = village(books)
    by = here.shopkeeper.actor()
    with here.writing() as session:
        counter(session, here, {"gas": 1})
        sale = counter(session, here, {"gula": 25})
        take_back_sale(session, sale_id=sale.id, reason="seharusnya 2", by=by)
        assert shelf(session, here, "gula") == (20, 0, 300_000)
        assert len(open_differences(session, here.coop_id)) == 1
        assert adds_up(session, here)
    assert proved(books)


def test_a_bon_that_was_paid_since_keeps_its_sale(books: Books):
    here = village(books)
    with here.writing() as session:
        sale = counter(session, here, {"gula": 2}, here.sari, means=Means.CREDIT)
        pay_credit(
            session,
            member_id=here.sari.member_id,
            amount_rupiah=33_000,
            by=here.treasurer.actor(),
        )
        with pytest.raises(Refused, match="balance_short"):
            take_back_sale(session, sale_id=sale.id, reason="x", by=here.shopkeeper.actor())


def test_joko_sells_to_himself_and_pengawas_is_told(books: Books):
    here = village(books)
    with here.writing() as session:
        sale = counter(session, here, {"gula": 1}, here.joko, by=here.joko.actor())
        assert ("self_approved", f"sale/{sale.id}") in [
            (kind, facts["subject"]) for kind, facts in news_of(session, here.supervisor)
        ]


def test_a_sale_to_one_who_left_meanwhile_is_booked_all_the_same(books: Books):
    here = village(books)
    with here.writing() as session:
        leave(session, member_id=here.rini.member_id, by=here.treasurer.actor())
        counter(session, here, {"gula": 1}, here.rini, means=Means.SAVINGS)
        assert saldo(session, here, A.CREDIT, here.rini).saldo_rupiah == 16_500
    assert proved(books)


def test_what_is_no_sale_is_refused(books: Books):
    here = village(books)
    member = here.sari
    with here.writing() as session:
        wrong: list[tuple[str, Villager | None, dict[str, Any]]] = [
            ("basket_empty", None, {"items": []}),
            ("too_many_lines", None, {"items": [Item(n, 1) for n in range(1, 52)]}),
            ("product_unknown", None, {"items": [Item(4711, 1)]}),
            ("product_unknown", None, {"items": [Item(4711, 1, 500)]}),
            ("payment_not_offered", None, {"means": Means.SAVINGS}),
            ("payment_not_offered", None, {"means": Means.CREDIT}),
            ("payment_not_offered", member, {"means": Means.NONE}),
            ("paid_too_little", None, {"paid_rupiah": 17_499}),
            ("amount_out_of_range", member, {"paid_rupiah": -1}),
            ("total_too_big", None, {"items": [Item(here.gula, 999, 1_000_000)]}),
            ("not_allowed", None, {"by": member.actor()}),
        ]
        for code, who, more in wrong:
            with pytest.raises(Refused, match=code):
                counter(session, here, {"gula": 1}, who, **more)
        found = session.exec(select(Entry).where(col(Entry.kind) == EntryKind.SALE)).all()
    assert not found


def test_what_is_sold_most_of_late_comes_first(books: Books):
    here = village(books)
    with here.writing() as session:
        for cart in ({"gas": 1}, {"gula": 1}, {"gas": 2, "beras": 1}):
            counter(session, here, cart)
        assert last_sold(session, here.coop_id, here.outlet_id, limit=2) == [
            here.gas,
            min(here.gula, here.beras),
        ]


def test_the_entry_says_which_sale_it_is(books: Books):
    here = village(books)
    with here.writing() as session:
        sale = counter(session, here, {"gula": 1})
        entry = session.get_one(Entry, (here.coop_id, sale.entry_id))
        assert (entry.subject, entry.kind) == (f"sale/{sale.id}", EntryKind.SALE)
        assert json.loads(entry.facts)["sale_id"] == sale.id
