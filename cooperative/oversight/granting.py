"""Let an assistant see members' savings by name: given by an officer, for a purpose and a time.

Watching over a cooperative is about sums (UU 27/2022 on personal data; domain.md 5.3). Only
assistants can be let see more, never a PMO or the dinas.
"""

from datetime import timedelta

from sqlmodel import Session, col, select, update

from cooperative.actors import OFFICERS, Actor, Role
from cooperative.books.numbers import next_number
from cooperative.clock import moment_of
from cooperative.inbox import tell
from cooperative.oversight.tables import SavingsAccess
from cooperative.people.access import roles_of
from cooperative.people.cooperatives import find_cooperative
from cooperative.record import record
from cooperative.refusals import Refused

LENGTHS = (7, 14, 30)


def open_access(session: Session, *, person_id: int, cooperative_id: int) -> SavingsAccess | None:
    """Return what lets this person see savings now, if anything does: it is not over, nobody ended
    it, and she still is an assistant here."""
    access = session.exec(
        select(SavingsAccess).where(
            col(SavingsAccess.cooperative_id) == cooperative_id,
            col(SavingsAccess.person_id) == person_id,
            col(SavingsAccess.ended_at).is_(None),
            col(SavingsAccess.until) > moment_of(session),
        )
    ).first()
    is_assistant = Role.ASSISTANT in roles_of(session, cooperative_id, person_id)
    return access if is_assistant else None


def grant_access(
    session: Session, *, person_id: int, length_days: int, purpose: str, by: Actor
) -> SavingsAccess:
    """Let an assistant see members' savings for 7, 14 or 30 days; she is told.

    Raises Refused("not_allowed") for whoever is no officer, ("not_found") for somebody who is no
    assistant here, ("own_access"), ("access_length"), ("purpose_missing"), ("access_open").
    """
    if not by.roles & OFFICERS:
        raise Refused("not_allowed")
    if Role.ASSISTANT not in roles_of(session, by.cooperative_id, person_id):
        raise Refused("not_found")
    if person_id == by.person_id:
        raise Refused("own_access")
    if length_days not in LENGTHS:
        raise Refused("access_length")
    if not purpose:
        raise Refused("purpose_missing")
    if open_access(session, person_id=person_id, cooperative_id=by.cooperative_id):
        raise Refused("access_open")
    # From here on it must succeed.
    _end(session, person_id, by=by)  # one that is over by itself
    moment = moment_of(session)
    access = SavingsAccess(
        cooperative_id=by.cooperative_id,
        id=next_number(session, by.cooperative_id, "savings_access"),
        person_id=person_id,
        purpose=purpose,
        granted_by=by.person_id,
        since=moment,
        until=moment + timedelta(days=length_days),
    )
    session.add(access)
    _announce(session, access, length_days, by=by)
    return access


def end_access(session: Session, *, person_id: int, by: Actor) -> bool:
    """End it now; False where nothing was open. Repeatable. Raises Refused("not_allowed")."""
    if not by.roles & OFFICERS:
        raise Refused("not_allowed")
    if not open_access(session, person_id=person_id, cooperative_id=by.cooperative_id):
        return False
    # From here on it must succeed.
    _end(session, person_id, by=by)
    subject, facts = f"person/{person_id}", {"person_id": person_id}
    record(session, "access.ended", by=by, subject=subject, facts=facts)
    return True


def _end(session: Session, person_id: int, *, by: Actor) -> None:
    session.exec(
        update(SavingsAccess)
        .where(
            col(SavingsAccess.cooperative_id) == by.cooperative_id,
            col(SavingsAccess.person_id) == person_id,
            col(SavingsAccess.ended_at).is_(None),
        )
        .values(ended_at=moment_of(session), ended_by=by.person_id)
        .execution_options(synchronize_session=False)
    )


def _announce(session: Session, access: SavingsAccess, length_days: int, *, by: Actor) -> None:
    record(
        session,
        "access.granted",
        by=by,
        subject=f"savings_access/{access.id}",
        facts={"access_id": access.id, "person_id": access.person_id, "days": length_days},
        private={"purpose": access.purpose},
    )
    tell(
        session,
        "access.granted",
        cooperative_id=by.cooperative_id,
        person_id=access.person_id,
        path=f"/pantau/{by.cooperative_id}/anggota",
        facts={
            "cooperative_name": find_cooperative(session, by.cooperative_id).name,
            "days": length_days,
        },
    )
