"""Somebody who looks after several cooperatives acts in one of them."""

from dataclasses import replace

from sqlmodel import Session

from cooperative.actors import Actor
from cooperative.people.access import roles_of
from cooperative.people.watching import watched_one


def actor_at(session: Session, cooperative_id: int, *, by: Actor) -> Actor:
    """Return her as the one who acts in a cooperative she watches over, with her roles there.

    Raises Refused("not_found") for any other cooperative.
    """
    watched = watched_one(session, by.person_id, cooperative_id)
    return replace(by, cooperative_id=watched.id, roles=roles_of(session, watched.id, by.person_id))
