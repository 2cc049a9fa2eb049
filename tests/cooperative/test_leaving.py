"""A member leaves with her savings, less what she owes; domain.md 1.3: 160,000 - 30,000."""

import pytest
from sqlmodel import Session

from cooperative.actors import Role
from cooperative.books import Books
from cooperative.books.invariants import broken
from cooperative.clock import moment_of
from cooperative.ledger.accounts import account_of, saldo
from cooperative.ledger.credit import pay_credit
from cooperative.ledger.entries import Line, book
from cooperative.ledger.leaving import leave
from cooperative.ledger.savings import Savings, deposit, savings_of, withdraw
from cooperative.ledger.tables import AccountKind, EntryKind, Means
from cooperative.orders.handover import hand_over
from cooperative.orders.states import cancel
from cooperative.orders.tables import IfDearer, IfShort, Order
from cooperative.people.access import grant_role, roles_of
from cooperative.people.members import find_member, join
from cooperative.people.persons import create_person
from cooperative.people.tables import MemberState
from cooperative.refusals import Refused
from tests.shopping import order
from tests.village import Village, village


def take_on_bon(session: Session, here: Village, member_id: int, amount_rupiah: int) -> None:
    credit = account_of(session, here.coop_id, AccountKind.CREDIT, member_id)
    sales = account_of(session, here.coop_id, AccountKind.SALES)
    lines = [Line(credit, sales, amount_rupiah)]
    book(session, EntryKind.SALE, lines, by=here.shopkeeper.actor())


def till(session: Session, here: Village) -> int:
    return saldo(session, here.coop_id, account_of(session, here.coop_id, AccountKind.CASH))


def test_she_gets_her_savings_less_her_bon(books: Books):
    here = village(books)
    sari, by = here.sari.member_id, here.treasurer.actor()
    with here.writing() as session:
        deposit(session, member_id=sari, kind=AccountKind.WAJIB, amount_rupiah=10_000, by=by)
        take_on_bon(session, here, sari, 30_000)
        before = till(session, here)
        entry = leave(session, member_id=sari, by=by)
        assert entry is not None
        assert before - till(session, here) == 160_000 - 30_000
        assert savings_of(session, here.coop_id, sari) == Savings(0, 0, 0, 0, 0)
    with books.reading() as session:
        member = find_member(session, here.coop_id, sari)
        roles = roles_of(session, here.coop_id, here.sari.person_id)
    assert (member.state, str(member.left_on)) == (MemberState.LEFT, "2026-06-20")
    assert roles == frozenset()


def test_a_bon_larger_than_her_sukarela_takes_from_the_rest(books: Books):
    here = village(books)
    sari = here.sari.member_id
    with here.writing() as session:
        take_on_bon(session, here, sari, 120_000)
        before = till(session, here)
        leave(session, member_id=sari, by=here.treasurer.actor())
        assert before - till(session, here) == 30_000
        assert savings_of(session, here.coop_id, sari) == Savings(0, 0, 0, 0, 0)


def test_who_owes_more_than_she_saved_pays_first(books: Books):
    here = village(books)
    with here.writing() as session:
        take_on_bon(session, here, here.rini.member_id, 100_001)
        with pytest.raises(Refused, match="debts_exceed_savings") as refusal:
            leave(session, member_id=here.rini.member_id, by=here.treasurer.actor())
    assert refusal.value.facts == {"owed_rupiah": 100_001, "savings_rupiah": 100_000}


def test_an_open_order_is_settled_before_she_leaves(books: Books):
    here = village(books)
    with here.writing() as session:
        order = Order(
            cooperative_id=here.coop_id,
            id=1,
            outlet_id=here.outlet_id,
            member_id=here.rini.member_id,
            code="A7K2",
            means=Means.CASH,
            if_short=IfShort.ASK,
            if_dearer=IfDearer.ASK,
            total_rupiah=0,
            placed_at=moment_of(session),
        )
        session.add(order)
        session.flush()  # the rule looks for it
        with pytest.raises(Refused, match="open_orders") as refusal:
            leave(session, member_id=here.rini.member_id, by=here.treasurer.actor())
    assert refusal.value.facts == {"count": 1}


def test_an_applicant_who_never_paid_leaves_without_an_entry(books: Books):
    here = village(books)
    by = here.treasurer.actor()
    with here.writing() as session:
        tuti = join(session, person=create_person(session, name="Tuti"), by=by)
        assert leave(session, member_id=tuti.id, by=by) is None
        assert tuti.state is MemberState.LEFT


def test_who_left_neither_saves_nor_leaves_again(books: Books):
    here = village(books)
    rini, by = here.rini.member_id, here.treasurer.actor()
    with here.writing() as session:
        leave(session, member_id=rini, by=by)
        kind = AccountKind.VOLUNTARY
        with pytest.raises(Refused, match="not_member"):
            deposit(session, member_id=rini, kind=kind, amount_rupiah=5_000, by=by)
        with pytest.raises(Refused, match="not_member"):
            withdraw(session, member_id=rini, kind=kind, amount_rupiah=5_000, by=by)
        with pytest.raises(Refused, match="not_member"):
            leave(session, member_id=rini, by=by)
        with pytest.raises(Refused, match="not_found"):
            leave(session, member_id=999, by=by)


def test_an_officer_does_not_settle_her_own_savings(books: Books):
    here = village(books)
    with here.writing() as session:
        sari = here.sari
        by = here.secretary.actor()
        grant_role(session, person_id=sari.person_id, role=Role.TREASURER, by=by)
        with pytest.raises(Refused, match="own_savings"):
            leave(session, member_id=sari.member_id, by=sari.actor())


def test_goods_of_a_cancelled_order_are_a_bon_even_after_she_left_and_it_can_be_paid(books: Books):
    here = village(books)
    sari, by = here.sari.member_id, here.treasurer.actor()
    with here.writing() as session:
        placed = order(session, here, here.sari)
        cancel(session, order_id=placed.id, by=here.sari.actor())
        leave(session, member_id=sari, by=by)
        hand_over(session, order_id=placed.id, means=Means.CREDIT, by=here.shopkeeper.actor())
        assert savings_of(session, here.coop_id, sari).credit == placed.total_rupiah
        assert broken(session) == []
        pay_credit(session, member_id=sari, amount_rupiah=placed.total_rupiah, by=by)
        assert savings_of(session, here.coop_id, sari).credit == 0
        assert broken(session) == []
