"""Forms of older releases, brought up to today's (protocol.md 2).

A phone may deliver a form months after it was filled in: versions N, N-1 and N-2 are read. When the
fields of a form change, raise its version at the handler and add how the version before becomes the
next: `UPCASTERS["order/1"]` makes order/2 out of order/1.
"""

import re
from collections.abc import Callable

from web.forms import Form, Part

Parts = tuple[Part, ...]

UPCASTERS: dict[str, Callable[[Parts], Parts]] = {
    # Without what the page showed, a count says what there is.
    "correction/1": lambda parts: parts,
}
OLDEST = 2
_VERSION = re.compile(r"([a-z_]{1,32})/([1-9]\d{0,3})", re.ASCII)


class NotThisVersion(Exception):
    """The form is newer than this server, or too old for it."""


class NotThisForm(Exception):
    """The header does not name this form."""


def upcast(form: Form, sent: str, kind: str) -> None:
    """Make a form that was sent as version `sent` ("order/1") one of version `kind` ("order/2").

    Raises NotThisForm when it names another form, NotThisVersion when it cannot be read here.
    """
    name, current = kind.split("/")
    found = _VERSION.fullmatch(sent)
    if found is None or found[1] != name:
        raise NotThisForm(sent)
    version = int(found[2])
    steps = [f"{name}/{step}" for step in range(version, int(current))]
    if version > int(current) or len(steps) > OLDEST or any(s not in UPCASTERS for s in steps):
        raise NotThisVersion(sent)
    for step in steps:
        form.parts = UPCASTERS[step](form.parts)
