"""Which alarms a cooperative gives, measured against its own weeks, and which come first."""

from datetime import date, timedelta

import pytest

from lumbung.bench.alarms import FALSE_A_MONTH, MISSED_PERCENT, measure
from monitoring.alarms import Alarm, AlarmKind, alarms_of, most_urgent
from monitoring.alarms.ranking import odd_days
from monitoring.alarms.rest_days import rest_days
from monitoring.alarms.rhythm import is_unusual_gap
from monitoring.reports.pictures import WINDOW_DAYS, Picture
from monitoring.staples import staple_of

TODAY = date(2026, 6, 20)  # a Saturday
EVERY_DAY = frozenset(range(7))
MARKET = frozenset({1, 5})  # Tuesday and Saturday


def _counts(open_on: frozenset[int], silent_days: int, today: date = TODAY) -> list[int]:
    """Return eight weeks of a village that opens on these weekdays and then fell silent."""
    days = [today - timedelta(days=back) for back in range(WINDOW_DAYS - 1, -1, -1)]
    return [
        3 if day.weekday() in open_on and (today - day).days > silent_days else 0 for day in days
    ]


@pytest.mark.parametrize(
    ("open_on", "silent_days", "outcome"),
    [
        (EVERY_DAY, 0, "well"),
        (EVERY_DAY, 1, "well"),
        (EVERY_DAY, 3, "alarm"),
        (MARKET, 3, "well"),
        (MARKET, 6, "well"),
        (MARKET, 12, "alarm"),
    ],
)
def test_a_silence_is_measured_against_the_villages_own_weeks(
    open_on: frozenset[int], silent_days: int, outcome: str
):
    counts = _counts(open_on, silent_days)
    assert is_unusual_gap(counts, TODAY, frozenset()) is (outcome == "alarm")


def test_nobody_is_expected_in_the_week_of_idul_fitri():
    today = date(2026, 3, 24)
    counts = _counts(EVERY_DAY, 5, today)
    assert is_unusual_gap(counts, today, frozenset())
    assert not is_unusual_gap(counts, today, rest_days(today))


def test_a_village_that_has_just_begun_has_no_rhythm_yet():
    counts = [0] * (WINDOW_DAYS - 10) + [2] * 5 + [0] * 5
    assert not is_unusual_gap(counts, TODAY, frozenset())


def test_years_of_villages_are_heard_and_seldom_called_for_nothing():
    score = measure(10)
    assert score.silences == 30
    assert score.missed_percent <= MISSED_PERCENT
    assert score.false_a_month <= FALSE_A_MONTH


def test_each_thing_that_is_the_matter_has_its_alarm():
    day = timedelta(days=1)
    picture = Picture(
        1,
        TODAY,
        last_sign_on=TODAY,
        last_sale_on=TODAY - 9 * day,
        signs=tuple(_counts(EVERY_DAY, 0)),
        sale_counts=tuple(_counts(EVERY_DAY, 9)),
        daily_sales=(*[50_000] * 55, 921_458_000),
        waiting_since=(TODAY - 4 * day, TODAY - 3 * day, TODAY),
        staples_empty=(("beras", TODAY - 3 * day),),
        differences_since=(TODAY - 9 * day,),
        arrears_rupiah=200_000,
        arrears_before_rupiah=100_000,
    )
    found = {alarm.kind: alarm for alarm in alarms_of(picture)}
    assert list(found) == [
        AlarmKind.LATE_ORDERS,
        AlarmKind.NO_SALES,
        AlarmKind.STAPLES_EMPTY,
        AlarmKind.UNSETTLED,
        AlarmKind.ARREARS_GROW,
        AlarmKind.ODD_FIGURE,
    ]
    assert found[AlarmKind.LATE_ORDERS].facts == {"days": 4, "count": 2}
    assert found[AlarmKind.STAPLES_EMPTY].facts == {"days": 3, "staple": "beras", "count": 1}


def test_a_figure_nobody_would_believe_is_odd_also_where_it_is_the_only_one():
    assert odd_days((0, 0, 921_458_000, 0)) == [2]
    assert odd_days((0, 60_000, 921_458_000, 80_000)) == [2]
    assert odd_days((4_000_000, 5_500_000, 6_000_000)) == []


def test_a_village_that_is_well_gives_none():
    counts = tuple(_counts(EVERY_DAY, 0))
    picture = Picture(
        1,
        TODAY,
        last_sign_on=TODAY,
        last_sale_on=TODAY,
        signs=counts,
        sale_counts=counts,
        daily_sales=tuple(count * 20_000 for count in counts),
        waiting_since=(TODAY,),
        arrears_rupiah=100_000,
        arrears_before_rupiah=90_000,
    )
    assert alarms_of(picture) == []


def test_at_most_five_a_day_and_every_village_before_anybodys_second():
    alarms = [
        Alarm(village, kind, 3)
        for village in range(1, 5)
        for kind in (AlarmKind.STAPLES_EMPTY, AlarmKind.LATE_ORDERS)
    ]
    first = most_urgent([*alarms, Alarm(9, AlarmKind.SILENT, 8)])
    assert [(alarm.cooperative_id, alarm.kind) for alarm in first] == [
        (9, AlarmKind.SILENT),
        *((village, AlarmKind.LATE_ORDERS) for village in range(1, 5)),
    ]


@pytest.mark.parametrize(
    ("name", "staple"),
    [
        ("Beras SPHP 5 kg", "beras"),
        ("Minyakita 1 liter", "minyak"),
        ("Gula merah kelapa", ""),
        ("Tepung beras", ""),
        ("Isi ulang LPG 3 kg", "gas"),
        ("Isi ulang LPG nonsubsidi 12 kg", ""),
        ("Sabun mandi", ""),
    ],
)
def test_basic_foods_are_known_by_their_names(name: str, staple: str):
    assert staple_of(name) == staple
