"""Tables out: every export of a list, and the empty template of an import.

Rows are written as they come, in constant memory. ID numbers, phones and plates are text; what a spreadsheet would take
for a formula is marked as text.
"""

import codecs
import csv
import io
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any, BinaryIO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from lianfang.exchange.columns import Column, Kind
from lianfang.exchange.sentences import WORDINGS

XLSX = "xlsx"
CSV = "csv"
CONTENT_TYPES = {
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    CSV: "text/csv; charset=utf-8",
}
_LONGEST_CELL = 32_767
_WIDTHS = {
    Kind.TEXT: 22,
    Kind.NAME: 12,
    Kind.ID_NUMBER: 22,
    Kind.PHONE: 16,
    Kind.PLATE: 12,
    Kind.DATE: 12,
    Kind.DATETIME: 18,
    Kind.INTEGER: 10,
    Kind.SEX: 7,
    Kind.CHOICE: 16,
    Kind.AREA: 22,
    Kind.BOOL: 7,
}
_AS_TEXT = frozenset({Kind.ID_NUMBER, Kind.PHONE, Kind.PLATE, Kind.TEXT, Kind.NAME, Kind.AREA})

RowOut = Mapping[str, Any] | Sequence[Any]


def export_table(
    rows: Iterable[RowOut],
    columns: Sequence[Column],
    target: BinaryIO | Path,
    *,
    format: str = XLSX,
    language: str = "zh",
    sheet: str = "",
) -> int:
    """Write rows to a file and say how many there were.

    A row is a mapping by field or a sequence in the order of ``columns``. Values: ``None``, text, numbers, bools, days,
    wall-clock times; codes of choices and sexes come out worded. An aware time must be made local first (ValueError).
    """
    if isinstance(target, Path):
        with target.open("wb") as file:
            return export_table(rows, columns, file, format=format, language=language, sheet=sheet)
    if format == CSV:
        return sum(_written(target, chunk) for chunk in _csv_chunks(rows, columns, language))
    if format != XLSX:
        raise ValueError(f"no such format: {format}")
    return _write_xlsx(rows, columns, target, language, sheet)


def export_chunks(
    rows: Iterable[RowOut], columns: Sequence[Column], *, format: str = XLSX, language: str = "zh", sheet: str = ""
) -> Iterator[bytes]:
    """The same as pieces of bytes, for a streamed answer. CSV leaves as it is written, XLSX when it is whole."""
    if format == CSV:
        for chunk, _ in _csv_chunks(rows, columns, language):
            yield chunk
        return
    with tempfile.TemporaryFile() as file:
        export_table(rows, columns, file, format=format, language=language, sheet=sheet)
        file.seek(0)
        while piece := file.read(1 << 18):
            yield piece


def guarded(text: str) -> str:
    """Text that no spreadsheet takes for a formula: an apostrophe goes before = + - @, and a tab before digits it would
    round or cut (more than eleven, or with a zero in front). Reading takes both away again."""
    if text[:1] in ("=", "+", "-", "@", "'", "\t", "\r", "\n"):
        return "'" + text
    return "\t" + text if text.isdigit() and (len(text) > 11 or (text[0] == "0" and len(text) > 1)) else text


def _written(target: BinaryIO, chunk: tuple[bytes, int]) -> int:
    target.write(chunk[0])
    return chunk[1]


