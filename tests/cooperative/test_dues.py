"""Simpanan wajib by the month: the passbook oracle of domain.md 1.3, and rates that change."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import Session

from cooperative.books import Books
from cooperative.clock import FixedClock
from cooperative.ledger.dues import DueState, dues_of, periods_covered, rate_on, set_rate
from cooperative.ledger.leaving import leave
from cooperative.ledger.savings import deposit
from cooperative.ledger.tables import AccountKind
from cooperative.people.members import join
from cooperative.people.persons import create_person
from cooperative.refusals import Refused
from tests.village import Village, village

AUGUST = date(2025, 8, 10)
MARCH = date(2026, 3, 20)
WAJIB = AccountKind.WAJIB


def join_in_august(session: Session, here: Village) -> int:
    """Let Bu Tuti join on 10 August 2025, as in the oracle."""
    person = create_person(session, name="Tuti", honorific="Bu")
    return join(session, person=person, by=here.secretary.actor(), joined_on=AUGUST).id


def pay(session: Session, here: Village, member_id: int, amount_rupiah: int) -> list[str]:
    """Pay wajib and return the months it was for."""
    paid = deposit(
        session,
        member_id=member_id,
        kind=WAJIB,
        amount_rupiah=amount_rupiah,
        by=here.treasurer.actor(),
    )
    return [part.strip('"') for part in paid.facts[len('{"periods":[') : -2].split(",")]


def test_arrears_are_the_months_whose_last_day_has_passed(books: Books):
    here = village(books)
    with here.writing() as session:
        tuti = join_in_august(session, here)
        assert pay(session, here, tuti, 10_000) == ["2025-08"]
        assert pay(session, here, tuti, 40_000) == ["2025-09", "2025-10", "2025-11", "2025-12"]
        dues = dues_of(session, here.coop_id, tuti, today=MARCH)
    assert dues.arrears_rupiah == 20_000
    assert dues.unpaid_periods == ["2026-01", "2026-02"]
    states = [month.state for month in dues.months]
    assert states[:7] == [DueState.BEFORE] * 7
    assert states[7:12] == [DueState.PAID] * 5
    assert states[12:] == [DueState.UNPAID] * 2 + [DueState.UPCOMING] * 10
    assert [month.period for month in dues.of_year(2026)][::11] == ["2026-01", "2026-12"]


@pytest.mark.parametrize(
    ("today", "arrears_rupiah"),
    [(date(2025, 8, 31), 0), (date(2025, 9, 1), 10_000), (date(2025, 9, 30), 10_000)],
)
def test_a_month_is_owed_from_the_day_after_its_last(
    books: Books, today: date, arrears_rupiah: int
):
    here = village(books)
    with here.writing() as session:
        tuti = join_in_august(session, here)
        dues = dues_of(session, here.coop_id, tuti, today=today)
    assert dues.arrears_rupiah == arrears_rupiah


def test_half_a_month_paid_leaves_the_other_half_owed(books: Books):
    here = village(books)
    with here.writing() as session:
        tuti = join_in_august(session, here)
        assert pay(session, here, tuti, 15_000) == ["2025-08", "2025-09"]
        dues = dues_of(session, here.coop_id, tuti, today=date(2025, 10, 1))
        assert dues.arrears_rupiah == 5_000
        assert dues.unpaid_periods == ["2025-09"]
        assert pay(session, here, tuti, 10_000) == ["2025-09", "2025-10"]


def test_who_pays_ahead_owes_nothing_when_the_month_comes(books: Books):
    here = village(books)
    with here.writing() as session:
        tuti = join_in_august(session, here)
        pay(session, here, tuti, 240_000)
        dues = dues_of(session, here.coop_id, tuti, today=MARCH)
        next_year = periods_covered(
            session, here.coop_id, tuti, from_rupiah=230_000, to_rupiah=240_000
        )
    assert (dues.arrears_rupiah, dues.unpaid_periods) == (0, [])
    assert all(month.state is DueState.PAID for month in dues.of_year(2026))
    assert next_year == ["2027-07"]


def test_a_new_rate_counts_for_months_that_end_after_it_began(books: Books):
    here = village(books)
    with here.writing() as session:
        tuti = join_in_august(session, here)
        set_rate(
            session,
            kind=WAJIB,
            amount_rupiah=20_000,
            starts_on=date(2026, 1, 1),
            by=here.treasurer.actor(),
        )
        dues = dues_of(session, here.coop_id, tuti, today=MARCH)
        assert rate_on(session, here.coop_id, WAJIB, date(2025, 12, 31)) == 10_000
        assert rate_on(session, here.coop_id, WAJIB, date(2026, 1, 1)) == 20_000
        assert rate_on(session, here.coop_id, WAJIB, date(2020, 1, 1)) == 0
    assert dues.arrears_rupiah == 5 * 10_000 + 2 * 20_000


def test_what_the_meeting_decided_for_a_day_is_not_rewritten(books: Books):
    here = village(books)
    with here.writing() as session, pytest.raises(Refused, match="rate_exists"):
        set_rate(
            session,
            kind=WAJIB,
            amount_rupiah=5_000,
            starts_on=date(2025, 8, 1),
            by=here.treasurer.actor(),
        )


def test_who_left_owes_no_months(books: Books, clock: FixedClock):
    here = village(books)
    clock.moment = datetime(2026, 9, 1, 1, tzinfo=UTC)
    with here.writing() as session:
        owed = dues_of(session, here.coop_id, here.rini.member_id, today=date(2026, 9, 1))
        leave(session, member_id=here.rini.member_id, by=here.treasurer.actor())
        left = dues_of(session, here.coop_id, here.rini.member_id, today=date(2026, 9, 1))
    assert (owed.arrears_rupiah, left.arrears_rupiah, left.months) == (30_000, 0, [])
    clock.advance(timedelta(days=1))
