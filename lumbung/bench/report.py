"""What was measured, beside its budget: a table for people, a file for comparing runs."""

import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.table import Table

# Below this, hundredths tell something.
_FINE = 10
_VERDICTS: dict[bool | None, str] = {True: "yes", False: "NO", None: ""}


@dataclass(frozen=True)
class Row:
    """One measurement as people read it. `ok` is None where there is no budget."""

    what: str
    measured: str
    budget: str = ""
    ok: bool | None = None


def at_most(what: str, value: float, budget: float, unit: str) -> Row:
    """Return the row of something that should stay small."""
    shown = f"{value:,.2f}" if budget < _FINE and value % 1 else f"{value:,.0f}"
    return Row(what, f"{shown} {unit}", f"<= {budget:,g} {unit}", value <= budget)


def at_least(what: str, value: float, budget: float, unit: str) -> Row:
    """Return the row of something that should be big."""
    return Row(what, f"{value:,.1f} {unit}", f">= {budget:,g} {unit}", value >= budget)


def write(parts: dict[str, list[Row]], file: Path) -> None:
    """Leave all rows in a JSON file."""
    content = {
        "measured_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "parts": {name: [asdict(row) for row in rows] for name, rows in parts.items()},
    }
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


def show(name: str, rows: list[Row]) -> None:
    """Print one part."""
    table = Table(title=name, title_justify="left", show_edge=False)
    for head in ("what", "measured", "budget", "ok"):
        table.add_column(head, justify="right" if head == "measured" else "left")
    for row in rows:
        table.add_row(row.what, row.measured, row.budget, _VERDICTS[row.ok])
    Console(width=120).print(table)
