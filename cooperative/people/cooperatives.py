"""A cooperative's settings, looked up by rules."""

from datetime import date

from sqlmodel import Session

from cooperative.clock import day_in, moment_of
from cooperative.people.tables import Cooperative


def find_cooperative(session: Session, cooperative_id: int) -> Cooperative:
    """Return the cooperative; a missing one is a mistake of the caller."""
    found = session.get(Cooperative, cooperative_id)
    if found is None:
        raise LookupError(cooperative_id)
    return found


def zone_of(session: Session, cooperative_id: int) -> str:
    """Return the cooperative's IANA zone."""
    return find_cooperative(session, cooperative_id).zone


def today(session: Session, cooperative_id: int) -> date:
    """Return the business day of this transaction in the cooperative's zone."""
    return day_in(zone_of(session, cooperative_id), moment_of(session))
