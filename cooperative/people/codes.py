"""One-time codes: an officer hands one over, and it opens a phone for its person.

Eight digits, ten minutes, one use, kept as a keyed digest (reliability.md 2.1). The QR carries a
longer ticket made from the code, so that strangers who guess codes cannot shut out somebody who
stands at the counter.
"""

import secrets
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlmodel import Session, col, select, update

from cooperative.actors import Actor
from cooperative.clock import moment_of
from cooperative.people.access import roles_of
from cooperative.people.enrolment import PASSPHRASE_ROLES, roles_in
from cooperative.people.members import member_of
from cooperative.people.pins import Pepper
from cooperative.people.tables import EnrolmentCode, Person
from cooperative.record import record
from cooperative.refusals import Refused

CODE_DIGITS = 8
CODE_LIFE = timedelta(minutes=10)


class Issued(NamedTuple):
    """A fresh code: shown once, to the officer and the person beside her."""

    code: str
    ticket: str
    expires_at: datetime


class Offered(NamedTuple):
    """Whom a valid code is for. `cooperative_id` is None for somebody who watches over a region."""

    code_id: int
    person_id: int
    cooperative_id: int | None
    name: str
    honorific: str
    needs_passphrase: bool
    own_digits: tuple[str, ...]


def issue_code(session: Session, *, person_id: int, by: Actor, pepper: Pepper) -> Issued:
    """Make a code for a person of the actor's cooperative; her earlier unused codes end.

    Raises Refused("not_found") for somebody who is nothing to this cooperative.
    """
    if not roles_of(session, by.cooperative_id, person_id):
        raise Refused("not_found")
    # From here on it must succeed.
    now = moment_of(session)
    session.exec(
        update(EnrolmentCode)
        .where(col(EnrolmentCode.person_id) == person_id, col(EnrolmentCode.used_at).is_(None))
        .values(used_at=now)
        .execution_options(synchronize_session=False)
    )
    code = _fresh_code(session, pepper)
    session.add(
        EnrolmentCode(
            cooperative_id=by.cooperative_id,
            person_id=person_id,
            code_hash=pepper.digest(code),
            issued_by=by.person_id,
            issued_at=now,
            expires_at=now + CODE_LIFE,
        )
    )
    record(
        session,
        "phone.code_issued",
        by=by,
        subject=f"person/{person_id}",
        facts={"person_id": person_id},
    )
    return Issued(code, ticket_of(code, pepper), now + CODE_LIFE)


def ticket_of(code: str, pepper: Pepper) -> str:
    """Return what the QR carries: the code and proof that it was issued here."""
    return f"{code}-{pepper.digest(f'ticket {code}')[:20]}"


def code_of_ticket(ticket: str, pepper: Pepper) -> str | None:
    """Return the code of a QR's ticket; None for one that was not made here."""
    code = ticket.partition("-")[0]
    return (
        code if secrets.compare_digest(ticket.encode(), ticket_of(code, pepper).encode()) else None
    )


def read_code(session: Session, code: str, pepper: Pepper) -> Offered | None:
    """Return whom an unused code of the last ten minutes is for."""
    row = session.exec(
        select(EnrolmentCode, Person)
        .join(Person, col(Person.id) == col(EnrolmentCode.person_id))
        .where(
            col(EnrolmentCode.code_hash) == pepper.digest(code),
            col(EnrolmentCode.used_at).is_(None),
            col(EnrolmentCode.expires_at) > moment_of(session),
        )
    ).first()
    if row is None:
        return None
    issued, person = row
    roles = roles_in(session, issued.cooperative_id, issued.person_id)
    member = member_of(session, issued.cooperative_id or 0, issued.person_id)
    own_digits = tuple(filter(None, (person.phone, member.number if member else None, code)))
    return Offered(
        issued.id or 0,
        issued.person_id,
        issued.cooperative_id,
        person.name,
        person.honorific,
        bool(roles & PASSPHRASE_ROLES),
        own_digits,
    )


def _fresh_code(session: Session, pepper: Pepper) -> str:
    while True:
        code = f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"
        known = select(EnrolmentCode.id).where(col(EnrolmentCode.code_hash) == pepper.digest(code))
        if session.exec(known).first() is None:
            return code
