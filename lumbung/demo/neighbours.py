"""The nine villages around, and the assistant and the PMO who look after them."""

from sqlmodel import Session

from cooperative.actors import Actor, Role
from cooperative.clock import moment_of
from cooperative.people.access import grant_role
from cooperative.people.persons import create_person
from cooperative.people.pins import DEMO_PASSPHRASE, Pepper
from cooperative.people.tables import Person, RegionGrant
from lumbung.demo.founding import found_cooperative
from lumbung.demo.goods import load_assistants, load_neighbours

REGENCY = "61.12"


def found_neighbours(session: Session, pepper: Pepper) -> None:
    """Write down the nine villages around, and the assistant and PMO who look after all of them."""
    for assistant in load_assistants():
        person = create_person(
            session,
            name=assistant.name,
            honorific=assistant.honorific,
            phone=assistant.phone,
            demo_slug=assistant.slug,
        )
        if assistant.slug == "pmo":
            person.passphrase_hash = pepper.seal(DEMO_PASSPHRASE)
            session.add(_regional(session, person))
        else:
            _assist(session, person)


def _regional(session: Session, person: Person) -> RegionGrant:
    return RegionGrant(
        person_id=person.id or 0,
        role=Role.PMO,
        region_code=REGENCY,
        since=moment_of(session),
    )


def _assist(session: Session, person: Person) -> None:
    ids = [1]
    for neighbour in load_neighbours():
        name = f"Kopdes {neighbour.name}"
        ids.append(found_cooperative(session, code=neighbour.code, name=name))
    for cooperative_id in ids:
        by = Actor(cooperative_id, person.id or 0, frozenset({Role.ASSISTANT}))
        grant_role(session, person_id=by.person_id, role=Role.ASSISTANT, by=by)
