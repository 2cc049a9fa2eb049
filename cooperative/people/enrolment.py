"""Enrolment: the phone a code is typed into becomes the person's own, opened by her PIN there."""

from typing import NamedTuple

from sqlmodel import Session, col, select, update

from cooperative.actors import Actor, Role
from cooperative.clock import moment_of
from cooperative.inbox import tell
from cooperative.people.access import roles_of
from cooperative.people.devices import people_on
from cooperative.people.members import member_of
from cooperative.people.tables import (
    Device,
    Enrolment,
    EnrolmentCode,
    Member,
    MemberState,
    Person,
    RegionGrant,
    RoleGrant,
)
from cooperative.record import record
from cooperative.refusals import Refused

MOST_PEOPLE_ON_A_PHONE = 12
# Whoever keeps the money or looks over many villages signs in with a passphrase and unlocks with a
# PIN.
PASSPHRASE_ROLES = frozenset({Role.TREASURER, Role.SECRETARY, Role.PMO})


class Enrolled(NamedTuple):
    """A person on a phone, ready to sign in."""

    device_id: int
    person_id: int
    cooperative_id: int | None


def enrol(
    session: Session,
    *,
    code_id: int,
    device: Device,
    pin_seal: str,
    passphrase_seal: str | None = None,
) -> Enrolled:
    """Use a code up: its person may sign in on this phone from now on, and her other phones are
    told.

    Raises Refused("code_wrong") when it was used or ran out meanwhile, Refused("phone_full").
    """
    issued = session.get(EnrolmentCode, code_id)
    if issued is None:
        raise Refused("code_wrong")
    person = session.get_one(Person, issued.person_id)
    on_phone = {other.public_id for other in people_on(session, device.id or 0)}
    if len(on_phone | {person.public_id}) > MOST_PEOPLE_ON_A_PHONE:
        raise Refused("phone_full")
    _use_up(session, code_id)
    # From here on it must succeed.
    if passphrase_seal is not None:
        person.passphrase_hash = passphrase_seal
        session.add(person)
    enrolled = put_on_phone(
        session,
        device=device,
        person_id=issued.person_id,
        cooperative_id=issued.cooperative_id,
        pin_seal=pin_seal,
    )
    if issued.cooperative_id is not None:
        _announce(session, enrolled, device)
    return enrolled


def put_on_phone(
    session: Session,
    *,
    device: Device,
    person_id: int,
    cooperative_id: int | None,
    pin_seal: str,
) -> Enrolled:
    """Write the person onto the phone, or renew her PIN there and forget her misses."""
    device_id = device.id or 0
    member = member_of(session, cooperative_id or 0, person_id)
    row = session.get(Enrolment, (device_id, person_id)) or Enrolment(
        device_id=device_id, person_id=person_id, pin_hash="", enrolled_at=moment_of(session)
    )
    row.cooperative_id = cooperative_id
    row.member_id = member.id if member and member.state is not MemberState.LEFT else None
    row.pin_hash = pin_seal
    row.misses, row.shut_until, row.revoked_at = 0, None, None
    row.enrolled_at = moment_of(session)
    session.add(row)
    session.flush()  # a session of this transaction points to it
    return Enrolled(device_id, person_id, cooperative_id)


def needs_passphrase(session: Session, *, device_id: int, person_public_id: str) -> bool:
    """Tell whether somebody enrolled on this phone signs in with her passphrase there."""
    row = session.exec(
        select(Enrolment.cooperative_id, Enrolment.person_id)
        .join(Person, col(Person.id) == col(Enrolment.person_id))
        .where(col(Enrolment.device_id) == device_id, col(Person.public_id) == person_public_id)
    ).first()
    return row is not None and bool(roles_in(session, *row) & PASSPHRASE_ROLES)


def roles_in(session: Session, cooperative_id: int | None, person_id: int) -> frozenset[Role]:
    """Return her roles in the cooperative, or without one those she has for a region."""
    if cooperative_id is not None:
        return roles_of(session, cooperative_id, person_id)
    regional = select(RegionGrant.role).where(
        col(RegionGrant.person_id) == person_id, col(RegionGrant.until).is_(None)
    )
    return frozenset(Role(role) for role in session.exec(regional))


def cooperative_of(session: Session, person_id: int) -> int | None:
    """Return the cooperative a person belongs to: by a role of hers, else by membership; None for a
    region."""
    granted = select(RoleGrant.cooperative_id).where(
        col(RoleGrant.person_id) == person_id, col(RoleGrant.until).is_(None)
    )
    joined = select(Member.cooperative_id).where(
        col(Member.person_id) == person_id, col(Member.state) != MemberState.LEFT
    )
    return session.exec(granted).first() or session.exec(joined).first()


def _use_up(session: Session, code_id: int) -> None:
    used = session.exec(
        update(EnrolmentCode)
        .where(
            col(EnrolmentCode.id) == code_id,
            col(EnrolmentCode.used_at).is_(None),
            col(EnrolmentCode.expires_at) > moment_of(session),
        )
        .values(used_at=moment_of(session))
        .execution_options(synchronize_session=False)
    )
    if used.rowcount != 1:
        raise Refused("code_wrong")


def _announce(session: Session, enrolled: Enrolled, device: Device) -> None:
    by = Actor(
        enrolled.cooperative_id or 0,
        enrolled.person_id,
        roles_in(session, enrolled.cooperative_id, enrolled.person_id),
        enrolled.device_id,
    )
    record(
        session,
        "phone.enrolled",
        by=by,
        subject=f"person/{enrolled.person_id}",
        facts={"person_id": enrolled.person_id, "device_id": enrolled.device_id},
    )
    tell(
        session,
        "device.added",
        cooperative_id=by.cooperative_id,
        person_id=enrolled.person_id,
        path="/kotak-masuk",
        facts={"label": device.label},
    )
