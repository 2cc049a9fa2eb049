"""Peran: who helps in the shop and who holds an office, given and taken back by officers."""

from typing import Any

from litestar import Response, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from cooperative.actors import OFFICERS, Actor, Role
from cooperative.books import Session
from cooperative.people.access import end_role, flag_own, grant_role, refuse_own
from cooperative.people.members import find_member
from cooperative.people.sign_ins import end_all
from cooperative.refusals import Refused
from web.access import GRANTABLE
from web.answers import AnyRequest
from web.door.gate import see_other
from web.forms import SentForm
from web.identity import fresh_pin
from web.words import ROLES as ROLE_WORDS

_MOST_ID = 2**31 - 1
# A second tap finds it done already.
_DONE_BEFORE = {"role_held", "role_not_held"}


@post("/kas/anggota/{member_id:int}/peran", sync_to_thread=True)
def create_role(request: AnyRequest, member_id: FromPath[int], form: SentForm) -> Response[Any]:
    """Give a member a role."""
    return _change(request, member_id, form.get("peran"), is_grant=True)


@post("/kas/anggota/{member_id:int}/peran/{role:str}/akhir", sync_to_thread=True)
def create_role_end(
    request: AnyRequest, member_id: FromPath[int], role: FromPath[str]
) -> Response[Any]:
    """Take a role back."""
    return _change(request, member_id, role, is_grant=False)


def _change(request: AnyRequest, member_id: int, word: str, *, is_grant: bool) -> Response[Any]:
    back = f"/kas/anggota/{member_id}"
    if not 0 < member_id <= _MOST_ID or word not in ROLE_WORDS or Role(word) not in GRANTABLE:
        raise Refused("not_found")
    officer = fresh_pin(request, back=back)
    try:
        with request.app.state.books.transaction(officer.cooperative_id) as session:
            _act(session, member_id, Role(word), by=officer.actor(), is_grant=is_grant)
    except Refused as refusal:
        if refusal.code not in _DONE_BEFORE:
            raise
    return see_other(back)


def _act(session: Session, member_id: int, role: Role, *, by: Actor, is_grant: bool) -> None:
    """Change the role; her phones sign in anew, because what they may do has changed."""
    person_id = find_member(session, by.cooperative_id, member_id).person_id
    is_own = refuse_own(session, by=by, person_id=person_id, roles=OFFICERS, code="own_role")
    if is_grant:
        grant_role(session, person_id=person_id, role=role, by=by)
    else:
        end_role(session, person_id=person_id, role=role, by=by)
    if is_own:
        flag_own(session, by=by, subject=f"person/{person_id}", path=f"/kas/anggota/{member_id}")
        return
    end_all(session, person_id=person_id)


ROUTES: list[HTTPRouteHandler] = [create_role, create_role_end]
