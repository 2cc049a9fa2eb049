"""Which gerai the shop is looking at: the usual one, unless the address names another."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from cooperative.books import Session
from cooperative.refusals import Refused
from cooperative.store.outlets import outlet_of, outlets_of
from web.answers import AnyRequest
from web.forms import Form
from web.identity import who

MOST_ID = 2**31 - 1
_MOST_DIGITS = 9


@dataclass(frozen=True)
class Gerai:
    """The gerai of a page. `others` are (id, name) of all of them where there are several."""

    id: int
    name: str
    is_usual: bool
    others: list[tuple[int, str]]

    def at(self, path: str, **query: str | int) -> str:
        """Return the address of a page about this gerai; an empty value is left out."""
        asked = {name: value for name, value in query.items() if value != ""}
        asked |= {} if self.is_usual else {"gerai": self.id}
        return f"{path}?{urlencode(asked)}" if asked else path

    @property
    def keep(self) -> dict[str, str]:
        """What stays in the address of another part of a list."""
        return {} if self.is_usual else {"gerai": str(self.id)}


def gerai_here(session: Session, request: AnyRequest, form: Form | None = None) -> Gerai:
    """Return the gerai that was named in the form or the address, or the usual one.

    Raises Refused("not_found") for none of her cooperative's.
    """
    coop_id = who(request).cooperative_id
    ours = outlets_of(session, coop_id)
    if not ours:
        raise Refused("not_found")
    sent = form.get("gerai") if form else ""
    named = number_in(sent or request.query_params.get("gerai", ""))
    outlet = ours[0] if named is None else outlet_of(session, coop_id, named)
    others = [(one.id, one.name) for one in ours] if len(ours) > 1 else []
    return Gerai(outlet.id, outlet.name, is_usual=outlet.id == ours[0].id, others=others)


def number_in(text: str) -> int | None:
    """Return the whole number an address holds; anything else is none."""
    is_number = text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS
    return int(text) if is_number else None


def findable(number: int) -> int:
    """Return a number of an address that may name something; raises Refused("not_found")."""
    if not 0 < number <= MOST_ID:
        raise Refused("not_found")
    return number


def errors_of(kept: Any) -> dict[str, str]:
    """Return what `error_summary` shows of a form that came back: fields, or the one sentence."""
    if kept is None:
        return {}
    return dict(kept.problems) or {"": kept.sentence}
