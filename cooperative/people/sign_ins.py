"""Sessions: rows of our own, opened by a PIN on an enrolled phone and ended for good.

A try is counted before it is looked at, so a thousand at once are a thousand misses. From the fifth
miss on the phone waits for that person: 1, 5, 15, 60 minutes; after the ninth she needs a new code.
Nobody else on the phone waits, and no other phone of hers (reliability.md 2.1).
"""

import secrets
from datetime import timedelta
from typing import NamedTuple

from sqlmodel import Session, col, select, update

from cooperative.clock import moment_of
from cooperative.people.devices import digest_of
from cooperative.people.enrolment import PASSPHRASE_ROLES, Enrolled, roles_in
from cooperative.people.tables import Enrolment, Person, SignIn
from cooperative.push.subscriptions import unsubscribe
from cooperative.refusals import Refused

LIFE = timedelta(days=30)
LIFE_WITH_PASSPHRASE = timedelta(hours=12)
FRESH = timedelta(minutes=5)
_SHUT_MINUTES = {5: 1, 6: 5, 7: 15, 8: 60}
_LAST_MISS = 9


class Try(NamedTuple):
    """A counted try: what would open it, and for whom. `sealed` is None where nothing opens."""

    enrolled: Enrolled
    sealed: str | None
    needs_passphrase: bool


def count_try(
    session: Session, *, device_id: int, person_public_id: str, is_unlocking: bool = False
) -> Try | None:
    """Count a try of this person on this phone as a miss until `open_sign_in` or `unlock` forgives
    it.

    Returns None for somebody who is not enrolled here. Raises Refused("pin_shut", minutes) while
    the phone waits, Refused("code_needed") once a new code is the only way.
    """
    found = session.exec(
        select(Enrolment, Person)
        .join(Person, col(Person.id) == col(Enrolment.person_id))
        .where(
            col(Enrolment.device_id) == device_id,
            col(Person.public_id) == person_public_id,
            col(Enrolment.revoked_at).is_(None),
        )
        .with_for_update(of=Enrolment)
    ).first()
    if found is None:
        return None
    enrolment, person = found
    now = moment_of(session)
    if enrolment.misses >= _LAST_MISS:
        raise Refused("code_needed")
    if enrolment.shut_until is not None and enrolment.shut_until > now:
        raise Refused("pin_shut", minutes=-((now - enrolment.shut_until) // timedelta(minutes=1)))
    # From here on it must succeed.
    enrolment.misses += 1
    minutes = _SHUT_MINUTES.get(enrolment.misses)
    enrolment.shut_until = now + timedelta(minutes=minutes) if minutes else None
    session.add(enrolment)
    enrolled = Enrolled(device_id, person.id or 0, enrolment.cooperative_id)
    roles = roles_in(session, enrolment.cooperative_id, enrolled.person_id)
    needs_passphrase = bool(roles & PASSPHRASE_ROLES) and not is_unlocking
    sealed = person.passphrase_hash if needs_passphrase else enrolment.pin_hash
    return Try(enrolled, sealed if roles else None, needs_passphrase)


def open_sign_in(session: Session, enrolled: Enrolled) -> str:
    """Open a session and forgive the misses; returns its token, of which only the digest is kept.

    The token is always new: an id made by a client is never adopted.
    """
    roles = roles_in(session, enrolled.cooperative_id, enrolled.person_id)
    now = moment_of(session)
    token = secrets.token_urlsafe(32)
    _forgive(session, enrolled.device_id, enrolled.person_id)
    session.add(
        SignIn(
            token_hash=digest_of(token),
            person_id=enrolled.person_id,
            device_id=enrolled.device_id,
            cooperative_id=enrolled.cooperative_id,
            signed_in_at=now,
            expires_at=now + (LIFE_WITH_PASSPHRASE if roles & PASSPHRASE_ROLES else LIFE),
            pin_at=now,
        )
    )
    return token


def unlock(session: Session, *, token_hash: str) -> None:
    """Note that the PIN was entered just now: the session is open again, and fresh."""
    row = session.get_one(SignIn, token_hash)
    _forgive(session, row.device_id, row.person_id)
    _change(session, token_hash, pin_at=moment_of(session), locked_at=None)


def lock(session: Session, *, token_hash: str) -> None:
    """Lock the session until its PIN is entered again (Kunci, Ganti orang)."""
    _change(session, token_hash, locked_at=moment_of(session))


def end(session: Session, *, token_hash: str) -> None:
    """End the session. Repeatable; nothing brings it back."""
    _change(session, token_hash, ended_at=moment_of(session))


def leave(session: Session, *, token_hash: str) -> None:
    """Keluar: end the session, and tell this phone no more of her. Repeatable."""
    open_one = select(SignIn.device_id, SignIn.person_id).where(
        col(SignIn.token_hash) == token_hash, col(SignIn.ended_at).is_(None)
    )
    for device_id, person_id in session.exec(open_one).all():
        unsubscribe(session, device_id=device_id, person_id=person_id)
    end(session, token_hash=token_hash)


def end_all(session: Session, *, person_id: int, but: str = "") -> int:
    """End every session of a person, except the one with token hash `but`; returns how many."""
    ended = session.exec(
        update(SignIn)
        .where(
            col(SignIn.person_id) == person_id,
            col(SignIn.token_hash) != but,
            col(SignIn.ended_at).is_(None),
        )
        .values(ended_at=moment_of(session))
        .execution_options(synchronize_session=False)
    )
    return ended.rowcount


def _forgive(session: Session, device_id: int, person_id: int) -> None:
    session.exec(
        update(Enrolment)
        .where(col(Enrolment.device_id) == device_id, col(Enrolment.person_id) == person_id)
        .values(misses=0, shut_until=None)
        .execution_options(synchronize_session=False)
    )


def _change(session: Session, token_hash: str, **values: object) -> None:
    session.exec(
        update(SignIn)
        .where(col(SignIn.token_hash) == token_hash, col(SignIn.ended_at).is_(None))
        .values(**values)
        .execution_options(synchronize_session=False)
    )
