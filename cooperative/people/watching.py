"""The cooperatives somebody watches over: one by one as their assistant, or all of a region."""

from typing import NamedTuple

import sqlalchemy as sa
from sqlmodel import Session, col, func, select

from cooperative import regions
from cooperative.actors import OFFICERS, Role
from cooperative.people.tables import Cooperative, Enrolment, Person, RegionGrant, RoleGrant
from cooperative.refusals import Refused

PER_PAGE = 30
_WATCHING = (Role.ASSISTANT, Role.PMO)
_DISTRICT_LETTERS = len("61.12.09")


class Watched(NamedTuple):
    """One cooperative of the list, with the kecamatan and kabupaten it lies in."""

    id: int
    name: str
    region_code: str

    @property
    def place(self) -> str:
        """Return `Kec. Sungai Kakap, Kabupaten Kubu Raya`; empty for a village nobody knows."""
        above = regions.parents(self.region_code)
        return f"Kec. {above[-1].name}, {above[-2].name}" if above else ""

    @property
    def district(self) -> str:
        """Return `Kec. Sungai Kakap`; empty for a village nobody knows."""
        return self.place.partition(",")[0]


class Contact(NamedTuple):
    """Somebody of the cooperative to call."""

    name: str
    honorific: str
    role: Role
    phone: str


class Scope(NamedTuple):
    """What somebody watches over: all of these regions, and these single cooperatives."""

    regions: tuple[str, ...]
    ids: tuple[int, ...]


def scope_of(session: Session, person_id: int) -> Scope:
    """Return what she watches over now; a region inside another one of hers is not named."""
    hers = [
        sa.select(code, cooperative_id).where(
            col(grant.person_id) == person_id,
            col(grant.role).in_(_WATCHING),
            col(grant.until).is_(None),
        )
        for grant, code, cooperative_id in (
            (RegionGrant, col(RegionGrant.region_code), sa.literal(0)),
            (RoleGrant, sa.literal(""), col(RoleGrant.cooperative_id)),
        )
    ]
    found = [tuple(row) for row in session.connection().execute(sa.union_all(*hers))]
    codes = sorted({str(code) for code, _ in found if code})
    widest = (one for one in codes if not any(one.startswith(f"{other}.") for other in codes))
    return Scope(tuple(widest), tuple(sorted({int(one) for _, one in found if one})))


def regions_of(session: Session, person_id: int) -> Scope:
    """Return the regions given to her: a single cooperative she was sent to is not among them."""
    return scope_of(session, person_id)._replace(ids=())


def watched_by(
    session: Session, scope: Scope, *, words: str = "", under: str = "", page: int = 1
) -> tuple[list[Watched], int]:
    """Return one page of the cooperatives of `scope`, by name; and how many there are.

    `words` are part of the name, `under` is the code of a kabupaten or kecamatan.
    """
    wanted = [is_in(scope)]
    if words := words.strip().lower():
        wanted.append(func.lower(Cooperative.name).contains(words, autoescape=True))
    if under:
        wanted.append(col(Cooperative.region_code).startswith(f"{under}.", autoescape=True))
    count = session.exec(select(func.count()).select_from(Cooperative).where(*wanted)).one()
    rows = session.exec(
        select(Cooperative.id, Cooperative.name, Cooperative.region_code)
        .where(*wanted)
        .order_by(col(Cooperative.name), col(Cooperative.id))
        .limit(PER_PAGE)
        .offset((page - 1) * PER_PAGE)
    )
    return [Watched(found or 0, name, code) for found, name, code in rows], count


def counts_by_district(session: Session, scope: Scope) -> dict[str, int]:
    """Return how many cooperatives of `scope` lie in each kecamatan, by its code."""
    code = func.substr(Cooperative.region_code, 1, _DISTRICT_LETTERS)
    rows = session.exec(select(code, func.count()).where(is_in(scope)).group_by(code))
    return {str(district): count for district, count in rows}


def watched_one(session: Session, person_id: int, cooperative_id: int) -> Watched:
    """Return one cooperative she watches over; Refused("not_found") for any other."""
    row = session.exec(
        select(Cooperative.id, Cooperative.name, Cooperative.region_code).where(
            col(Cooperative.id) == cooperative_id, is_watched_by(person_id)
        )
    ).first()
    if row is None:
        raise Refused("not_found")
    return Watched(row[0] or 0, row[1], row[2])


def contacts_of(session: Session, cooperative_id: int) -> list[Contact]:
    """Return officers and shopkeepers who have a phone number, officers first."""
    roles = (*sorted(OFFICERS, reverse=True), Role.SHOPKEEPER)
    rows = session.exec(
        select(Person.name, Person.honorific, RoleGrant.role, Person.phone)
        .join(RoleGrant, col(RoleGrant.person_id) == col(Person.id))
        .where(col(RoleGrant.cooperative_id) == cooperative_id)
        .where(col(RoleGrant.role).in_(roles), col(RoleGrant.until).is_(None))
        .where(col(Person.phone).is_not(None))
        .order_by(col(Person.name), col(Person.id))
    )
    found = [
        Contact(name, honorific, Role(role), phone or "") for name, honorific, role, phone in rows
    ]
    return sorted(found, key=lambda contact: roles.index(contact.role))


def all_watched_by(session: Session, person_id: int) -> list[int]:
    """Return the ids of all cooperatives she watches over."""
    hers = select(Cooperative.id).where(is_watched_by(person_id)).order_by(col(Cooperative.id))
    return [found or 0 for found in session.exec(hers)]


def watchers(session: Session) -> list[int]:
    """Return the ids of everybody who watches over a cooperative."""
    found: set[int] = set()
    for grant in (RoleGrant, RegionGrant):
        holding = select(grant.person_id).where(
            col(grant.role).in_(_WATCHING), col(grant.until).is_(None)
        )
        found.update(session.exec(holding))
    return sorted(found)


def desk_of(session: Session, person_id: int) -> int | None:
    """Return the cooperative in whose books a watcher's own news is written: the one her phone is
    enrolled in, else the first she watches over; None for somebody who watches over none."""
    enrolled = select(Enrolment.cooperative_id).where(
        col(Enrolment.person_id) == person_id,
        col(Enrolment.cooperative_id).is_not(None),
        col(Enrolment.revoked_at).is_(None),
    )
    first = select(func.min(Cooperative.id)).where(is_watched_by(person_id))
    newest = enrolled.order_by(col(Enrolment.enrolled_at).desc(), col(Enrolment.device_id).desc())
    return session.exec(newest.limit(1)).first() or session.exec(first).one()


def is_in(scope: Scope) -> sa.ColumnElement[bool]:
    """Return the condition on a cooperative that it is in `scope`."""
    within = (col(Cooperative.region_code).startswith(code) for code in scope.regions)
    return sa.or_(col(Cooperative.id).in_(scope.ids), *within)


def is_watched_by(person_id: int) -> sa.ColumnElement[bool]:
    """Return the condition on a cooperative that this person watches over it."""
    assigned = (
        sa.exists()
        .where(col(RoleGrant.cooperative_id) == col(Cooperative.id))
        .where(col(RoleGrant.person_id) == person_id)
        .where(col(RoleGrant.role).in_(_WATCHING), col(RoleGrant.until).is_(None))
    )
    in_region = (
        sa.exists()
        .where(col(Cooperative.region_code).startswith(col(RegionGrant.region_code)))
        .where(col(RegionGrant.person_id) == person_id)
        .where(col(RegionGrant.role).in_(_WATCHING), col(RegionGrant.until).is_(None))
    )
    return sa.or_(assigned, in_region)
