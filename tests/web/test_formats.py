"""Amounts, days and hours as a member reads them."""

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from web import formats

PONTIANAK = ZoneInfo("Asia/Pontianak")
SATURDAY = date(2026, 6, 20)
MORNING = datetime(2026, 6, 20, 7, 40, tzinfo=PONTIANAK)


@pytest.mark.parametrize(
    ("amount_rupiah", "written"),
    [
        (0, "Rp0"),
        (999, "Rp999"),
        (65_500, "Rp65.500"),
        (100_000_000, "Rp100.000.000"),
        (-50_000, "\N{MINUS SIGN}Rp50.000"),
    ],
)
def test_rupiah_are_grouped_by_dots(amount_rupiah: int, written: str):
    assert formats.rupiah(amount_rupiah) == written


def test_a_change_of_a_balance_always_shows_its_sign():
    assert formats.signed_rupiah(10_000) == "+Rp10.000"
    assert formats.signed_rupiah(-50_000) == "\N{MINUS SIGN}Rp50.000"
    assert formats.signed_rupiah(0) == "Rp0"


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (14, "14"),
        (1_250, "1.250"),
        (-3, "\N{MINUS SIGN}3"),
        (Decimal("1.50"), "1,5"),
        (Decimal("2.000"), "2"),
        (Decimal("1250.25"), "1.250,25"),
    ],
)
def test_quantities_have_a_decimal_comma(value: int | Decimal, written: str):
    assert formats.number(value) == written


def test_a_share_is_rounded_half_up_and_of_nothing_is_a_dash():
    assert formats.percent(2, 3) == "67 %"
    assert formats.percent(1, 200) == "1 %"
    assert formats.percent(0, 0) == "\N{EN DASH}"


def test_days_and_months_have_indonesian_names():
    assert formats.day(SATURDAY) == "20 Juni 2026"
    assert formats.short_day(date(2026, 8, 3)) == "3 Agu"
    assert formats.weekday(SATURDAY) == "Sabtu"
    assert formats.month(SATURDAY) == "Juni 2026"
    assert [formats.short_day(date(2026, m, 1))[2:] for m in range(1, 13)] == [
        name[:3] for name in formats.MONTHS
    ]


def test_a_month_of_dues_is_written_in_words():
    assert formats.period_label("2026-01") == "Januari 2026"
    with pytest.raises(ValueError, match="month"):
        formats.period_label("2026-13")


@pytest.mark.parametrize(
    ("periods", "written"),
    [
        ([], ""),
        (["2026-01"], "Januari 2026"),
        (["2026-02", "2026-01"], "Januari, Februari 2026"),
        (["2025-12", "2026-01"], "Desember 2025, Januari 2026"),
        (["2025-09", "2025-10", "2025-11", "2025-12"], "Sep\N{EN DASH}Des 2025"),
        (["2025-11", "2025-12", "2026-01"], "Nov 2025\N{EN DASH}Jan 2026"),
        (["2026-01", "2026-02", "2026-05"], "Januari, Februari, Mei 2026"),
    ],
)
def test_several_months_of_dues_are_named_together(periods: list[str], written: str):
    assert formats.periods_label(periods) == written


def test_an_hour_has_a_dot_and_a_moment_names_its_zone():
    assert formats.clock(MORNING) == "07.40"
    assert formats.moment(MORNING, "WIB") == "20 Juni 2026, 07.40 WIB"
    assert formats.moment(datetime(2027, 1, 1, 0, 5, tzinfo=PONTIANAK), "WIB") == (
        "1 Januari 2027, 00.05 WIB"
    )


def test_a_text_to_share_is_ready_for_whatsapp():
    text = formats.share_text("Nota A7K2", ["Beras SPHP 5 kg", "Rp65.500"])
    assert text == "*Nota A7K2*\nBeras SPHP 5 kg\nRp65.500"
    assert formats.share_link("Rp65.500 & ya") == "https://wa.me/?text=Rp65.500%20%26%20ya"
