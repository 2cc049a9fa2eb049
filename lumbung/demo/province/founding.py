"""Write down the cooperatives of a province, each with the officer who keeps its books."""

from collections.abc import Iterable
from random import Random

from sqlmodel import Session

from cooperative.actors import Actor, Role
from cooperative.books.numbers import next_number
from cooperative.clock import day_in, moment_of
from cooperative.people.founding import write_cooperative
from cooperative.people.persons import create_person
from cooperative.people.tables import RoleGrant
from cooperative.record_many import Act, record_many
from cooperative.regions import zone_of
from lumbung.demo.far_village import FarVillage
from lumbung.demo.goods import Neighbour

_VILLAGE, _TOWN = "Kopdes", "Kopkel"
_OF_A_TOWN = ".1"  # 61.71.01.1001: a kelurahan


def found_far(session: Session, far: Iterable[Neighbour], chance: Random) -> list[FarVillage]:
    """Write down cooperatives and officers; returns the villages to live on."""
    session.info["random"] = chance
    acts: list[Act] = []
    villages: list[FarVillage] = []
    for village in far:
        kind = _TOWN if village.code[8:].startswith(_OF_A_TOWN) else _VILLAGE
        name, zone = f"{kind} {village.name}", zone_of(village.code)
        found = write_cooperative(session, region_code=village.code, name=name, zone=zone)
        officer = create_person(
            session, name=village.officer, honorific=village.honorific, phone=village.phone
        )
        by = Actor(found, officer.id or 0, frozenset({Role.TREASURER}))
        facts = {"name": name, "region_code": village.code, "zone": zone}
        today = day_in(zone, moment_of(session))
        acts.append(Act(by, "cooperative.founded", f"cooperative/{found}", facts, today))
        acts.append(granted(session, Role.TREASURER, by=by, zone=zone))
        own = Random(village.code)  # noqa: S311 - a story, not a secret
        villages.append(FarVillage(village, by, own))
    record_many(session, acts)
    return villages


def granted(session: Session, role: Role, *, by: Actor, zone: str) -> Act:
    """Give `by` a role nobody holds yet there; returns the act, which is still to be recorded."""
    session.add(
        RoleGrant(
            cooperative_id=by.cooperative_id,
            id=next_number(session, by.cooperative_id, "role_grant"),
            person_id=by.person_id,
            role=role,
            since=moment_of(session),
        )
    )
    facts = {"person_id": by.person_id, "role": role.value}
    today = day_in(zone, moment_of(session))
    return Act(by, "role.granted", f"person/{by.person_id}", facts, today)
