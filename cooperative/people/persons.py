"""People of the installation: one row each, whatever they are to whichever cooperative."""

import secrets

from sqlmodel import Session

from cooperative.clock import moment_of
from cooperative.people.tables import Person


def create_person(
    session: Session,
    *,
    name: str,
    honorific: str = "",
    phone: str | None = None,
    demo_slug: str | None = None,
) -> Person:
    """Write down a person; the opaque `public_id` is what phones know her by."""
    chance = session.info.get("random")  # a demonstration makes the same village every time
    public_id = f"{chance.getrandbits(96):024x}" if chance else secrets.token_hex(12)
    person = Person(
        public_id=public_id,
        name=name,
        honorific=honorific,
        phone=phone,
        demo_slug=demo_slug,
        created_at=moment_of(session),
    )
    session.add(person)
    session.flush()  # the database gives the id
    return person


def polite_name_of(session: Session, person_id: int) -> str:
    """Return Bu Sari."""
    person = session.get_one(Person, person_id)
    return f"{person.honorific} {person.name}".strip()
