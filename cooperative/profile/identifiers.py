"""Numbers the state gave the cooperative, as people type them (domain.md 3.6)."""

import re

from cooperative.refusals import Refused

# NPWP has 16 digits since 2024 and had 15 before; the NIK of a person has 16, a cooperative's 13.
LENGTHS = {"cooperative_nik": (13,), "npwp": (15, 16), "nib": (13,)}
_BETWEEN = re.compile(r"[\s.\-/]+")


def number_of(name: str, typed: str) -> str:
    """Return the digits of what was typed, without the dots and dashes between them.

    `name` is cooperative_nik, npwp or nib. Raises Refused("identifier_wrong", name).
    """
    digits = _BETWEEN.sub("", typed)
    if not (digits.isascii() and digits.isdigit() and len(digits) in LENGTHS[name]):
        raise Refused("identifier_wrong", name=name)
    return digits
