"""The assistants of a region, as whoever looks after the region sees them.

Nothing of another region is read: neither her cooperatives there nor how many they are.
"""

from collections.abc import Collection
from datetime import date
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlmodel import Session, col, func, select

from cooperative.actors import Role
from cooperative.people.tables import Cooperative, Person, RoleGrant
from cooperative.people.watching import PER_PAGE, Scope, Watched, is_in
from cooperative.refusals import Refused
from cooperative.visits.tables import Visit

_REGENCY_LETTERS = len("61.12")


class Assistant(NamedTuple):
    """One assistant and the cooperatives of the region she looks after now; `regency_code` is the
    kabupaten of the first of them, empty where there are none."""

    person_id: int
    public_id: str
    name: str
    honorific: str
    phone: str
    cooperative_ids: tuple[int, ...]
    regency_code: str

    @property
    def polite_name(self) -> str:
        """Bu Dewi Kartika."""
        return f"{self.honorific} {self.name}".strip()


def assistants_of(
    session: Session, scope: Scope, *, words: str = "", page: int = 1
) -> tuple[list[Assistant], int]:
    """Return one page of those who look after a cooperative of `scope` now, by name; and how many
    there are. `words` are part of a name."""
    people = select(Person).where(
        sa.exists(
            _running()
            .join(Cooperative, col(Cooperative.id) == col(RoleGrant.cooperative_id))
            .where(col(RoleGrant.person_id) == col(Person.id), is_in(scope))
        )
    )
    if words := words.strip().lower():
        people = people.where(func.lower(Person.name).contains(words, autoescape=True))
    count = session.exec(select(func.count()).select_from(people.subquery())).one()
    shown = people.order_by(func.lower(Person.name), col(Person.id))
    found = session.exec(shown.limit(PER_PAGE).offset((page - 1) * PER_PAGE)).all()
    hers = _cooperatives(session, scope, [person.id or 0 for person in found])
    return [_assistant(person, hers) for person in found], count


def find_assistant(session: Session, scope: Scope, public_id: str) -> Assistant:
    """Return somebody who looks or looked after a cooperative of `scope`.

    Raises Refused("not_found") for anybody else.
    """
    ever = (
        select(RoleGrant.person_id)
        .join(Cooperative, col(Cooperative.id) == col(RoleGrant.cooperative_id))
        .where(col(RoleGrant.person_id) == col(Person.id), is_in(scope))
        .where(col(RoleGrant.role) == Role.ASSISTANT)
    )
    person = session.exec(
        select(Person).where(col(Person.public_id) == public_id, sa.exists(ever))
    ).first()
    if person is None:
        raise Refused("not_found")
    return _assistant(person, _cooperatives(session, scope, [person.id or 0]))


def place_of(session: Session, scope: Scope, cooperative_id: int) -> Watched:
    """Return a cooperative of `scope`; Refused("not_found") for any other."""
    found = session.exec(
        select(Cooperative).where(col(Cooperative.id) == cooperative_id, is_in(scope))
    ).first()
    if found is None:
        raise Refused("not_found")
    return Watched(found.id or 0, found.name, found.region_code)


def places_for(
    session: Session, scope: Scope, one: Assistant, *, words: str = "", page: int = 1
) -> tuple[list[Watched], int]:
    """Return one page of the cooperatives of `scope` an assistant may be sent to, and how many:
    those of her kabupaten first, and of these such as have none. `words` are part of a name."""
    running = sa.exists(_running().where(col(RoleGrant.cooperative_id) == col(Cooperative.id)))
    hers = sa.exists(
        _running()
        .where(col(RoleGrant.cooperative_id) == col(Cooperative.id))
        .where(col(RoleGrant.person_id) == one.person_id)
    )
    places = select(Cooperative).where(is_in(scope), sa.not_(hers))
    if words := words.strip().lower():
        named = func.lower(Cooperative.name).contains(words, autoescape=True)
        places = places.where(named)
    count = session.exec(select(func.count()).select_from(places.subquery())).one()
    is_near = col(Cooperative.region_code).startswith(one.regency_code)
    shown = places.order_by(
        sa.case((is_near, 0), else_=1),
        sa.case((running, 1), else_=0),
        col(Cooperative.name),
        col(Cooperative.id),
    )
    rows = session.exec(shown.limit(PER_PAGE).offset((page - 1) * PER_PAGE))
    return [Watched(found.id or 0, found.name, found.region_code) for found in rows], count


