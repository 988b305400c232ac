"""Reading CSV, XLSX and XLS into rows of texts, with the number of each row in its file."""

import csv
import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, NamedTuple

from python_calamine import CalamineError, CalamineWorkbook

from lianfang.engines.matching.model import MatchingError

_DELIMITERS = ",\t;|"
_FORMULA_TEXT = re.compile(r'=\s*"((?:[^"]|"")*)"')
_ERRORS = re.compile(r"#(?:N/A|REF!|VALUE!|NAME\?|DIV/0!|NULL!|NUM!)")
_EXACT = 2**53


class Problem(NamedTuple):
    """Something wrong with a row: the code of a sentence in ``wording`` and what stands in it."""

    code: str
    params: dict[str, object]


@dataclass
class Sheet:
    """A table: every row of the file as texts, the header's among them until it is found.

    ``numeric`` are the cells (row, column) that a spreadsheet keeps as numbers, ``problems`` what is wrong by row; both
    count rows of the file from 1.
    """

    path: Path
    rows: list[list[str]]
    encoding: str = "utf-8-sig"
    delimiter: str = ","
    name: str = ""
    numeric: set[tuple[int, int]] = field(default_factory=set)
    problems: dict[int, list[Problem]] = field(default_factory=dict)

    def note(self, row: int, code: str, **params: object) -> None:
        self.problems.setdefault(row, []).append(Problem(code, {"row": row} | params))


def read_sheet(path: Path) -> Sheet:
    """The first table with anything in it. Raises MatchingError: not there, unreadable, no table, empty, odd encoding."""
    if not path.is_file():
        raise MatchingError("not_there", file=path)
    try:
        content = path.read_bytes()
    except OSError as problem:
        raise MatchingError("unreadable", file=path.name, why=problem.strerror) from None
    sheet = _workbook(path, content) if _is_workbook(path, content) else _delimited(path, content)
    if not any(any(cell for cell in row) for row in sheet.rows):
        raise MatchingError("empty", file=path.name)
    return sheet


def _is_workbook(path: Path, content: bytes) -> bool:
    return (
        content[:4] == b"PK\x03\x04" or content[:4] == b"\xd0\xcf\x11\xe0" or path.suffix.lower() in (".xlsx", ".xls")
    )


# -- workbooks -----------------------------------------------------------------------------------------------------


def _workbook(path: Path, content: bytes) -> Sheet:
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        for name in book.sheet_names:
            cells = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            if any(cell != "" for row in cells for cell in row):
                return _sheet_of(path, name, cells)
    except (CalamineError, zipfile.BadZipFile, ValueError, OSError):
        raise MatchingError("not_a_table", file=path.name) from None
    raise MatchingError("empty", file=path.name)


def _sheet_of(path: Path, name: str, cells: Sequence[Sequence[Any]]) -> Sheet:
    sheet = Sheet(path, [[_text(cell) for cell in row] for row in cells], name=name)
    sheet.numeric = {
        (number, column)
        for number, row in enumerate(cells, 1)
        for column, cell in enumerate(row)
        if isinstance(cell, int | float) and not isinstance(cell, bool)
    }
    _note_errors(sheet)
    return sheet


def _text(cell: Any) -> str:
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < _EXACT * 1000 else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ")
    if isinstance(cell, date | time):
        return cell.isoformat()
    return _clean(str(cell))


def _clean(text: str) -> str:
    """Without the wrappings that keep a spreadsheet from changing a text: ``="..."`` and a leading apostrophe."""
    text = text.strip().strip("\ufeff\u200b").replace("\x00", "")
    if wrapped := _FORMULA_TEXT.fullmatch(text):
        return wrapped[1].replace('""', '"').strip()
    return text[1:] if text.startswith("'") and text[1:2].isdigit() else text


# -- delimited texts -----------------------------------------------------------------------------------------------


def _delimited(path: Path, content: bytes) -> Sheet:
    text, encoding = _decoded(path, content)
    delimiter = max(_DELIMITERS, key=text[:4096].count)
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            rows.append([_clean(cell) for cell in row])
    except csv.Error:
        raise MatchingError("quotes", file=path.name, row=len(rows) + 1) from None
    sheet = Sheet(path, rows, encoding, delimiter)
    _note_errors(sheet)
    return sheet


def _decoded(path: Path, content: bytes) -> tuple[str, str]:
    """The text and its encoding: by its mark, else UTF-8, else GB18030. Raises MatchingError for anything else."""
    marked = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
    encodings = [encoding for mark, encoding in marked.items() if content.startswith(mark)] or ["utf-8", "gb18030"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if text.count("\x00") > len(text) // 100:
            raise MatchingError("not_a_table", file=path.name)
        return text, encoding
    raise MatchingError("encoding", file=path.name)


def _note_errors(sheet: Sheet) -> None:
    for number, row in enumerate(sheet.rows, 1):
        for at, cell in enumerate(row):
            if cell.startswith("#") and _ERRORS.fullmatch(cell):
                sheet.note(number, "formula", text=cell)
                row[at] = ""
