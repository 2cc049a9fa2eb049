"""The code a member says at the counter: short, easy to read aloud, of one open order at a time."""

import secrets
from collections.abc import Iterator
from itertools import count
from random import Random

from sqlmodel import Session, col, select

from cooperative.orders.tables import OPEN_STATES, Order

# Without 0 and O, 1, I and L: people read these wrongly from a small screen in the sun.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 4
TRIES_PER_LENGTH = 20


def free_code(session: Session, cooperative_id: int, outlet_id: int) -> str:
    """Return a code that no open order of this gerai has.

    `session.info["random"]` may hold a seeded `random.Random`, for the demonstration village.
    """
    random: Random = session.info.get("random") or secrets.SystemRandom()
    free = (
        code
        for code in _codes(random)
        if find_by_code(session, cooperative_id, outlet_id, code) is None
    )
    return next(free)


def find_by_code(session: Session, cooperative_id: int, outlet_id: int, code: str) -> int | None:
    """Return the open order of the gerai that a code belongs to, however it was typed."""
    found = select(Order.id).where(
        col(Order.cooperative_id) == cooperative_id,
        col(Order.outlet_id) == outlet_id,
        col(Order.code) == code.strip().removeprefix("#").upper(),
        col(Order.state).in_(OPEN_STATES),
    )
    return session.exec(found).first()


def _codes(random: Random) -> Iterator[str]:
    # A crowded gerai gets longer codes after a while, never an endless search.
    lengths = (LENGTH + tries // TRIES_PER_LENGTH for tries in count())
    return ("".join(random.choices(ALPHABET, k=length)) for length in lengths)
