"""A region is given to somebody: a PMO looks after a kabupaten, a dinas after a province."""

from sqlmodel import Session, col, select

from cooperative.actors import Actor, Role
from cooperative.clock import moment_of
from cooperative.people.tables import Cooperative, Person, RegionGrant
from cooperative.record import record


def give_region(session: Session, *, person_id: int, region_code: str, by: Actor) -> None:
    """Make somebody the PMO of a region from now on; told in the cooperative `by` acts in."""
    session.add(
        RegionGrant(
            person_id=person_id, role=Role.PMO, region_code=region_code, since=moment_of(session)
        )
    )
    session.flush()  # the next rule asks what she is to a cooperative of it
    record(
        session,
        "role.granted",
        by=by,
        subject=f"person/{person_id}",
        facts={"person_id": person_id, "role": Role.PMO.value, "region_code": region_code},
    )


def pmo_called(session: Session, region_code: str, name: str) -> Person | None:
    """Return who of this name looks after exactly this region."""
    found = (
        select(Person)
        .join(RegionGrant, col(RegionGrant.person_id) == col(Person.id))
        .where(col(RegionGrant.region_code) == region_code, col(RegionGrant.until).is_(None))
        .where(col(Person.name) == name)
    )
    return session.exec(found).first()


def first_cooperative_in(session: Session, region_code: str) -> int | None:
    """Return the cooperative of a region that was written down first."""
    inside = col(Cooperative.region_code).startswith(f"{region_code}.", autoescape=True)
    return session.exec(select(Cooperative.id).where(inside).order_by(col(Cooperative.id))).first()
