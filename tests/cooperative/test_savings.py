"""Savings: Bu Sari brings money, takes some out, and nobody decides about her own."""

from datetime import date

import pytest
from sqlmodel import Session, col, select

from cooperative.actors import Role
from cooperative.audit import Audit
from cooperative.books import Books
from cooperative.clock import moment_of
from cooperative.inbox import InboxEntry
from cooperative.ledger import accounts
from cooperative.ledger.accounts import account_of
from cooperative.ledger.corrections import take_back
from cooperative.ledger.credit import pay_credit
from cooperative.ledger.entries import MOST_RUPIAH, Line, book
from cooperative.ledger.savings import Savings, deposit, savings_of, withdraw
from cooperative.ledger.tables import AccountKind, Entry, EntryKind, Means
from cooperative.people.access import end_role, grant_role
from cooperative.people.members import find_member
from cooperative.people.tables import MemberState, RoleGrant
from cooperative.refusals import Refused
from tests.village import Village, Villager, village

VOLUNTARY, POKOK, WAJIB = AccountKind.VOLUNTARY, AccountKind.POKOK, AccountKind.WAJIB


def news_of(session: Session, villager: Villager) -> list[str]:
    return list(
        session.exec(
            select(InboxEntry.kind)
            .where(col(InboxEntry.person_id) == villager.person_id)
            .order_by(col(InboxEntry.id))
        )
    )


def owe(session: Session, here: Village, member_id: int, amount_rupiah: int) -> None:
    """Let a member take goods on bon."""
    credit = account_of(session, here.coop_id, AccountKind.CREDIT, member_id)
    sales = account_of(session, here.coop_id, AccountKind.SALES)
    by = here.shopkeeper.actor()
    book(session, EntryKind.SALE, [Line(credit, sales, amount_rupiah)], by=by)


def test_sari_brings_money_and_reads_it_in_her_inbox(books: Books):
    here = village(books)
    with here.writing() as session:
        entry = deposit(
            session,
            member_id=here.sari.member_id,
            kind=VOLUNTARY,
            amount_rupiah=25_000,
            by=here.treasurer.actor(),
            occurred_on=date(2026, 6, 18),
            note="hasil kebun",
        )
    assert (entry.means, entry.occurred_on) == (Means.CASH, date(2026, 6, 18))
    with books.reading() as session:
        savings = savings_of(session, here.coop_id, here.sari.member_id)
        assert news_of(session, here.sari) == ["savings.deposited"]
    assert savings == Savings(pokok=100_000, wajib=0, voluntary=75_000, held=0, credit=0)
    assert (savings.total, savings.available) == (175_000, 75_000)


def test_somebody_who_never_saved_has_nothing(books: Books):
    here = village(books)
    with books.reading() as session:
        assert savings_of(session, here.coop_id, 999) == Savings(0, 0, 0, 0, 0)


@pytest.mark.parametrize("amount_rupiah", [0, -5_000, MOST_RUPIAH + 1])
def test_an_amount_no_hand_counts_out_is_refused(books: Books, amount_rupiah: int):
    here = village(books)
    sari, by = here.sari.member_id, here.treasurer.actor()
    for act in (deposit, withdraw):
        with here.writing() as session, pytest.raises(Refused, match="amount_out_of_range"):
            act(session, member_id=sari, kind=VOLUNTARY, amount_rupiah=amount_rupiah, by=by)


def test_only_savings_are_paid_in_as_savings(books: Books):
    here = village(books)
    with here.writing() as session, pytest.raises(ValueError, match="savings"):
        deposit(
            session,
            member_id=here.sari.member_id,
            kind=AccountKind.CREDIT,
            amount_rupiah=1,
            by=here.treasurer.actor(),
        )


def test_sukarela_is_paid_out_up_to_what_no_order_holds(books: Books):
    here = village(books)
    sari, by = here.sari.member_id, here.treasurer.actor()
    with here.writing() as session:
        savings = account_of(session, here.coop_id, VOLUNTARY, sari)
        accounts.hold(session, here.coop_id, savings, 20_000)
        with pytest.raises(Refused, match="savings_short") as refusal:
            withdraw(session, member_id=sari, kind=VOLUNTARY, amount_rupiah=30_001, by=by)
        assert refusal.value.facts == {"available_rupiah": 30_000}
        withdraw(session, member_id=sari, kind=VOLUNTARY, amount_rupiah=30_000, by=by)
    with books.reading() as session:
        assert savings_of(session, here.coop_id, sari).available == 0
        assert news_of(session, here.sari) == ["savings.withdrawn"]


@pytest.mark.parametrize(("kind", "code"), [(POKOK, "pokok_stays"), (WAJIB, "wajib_stays")])
def test_pokok_and_wajib_stay_while_she_is_a_member(books: Books, kind: AccountKind, code: str):
    here = village(books)
    with here.writing() as session, pytest.raises(Refused, match=code):
        withdraw(
            session,
            member_id=here.sari.member_id,
            kind=kind,
            amount_rupiah=1,
            by=here.treasurer.actor(),
        )


