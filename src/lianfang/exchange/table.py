"""A table as the user sent it: its header, and its rows with the numbers they have in the user's own program."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from lianfang.exchange.archives import kind_of_archive
from lianfang.exchange.cells import Value, is_blank
from lianfang.exchange.columns import Column, normalise
from lianfang.exchange.delimited import Delimited, open_delimited
from lianfang.exchange.errors import TableError
from lianfang.exchange.header import LOOKED_AT, find_header
from lianfang.exchange.shapes import Header, Limits, Merge, Record, Row, Source
from lianfang.exchange.workbook import open_workbook

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True, slots=True)
class Table:
    """What was sent: the ``sheet`` read and the names of all ``sheets``, the header; ``rows`` may be read again."""

    filename: str
    content: bytes | Path
    source: Source
    header: Header

    @property
    def sheet(self) -> str:
        return self.source.sheet

    @property
    def sheets(self) -> tuple[str, ...]:
        return self.source.sheets

    def rows(self) -> Iterator[Row]:
        """Every row below the header that is not empty. May raise TableError: too_many_rows, too_wide, quote."""
        last = self.header.last
        for number, values in _filled(self.source.records(), _merged_downward(self.source.merges)):
            if number > last and not all(map(is_blank, values)):
                yield Row(number, values)


def read_table(
    content: bytes | str | Path,
    filename: str,
    *,
    sheet: str | None = None,
    columns: Sequence[Column] = (),
    limits: Limits | None = None,
) -> Table:
    """Open a table (XLSX, XLS, ODS, CSV, TSV) and find its header.

    The content decides what it is, not the ending of ``filename``. ``columns``, if given, help to find the header among
    titles, and the sheet behind one that only explains. Raises TableError, one sentence each: empty, not_a_spreadsheet,
    web_page, binary, damaged, password, no_header, no_sheet, too_large (``size`` and ``limit`` in MB), too_many_rows,
    too_wide, too_spread, unpacks_too_large, encoding, quote.
    """
    limits = limits or Limits()
    content = content if isinstance(content, bytes) else Path(content)
    known = frozenset(normalise(word) for column in columns for word in column.names)
    source = _source(content, filename, sheet, limits)
    if sheet is None and known:
        source = _sheet_of_the_list(source, known, lambda name: _source(content, filename, name, limits))
    first = _first_records(source)
    if not first:
        raise TableError("empty")
    return Table(filename, content, source, find_header(first, source.merges, known))


def _sheet_of_the_list(source: Source, known: Collection[str], open_sheet: Callable[[str], Source]) -> Source:
    """The first sheet that has a known name of a column; the first of all where none has."""
    if _is_known(source, known):
        return source
    others = (open_sheet(name) for name in source.sheets if name != source.sheet)
    return next((other for other in others if _is_known(other, known)), source)


def _first_records(source: Source) -> list[Record]:
    filled = [record for record in islice(source.records(), 4 * LOOKED_AT) if not all(map(is_blank, record[1]))]
    return filled[:LOOKED_AT]


def _is_known(source: Source, known: Collection[str]) -> bool:
    """Whether a sheet has a header with one of these names."""
    try:
        names = find_header(_first_records(source), source.merges, known).names
    except TableError:
        return False
    return any(normalise(part) in known for name in names for part in (name, name.rpartition(">")[2]) if part)


def _merged_downward(merges: list[Merge]) -> dict[int, list[tuple[int, int]]]:
    """By row (from 1) where a merge over several rows of one column begins: the column and the last row."""
    below: dict[int, list[tuple[int, int]]] = {}
    for (top, left), (bottom, right) in merges:
        if left == right and bottom > top:
            below.setdefault(top + 1, []).append((left, bottom + 1))
    return below


def _filled(records: Iterator[Record], below: dict[int, list[tuple[int, int]]]) -> Iterator[Record]:
    """The records, with a cell merged downward over several rows standing in each of them, as it reads."""
    running: dict[int, tuple[int, Value]] = {}
    for number, values in records:
        for column, (last, value) in list(running.items()):
            if number > last:
                del running[column]
            else:
                values[column] = value
        running.update({at: (last, values[at]) for at, last in below.get(number, ()) if at < len(values)})
        yield number, values


def _source(content: bytes | Path, filename: str, sheet: str | None, limits: Limits) -> Source:
    size = len(content) if isinstance(content, bytes) else content.stat().st_size
    if size > limits.bytes:
        raise TableError("too_large", size=_megabytes(size), limit=_megabytes(limits.bytes))
    start = content[:4096] if isinstance(content, bytes) else _start(content)
    if not start.strip(b"\0 \r\n\t\xef\xbb\xbf\xff\xfe"):
        raise TableError("empty")
    if start.startswith(b"PK") or start.startswith(_OLE):
        return _workbook(content, start, sheet, limits)
    return _delimited(content, filename, start, limits)


def _workbook(content: bytes | Path, start: bytes, sheet: str | None, limits: Limits) -> Source:
    if start.startswith(b"PK"):
        kind = kind_of_archive(content)
        if not kind or kind == "damaged":
            raise TableError("damaged" if kind else "not_a_spreadsheet")
    return open_workbook(content, sheet, limits)


def _delimited(content: bytes | Path, filename: str, start: bytes, limits: Limits) -> Delimited:
    opening = start.removeprefix(b"\xef\xbb\xbf").lstrip()[:200].lower()
    if opening.startswith((b"<html", b"<!doctype", b"<table", b"<?xml", b"<meta", b"mime-version")):
        raise TableError("web_page")
    try:
        return open_delimited(content, limits)
    except TableError as refused:
        if refused.code == "binary" and not filename.lower().endswith((".csv", ".tsv", ".txt")):
            raise TableError("not_a_spreadsheet") from None
        raise


def _start(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(4096)


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.1f}"
