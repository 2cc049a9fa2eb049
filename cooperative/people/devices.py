"""Phones: which ones a person is enrolled on, when they were last heard of, and what to do with a
lost one."""

import secrets
from datetime import datetime
from hashlib import sha256
from typing import NamedTuple

from sqlmodel import Session, col, func, select, update

from cooperative.actors import Actor
from cooperative.clock import moment_of
from cooperative.people.tables import (
    Cooperative,
    Device,
    Enrolment,
    Member,
    MemberState,
    Person,
    SignIn,
)
from cooperative.push.subscriptions import unsubscribe
from cooperative.record import record
from cooperative.refusals import Refused
from cooperative.submissions.tables import Submission


class OnPhone(NamedTuple):
    """A person who may sign in on a phone, as its sign-in page lists her."""

    public_id: str
    name: str
    honorific: str
    number: str | None
    cooperative_name: str | None


class Phone(NamedTuple):
    """A phone a person is or was enrolled on. `gap_count` counters of it never arrived: submissions
    may be missing."""

    public_id: str
    label: str
    since: datetime
    last_contact_at: datetime | None
    lost_at: datetime | None
    gap_count: int


def digest_of(secret: str) -> str:
    """Return what the books keep of a random secret: too long to be guessed, so no slow hash."""
    return sha256(secret.encode()).hexdigest()


def find_device(session: Session, secret: str | None) -> Device | None:
    """Return the phone that holds `secret`; a secret the phone made up belongs to no phone."""
    if not secret:
        return None
    return session.exec(select(Device).where(col(Device.secret_hash) == digest_of(secret))).first()


def add_device(session: Session, *, label: str) -> tuple[Device, str]:
    """Write down a new phone; returns it and its secret, which nobody can read again."""
    secret = secrets.token_urlsafe(32)
    device = Device(
        public_id=secrets.token_hex(8),
        secret_hash=digest_of(secret),
        label=label[:60],
        created_at=moment_of(session),
    )
    session.add(device)
    session.flush()  # the database gives the id
    return device, secret


def people_on(session: Session, device_id: int) -> list[OnPhone]:
    """Return who may sign in on this phone, by name."""
    rows = session.exec(
        select(Person, Member.number, Cooperative.name)
        .select_from(Enrolment)
        .join(Person, col(Person.id) == col(Enrolment.person_id))
        .outerjoin(Cooperative, col(Cooperative.id) == col(Enrolment.cooperative_id))
        .outerjoin(
            Member,
            (col(Member.cooperative_id) == col(Enrolment.cooperative_id))
            & (col(Member.person_id) == col(Enrolment.person_id))
            & (col(Member.state) != MemberState.LEFT),
        )
        .where(col(Enrolment.device_id) == device_id, col(Enrolment.revoked_at).is_(None))
        .order_by(func.lower(Person.name), col(Person.id))
    )
    return [
        OnPhone(person.public_id, person.name, person.honorific, number, cooperative_name)
        for person, number, cooperative_name in rows
    ]


def phones_of(session: Session, cooperative_id: int, person_id: int) -> list[Phone]:
    """Return the person's phones in this cooperative, newest first, lost ones included."""
    rows = session.exec(
        select(Device, Enrolment)
        .join(Enrolment, col(Enrolment.device_id) == col(Device.id))
        .where(
            col(Enrolment.person_id) == person_id, col(Enrolment.cooperative_id) == cooperative_id
        )
        .order_by(col(Enrolment.enrolled_at).desc(), col(Device.id).desc())
    ).all()
    return [
        Phone(
            device.public_id,
            device.label,
            enrolment.enrolled_at,
            last_contact(session, device.id or 0, person_id),
            enrolment.revoked_at,
            gap_count(session, device),
        )
        for device, enrolment in rows
    ]


def mark_lost(session: Session, *, device_public_id: str, person_id: int, by: Actor) -> int:
    """Shut a lost phone out: its enrolment of this person, her sessions and her news there end.

    Returns how many of the phone's counters never arrived. Other people on it keep theirs. Raises
    Refused("not_found"), Refused("phone_gone") when it was marked before.
    """
    device, enrolment = _enrolled_on(session, device_public_id, person_id, by)
    if enrolment.revoked_at is not None:
        raise Refused("phone_gone")
    # From here on it must succeed.
    now = moment_of(session)
    enrolment.revoked_at = now
    session.add(enrolment)
    session.exec(
        update(SignIn)
        .where(
            col(SignIn.device_id) == device.id,
            col(SignIn.person_id) == person_id,
            col(SignIn.ended_at).is_(None),
        )
        .values(ended_at=now)
        .execution_options(synchronize_session=False)
    )
    unsubscribe(session, device_id=device.id or 0, person_id=person_id)
    missing = gap_count(session, device)
    record(
        session,
        "phone.lost",
        by=by,
        subject=f"person/{person_id}",
        facts={"person_id": person_id, "device_id": device.id, "gap_count": missing},
    )
    return missing


def gap_count(session: Session, device: Device) -> int:
    """Return how many numbers are missing in what the phone counted (Lumbung-Seq starts at 1)."""
    arrived, highest = session.exec(
        select(
            func.count(func.distinct(Submission.device_seq)), func.max(Submission.device_seq)
        ).where(col(Submission.device_id) == device.id, col(Submission.device_seq).is_not(None))
    ).one()
    return int(highest or 0) - int(arrived)


def _enrolled_on(
    session: Session, device_public_id: str, person_id: int, by: Actor
) -> tuple[Device, Enrolment]:
    found = session.exec(
        select(Device, Enrolment)
        .join(Enrolment, col(Enrolment.device_id) == col(Device.id))
        .where(
            col(Device.public_id) == device_public_id,
            col(Enrolment.person_id) == person_id,
            col(Enrolment.cooperative_id) == by.cooperative_id,
        )
    ).first()
    if found is None:
        raise Refused("not_found")
    return found


def label_of(session: Session, device_id: int) -> str:
    """Return what this phone is called in lists."""
    return session.get_one(Device, device_id).label


def last_contact(session: Session, device_id: int, person_id: int) -> datetime | None:
    """Return when a person was last heard of on this phone: her PIN, or something she sent."""
    seen = session.exec(
        select(func.max(SignIn.pin_at)).where(
            col(SignIn.device_id) == device_id, col(SignIn.person_id) == person_id
        )
    ).one()
    sent = session.exec(
        select(func.max(Submission.received_at)).where(
            col(Submission.device_id) == device_id, col(Submission.person_id) == person_id
        )
    ).one()
    return max((at for at in (seen, sent) if at), default=None)
