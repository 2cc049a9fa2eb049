"""The nine villages around, and the assistant and the PMO who look after them."""

from dataclasses import replace
from datetime import date
from random import Random

from sqlmodel import Session

from cooperative.actors import Actor, Role
from cooperative.clock import moment_of
from cooperative.people.access import grant_role
from cooperative.people.founding import record_founding, write_cooperative
from cooperative.people.persons import create_person
from cooperative.people.pins import DEMO_PASSPHRASE, Pepper
from cooperative.people.tables import Person, RegionGrant
from cooperative.record_many import record_many
from cooperative.regions import zone_of
from lumbung.demo.far_village import FarVillage
from lumbung.demo.goods import load_assistants, load_neighbours
from lumbung.demo.papers import write_papers
from lumbung.demo.visits import write_short_visit, write_visits

REGENCY = "61.12"
# When the assistant was in the first of the villages around.
_DAYS_AGO = (4, 11, 33)


def found_neighbours(session: Session, chance: Random) -> list[FarVillage]:
    """Write down the nine villages around, each with its officer; returns them to live on."""
    # Their own chance: the story of the village itself does not change with its neighbours.
    session.info["random"] = chance
    villages: list[FarVillage] = []
    for neighbour in load_neighbours():
        zone, name = zone_of(neighbour.code), f"Kopdes {neighbour.name}"
        found = write_cooperative(session, region_code=neighbour.code, name=name, zone=zone)
        officer = create_person(
            session,
            name=neighbour.officer,
            honorific=neighbour.honorific,
            phone=neighbour.phone,
        )
        by = Actor(found, officer.id or 0, frozenset({Role.TREASURER}))
        record_founding(session, by=by)
        grant_role(session, person_id=by.person_id, role=Role.TREASURER, by=by)
        villages.append(FarVillage(neighbour, by, chance))
    return villages


def live_around(session: Session, villages: list[FarVillage], today: date, days_left: int) -> None:
    """Let all of them live one day."""
    record_many(session, [act for one in villages for act in one.live(today, days_left)])


def send_assistants(
    session: Session, pepper: Pepper, villages: list[FarVillage], officer: Actor
) -> None:
    """Write down the assistant and the PMO who look after all of them, and where she has been;
    `officer` answers her, and fills in the papers with her help."""
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
            session.add(in_region(session, person, REGENCY))
            continue
        here = Actor(officer.cooperative_id, person.id or 0, frozenset({Role.ASSISTANT}))
        there = [replace(here, cooperative_id=one.by.cooperative_id) for one in villages]
        for by in (here, *there):
            grant_role(session, person_id=by.person_id, role=Role.ASSISTANT, by=by)
        write_visits(session, here, officer)
        write_papers(session, officer)
        for by, days_ago in zip(there, _DAYS_AGO, strict=False):
            write_short_visit(session, by, days_ago=days_ago)


def in_region(session: Session, person: Person, code: str) -> RegionGrant:
    """Return the grant that makes her a PMO of the region `code`."""
    return RegionGrant(
        person_id=person.id or 0,
        role=Role.PMO,
        region_code=code,
        since=moment_of(session),
    )
