"""At the door: a phone, a person and what she typed; opened, or one more miss."""

import re
from typing import NamedTuple

from cooperative.actors import Role
from cooperative.people.attempts import (
    CODES_OF_ALL,
    CODES_OF_ONE_PLACE,
    PINS_OF_STRANGERS,
    count_miss,
    is_full,
)
from cooperative.people.codes import Offered, code_of_ticket, read_code
from cooperative.people.devices import digest_of, find_device
from cooperative.people.enrolment import Enrolled, roles_in
from cooperative.people.pins import Pepper
from cooperative.people.sign_ins import Try, count_try, end, open_sign_in, unlock
from cooperative.refusals import Refused
from web.answers import AnyRequest
from web.door import cookies
from web.identity import Who
from web.secrets_file import secrets_of

_TYPED_CODE = re.compile(r"[0-9]{8}")
_LONGEST = 200


class Opened(NamedTuple):
    """A fresh session: its token, and the roles that decide which page comes first."""

    token: str
    roles: frozenset[Role]


def pepper_of(request: AnyRequest) -> Pepper:
    """Return the pepper of this installation."""
    return secrets_of(request.app.state.settings.data).pepper


def sign_in(request: AnyRequest, *, person_public_id: str, entered: str) -> Opened:
    """Sign somebody in who is enrolled on this phone.

    Raises Refused("pin_wrong") alike for a wrong PIN, an unknown person and an unknown phone;
    Refused("pin_shut"), ("code_needed"); Busy.
    """
    tried = _try(request, person_public_id, is_unlocking=False)
    if not _opens(request, tried, entered) or tried is None:
        raise Refused("pin_wrong")
    return open_for(request, tried.enrolled)


def unlock_with_pin(request: AnyRequest, who: Who, *, entered: str) -> None:
    """Open the locked session of `who` with her PIN. Raises as `sign_in` does."""
    tried = _try(request, who.public_id, is_unlocking=True)
    if not _opens(request, tried, entered):
        raise Refused("pin_wrong")
    with request.app.state.books.transaction() as session:
        unlock(session, token_hash=who.token_hash)


def open_for(request: AnyRequest, enrolled: Enrolled) -> Opened:
    """Open a session, always with a new token; the one this phone came with ends."""
    former = request.cookies.get(cookies.SESSION)
    with request.app.state.books.transaction() as session:
        if former:
            end(session, token_hash=digest_of(former))
        roles = roles_in(session, enrolled.cooperative_id, enrolled.person_id)
        return Opened(open_sign_in(session, enrolled), roles)


def find_offer(request: AnyRequest, typed: str) -> Offered:
    """Return whom a typed code or a scanned ticket is for.

    Raises Refused("code_wrong"), Refused("too_many_tries") for typed codes while strangers are
    guessing.
    """
    typed = re.sub(r"\s", "", typed)
    pepper, books = pepper_of(request), request.app.state.books
    is_ticket = "-" in typed
    code = code_of_ticket(typed, pepper) if is_ticket else typed
    if code is None or not _TYPED_CODE.fullmatch(code):
        raise Refused("code_wrong")
    place = request.client.host if request.client else ""
    with books.reading() as session:
        if not is_ticket and (
            is_full(session, CODES_OF_ONE_PLACE, place) or is_full(session, CODES_OF_ALL)
        ):
            raise Refused("too_many_tries")
        offered = read_code(session, code, pepper)
    if offered is not None:
        return offered
    if not is_ticket:
        with books.transaction() as session:
            count_miss(session, CODES_OF_ONE_PLACE, place)
            count_miss(session, CODES_OF_ALL)
    raise Refused("code_wrong")


def _opens(request: AnyRequest, tried: Try | None, entered: str) -> bool:
    # For nobody, too, a hash is worked out: the answer takes as long.
    return pepper_of(request).opens(tried.sealed if tried else None, entered[:_LONGEST])


def _try(request: AnyRequest, person_public_id: str, *, is_unlocking: bool) -> Try | None:
    books = request.app.state.books
    with books.reading() as session:
        device = find_device(session, request.cookies.get(cookies.DEVICE))
        is_flood = device is None and is_full(session, PINS_OF_STRANGERS)
    if is_flood:
        # Nothing a stranger types can open anything, so nothing is worked out for a flood of them.
        raise Refused("pin_wrong")
    with books.transaction() as session:
        if device is None:
            count_miss(session, PINS_OF_STRANGERS)
            return None
        return count_try(
            session,
            device_id=device.id or 0,
            person_public_id=person_public_id,
            is_unlocking=is_unlocking,
        )
