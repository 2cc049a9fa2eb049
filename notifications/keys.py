"""The key push services know us by (VAPID), in a file of its own beside the books: never in them,
so never in their backups.

A browser subscribes with the public half. Losing the file means a new key: every phone whose
subscription names the old one subscribes anew when its inbox is opened.
"""

import json
import os
from base64 import urlsafe_b64encode
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from pathlib import Path
from secrets import token_hex

NAME = "push_key.json"
_OWNER_ONLY = 0o600
_KEY_BYTES = 32


@dataclass(frozen=True)
class PushKeys:
    """Both halves, in base64url; `id` names the pair."""

    private: str = field(repr=False)
    public: str

    @property
    def id(self) -> str:
        """Return the short name of this pair."""
        return key_id(self.public)


def key_id(public: str) -> str:
    """Return the short name of a pair by its public half, in base64url."""
    return sha256(public.rstrip("=").encode()).hexdigest()[:16]


@cache
def keys_of(data: Path) -> PushKeys:
    """Return the keys of a data folder; made at the first start, readable by this user only."""
    path = data / NAME
    if not path.exists():
        _make(path)
    path.chmod(_OWNER_ONLY)
    kept = json.loads(path.read_text(encoding="ascii"))
    return PushKeys(kept["private"], kept["public"])


def _make(path: Path) -> None:
    """Write the whole file under another name first: two servers starting at once keep one of
    them."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{NAME}.{token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        json.dump(_new_pair(), file)
        file.flush()  # before fsync: a key that phones know must survive a power cut
        os.fsync(file.fileno())
    try:
        path.hardlink_to(draft)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def _new_pair() -> dict[str, str]:
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    private = ec.generate_private_key(ec.SECP256R1())
    public = private.public_key().public_bytes(
        serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
    )
    number = private.private_numbers().private_value.to_bytes(_KEY_BYTES)
    return {"private": _encoded(number), "public": _encoded(public)}


def _encoded(content: bytes) -> str:
    return urlsafe_b64encode(content).rstrip(b"=").decode()
