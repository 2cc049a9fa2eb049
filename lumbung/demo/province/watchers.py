"""Who looks after a province: an assistant for about ten cooperatives of one kabupaten, two PMO in
every kabupaten, and two who see all of it, as a dinas does.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from random import Random

from sqlmodel import Session

from cooperative.actors import Actor, Role
from cooperative.people.persons import create_person
from cooperative.people.pins import DEMO_PASSPHRASE, Pepper
from cooperative.people.tables import Person
from cooperative.record_many import Act, record_many
from cooperative.regions import zone_of
from lumbung.demo.far_village import FarVillage
from lumbung.demo.neighbours import REGENCY, in_region
from lumbung.demo.province.founding import granted
from lumbung.demo.province.villages import invented_name

PER_ASSISTANT, PER_REGION = 10, 2
DINAS = "dinas"
_REGENCY, _PROVINCE = len("61.12"), len("61")


def send_watchers(
    session: Session, pepper: Pepper, villages: Sequence[FarVillage], chance: Random
) -> None:
    """Write down assistants and PMO for villages nobody looks after yet.

    One of the PMO of Kubu Raya is there already; of those who see all of a province the first can
    be tried out.
    """
    if not villages:
        return
    session.info["random"] = chance
    people, acts = _people(session, chance), list[Act]()
    for flock in flocks(villages):
        person = next(people)
        for village in flock:
            by = Actor(village.by.cooperative_id, person.id or 0, frozenset({Role.ASSISTANT}))
            zone = zone_of(village.about.code)
            acts.append(granted(session, Role.ASSISTANT, by=by, zone=zone))
    record_many(session, acts)
    regencies = sorted({village.about.code[:_REGENCY] for village in villages})
    provinces = sorted({code[:_PROVINCE] for code in regencies})
    for code in (*regencies, *provinces):
        for number in range(PER_REGION - (code == REGENCY)):
            person = next(people)
            session.add(in_region(session, person, code))
            if code == provinces[0] and not number:
                person.demo_slug, person.passphrase_hash = DINAS, pepper.seal(DEMO_PASSPHRASE)


def flocks(villages: Sequence[FarVillage]) -> list[list[FarVillage]]:
    """Return who goes to one assistant together: villages side by side, of one kabupaten.

    One for every ten villages of all, and nobody has many more than another.
    """
    by_regency: dict[str, list[FarVillage]] = defaultdict(list)
    for village in sorted(villages, key=lambda one: one.about.code):
        by_regency[village.about.code[:_REGENCY]].append(village)
    counts = _shared({code: len(ours) for code, ours in by_regency.items()})
    return [
        ours[part * len(ours) // counts[code] : (part + 1) * len(ours) // counts[code]]
        for code, ours in by_regency.items()
        for part in range(counts[code])
    ]


def _shared(sizes: dict[str, int]) -> dict[str, int]:
    """Return how many assistants every kabupaten gets; the largest remainders get one more."""
    wanted = -(-sum(sizes.values()) // PER_ASSISTANT)
    counts = {code: max(1, size // PER_ASSISTANT) for code, size in sizes.items()}
    for code in sorted(sizes, key=lambda code: counts[code] * PER_ASSISTANT - sizes[code]):
        counts[code] += sum(counts.values()) < wanted
    return counts


def _people(session: Session, chance: Random) -> Iterator[Person]:
    """Write down one invented person after the other."""
    number = 0
    while True:
        name, honorific = invented_name(chance)
        phone = f"08123{number:07d}"
        yield create_person(session, name=name, honorific=honorific, phone=phone)
        number += 1
