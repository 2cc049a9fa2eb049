"""The passbook a member reads: the seven lines of domain.md 1.3, with the same saldo."""

import json
from datetime import UTC, datetime

from cooperative.books import Books
from cooperative.clock import FixedClock
from cooperative.ledger.accounts import account_of
from cooperative.ledger.corrections import take_back
from cooperative.ledger.entries import Line, book
from cooperative.ledger.leaving import leave
from cooperative.ledger.passbook import Movement, movement_count, movements
from cooperative.ledger.savings import deposit, withdraw
from cooperative.ledger.tables import AccountKind, EntryKind
from cooperative.people.members import join
from cooperative.people.persons import create_person
from tests.village import Village, village

POKOK, WAJIB, VOLUNTARY = AccountKind.POKOK, AccountKind.WAJIB, AccountKind.VOLUNTARY


def at(clock: FixedClock, year: int, month: int, day: int) -> None:
    clock.moment = datetime(year, month, day, 3, tzinfo=UTC)


def live_the_oracle(here: Village, clock: FixedClock) -> tuple[int, int]:
    """Write the oracle's seven lines day by day; returns the member and the wrong entry."""
    by = here.treasurer.actor()
    with here.writing() as session:
        person = create_person(session, name="Tuti", honorific="Bu")
        tuti = join(session, person=person, by=by).id
        for kind, amount_rupiah in ((POKOK, 100_000), (WAJIB, 10_000)):
            deposit(session, member_id=tuti, kind=kind, amount_rupiah=amount_rupiah, by=by)
    at(clock, 2025, 12, 5)
    with here.writing() as session:
        for kind, amount_rupiah in ((WAJIB, 40_000), (VOLUNTARY, 25_000)):
            deposit(session, member_id=tuti, kind=kind, amount_rupiah=amount_rupiah, by=by)
    at(clock, 2026, 1, 15)
    with here.writing() as session:
        withdraw(session, member_id=tuti, kind=VOLUNTARY, amount_rupiah=15_000, by=by)
    at(clock, 2026, 1, 16)
    with here.writing() as session:
        wrong = deposit(session, member_id=tuti, kind=VOLUNTARY, amount_rupiah=50_000, by=by)
        take_back(session, entry_id=wrong.id, reason="salah catat", by=by)
    return tuti, wrong.id


def shown(movement: Movement) -> tuple[str, int, int, int, int]:
    return (
        str(movement.occurred_on),
        movement.pokok_rupiah,
        movement.wajib_rupiah,
        movement.voluntary_rupiah,
        movement.total_after_rupiah,
    )


def test_the_passbook_reads_like_the_paper_one(books: Books, clock: FixedClock):
    at(clock, 2025, 8, 10)
    here = village(books)
    tuti, wrong_id = live_the_oracle(here, clock)
    with books.reading() as session:
        lines = movements(session, here.coop_id, tuti)
        assert movement_count(session, here.coop_id, tuti) == 7
    assert [shown(line) for line in reversed(lines)] == [
        ("2025-08-10", 100_000, 0, 0, 100_000),
        ("2025-08-10", 0, 10_000, 0, 110_000),
        ("2025-12-05", 0, 40_000, 0, 150_000),
        ("2025-12-05", 0, 0, 25_000, 175_000),
        ("2026-01-15", 0, 0, -15_000, 160_000),
        ("2026-01-16", 0, 0, 50_000, 210_000),
        ("2026-01-16", 0, 0, -50_000, 160_000),
    ]
    correction, mistake = lines[:2]
    assert (correction.reverses, mistake.reversed_by) == (wrong_id, correction.entry_id)
    assert (correction.note, correction.delta_rupiah) == ("salah catat", -50_000)
    assert (correction.kind, correction.reversed_by) == (EntryKind.REVERSAL, None)
    assert lines[4].facts == {"periods": ["2025-09", "2025-10", "2025-11", "2025-12"]}
    assert json.dumps(lines[4].facts)


def test_a_long_passbook_is_read_page_by_page(books: Books, clock: FixedClock):
    at(clock, 2025, 8, 10)
    here = village(books)
    tuti, _ = live_the_oracle(here, clock)
    with books.reading() as session:
        whole = movements(session, here.coop_id, tuti)
        pages = [
            movements(session, here.coop_id, tuti, page=page, per_page=3) for page in (1, 2, 3, 4)
        ]
    assert [line for page in pages for line in page] == whole
    assert [len(page) for page in pages] == [3, 3, 1, 0]


def test_paying_from_savings_shows_and_paying_cash_does_not(books: Books):
    here = village(books)
    by = here.shopkeeper.actor()
    with here.writing() as session:
        sales = account_of(session, here.coop_id, AccountKind.SALES)
        cash = account_of(session, here.coop_id, AccountKind.CASH)
        savings = account_of(session, here.coop_id, VOLUNTARY, here.sari.member_id)
        for payer in (cash, savings):
            lines = [Line(payer, sales, 16_500)]
            mine = here.sari.member_id
            book(session, EntryKind.SALE, lines, by=by, member_id=mine, subject="order/1")
    with books.reading() as session:
        newest = movements(session, here.coop_id, here.sari.member_id)
    assert [line.delta_rupiah for line in newest] == [-16_500, 50_000, 100_000]
    assert newest[0].subject == "order/1"


def test_a_settlement_is_one_line_of_all_three_kinds(books: Books):
    here = village(books)
    with here.writing() as session:
        leave(session, member_id=here.sari.member_id, by=here.treasurer.actor())
    with books.reading() as session:
        last = movements(session, here.coop_id, here.sari.member_id)[0]
    assert shown(last)[1:] == (-100_000, 0, -50_000, 0)
