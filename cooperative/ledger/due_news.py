"""Remind members of simpanan wajib: once a month, in its last week, by day."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from cooperative.clock import moment_of
from cooperative.inbox import tell, was_told_since
from cooperative.ledger.dues import Dues, DueState, dues_of
from cooperative.people.cooperatives import today, zone_of
from cooperative.people.tables import Cooperative, Member, MemberState

FIRST_DAY, FIRST_HOUR = 24, 8
_KIND = "dues.due"


def cooperatives_to_ask(session: Session) -> list[int]:
    """Return the cooperatives in which it is time to remind and nobody was reminded this month."""
    every = session.exec(select(Cooperative.id, Cooperative.zone).order_by(col(Cooperative.id)))
    return [
        cooperative_id
        for cooperative_id, zone in every.all()
        if cooperative_id and _is_time(session, zone) and not _was_done(session, cooperative_id)
    ]


def owing(session: Session, cooperative_id: int) -> dict[int, int]:
    """Return what each active member owes up to the end of this month, in rupiah, by person."""
    day = today(session, cooperative_id)
    active = select(Member).where(
        col(Member.cooperative_id) == cooperative_id, col(Member.state) == MemberState.ACTIVE
    )
    owed: dict[int, int] = {}
    for member in session.exec(active.order_by(col(Member.id))).all():
        dues = dues_of(session, cooperative_id, member.id, today=day)
        missing_rupiah = dues.arrears_rupiah + _missing_of(dues, f"{day:%Y-%m}")
        if missing_rupiah > 0:
            owed[member.person_id] = missing_rupiah
    return owed


def remind_of_dues(session: Session, cooperative_id: int) -> int:
    """Tell everybody who owes; returns how many. Repeatable: once a month."""
    if _was_done(session, cooperative_id):
        return 0
    owed = owing(session, cooperative_id)
    for person_id, amount_rupiah in owed.items():
        tell(
            session,
            _KIND,
            cooperative_id=cooperative_id,
            person_id=person_id,
            path="/simpanan",
            facts={"amount_rupiah": amount_rupiah},
        )
    return len(owed)


def _missing_of(dues: Dues, period: str) -> int:
    return sum(
        month.amount_rupiah - month.paid_rupiah
        for month in dues.months
        if month.period == period and month.state is DueState.UPCOMING
    )


def _is_time(session: Session, zone: str) -> bool:
    local = moment_of(session).astimezone(ZoneInfo(zone))
    return local.day >= FIRST_DAY and local.hour >= FIRST_HOUR


def _was_done(session: Session, cooperative_id: int) -> bool:
    zone = ZoneInfo(zone_of(session, cooperative_id))
    first = today(session, cooperative_id).replace(day=1)
    since = datetime.combine(first, time(), zone)
    return was_told_since(session, cooperative_id, _KIND, since)
