"""The user's own file given back with what became of each row: same order, columns and values, two columns more."""

import csv
import io
from copy import copy
from datetime import time, timedelta
from pathlib import Path
from typing import Any, BinaryIO

import openpyxl
from openpyxl.utils import get_column_letter

from lianfang.exchange.cells import Value, text_of
from lianfang.exchange.columns import Kind
from lianfang.exchange.delimited import Delimited
from lianfang.exchange.matching import Mapping
from lianfang.exchange.table import Table
from lianfang.exchange.writing import Sheet, guarded, streamed_book

_IN_PLACE_UP_TO = 100_000  # cells
_OUTCOME, _REASON = "结果 Outcome", "原因 Reason"


class ResultFile:
    """Collects an outcome for each row and writes the user's layout back.

    CSV keeps its encoding, delimiter, byte order mark and line ends. A small XLSX is edited where it is, so that
    colours and widths stay; larger ones, XLS and ODS are written anew as XLSX with the rows of the sheet read.
    """

    def __init__(
        self, table: Table, mapping: Mapping | None = None, *, headings: tuple[str, str] = (_OUTCOME, _REASON)
    ) -> None:
        self.table = table
        self.mapping = mapping
        self.headings = headings
        self._notes: dict[int, tuple[str, str]] = {}

    def note(self, number: int, outcome: str, reason: str = "") -> None:
        """What became of the row with this number, worded in the user's language; never a value of the row."""
        self._notes[number] = (outcome, reason)

    @property
    def filename(self) -> str:
        """The user's name for it with ``-result``, and the ending of what is written."""
        path = Path(self.table.filename)
        return f"{path.stem}-result{path.suffix if self._is_delimited else '.xlsx'}"

    @property
    def _is_delimited(self) -> bool:
        return isinstance(self.table.source, Delimited)

    def save(self, target: BinaryIO | Path) -> None:
        """Write the file."""
        if isinstance(target, Path):
            with target.open("wb") as file:
                self.save(file)
        elif isinstance(self.table.source, Delimited):
            _save_delimited(self, self.table.source, target)
        elif not _save_in_place(self, target):
            _save_anew(self, target)

    def text_columns(self) -> frozenset[int]:
        """Indexes of the columns that must be text: ID numbers and phones."""
        matches = self.mapping.matches.values() if self.mapping else ()
        return frozenset(match.index for match in matches if match.column.kind in (Kind.ID_NUMBER, Kind.PHONE))

    def added(self, number: int) -> tuple[str, str]:
        """What stands in the two added cells of a row."""
        if number == self.table.header.last:
            return self.headings
        return self._notes.get(number, ("", ""))


def _save_delimited(result: ResultFile, source: Delimited, target: BinaryIO) -> None:
    target.write(source.mark)
    text = io.TextIOWrapper(target, encoding=source.encoding, newline="", write_through=True)
    writer = csv.writer(text, delimiter=source.delimiter, lineterminator=source.ending)
    if source.told:
        text.write(f"sep={source.delimiter}{source.ending}")
    width = _width(result.table)
    for number, values in source.records():
        outcome = result.added(number)
        added = [*[""] * (width - len(values)), *map(guarded, outcome)] if any(outcome) else []
        writer.writerow([*values, *added])
    text.flush()
    text.detach()


def _width(table: Table) -> int:
    """The number of columns that hold anything; the added ones stand behind."""
    return max(len(values) for _, values in table.source.records())


def _save_anew(result: ResultFile, target: BinaryIO) -> None:
    width, text_columns = _width(result.table), result.text_columns()
    with streamed_book(target) as book:
        sheet = Sheet(book, result.table.sheet)
        sheet.sheet.set_column(0, width - 1, 14)
        sheet.sheet.set_column(width, width + 1, 30)
        for number, values in result.table.source.records():
            for at, value in enumerate(values):
                sheet.put(number - 1, at, text_of(value) if at in text_columns else _as_shown(value))
            for at, text in enumerate(result.added(number), start=width):
                sheet.put(number - 1, at, text)


def _as_shown(value: Value) -> Value:
    """Times and durations have no cell of their own here, so they are written as they read."""
    return str(value) if isinstance(value, time | timedelta) else value


def _save_in_place(result: ResultFile, target: BinaryIO) -> bool:
    """Edit the user's workbook where it is; False if it is large, of another kind, or holds what cannot be kept."""
    content = result.table.content
    start = content[:4] if isinstance(content, bytes) else _start(content)
    cells = sum(len(values) for _, values in result.table.source.records())
    if not start.startswith(b"PK") or cells > _IN_PLACE_UP_TO:
        return False
    try:
        book = openpyxl.load_workbook(io.BytesIO(content) if isinstance(content, bytes) else content)
        _add_columns(result, book[result.table.sheet])
    except Exception:  # noqa: BLE001 - openpyxl fails in many ways on files that others read; the other way remains
        return False
    book.save(target)
    return True


def _add_columns(result: ResultFile, sheet: Any) -> None:
    width = _width(result.table)
    head = sheet.cell(result.table.header.last, width)
    for number in range(1, sheet.max_row + 1):
        for at, text in enumerate(result.added(number), start=width + 1):
            if text:
                cell = sheet.cell(number, at)
                cell.value, cell.data_type, cell.number_format = text, "s", "@"
                if number == result.table.header.last:
                    cell._style = copy(head._style)
    _text_cells(result, sheet)
    for at in (width + 1, width + 2):
        sheet.column_dimensions[get_column_letter(at)].width = 30


def _text_cells(result: ResultFile, sheet: Any) -> None:
    for at in result.text_columns():
        for number in range(result.table.header.last + 1, sheet.max_row + 1):
            cell = sheet.cell(number, at + 1)
            if isinstance(cell.value, int | float):
                cell.value = text_of(cell.value)
                cell.data_type = "s"
            cell.number_format = "@"


def _start(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(4)
