"""Files for spreadsheets: what somebody typed is shown there, and never run."""

import csv
from io import BytesIO, StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from web.sheets import sheet_of
from web.sheets.cells import Cell, harmless

COMMANDS = (
    "=1+1",
    "+62812",
    "-2+3",
    "@SUM(A1)",
    "\tdata",
    "\rdata",
    "\n=1",
    "  =1",
    "\u00a0=cmd|' /C calc'!A0",
    "\u2003-1",
    "baik\n=1",
    "baik\r\n \u00a0@x",
    "\uff1d1",
    "\0=1",
)
PLAIN = ("Kopdes Jeruju Besar", "Rp65.500", "a = b", "08:00-17:00", "'quoted", "61.12.09.2003", "")
anything = st.one_of(st.text(max_size=40), st.integers(-(10**12), 10**12), st.none())


@pytest.mark.parametrize("text", COMMANDS)
def test_a_command_becomes_a_text(text: str):
    assert str(harmless(text)).startswith("'")


@pytest.mark.parametrize("text", PLAIN)
def test_words_stay_as_they_are(text: str):
    assert harmless(text) == text
    assert harmless(-5) == -5


@given(st.lists(st.tuples(anything, anything), max_size=8))
def test_no_cell_of_a_spreadsheet_is_a_formula(rows: list[tuple[Cell, Cell]]):
    made = sheet_of("xlsx", ("nama", "jumlah"), rows)
    sheet = load_workbook(BytesIO(made)).active
    assert sheet
    cells = [cell for row in sheet.iter_rows(min_row=2) for cell in row]
    assert all(cell.data_type != "f" for cell in cells)
    numbers = [cell.value for cell in cells if cell.data_type == "n" and cell.value is not None]
    assert numbers == [one for row in rows for one in row if isinstance(one, int)]


@given(st.lists(st.tuples(anything, anything), max_size=8))
def test_a_program_reads_every_row_of_a_csv(rows: list[tuple[Cell, Cell]]):
    made = sheet_of("csv", ("nama", "jumlah"), rows)
    assert made.startswith(b"\xef\xbb\xbfnama,jumlah\r\n")
    read = list(csv.reader(StringIO(made.decode("utf-8-sig"), newline="")))
    assert len(read) == len(rows) + 1
    for row, (name, amount) in zip(read[1:], rows, strict=True):
        assert row == ["" if one is None else str(harmless(one)) for one in (name, amount)]


def test_an_error_word_is_only_a_word():
    made = sheet_of("xlsx", ("nama",), [["#N/A"]])
    sheet = load_workbook(BytesIO(made)).active
    assert sheet
    assert (sheet["A2"].data_type, sheet["A2"].value) == ("s", "#N/A")
