"""A table as a file: CSV for other programs, XLSX for Excel and its like."""

import csv
from collections.abc import Callable, Iterable, Sequence
from io import BytesIO, StringIO
from typing import NamedTuple

from web.sheets.cells import Cell, harmless

Rows = Iterable[Sequence[Cell]]
_WIDTH_LETTERS = 22


class SheetKind(NamedTuple):
    """A kind of file: how its name ends, what it says it is, and what writes it."""

    ending: str
    media_type: str
    write: Callable[[Sequence[str], Rows], bytes]


def sheet_of(kind: str, columns: Sequence[str], rows: Rows) -> bytes:
    """Return a file of this kind, a column's name first in each column."""
    return KINDS[kind].write(columns, ([harmless(cell) for cell in row] for row in rows))


def _csv(columns: Sequence[str], rows: Rows) -> bytes:
    """Write UTF-8 with the mark by which Excel knows it (domain.md 4.3)."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def _xlsx(columns: Sequence[str], rows: Rows) -> bytes:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    sheet = book.create_sheet("koperasi")
    sheet.freeze_panes = "A2"
    for number in range(1, len(columns) + 1):
        sheet.column_dimensions[get_column_letter(number)].width = _WIDTH_LETTERS
    for row in (columns, *rows):
        cells = [WriteOnlyCell(sheet, value=cell) for cell in row]
        for cell, value in zip(cells, row, strict=True):
            if isinstance(value, str):
                cell.data_type = "s"  # else a text such as #N/A becomes an error
        sheet.append(cells)
    written = BytesIO()
    book.save(written)
    return written.getvalue()


KINDS = {
    "xlsx": SheetKind(
        "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _xlsx
    ),
    "csv": SheetKind("csv", "text/csv; charset=utf-8", _csv),
}
