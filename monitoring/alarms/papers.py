"""Papers that end, and the members' meeting that is due.

The meeting about a book year is advised until 31 March and has to be held until 30 June
(UU 25/1992 article 26; domain.md 2.6).
"""

from collections.abc import Iterable
from datetime import date

from monitoring.alarms.alarm import Alarm, AlarmKind, alarm_about
from monitoring.reports.pictures import Picture

WARNED_DAYS = 30
ADVISED, LATEST = (3, 31), (6, 30)


def paper_alarms(picture: Picture) -> Iterable[Alarm]:
    """Return what is the matter with the papers and the meeting."""
    return [*_document(picture), *_meeting(picture)]


def _document(picture: Picture) -> Iterable[Alarm]:
    if picture.document_until is None:
        return
    left_days = (picture.document_until - picture.today).days
    facts = {"document": picture.document_kind, "until": picture.document_until.isoformat()}
    if left_days < 0:
        yield alarm_about(picture, AlarmKind.DOCUMENT_EXPIRED, -left_days, **facts)
    elif left_days <= WARNED_DAYS:
        waited_days = WARNED_DAYS - left_days
        facts_left = {**facts, "left_days": left_days}
        yield alarm_about(picture, AlarmKind.DOCUMENT_EXPIRING, waited_days, **facts_left)


def _meeting(picture: Picture) -> Iterable[Alarm]:
    today, year = picture.today, picture.due_book_year
    if year is None or (picture.meeting_year or 0) >= year:
        return
    advised, latest = date(today.year, *ADVISED), date(today.year, *LATEST)
    if today <= advised:
        kind, since = AlarmKind.MEETING_SOON, date(today.year, 1, 1)
    elif today <= latest:
        kind, since = AlarmKind.MEETING_DUE, advised
    else:
        kind, since = AlarmKind.MEETING_LATE, latest
    yield alarm_about(picture, kind, (today - since).days, year=str(year))
