"""Gerai: which there are, when they open, and how long something has been waiting."""

from datetime import UTC, datetime

import pytest

from cooperative.books import Books
from cooperative.refusals import Refused
from cooperative.store.outlets import (
    Opening,
    create_outlet,
    default_outlet,
    open_days_since,
    openings_of,
    opens_next,
    outlet_of,
    outlets_of,
    set_openings,
    touch_all,
    touch_catalogue,
)
from tests.village import two_villages, village

# The gerai of the village: Monday to Saturday, 07.00 to 17.00 WIB (UTC+7).
SATURDAY_MORNING = datetime(2026, 6, 20, 0, 40, tzinfo=UTC)
SATURDAY_EVENING = datetime(2026, 6, 20, 12, 0, tzinfo=UTC)
SUNDAY_NOON = datetime(2026, 6, 21, 5, 0, tzinfo=UTC)
MONDAY_AT_SIX = datetime(2026, 6, 21, 23, 0, tzinfo=UTC)
MONDAY_AT_SEVEN = datetime(2026, 6, 22, 0, 0, tzinfo=UTC)
MONDAY_AT_FIVE = datetime(2026, 6, 22, 10, 0, tzinfo=UTC)
TUESDAY_AT_SEVEN = datetime(2026, 6, 23, 0, 0, tzinfo=UTC)


def test_the_oldest_gerai_is_meant_where_none_is_named(books: Books):
    here = village(books)
    with here.writing() as session:
        second = create_outlet(session, name="Gerai LPG", by=here.secretary.actor())
        assert default_outlet(session, here.coop_id).id == here.outlet_id
        assert [outlet.id for outlet in outlets_of(session, here.coop_id)] == [
            here.outlet_id,
            second.id,
        ]


def test_a_cooperative_without_a_gerai_has_none_to_offer(books: Books):
    here = village(books)
    with books.reading() as session, pytest.raises(Refused, match="not_found"):
        default_outlet(session, here.coop_id + 1)


def test_the_neighbours_gerai_is_like_one_that_is_not_there(books: Books):
    both = two_villages(books)
    with both.here.writing() as session:
        extra = create_outlet(session, name="Gerai LPG", by=both.here.secretary.actor())
    with books.reading() as session, pytest.raises(Refused, match="not_found"):
        outlet_of(session, both.other.coop_id, extra.id)


@pytest.mark.parametrize(
    ("moment", "opens"),
    [
        (SATURDAY_MORNING, None),
        (SATURDAY_EVENING, MONDAY_AT_SEVEN),
        (SUNDAY_NOON, MONDAY_AT_SEVEN),
        (MONDAY_AT_SIX, MONDAY_AT_SEVEN),
        (MONDAY_AT_SEVEN, None),
        (MONDAY_AT_FIVE, TUESDAY_AT_SEVEN),
    ],
)
def test_a_closed_gerai_says_when_it_opens(books: Books, moment: datetime, opens: datetime | None):
    here = village(books)
    with books.reading() as session:
        outlet = outlet_of(session, here.coop_id, here.outlet_id)
        assert opens_next(session, outlet, moment) == opens


def test_a_gerai_that_opens_once_a_week_opens_again_in_a_week(books: Books):
    here = village(books)
    with here.writing() as session:
        mondays = [Opening(weekday=0, opens_minute=420, closes_minute=1020)]
        set_openings(session, outlet_id=here.outlet_id, openings=mondays, by=here.secretary.actor())
    with books.reading() as session:
        outlet = outlet_of(session, here.coop_id, here.outlet_id)
        assert openings_of(session, outlet) == mondays
        assert opens_next(session, outlet, MONDAY_AT_FIVE) == datetime(2026, 6, 29, tzinfo=UTC)
        assert open_days_since(session, outlet, SATURDAY_MORNING, MONDAY_AT_FIVE) == 1
        assert open_days_since(session, outlet, MONDAY_AT_FIVE, TUESDAY_AT_SEVEN) == 0


def test_a_gerai_that_named_no_hours_counts_as_open(books: Books):
    here = village(books)
    with here.writing() as session:
        outlet = create_outlet(session, name="Gerai LPG", by=here.secretary.actor())
        assert opens_next(session, outlet, SUNDAY_NOON) is None
        assert open_days_since(session, outlet, SATURDAY_MORNING, SUNDAY_NOON) == 1


@pytest.mark.parametrize(
    ("moment", "days"),
    [
        (SATURDAY_MORNING, 0),
        (SATURDAY_EVENING, 0),
        (SUNDAY_NOON, 0),
        (MONDAY_AT_SIX, 0),
        (MONDAY_AT_SEVEN, 1),
        (MONDAY_AT_FIVE, 1),
        (TUESDAY_AT_SEVEN, 2),
        (datetime(2026, 7, 4, 10, 0, tzinfo=UTC), 12),
    ],
)
def test_only_days_on_which_the_gerai_opened_count_as_waiting(
    books: Books, moment: datetime, days: int
):
    here = village(books)
    with books.reading() as session:
        outlet = outlet_of(session, here.coop_id, here.outlet_id)
        assert open_days_since(session, outlet, SATURDAY_MORNING, moment) == days


def test_touching_one_gerai_leaves_the_others_list_as_it_is(books: Books):
    here = village(books)
    with here.writing() as session:
        create_outlet(session, name="Gerai LPG", by=here.secretary.actor())
    with here.writing() as session:
        touch_catalogue(session, here.coop_id, here.outlet_id)
        touch_all(session, here.coop_id)
    with books.reading() as session:
        versions = [outlet.catalogue_version for outlet in outlets_of(session, here.coop_id)]
    assert versions == [2, 1]
