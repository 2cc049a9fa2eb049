"""What a cell may hold: a spreadsheet reads some texts as commands (reliability.md 36)."""

import re

Cell = str | int | None

# A command may hide behind spaces, or in a later line of its cell; the wide signs work in Excel.
_COMMAND = re.compile(
    "(?:\\A|[\\r\\n])[^\\S\\t\\r\\n]*[=+\\-@\uff1d\uff0b\uff0d\uff20\\t\\r\\n\\0]"
)
# What a file of Excel cannot hold.
_CONTROLS = re.compile("[\\0-\\x08\\x0b\\x0c\\x0e-\\x1f]")


def harmless(cell: Cell) -> Cell:
    """Return the cell so that it is shown and never run; a number stays a number."""
    if not isinstance(cell, str):
        return cell
    return _CONTROLS.sub("", f"'{cell}" if _COMMAND.search(cell) else cell)
