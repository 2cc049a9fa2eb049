"""How somebody new is written down: how she is spoken of, and the number of her phone."""

import re
from enum import StrEnum

from cooperative.refusals import Unreadable
from web.forms import Form

LONGEST_NAME = 80
_PHONE = re.compile(r"\+?[0-9][0-9 -]{6,18}")


class Honorific(StrEnum):
    """How a village speaks of somebody."""

    BU = "Bu"
    PAK = "Pak"
    MBAK = "Mbak"
    MAS = "Mas"


HONORIFICS = [(word.value, word.value) for word in Honorific]


def check_phone(form: Form) -> None:
    """Raise Unreadable where `telepon` was filled in with something that is no number."""
    phone = form.get("telepon").strip()
    if phone and not _PHONE.fullmatch(phone):
        raise Unreadable(telepon="bad_characters")
