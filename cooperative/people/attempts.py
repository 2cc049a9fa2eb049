"""Brakes for strangers: wrong answers counted in buckets that can slow nobody who holds a trusted
phone.

A trusted phone counts its own misses in its enrolment (`sign_ins.py`). Whoever comes without one is
counted here, per purpose and per place. A full bucket is not written any more, so a flood costs
reads only.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

import sqlalchemy as sa
from sqlmodel import Session, col, delete, select

from cooperative.clock import moment_of
from cooperative.people.tables import Attempts
from cooperative.types import Instant


@dataclass(frozen=True)
class Brake:
    """How many misses one bucket takes within `window` before it is full."""

    name: str
    limit: int
    window: timedelta


# Eight digits and ten minutes: 300 guesses in that time find one of ten open codes once in 33,000
# times.
CODES_OF_ONE_PLACE = Brake("code-place", 10, timedelta(minutes=10))
CODES_OF_ALL = Brake("code", 300, timedelta(minutes=10))
# A PIN without its phone never opens anything: this only spares the box the work of hashing.
PINS_OF_STRANGERS = Brake("pin", 60, timedelta(minutes=10))

_KEPT = timedelta(days=1)
_MISS = sa.text(
    "INSERT INTO attempts (bucket, misses, since) VALUES (:bucket, 1, :now)"
    " ON CONFLICT (bucket) DO UPDATE SET"
    " misses = CASE WHEN attempts.since <= :horizon THEN 1 ELSE attempts.misses + 1 END,"
    " since = CASE WHEN attempts.since <= :horizon THEN :now ELSE attempts.since END"
).bindparams(sa.bindparam("now", type_=Instant), sa.bindparam("horizon", type_=Instant))


def is_full(session: Session, brake: Brake, place: str = "") -> bool:
    """Tell whether the bucket of `brake` (and of `place`, such as an address) takes no more."""
    row = session.exec(
        select(Attempts.misses, Attempts.since).where(col(Attempts.bucket) == _bucket(brake, place))
    ).first()
    return row is not None and row[0] >= brake.limit and row[1] > _horizon(session, brake)


def count_miss(session: Session, brake: Brake, place: str = "") -> None:
    """Count one wrong answer, and forget buckets nobody has touched for a day."""
    now = moment_of(session)
    session.exec(delete(Attempts).where(col(Attempts.since) < now - _KEPT))
    found = {"bucket": _bucket(brake, place), "now": now, "horizon": _horizon(session, brake)}
    session.connection().execute(_MISS, found)


def _horizon(session: Session, brake: Brake) -> datetime:
    return moment_of(session) - brake.window


def _bucket(brake: Brake, place: str) -> str:
    # An address is personal: only its digest is kept.
    return f"{brake.name} {sha256(place.encode()).hexdigest()[:40]}"
