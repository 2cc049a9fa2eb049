"""How this server was started: one frozen value, made once."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Settings:
    """`public_origin` is the one permanent https name phones use; None means loopback, as in a
    demonstration.

    `monitoring_url` is where the read store lies; None means a file in `data`.
    `data` is the folder of the books, the photos and the secrets. `demo` offers the demonstration
    people at one tap; `dev` adds the pattern page. `push_origins` are push services beside those of
    browsers: tests only.
    """

    data: Path
    public_origin: str | None = None
    demo: bool = False
    dev: bool = False
    push_origins: frozenset[str] = frozenset()
    monitoring_url: str | None = None

    @property
    def store_url(self) -> str:
        """The address of the read store."""
        return self.monitoring_url or f"sqlite:///{self.data / 'monitoring.sqlite'}"

    @property
    def photos(self) -> Path:
        """Where the photos of goods are kept, outside the static files."""
        return self.data / "photos"
