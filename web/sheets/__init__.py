"""Tables that leave as files, for a spreadsheet or another program."""

from web.sheets.files import KINDS, SheetKind, sheet_of

__all__ = ["KINDS", "SheetKind", "sheet_of"]