def _csv_chunks(rows: Iterable[RowOut], columns: Sequence[Column], language: str) -> Iterator[tuple[bytes, int]]:
    """Bytes with the number of rows in them; the first holds the byte order mark and the header."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow([guarded(column.heading(language)) for column in columns])
    yield codecs.BOM_UTF8 + buffer.getvalue().encode(), 0
    words = [_worder(column, language) for column in columns]
    count = 0
    _emptied(buffer)
    for row in rows:
        writer.writerow([_csv_text(word(value)) for word, value in zip(words, _values(row, columns), strict=True)])
        count += 1
        if buffer.tell() > 1 << 16:
            yield buffer.getvalue().encode(), count
            count = 0
            _emptied(buffer)
    yield buffer.getvalue().encode(), count


def _emptied(buffer: io.StringIO) -> None:
    buffer.seek(0)
    buffer.truncate()


def _csv_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return _local(value).isoformat(sep=" ", timespec="seconds")
    return guarded(value) if isinstance(value, str) else str(value)


def _values(row: RowOut, columns: Sequence[Column]) -> Sequence[Any]:
    return [row.get(column.field) for column in columns] if isinstance(row, Mapping) else row


def _worder(column: Column, language: str) -> Callable[[Any], Any]:
    words = column.wordings(language)
    if column.kind is Kind.BOOL:
        return lambda value: words["1" if value else "0"] if isinstance(value, bool) else value
    return (lambda value: words.get(value, value)) if words else (lambda value: value)


def _local(value: datetime) -> datetime:
    if value.tzinfo is not None:
        raise ValueError("an aware time must be made local before it is written")
    return value


# -- XLSX ----------------------------------------------------------------------------------------------------------


@contextmanager
def streamed_book(target: BinaryIO) -> Iterator[xlsxwriter.Workbook]:
    """A workbook written row by row; what it keeps on disk meanwhile is gone at the end, whatever happens."""
    with tempfile.TemporaryDirectory() as folder:
        book = xlsxwriter.Workbook(target, {"constant_memory": True, "tmpdir": folder})
        try:
            yield book
        except BaseException:
            for sheet in book.worksheets():
                sheet.row_data_fh.close()
            raise
        book.close()


class Sheet:
    """A worksheet that is filled from the top; every kind of value has its own cell format."""

    def __init__(self, book: xlsxwriter.Workbook, name: str = "") -> None:
        self.sheet: Worksheet = book.add_worksheet(name or None)
        self.head: Format = book.add_format(
            {"bold": True, "bg_color": "#E7ECF2", "bottom": 1, "text_wrap": True, "num_format": "@"}
        )
        self.needed: Format = book.add_format(
            {"bold": True, "bg_color": "#F6E3C5", "bottom": 1, "text_wrap": True, "num_format": "@"}
        )
        self.text: Format = book.add_format({"num_format": "@"})
        self.quoted: Format = book.add_format({"num_format": "@", "quote_prefix": True})
        self.day: Format = book.add_format({"num_format": "yyyy-mm-dd"})
        self.instant: Format = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})

    def put(self, row: int, at: int, value: Any) -> None:
        """Write one value, text always as text; rows and columns count from 0."""
        if isinstance(value, str):
            self._put_text(row, at, value)
        elif isinstance(value, bool):
            self.sheet.write_boolean(row, at, value)
        elif isinstance(value, datetime):
            self.sheet.write_datetime(row, at, _local(value), self.instant)
        elif isinstance(value, date):
            self.sheet.write_datetime(row, at, value, self.day)
        elif value is not None:
            self._put_number(row, at, value)

    def _put_text(self, row: int, at: int, text: str) -> None:
        if not text:
            return
        risky = text[0] in "=+-@"
        doubled = text[0] == "'" or text.startswith('="')
        shown = ("'" + text if doubled else text)[:_LONGEST_CELL]
        self.sheet.write_string(row, at, shown, self.quoted if risky else self.text)

    def _put_number(self, row: int, at: int, value: Any) -> None:
        if isinstance(value, int) and abs(value) >= 10**15:
            self._put_text(row, at, str(value))
        elif isinstance(value, int | float) and value == value and abs(value) != float("inf"):
            self.sheet.write_number(row, at, value)
        else:
            self._put_text(row, at, str(value))


def _write_xlsx(rows: Iterable[RowOut], columns: Sequence[Column], target: BinaryIO, language: str, name: str) -> int:
    number = 0
    words = [_worder(column, language) for column in columns]
    with streamed_book(target) as book:
        sheet = Sheet(book, name)
        _head(sheet, columns, language, required=False)
        for number, row in enumerate(rows, start=1):
            for at, (word, value) in enumerate(zip(words, _values(row, columns), strict=True)):
                if value is not None:
                    sheet.put(number, at, word(value))
        if number:
            sheet.sheet.autofilter(0, 0, number, len(columns) - 1)
    return number


def _head(sheet: Sheet, columns: Sequence[Column], language: str, *, required: bool) -> None:
    sheet.sheet.freeze_panes(1, 0)
    for at, column in enumerate(columns):
        heading = column.heading(language)
        width = max(_WIDTHS[column.kind], min(40, 2 + sum(2 if ord(letter) > 0x2E7F else 1 for letter in heading)))
        sheet.sheet.set_column(at, at, width, sheet.text if required and column.kind in _AS_TEXT else None)
        sheet.sheet.write_string(0, at, heading, sheet.needed if required and column.required else sheet.head)


# -- templates -----------------------------------------------------------------------------------------------------


def template_for(columns: Sequence[Column], *, language: str = "zh", rows: int = 5000) -> bytes:
    """An empty XLSX to fill in: text formats, lists to choose from in the first ``rows`` rows, a sheet that says how.

    Required columns are coloured. The explanations come out in the active language, the headings in ``language``.
    """
    memory = io.BytesIO()
    book = xlsxwriter.Workbook(memory, {"in_memory": True})
    sheet = Sheet(book)
    _head(sheet, columns, language, required=True)
    for at, column in enumerate(columns):
        _offer(sheet.sheet, at, column, language, rows)
    _explain(Sheet(book, _said("help_sheet")[:31]), columns, language)
    book.close()
    return memory.getvalue()


def _offer(sheet: Worksheet, at: int, column: Column, language: str, rows: int) -> None:
    choices = list(column.wordings(language).values())
    if choices and len(",".join(choices)) <= 255:
        sheet.data_validation(1, at, rows, at, {"validate": "list", "source": choices})


def _explain(sheet: Sheet, columns: Sequence[Column], language: str) -> None:
    for at, (title, width) in enumerate((("help_column", 24), ("help_required", 10), ("help_how", 80))):
        sheet.sheet.set_column(at, at, width)
        sheet.sheet.write_string(0, at, _said(title), sheet.head)
    for number, column in enumerate(columns, start=1):
        sheet.put(number, 0, column.heading(language))
        sheet.put(number, 1, _said("yes") if column.required else "")
        sheet.put(number, 2, str(column.help) or how_to_write(column, language))


def how_to_write(column: Column, language: str = "zh") -> str:
    """A sentence on what the column takes, in the active language."""
    choices = column.wordings(language)
    if choices:
        return _said("how_choice") % {"choices": ", ".join(choices.values())}
    return _said(f"how_{column.kind.value}" if column.kind is not Kind.CHOICE else "how_text")


def _said(code: str) -> str:
    return str(WORDINGS[code])
