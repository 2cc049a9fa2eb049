"""The day book: every entry balances, nothing is erased, and no account is overdrawn."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError
from sqlmodel import Session, col, select

from cooperative.books import Books
from cooperative.clock import FixedClock
from cooperative.ledger import accounts
from cooperative.ledger.accounts import CHART, account_of, saldo
from cooperative.ledger.entries import Line, book, lines_of, reverse
from cooperative.ledger.tables import AccountKind, Entry, EntryKind
from cooperative.refusals import Refused
from tests.village import Village, two_villages, village


def cash_and_savings(session: Session, here: Village, member_id: int) -> tuple[int, int]:
    cash = account_of(session, here.coop_id, AccountKind.CASH)
    return cash, account_of(session, here.coop_id, AccountKind.VOLUNTARY, member_id)


def test_a_deposit_raises_the_till_and_the_savings_alike(books: Books):
    here = village(books)
    with here.writing() as session:
        cash, savings = cash_and_savings(session, here, here.rini.member_id)
        before = saldo(session, here.coop_id, cash)
        lines = [Line(cash, savings, 25_000)]
        entry = book(session, EntryKind.DEPOSIT, lines, by=here.treasurer.actor())
        assert lines_of(session, here.coop_id, entry.id) == lines
    with books.reading() as session:
        assert saldo(session, here.coop_id, cash) == before + 25_000
        assert saldo(session, here.coop_id, savings) == 25_000


def test_an_account_is_opened_once_and_every_kind_has_its_place_in_the_chart(books: Books):
    here = village(books)
    with here.writing() as session:
        first = account_of(session, here.coop_id, AccountKind.VOLUNTARY, here.rini.member_id)
        again = account_of(session, here.coop_id, AccountKind.VOLUNTARY, here.rini.member_id)
        assert first == again
    numbers = [number for number, _ in CHART.values()]
    assert set(CHART) == set(AccountKind)
    assert len(set(numbers)) == len(numbers)


def test_savings_belong_to_a_member_and_the_till_to_nobody(books: Books):
    here = village(books)
    with here.writing() as session, pytest.raises(ValueError, match="member"):
        account_of(session, here.coop_id, AccountKind.VOLUNTARY)
    with here.writing() as session, pytest.raises(ValueError, match="member"):
        account_of(session, here.coop_id, AccountKind.CASH, here.sari.member_id)


def test_nobody_takes_out_more_than_there_is(books: Books):
    here = village(books)
    with here.writing() as session:
        cash, savings = cash_and_savings(session, here, here.sari.member_id)
        before = saldo(session, here.coop_id, cash)
        lines = [Line(savings, cash, 50_001)]
        with pytest.raises(Refused) as refusal:
            book(session, EntryKind.WITHDRAWAL, lines, by=here.treasurer.actor())
        assert saldo(session, here.coop_id, cash) == before  # not half of it either
    assert refusal.value.code == "balance_short"
    assert refusal.value.facts == {"account": "voluntary", "available_rupiah": 50_000}


def test_an_entry_moves_money_and_cannot_be_of_tomorrow(books: Books):
    here = village(books)
    by = here.treasurer.actor()
    with here.writing() as session:
        cash, savings = cash_and_savings(session, here, here.sari.member_id)
        with pytest.raises(ValueError, match="moves money"):
            book(session, EntryKind.DEPOSIT, [], by=by)
        with pytest.raises(Refused, match="day_ahead"):
            book(
                session,
                EntryKind.DEPOSIT,
                [Line(cash, savings, 1)],
                by=by,
                occurred_on=date(2026, 6, 21),
            )


def test_book_numbers_start_anew_each_year_without_a_gap(books: Books, clock: FixedClock):
    here = village(books)
    by = here.treasurer.actor()
    numbers: list[tuple[int, int]] = []
    for step in (timedelta(0), timedelta(days=300), timedelta(days=1)):
        clock.advance(step)
        with here.writing() as session:
            cash, savings = cash_and_savings(session, here, here.sari.member_id)
            entry = book(session, EntryKind.DEPOSIT, [Line(cash, savings, 5_000)], by=by)
            numbers.append((entry.book_year, entry.book_no))
    with books.reading() as session:
        before = session.exec(
            select(sa.func.count())
            .select_from(Entry)
            .where(col(Entry.cooperative_id) == here.coop_id, col(Entry.book_year) == 2026)
        ).one()
    assert numbers == [(2026, before), (2027, 1), (2027, 2)]


def test_an_act_that_fails_leaves_no_gap_in_the_numbers(books: Books):
    here = village(books)
    by = here.treasurer.actor()
    with here.writing() as session:
        cash, savings = cash_and_savings(session, here, here.sari.member_id)
        first = book(session, EntryKind.DEPOSIT, [Line(cash, savings, 1_000)], by=by)
    with pytest.raises(Refused, match="balance_short"), here.writing() as session:
        book_and_overdraw(session, here, cash, savings)
    with here.writing() as session:
        second = book(session, EntryKind.DEPOSIT, [Line(cash, savings, 1_000)], by=by)
    assert second.book_no == first.book_no + 1


def book_and_overdraw(session: Session, here: Village, cash: int, savings: int) -> None:
    by = here.treasurer.actor()
    book(session, EntryKind.DEPOSIT, [Line(cash, savings, 1_000)], by=by)
    book(session, EntryKind.WITHDRAWAL, [Line(savings, cash, 900_000)], by=by)


def test_one_submission_signs_one_entry(books: Books):
    here = village(books)
    by = here.treasurer.actor(key="9d1b3c8e-0000-4000-8000-000000000001")
    with here.writing() as session:
        cash, savings = cash_and_savings(session, here, here.sari.member_id)
        first = book(session, EntryKind.DEPOSIT, [Line(cash, savings, 1_000)], by=by)
        second = book(session, EntryKind.DEPOSIT, [Line(cash, savings, 2_000)], by=by)
        assert (first.submission_key, second.submission_key) == (by.submission_key, None)
    with pytest.raises(DatabaseError), here.writing() as session:
        book(session, EntryKind.DEPOSIT, [Line(cash, savings, 1_000)], by=by)


def test_a_mistake_is_taken_back_once_with_the_lines_turned_round(books: Books):
    here = village(books)
    by = here.treasurer.actor()
    with here.writing() as session:
        cash, savings = cash_and_savings(session, here, here.rini.member_id)
        wrong = book(session, EntryKind.DEPOSIT, [Line(cash, savings, 50_000)], by=by)
        reversal = reverse(session, wrong.id, reason="salah catat", by=by)
        assert lines_of(session, here.coop_id, reversal.id) == [Line(savings, cash, 50_000)]
        assert (reversal.reverses_id, reversal.note) == (wrong.id, "salah catat")
        assert saldo(session, here.coop_id, savings) == 0
    for entry_id, code in ((wrong.id, "already_reversed"), (reversal.id, "not_reversible")):
        with here.writing() as session, pytest.raises(Refused, match=code):
            reverse(session, entry_id, reason="sekali lagi", by=by)


def test_money_that_is_gone_cannot_be_taken_back(books: Books):
    here = village(books)
    by = here.treasurer.actor()
    with here.writing() as session:
        cash, savings = cash_and_savings(session, here, here.rini.member_id)
        wrong = book(session, EntryKind.DEPOSIT, [Line(cash, savings, 50_000)], by=by)
        book(session, EntryKind.WITHDRAWAL, [Line(savings, cash, 1)], by=by)
    with here.writing() as session, pytest.raises(Refused, match="balance_short"):
        reverse(session, wrong.id, reason="salah catat", by=by)


def test_an_entry_of_the_neighbour_village_does_not_exist_here(books: Books):
    here, there = (both := two_villages(books)).here, both.other
    with books.reading() as session:
        theirs = session.exec(
            select(sa.func.max(Entry.id)).where(col(Entry.cooperative_id) == there.coop_id)
        ).one()
    with here.writing() as session, pytest.raises(Refused, match="not_found"):
        reverse(session, theirs + 100, reason="bukan punya kita", by=here.treasurer.actor())


def test_money_promised_to_an_order_cannot_be_promised_or_spent_again(books: Books):
    here = village(books)
    by = here.treasurer.actor()
    with here.writing() as session:
        cash, savings = cash_and_savings(session, here, here.sari.member_id)
        accounts.hold(session, here.coop_id, savings, 40_000)
        assert accounts.available(session, here.coop_id, savings) == 10_000
        with pytest.raises(Refused, match="savings_short") as refusal:
            accounts.hold(session, here.coop_id, savings, 10_001)
        assert refusal.value.facts == {"available_rupiah": 10_000}
        with pytest.raises(Refused, match="balance_short"):
            book(session, EntryKind.WITHDRAWAL, [Line(savings, cash, 10_001)], by=by)
        accounts.release(session, here.coop_id, savings, 40_000)
        assert accounts.available(session, here.coop_id, savings) == 50_000
        with pytest.raises(ValueError, match="holds less"):
            accounts.release(session, here.coop_id, savings, 1)
        with pytest.raises(ValueError, match="positive"):
            accounts.hold(session, here.coop_id, savings, 0)
        with pytest.raises(LookupError):
            accounts.available(session, here.coop_id, 999)


FORBIDDEN: Sequence[tuple[str, str]] = [
    ("overdraws a member", "UPDATE account SET balance_rupiah = 1 WHERE kind = 'voluntary'"),
    ("promises money twice", "UPDATE account SET held_rupiah = 900000 WHERE kind = 'voluntary'"),
    ("gives back what was not held", "UPDATE account SET held_rupiah = -1 WHERE kind = 'cash'"),
    ("rewrites an entry", "UPDATE entry SET note = 'lain'"),
    ("rewrites an amount", "UPDATE transfer SET amount_rupiah = 1"),
    ("tears out an entry", "DELETE FROM entry"),
    ("tears out a line", "DELETE FROM transfer"),
    ("moves less than nothing", "INSERT INTO transfer VALUES (1, 1, 9, 1, 2, -5)"),
    ("moves nothing", "INSERT INTO transfer VALUES (1, 1, 9, 1, 2, 0)"),
    ("moves to itself", "INSERT INTO transfer VALUES (1, 1, 9, 1, 1, 5)"),
    ("pays from the neighbour's till", "INSERT INTO transfer VALUES (1, 1, 9, 1, 999, 5)"),
    ("writes into the neighbour's book", "INSERT INTO transfer VALUES (2, 1, 9, 1, 999, 5)"),
    ("writes half a rupiah", "UPDATE account SET balance_rupiah = 'setengah'"),
]


@pytest.mark.parametrize("statement", [sql for _, sql in FORBIDDEN], ids=[n for n, _ in FORBIDDEN])
def test_the_books_themselves_refuse_who(books: Books, statement: str):
    here = village(books)
    with pytest.raises(DatabaseError), here.writing() as session:
        session.connection().execute(sa.text(statement))


def test_money_never_goes_to_an_account_that_is_not_here(books: Books):
    here = village(books)
    with here.writing() as session:
        _, savings = cash_and_savings(session, here, here.sari.member_id)
        lines = [Line(999, savings, 1_000)]
        with pytest.raises(LookupError):
            book(session, EntryKind.DEPOSIT, lines, by=here.treasurer.actor())
