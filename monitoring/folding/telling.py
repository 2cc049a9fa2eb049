"""One row of the feed as the folding functions read it."""

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

from cooperative.activity import Happened
from monitoring.state import State
from monitoring.tables import CooperativeDay, Standing


class Told(NamedTuple):
    """What happened, where it is written, and the two rows nearly everything is counted in."""

    state: State
    row: Happened
    standing: Standing
    day: CooperativeDay

    @property
    def cooperative_id(self) -> int:
        """The cooperative it happened in."""
        return self.row.cooperative_id

    @property
    def on(self) -> date:
        """The business day it happened on."""
        return self.row.occurred_on

    def number(self, name: str) -> int:
        """Return a number of the facts; 0 where an older row does not say."""
        return int(self.row.facts.get(name) or 0)

    def text(self, name: str) -> str:
        """Return a text of the facts."""
        return str(self.row.facts.get(name) or "")

    def lines(self) -> list[dict[str, Any]]:
        """Return the goods an order or a sale names."""
        return list(self.row.facts.get("lines") or ())


Fold = Callable[[Told], None]
