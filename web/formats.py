"""How amounts, days and hours are written for a member: `Rp65.500`, `20 Juni 2026`, `14.05 WIB`.

Pure functions with own small tables: a locale library would cost more memory than all of them.
"""

from datetime import date, datetime
from decimal import Decimal
from itertools import pairwise
from urllib.parse import quote

MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)
SHORT_MONTHS = tuple(name[:3] for name in MONTHS)
WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")

MINUS = "\N{MINUS SIGN}"
DASH = "\N{EN DASH}"

# From so many months in a row on, naming the first and the last says it shorter.
_RUN_MONTHS = 3


def rupiah(amount_rupiah: int) -> str:
    """Whole rupiah as `Rp65.500`; a negative amount has a real minus sign before the Rp."""
    sign = MINUS if amount_rupiah < 0 else ""
    return f"{sign}Rp{_grouped(abs(amount_rupiah))}"


def signed_rupiah(amount_rupiah: int) -> str:
    """A change of a balance, always with its sign: `+Rp10.000`; nothing at all is `Rp0`."""
    return f"+{rupiah(amount_rupiah)}" if amount_rupiah > 0 else rupiah(amount_rupiah)


def number(value: int | Decimal) -> str:
    """A count or a weighed quantity: `1.250`, `1,5`; no zeros at the end of a fraction."""
    sign = MINUS if value < 0 else ""
    whole, _, fraction = f"{abs(value):f}".partition(".")
    fraction = fraction.rstrip("0")
    return f"{sign}{_grouped(int(whole))}{',' if fraction else ''}{fraction}"


def percent(part: int, whole: int) -> str:
    """A share in whole percent, rounded half up: `67 %`; of nothing it is a dash."""
    if whole <= 0:
        return DASH
    return f"{(200 * part + whole) // (2 * whole)} %"


def day(on: date) -> str:
    """`20 Juni 2026`."""
    return f"{on.day} {MONTHS[on.month - 1]} {on.year}"


def short_day(on: date) -> str:
    """`20 Jun`, for a list whose heading already names the year."""
    return f"{on.day} {SHORT_MONTHS[on.month - 1]}"


def weekday(on: date) -> str:
    """`Sabtu`."""
    return WEEKDAYS[on.weekday()]


def month(on: date) -> str:
    """The month a day lies in: `Juni 2026`."""
    return f"{MONTHS[on.month - 1]} {on.year}"


def period_label(period: str) -> str:
    """A month of dues as stored, `2026-01`, in words: `Januari 2026`.

    Raises ValueError for anything that is not a month of a year.
    """
    return month(_first_day(period))


def periods_label(periods: list[str]) -> str:
    """Several months of dues, in order: `Januari, Februari 2026`; a run of three is from-to."""
    days = sorted(_first_day(period) for period in periods)
    if not days:
        return ""
    if len(days) >= _RUN_MONTHS and _is_run(days):
        first, last = days[0], days[-1]
        year = "" if first.year == last.year else f" {first.year}"
        start, end = SHORT_MONTHS[first.month - 1], SHORT_MONTHS[last.month - 1]
        return f"{start}{year}{DASH}{end} {last.year}"
    years = sorted({on.year for on in days})
    return ", ".join(
        f"{', '.join(MONTHS[on.month - 1] for on in days if on.year == year)} {year}"
        for year in years
    )


def clock(at: datetime) -> str:
    """The hour on the wall: `14.05`. `at` is already in the cooperative's zone."""
    return at.strftime("%H.%M")


def moment(at: datetime, zone_name: str) -> str:
    """Day, hour and zone: `20 Juni 2026, 07.40 WIB`. `at` is already in the cooperative's zone."""
    return f"{day(at)}, {clock(at)} {zone_name}"


def share_text(title: str, lines: list[str]) -> str:
    """A text to paste into a chat: the title in WhatsApp's bold, then one fact a line."""
    return "\n".join([f"*{title}*", *lines])


def share_link(text: str) -> str:
    """Opens WhatsApp with the text; the person chooses who gets it and sends it."""
    return f"https://wa.me/?text={quote(text, safe='')}"


def _grouped(whole: int) -> str:
    return f"{whole:,}".replace(",", ".")


def _first_day(period: str) -> date:
    return date.fromisoformat(f"{period}-01")


def _is_run(days: list[date]) -> bool:
    months = [on.year * 12 + on.month for on in days]
    return all(after - before == 1 for before, after in pairwise(months))
