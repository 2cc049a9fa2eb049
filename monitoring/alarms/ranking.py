"""Which alarms a picture gives, and which of all of them come first."""

from collections.abc import Iterable
from datetime import date, timedelta
from statistics import median

from monitoring.alarms.alarm import COMING_UP, Alarm, AlarmKind, alarm_about
from monitoring.alarms.papers import paper_alarms
from monitoring.alarms.rest_days import rest_days
from monitoring.alarms.rhythm import is_unusual_gap
from monitoring.reports.pictures import Picture

MOST_A_DAY = 5
_LATE_DAYS, _UNSETTLED_DAYS, _STAPLE_DAYS = 2, 3, 2
_LEAST_GROWTH_RUPIAH = 50_000
# Dirty figures are ordinary (domain.md 0: Rp921 million in 9 sales).
_ODD_TIMES, _ODD_RUPIAH = 20, 5_000_000


def most_urgent(alarms: Iterable[Alarm]) -> list[Alarm]:
    """Return at most five for today, and of each cooperative its first before another's second."""
    seen: dict[int, int] = {}
    ranked: list[tuple[int, tuple[int, int], Alarm]] = []
    for alarm in sorted(alarms, key=lambda one: one.rank):
        turn = seen[alarm.cooperative_id] = seen.get(alarm.cooperative_id, 0) + 1
        ranked.append((turn, alarm.rank, alarm))
    return [alarm for _, _, alarm in sorted(ranked, key=lambda one: one[:2])[:MOST_A_DAY]]


def alarms_of(picture: Picture) -> list[Alarm]:
    """Return what is the matter with one cooperative, the most urgent first."""
    found = [*_gaps(picture), *_waiting(picture), *_goods(picture), *_money(picture)]
    found += paper_alarms(picture)
    return sorted(found, key=lambda one: one.rank)


def pressing(picture: Picture) -> list[Alarm]:
    """Return those that belong among the day's alarms: not what is only coming up."""
    return [alarm for alarm in alarms_of(picture) if alarm.kind not in COMING_UP]


def _gaps(picture: Picture) -> Iterable[Alarm]:
    """Silence, or else no sales: who is not heard of may well have sold."""
    rest = rest_days(picture.today)
    silent, saleless = picture.silent_days, picture.saleless_days
    if silent is not None and is_unusual_gap(picture.signs, picture.today, rest):
        yield alarm_about(picture, AlarmKind.SILENT, silent)
    elif saleless is not None and is_unusual_gap(picture.sale_counts, picture.today, rest):
        yield alarm_about(picture, AlarmKind.NO_SALES, saleless)


def _waiting(picture: Picture) -> Iterable[Alarm]:
    late = _older(picture.waiting_since, picture.today, _LATE_DAYS)
    if late:
        days = (picture.today - late[0]).days
        yield alarm_about(picture, AlarmKind.LATE_ORDERS, days, count=len(late))
    unsettled = _older(picture.differences_since, picture.today, _UNSETTLED_DAYS)
    if unsettled:
        days = (picture.today - unsettled[0]).days
        yield alarm_about(picture, AlarmKind.UNSETTLED, days, count=len(unsettled))


def _goods(picture: Picture) -> Iterable[Alarm]:
    gone = [
        (staple, since)
        for staple, since in picture.staples_empty
        if (picture.today - since).days >= _STAPLE_DAYS
    ]
    if gone:
        staple, since = gone[0]
        days = (picture.today - since).days
        yield alarm_about(picture, AlarmKind.STAPLES_EMPTY, days, staple=staple, count=len(gone))


def _money(picture: Picture) -> Iterable[Alarm]:
    grown_rupiah = picture.arrears_rupiah - picture.arrears_before_rupiah
    if grown_rupiah >= max(_LEAST_GROWTH_RUPIAH, picture.arrears_before_rupiah // 4):
        yield alarm_about(picture, AlarmKind.ARREARS_GROW, 28, grown_rupiah=grown_rupiah)
    odd = odd_days(picture.daily_sales)
    if odd:
        place = odd[-1]
        back = len(picture.daily_sales) - 1 - place
        amount_rupiah = picture.daily_sales[place]
        day = picture.today - timedelta(days=back)
        if back <= 7:  # noqa: PLR2004 - a week later it is history
            facts = {"amount_rupiah": amount_rupiah, "day": day.isoformat()}
            yield alarm_about(picture, AlarmKind.ODD_FIGURE, back, **facts)


def odd_days(amounts_rupiah: tuple[int, ...]) -> list[int]:
    """Return the places of amounts nobody would believe: far above the usual one of other days, or
    far above anything where there is no other."""
    return [
        place
        for place, amount_rupiah in enumerate(amounts_rupiah)
        if amount_rupiah > _ODD_RUPIAH
        and amount_rupiah > _ODD_TIMES * _usual_beside(amounts_rupiah, place)
    ]


def _usual_beside(amounts_rupiah: tuple[int, ...], place: int) -> float:
    others = (*amounts_rupiah[:place], *amounts_rupiah[place + 1 :])
    return median([amount for amount in others if amount] or [0])


def _older(days: tuple[date, ...], today: date, than_days: int) -> list[date]:
    return sorted(day for day in days if (today - day).days > than_days)