def test_a_bon_is_nothing_to_pay_out(books: Books):
    here = village(books)
    sari, by = here.sari.member_id, here.treasurer.actor()
    with here.writing() as session, pytest.raises(ValueError, match="savings are"):
        withdraw(session, member_id=sari, kind=AccountKind.CREDIT, amount_rupiah=1, by=by)


def treasurer_who_saves(session: Session, here: Village) -> Villager:
    """Make Bu Sari a treasurer too."""
    grant_role(
        session,
        person_id=here.sari.person_id,
        role=Role.TREASURER,
        by=here.treasurer.actor(),
    )
    return here.sari


def test_a_treasurer_does_not_pay_out_or_correct_her_own_savings(books: Books):
    here = village(books)
    with here.writing() as session:
        sari = treasurer_who_saves(session, here)
        mine, by = sari.member_id, sari.actor()
        with pytest.raises(Refused, match="own_savings"):
            withdraw(session, member_id=mine, kind=VOLUNTARY, amount_rupiah=1_000, by=by)
        paid = deposit(session, member_id=mine, kind=VOLUNTARY, amount_rupiah=1_000, by=by)
        with pytest.raises(Refused, match="own_savings"):
            take_back(session, entry_id=paid.id, reason="salah", by=by)


def test_the_only_officer_may_and_the_supervisor_reads_of_it(books: Books):
    here = village(books)
    with here.writing() as session:
        sari = treasurer_who_saves(session, here)
        only = sari.actor()
        end_role(session, person_id=here.treasurer.person_id, role=Role.TREASURER, by=only)
        retire(session, here.secretary)
        withdraw(session, member_id=sari.member_id, kind=VOLUNTARY, amount_rupiah=1_000, by=only)
    with books.reading() as session:
        assert news_of(session, here.supervisor) == ["self_approved"]
        trail = session.exec(select(Audit.details).order_by(col(Audit.seq).desc())).first()
    assert trail is not None
    assert '"self_approved":true' in trail


def retire(session: Session, villager: Villager) -> None:
    """Let a secretary go, also the last one: the village has nobody left."""
    grants = select(RoleGrant).where(
        col(RoleGrant.person_id) == villager.person_id, col(RoleGrant.role) == Role.SECRETARY
    )
    for grant in session.exec(grants):
        grant.until = moment_of(session)
    session.flush()  # the next rule looks who is left


def test_a_slip_of_the_pen_is_taken_back_with_its_reason(books: Books):
    here = village(books)
    by = here.treasurer.actor()
    with here.writing() as session:
        wrong = deposit(
            session,
            member_id=here.rini.member_id,
            kind=VOLUNTARY,
            amount_rupiah=50_000,
            by=by,
        )
        with pytest.raises(Refused, match="reason_missing"):
            take_back(session, entry_id=wrong.id, reason="  ", by=by)
        take_back(session, entry_id=wrong.id, reason="uang Bu Sari", by=by)
    with books.reading() as session:
        assert savings_of(session, here.coop_id, here.rini.member_id).voluntary == 0
        assert news_of(session, here.rini) == ["savings.deposited", "savings.corrected"]


def test_a_pokok_taken_back_makes_her_an_applicant_again(books: Books):
    here = village(books)
    by = here.treasurer.actor()
    with here.writing() as session:
        first = first_entry(session, here, kind=EntryKind.DEPOSIT)
        take_back(session, entry_id=first, reason="belum dibayar", by=by)
        member = find_member(session, here.coop_id, here.sari.member_id)
        assert member.state is MemberState.APPLICANT


def first_entry(session: Session, here: Village, *, kind: EntryKind) -> int:
    """Return the first entry of a kind: the first deposit is Bu Sari's pokok."""
    wanted = select(Entry.id).where(
        col(Entry.cooperative_id) == here.coop_id, col(Entry.kind) == kind
    )
    return session.exec(wanted.order_by(col(Entry.id))).first() or 0


def test_goods_and_memberships_are_not_taken_back_here(books: Books):
    here = village(books)
    with here.writing() as session:
        opening = first_entry(session, here, kind=EntryKind.OPENING)
        with pytest.raises(Refused, match="not_reversible"):
            take_back(session, entry_id=opening, reason="salah", by=here.treasurer.actor())


def test_joko_pays_on_his_bon_but_not_more_than_he_owes(books: Books):
    here = village(books)
    joko, by = here.joko.member_id, here.treasurer.actor()
    with here.writing() as session:
        owe(session, here, joko, 30_000)
        with pytest.raises(Refused, match="credit_less") as refusal:
            pay_credit(session, member_id=joko, amount_rupiah=30_001, by=by)
        assert refusal.value.facts == {"owed_rupiah": 30_000}
        pay_credit(session, member_id=joko, amount_rupiah=10_000, by=by)
        assert savings_of(session, here.coop_id, joko).credit == 20_000
