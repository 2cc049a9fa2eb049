"""How amounts, days and hours are written for a member: `Rp65.500`, `20 Juni 2026`, `14.05 WIB`.

Pure functions with own small tables, because a locale library costs more memory than the whole page.
"""

from datetime import date, datetime, timedelta, tzinfo
from decimal import Decimal
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
HIDDEN_RUPIAH = "Rp•••"

# Indonesia has three zones without daylight saving, so the offset alone names them.
ZONE_NAMES = {timedelta(hours=7): "WIB", timedelta(hours=8): "WITA", timedelta(hours=9): "WIT"}


def rupiah(amount_rupiah: int) -> str:
    """Whole rupiah as `Rp65.500`; a negative amount as `−Rp65.500`."""
    sign = MINUS if amount_rupiah < 0 else ""
    return f"{sign}Rp{_grouped(abs(amount_rupiah))}"


def signed_rupiah(amount_rupiah: int) -> str:
    """A change of a balance: `+Rp10.000` or `−Rp50.000`; nothing at all is `Rp0`."""
    return f"+{rupiah(amount_rupiah)}" if amount_rupiah > 0 else rupiah(amount_rupiah)


def number(value: int | Decimal) -> str:
    """A count or a weighed quantity: `1.250`, `1,5`; trailing zeros behind the comma are dropped."""
    sign = MINUS if value < 0 else ""
    whole, _, fraction = f"{abs(value):f}".partition(".")
    fraction = fraction.rstrip("0")
    return f"{sign}{_grouped(int(whole))}{',' if fraction else ''}{fraction}"


def percent(part: int, whole: int) -> str:
    """A share in whole percent, rounded half up: `67 %`; of nothing it is a dash."""
    if whole <= 0:
        return "–"
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
    """Several months of dues, in order: `Januari, Februari 2026`; a longer run is `Jan–Mar 2026`."""
    days = sorted(_first_day(period) for period in periods)
    if not days:
        return ""
    if len(days) > 2 and _is_run(days):
        first, last = days[0], days[-1]
        year = "" if first.year == last.year else f" {first.year}"
        return f"{SHORT_MONTHS[first.month - 1]}{year}–{SHORT_MONTHS[last.month - 1]} {last.year}"
    years = sorted({on.year for on in days})
    return ", ".join(
        f"{', '.join(MONTHS[on.month - 1] for on in days if on.year == year)} {year}"
        for year in years
    )


def clock(at: datetime, zone: tzinfo) -> str:
    """The hour on the wall of the cooperative: `14.05`. `at` is an aware instant."""
    return at.astimezone(zone).strftime("%H.%M")


def moment(at: datetime, zone: tzinfo) -> str:
    """Day and hour with the name of the zone: `20 Juni 2026, 07.40 WIB`. `at` is an aware instant."""
    there = at.astimezone(zone)
    return f"{day(there)}, {clock(at, zone)} {zone_name(at, zone)}".rstrip()


def zone_name(at: datetime, zone: tzinfo) -> str:
    """`WIB`, `WITA` or `WIT`; outside Indonesia nothing rather than something wrong."""
    return ZONE_NAMES.get(at.astimezone(zone).utcoffset() or timedelta(), "")


def share_text(title: str, lines: list[str]) -> str:
    """A text to paste into a chat: the title in WhatsApp's bold, then one fact a line."""
    return "\n".join([f"*{title}*", *lines])


def share_link(text: str) -> str:
    """Opens WhatsApp with the text and lets the person choose who gets it; nothing is sent by us."""
    return f"https://wa.me/?text={quote(text, safe='')}"


def _grouped(whole: int) -> str:
    return f"{whole:,}".replace(",", ".")


def _first_day(period: str) -> date:
    return date.fromisoformat(f"{period}-01")


def _is_run(days: list[date]) -> bool:
    months = [on.year * 12 + on.month for on in days]
    return all(after - before == 1 for before, after in zip(months, months[1:], strict=False))
