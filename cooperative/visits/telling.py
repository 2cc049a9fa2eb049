"""Who hears of a visit: the officers of what the assistant writes, she of what they say to it."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session

from cooperative.actors import OFFICERS, Actor, Role
from cooperative.inbox import tell
from cooperative.people.access import holders, roles_of
from cooperative.people.cooperatives import find_cooperative
from cooperative.people.tables import Person
from cooperative.people.watching import desk_of
from cooperative.visits.tables import Visit


def tell_officers(
    session: Session, kind: str, *, path: str, facts: Mapping[str, Any], by: Actor
) -> None:
    """Tell treasurers and secretaries what the assistant wrote, and who she is."""
    person = session.get_one(Person, by.person_id)
    name = f"{person.honorific} {person.name}".strip()
    for officer_id in holders(session, by.cooperative_id, OFFICERS):
        if officer_id != by.person_id:
            tell(
                session,
                kind,
                cooperative_id=by.cooperative_id,
                person_id=officer_id,
                path=path,
                facts={**facts, "name": name},
            )


def tell_assistant(session: Session, kind: str, visit: Visit, *, by: Actor) -> None:
    """Tell her who made the visit, where her own news is written, if she still comes here.

    That may be the books of another cooperative: two such acts at once may have to wait for each
    other, and the server then lets one of them try again.
    """
    here = visit.cooperative_id
    if Role.ASSISTANT not in roles_of(session, here, visit.person_id):
        return
    desk = desk_of(session, visit.person_id)
    if desk is None or visit.person_id == by.person_id:
        return
    cooperative = find_cooperative(session, here)
    tell(
        session,
        kind,
        cooperative_id=desk,
        person_id=visit.person_id,
        path=f"/pantau/{here}/kunjungan/{visit.id}",
        facts={"visit_id": visit.id, "cooperative_name": cooperative.name},
    )
