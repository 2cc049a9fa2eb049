"""Write down that a cooperative exists, and tell the feed what readers need to know of it."""

from sqlmodel import Session

from cooperative.actors import Actor
from cooperative.clock import moment_of
from cooperative.people.cooperatives import find_cooperative
from cooperative.people.tables import Cooperative
from cooperative.record import record


def write_cooperative(
    session: Session, *, region_code: str, name: str, zone: str, address: str = ""
) -> int:
    """Write a cooperative of the village `region_code`, in the IANA zone `zone`; returns its id.

    Whoever calls it records the founding as soon as there is somebody who did it.
    """
    cooperative = Cooperative(
        region_code=region_code,
        name=name,
        zone=zone,
        address=address,
        created_at=moment_of(session),
    )
    session.add(cooperative)
    session.flush()  # the database gives the id
    return cooperative.id or 0


def record_founding(session: Session, *, by: Actor) -> None:
    """Tell the feed which village the cooperative is of: reports are made by region."""
    founded = find_cooperative(session, by.cooperative_id)
    facts = {"name": founded.name, "region_code": founded.region_code, "zone": founded.zone}
    record(session, "cooperative.founded", by=by, subject=f"cooperative/{founded.id}", facts=facts)
