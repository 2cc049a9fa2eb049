"""Secrets of this installation, in a file beside the books: never in them, so never in their
backups.

The pepper makes stolen hashes of PINs worthless; the signing key vouches for small cookies. Losing
the file costs every person a new code from an officer, and nothing else (docs/operating.md).
"""

import json
import os
import secrets
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from cooperative.people.pins import Pepper

NAME = "secrets.json"
_OWNER_ONLY = 0o600


@dataclass(frozen=True)
class Secrets:
    """What this server knows and its books do not."""

    pepper: Pepper
    signing_key: bytes


@cache
def secrets_of(data: Path) -> Secrets:
    """Return the secrets of a data folder; made at first use, readable by this user only."""
    path = data / NAME
    if not path.exists():
        _make(path)
    path.chmod(_OWNER_ONLY)
    kept = json.loads(path.read_text(encoding="ascii"))
    return Secrets(Pepper(bytes.fromhex(kept["pepper"])), bytes.fromhex(kept["signing_key"]))


def _make(path: Path) -> None:
    """Write the whole file under another name first: two servers starting at once keep one of
    them."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{NAME}.{secrets.token_hex(4)}")
    content = {"pepper": secrets.token_hex(32), "signing_key": secrets.token_hex(32)}
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        json.dump(content, file)
        file.flush()  # before fsync: the pepper must survive a power cut as well as the books
        os.fsync(file.fileno())
    try:
        path.hardlink_to(draft)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