def count_without(session: Session, scope: Scope) -> int:
    """Return how many cooperatives of `scope` no assistant looks after."""
    running = sa.exists(_running().where(col(RoleGrant.cooperative_id) == col(Cooperative.id)))
    alone = select(func.count()).select_from(Cooperative).where(is_in(scope), sa.not_(running))
    return session.exec(alone).one()


def visit_counts(
    session: Session, scope: Scope, person_ids: Collection[int], since: date
) -> dict[int, int]:
    """Return person -> how many visits to cooperatives of `scope` were made since a day."""
    rows = session.exec(
        select(Visit.person_id, func.count())
        .join(Cooperative, col(Cooperative.id) == col(Visit.cooperative_id))
        .where(col(Visit.person_id).in_(person_ids), col(Visit.occurred_on) >= since, is_in(scope))
        .group_by(col(Visit.person_id))
    )
    return dict(rows.all())


def people_at(session: Session, cooperative_id: int) -> list[Person]:
    """Return those who look after a cooperative now, by name."""
    there = _running().where(col(RoleGrant.cooperative_id) == cooperative_id)
    people = select(Person).where(col(Person.id).in_(there))
    return list(session.exec(people.order_by(col(Person.name), col(Person.id))))


def assistants_at(session: Session, ids: Collection[int]) -> dict[int, list[str]]:
    """Return the polite names of those who look after each of these cooperatives now."""
    rows = session.exec(
        select(RoleGrant.cooperative_id, Person.honorific, Person.name)
        .join(Person, col(Person.id) == col(RoleGrant.person_id))
        .where(
            col(RoleGrant.cooperative_id).in_(ids),
            col(RoleGrant.role) == Role.ASSISTANT,
            col(RoleGrant.until).is_(None),
        )
        .order_by(col(Person.name), col(Person.id))
    )
    found: dict[int, list[str]] = {}
    for cooperative_id, honorific, name in rows:
        found.setdefault(cooperative_id, []).append(f"{honorific} {name}".strip())
    return found


def _running() -> Any:
    """Return the assignments that run, to be narrowed."""
    return select(RoleGrant.person_id).where(
        col(RoleGrant.role) == Role.ASSISTANT, col(RoleGrant.until).is_(None)
    )


def _cooperatives(
    session: Session, scope: Scope, person_ids: Collection[int]
) -> dict[int, dict[int, str]]:
    """Return person -> cooperative -> the code of its village."""
    hers = (
        select(RoleGrant.person_id, RoleGrant.cooperative_id, Cooperative.region_code)
        .join(Cooperative, col(Cooperative.id) == col(RoleGrant.cooperative_id))
        .where(col(RoleGrant.person_id).in_(person_ids), col(RoleGrant.until).is_(None))
        .where(col(RoleGrant.role) == Role.ASSISTANT, is_in(scope))
    )
    found: dict[int, dict[int, str]] = {}
    for person_id, one, code in session.exec(hers):
        found.setdefault(person_id, {})[one] = code
    return found


def _assistant(person: Person, hers: dict[int, dict[int, str]]) -> Assistant:
    person_id = person.id or 0
    places = hers.get(person_id, {})
    return Assistant(
        person_id,
        person.public_id,
        person.name,
        person.honorific,
        person.phone or "",
        tuple(places),
        min(places.values(), default="")[:_REGENCY_LETTERS],
    )
