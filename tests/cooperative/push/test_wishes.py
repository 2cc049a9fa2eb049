"""What people want to be told at once, and when not."""

from datetime import UTC, datetime, timedelta

import pytest

from cooperative.books import Books
from cooperative.push.wishes import Wishes, set_wishes, wishes_of
from tests.village import Village, village


@pytest.fixture
def here(books: Books) -> Village:
    return village(books)


@pytest.mark.parametrize(
    ("local", "until"),
    [((20, 59), None), ((21, 0), (6, 0)), ((3, 30), (6, 0)), ((5, 59), (6, 0)), ((6, 0), None)],
)
def test_quiet_hours_run_over_midnight(local: tuple[int, int], until: tuple[int, int] | None):
    moment = datetime(2026, 6, 20, *local, tzinfo=UTC) - timedelta(hours=7)
    ends = Wishes().quiet_until(moment, "Asia/Pontianak")
    if until is None:
        assert ends is None
    else:
        assert ends is not None
        assert moment < ends <= moment + timedelta(hours=9)
        assert (ends + timedelta(hours=7)).time().hour == until[0]


def test_equal_quiet_hours_are_none():
    now = datetime(2026, 6, 20, tzinfo=UTC)
    for minute in (0, 420, 1439):
        wishes = Wishes(quiet_from_minute=minute, quiet_until_minute=minute)
        assert wishes.quiet_until(now, "Asia/Pontianak") is None


def test_wishes_are_kept_for_her_alone(here: Village):
    wanted = Wishes(frozenset({"gerai"}), 0, 0, 3)
    with here.writing() as session:
        set_wishes(session, person_id=here.sari.person_id, wishes=wanted)
    with here.books.reading() as session:
        assert wishes_of(session, here.sari.person_id) == wanted
        assert wishes_of(session, here.rini.person_id) == Wishes()
