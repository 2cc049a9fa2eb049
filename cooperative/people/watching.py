"""The cooperatives somebody watches over: one by one as their assistant, or all of a region."""

from typing import NamedTuple

import sqlalchemy as sa
from sqlmodel import Session, col, func, select

from cooperative import regions
from cooperative.actors import Role
from cooperative.people.tables import Cooperative, RegionGrant, RoleGrant

PER_PAGE = 30
_WATCHING = (Role.ASSISTANT, Role.PMO)


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


def watched_by(
    session: Session, person_id: int, *, page: int = 1, per_page: int = PER_PAGE
) -> tuple[list[Watched], int]:
    """Return one page of the cooperatives she watches over, by name; and how many there are."""
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
    watched = sa.or_(assigned, in_region)
    count = session.exec(select(func.count()).select_from(Cooperative).where(watched)).one()
    rows = session.exec(
        select(Cooperative.id, Cooperative.name, Cooperative.region_code)
        .where(watched)
        .order_by(col(Cooperative.name), col(Cooperative.id))
        .limit(per_page)
        .offset((page - 1) * per_page)
    )
    return [Watched(found or 0, name, code) for found, name, code in rows], count
