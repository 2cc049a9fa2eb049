"""The people of the demonstration: offered at one tap, on this machine only, in demonstration books
only."""

from typing import NamedTuple

from sqlmodel import Session, col, select

from cooperative.books.tables import is_demo
from cooperative.people.enrolment import (
    PASSPHRASE_ROLES,
    Enrolled,
    cooperative_of,
    put_on_phone,
    roles_in,
)
from cooperative.people.pins import DEMO_PASSPHRASE, DEMO_PIN, Pepper
from cooperative.people.tables import Device, Enrolment, Person
from cooperative.refusals import Refused


class DemoPerson(NamedTuple):
    """Somebody who can be tried out."""

    slug: str
    name: str
    honorific: str


def demo_people(session: Session) -> list[DemoPerson]:
    """Return who can be tried out, in the order they were written down."""
    if not is_demo(session):
        return []
    slugged = select(Person).where(col(Person.demo_slug).is_not(None)).order_by(col(Person.id))
    return [
        DemoPerson(person.demo_slug or "", person.name, person.honorific)
        for person in session.exec(slugged)
    ]


def enrol_demo_person(session: Session, *, slug: str, device: Device, pepper: Pepper) -> Enrolled:
    """Put a person of the demonstration onto this phone, with the PIN that is printed at the start.

    Raises Refused("not_found") for anybody else, and everywhere but in demonstration books.
    """
    person = session.exec(select(Person).where(col(Person.demo_slug) == slug)).first()
    if person is None or not is_demo(session):
        raise Refused("not_found")
    person_id = person.id or 0
    cooperative_id = cooperative_of(session, person_id)
    known = session.get(Enrolment, (device.id or 0, person_id))
    if known is not None and known.revoked_at is None:
        return Enrolled(known.device_id, person_id, known.cooperative_id)
    if person.passphrase_hash is None and PASSPHRASE_ROLES & roles_in(
        session, cooperative_id, person_id
    ):
        person.passphrase_hash = pepper.seal(DEMO_PASSPHRASE)
        session.add(person)
    return put_on_phone(
        session,
        device=device,
        person_id=person_id,
        cooperative_id=cooperative_id,
        pin_seal=pepper.seal(DEMO_PIN),
    )
