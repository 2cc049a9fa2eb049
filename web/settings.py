"""How this server was started: one frozen value, made once."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Settings:
    """`public_origin` is the one permanent https name phones use; None means loopback, as in a
    demonstration.

    `data` is the folder of the books, the photos and the secrets. `demo` offers the demonstration
    people at one tap; `dev` adds the pattern page.
    """

    data: Path
    public_origin: str | None = None
    demo: bool = False
    dev: bool = False

    @property
    def photos(self) -> Path:
        """Where the photos of goods are kept, outside the static files."""
        return self.data / "photos"
