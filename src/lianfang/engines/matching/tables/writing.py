"""The list with columns added at its right end: a workbook is edited in place, so that its layout stays."""

import csv
from collections.abc import Mapping, Sequence
from copy import copy
from pathlib import Path
from typing import Any

from lianfang.engines.matching.model import MatchingError
from lianfang.engines.matching.tables.reading import Sheet

_WIDTHS = (14, 10, 60, 40, 20, 18, 40)


def write_beside(
    sheet: Sheet, header_row: int, headers: Sequence[str], cells: Mapping[int, Sequence[str]], out: Path
) -> None:
    """Write the sheet to ``out`` with new columns: their headers, and by row of the file their cells.

    The kind of file follows the ending of ``out``. Raises MatchingError if it cannot be written.
    """
    first = max(len(row) for row in sheet.rows)
    added = {header_row: headers} | dict(cells)
    try:
        if out.suffix.lower() == ".csv":
            _write_text(sheet, first, added, out)
        elif sheet.path.suffix.lower() == ".xlsx":
            _edit(sheet, header_row, first, added, out)
        else:
            _write_anew(sheet, first, added, out)
    except OSError as problem:
        raise MatchingError("unwritable", file=out.name, why=problem.strerror or problem) from None


def _write_text(sheet: Sheet, first: int, added: Mapping[int, Sequence[str]], out: Path) -> None:
    encoding = "utf-8-sig" if sheet.name else sheet.encoding
    with out.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file, delimiter=sheet.delimiter)
        for number, row in enumerate(sheet.rows, 1):
            writer.writerow([*row, *[""] * (first - len(row)), *added.get(number, [])])


def _edit(sheet: Sheet, header_row: int, first: int, added: Mapping[int, Sequence[str]], out: Path) -> None:
    from openpyxl import load_workbook

    book = load_workbook(sheet.path)
    page: Any = book[sheet.name]
    model = page.cell(header_row, first)
    for number, texts in added.items():
        for at, text in enumerate(texts):
            _fill(page.cell(number, first + 1 + at), text)
    for at in range(len(added[header_row])):
        cell = page.cell(header_row, first + 1 + at)
        cell.font, cell.fill, cell.border, cell.alignment = (
            copy(each) for each in (model.font, model.fill, model.border, model.alignment)
        )
        page.column_dimensions[cell.column_letter].width = _WIDTHS[min(at, len(_WIDTHS) - 1)]
    book.save(out)


def _fill(cell: Any, text: str) -> None:
    """As text, whatever it looks like."""
    cell.value = text
    cell.data_type = "s"


def _write_anew(sheet: Sheet, first: int, added: Mapping[int, Sequence[str]], out: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    page: Any = book.active
    for number, row in enumerate(sheet.rows, 1):
        for at, text in enumerate([*row, *[""] * (first - len(row)), *added.get(number, [])], 1):
            if text:
                _fill(page.cell(number, at), text)
    book.save(out)
