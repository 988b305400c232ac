"""CSV and TSV: which encoding and which delimiter, without guessing wrong.

An encoding is taken only if the whole file reads in it strictly: first by its mark, then UTF-8, then GB18030. A file
that is mostly good UTF-8 is a broken UTF-8 file, never GB18030, though its bytes would read as some characters.
"""

import codecs
import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from lianfang.exchange.errors import TableError
from lianfang.exchange.shapes import Limits, Merge, Record

DELIMITERS = ",;\t，|"
_CHUNK = 1 << 20
_LONGEST_CELL = 100_000
_LONG, _LINES = 60, 3
"""Characters and lines above which a cell is looked at for rows in it."""
_MARKS = {"utf-8": codecs.BOM_UTF8, "utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}


@dataclass(frozen=True, slots=True)
class Delimited:
    """A CSV or TSV: its ``encoding``, the byte order ``mark`` it began with, ``delimiter`` and line ``ending``."""

    content: bytes | Path
    encoding: str
    mark: bytes
    delimiter: str
    ending: str
    limits: Limits
    told: bool = False  # its first line is sep=, which a spreadsheet takes as an order and does not show

    @property
    def sheet(self) -> str:
        return ""

    @property
    def sheets(self) -> tuple[str, ...]:
        return ()

    @property
    def merges(self) -> list[Merge]:
        return []

    def records(self) -> Iterator[Record]:
        with self.text() as lines:
            if self.told:
                lines.readline()
            yield from self._records(lines)

    def text(self) -> io.TextIOWrapper:
        """The characters of the file behind its mark; line ends are kept."""
        return _text(self.content, self.encoding, self.mark)

    def _records(self, lines: io.TextIOWrapper) -> Iterator[Record]:
        number = 0
        try:
            for number, cells in enumerate(csv.reader(lines, delimiter=self.delimiter), start=1):
                if number > self.limits.rows:
                    raise TableError("too_many_rows", limit=self.limits.rows)
                if len(cells) > self.limits.columns and any(cells[self.limits.columns :]):
                    raise TableError("too_wide", limit=self.limits.columns)
                if any(_holds_rows(cell, self.delimiter) for cell in cells if len(cell) > _LONG):
                    raise TableError("quote", row=number + 1)
                yield number, list(cells)
        except csv.Error:
            raise TableError("quote", row=number + 1) from None


def _holds_rows(cell: str, delimiter: str) -> bool:
    """Whether a cell has swallowed rows of the table: a quotation mark before them is never closed."""
    lines = cell.splitlines()
    return len(lines) > _LINES and 2 * sum(line.count(delimiter) >= 2 for line in lines) > len(lines)


def open_delimited(content: bytes | Path, limits: Limits) -> Delimited:
    """Find encoding, delimiter and line ends. Raises TableError: binary, encoding, quote."""
    encoding, mark = _encoding(content)
    csv.field_size_limit(_LONGEST_CELL)
    with _text(content, encoding, mark) as text:
        start = text.read(65536)
    ending = "\r\n" if "\r\n" in start else "\r" if "\r" in start and "\n" not in start else "\n"
    told = start[:4].lower() == "sep=" and len(start) > 4
    delimiter = start[4] if told else _delimiter(start)
    return Delimited(content, encoding, mark, delimiter, ending, limits, told)


def _opened(content: bytes | Path) -> BinaryIO:
    return content.open("rb") if isinstance(content, Path) else io.BytesIO(content)


def _text(content: bytes | Path, encoding: str, mark: bytes) -> io.TextIOWrapper:
    file = _opened(content)
    file.seek(len(mark))
    return io.TextIOWrapper(file, encoding=encoding, newline="")


def _chunks(content: bytes | Path) -> Iterator[bytes]:
    with _opened(content) as file:
        while chunk := file.read(_CHUNK):
            yield chunk


def _encoding(content: bytes | Path) -> tuple[str, bytes]:
    start = next(_chunks(content), b"")
    marked = [name for name, mark in _MARKS.items() if start.startswith(mark)]
    candidates = marked or (_unmarked_utf16(start) if b"\0" in start else ["utf-8", "gb18030"])
    readable = [name for name in candidates if _reads(content, name)]
    if readable and not (readable[0] == "gb18030" and _is_broken_utf8(start)):
        return readable[0], _MARKS[readable[0]] if marked else b""
    if (b"\0" in start and not marked) or _is_binary(start):
        raise TableError("binary")
    raise TableError("encoding", line=_broken_line(content, candidates[0]))


def _unmarked_utf16(start: bytes) -> list[str]:
    """UTF-16 without its mark has its zeros in every second byte; anything else with zeros is no text."""
    even, odd = start[0::2].count(0), start[1::2].count(0)
    if odd > 4 * even:
        return ["utf-16-le"]
    return ["utf-16-be"] if even > 4 * odd else []


def _reads(content: bytes | Path, encoding: str) -> bool:
    """Whether the whole file reads strictly, and without control and private characters that no table holds."""
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        texts = [decoder.decode(chunk) for chunk in islice(_chunks(content), 1)]
        plausible = all(_is_text(text) for text in texts)
        for chunk in islice(_chunks(content), 1, None):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return plausible


_CONTROL = {code: None for code in range(32) if chr(code) not in "\t\n\r\f\v\x1a"}


def _is_text(text: str) -> bool:
    sample = text[:200_000]
    strange = len(sample) - len(sample.translate(_CONTROL)) + sum("\ue000" <= ch <= "\uf8ff" for ch in sample)
    return strange * 100 <= len(sample)


def _is_binary(start: bytes) -> bool:
    return not _is_text(start[:10_000].decode("latin-1"))


def _is_broken_utf8(start: bytes) -> bool:
    text = start[: _CHUNK - 4].decode("utf-8", errors="replace")
    broken, good = text.count("\ufffd"), sum(ch > "\u07ff" and ch != "\ufffd" for ch in text)
    return good > 4 * broken


def _broken_line(content: bytes | Path, encoding: str) -> int:
    decoder = codecs.getincrementaldecoder(encoding)()
    line = 1
    with _opened(content) as file:
        for raw in file:
            try:
                decoder.decode(raw)
            except UnicodeDecodeError:
                return line
            line += 1
    return line


def _delimiter(start: str) -> str:
    """The delimiter that cuts most of the first lines at all, then most of them into the same number of parts."""
    lines = start.splitlines(keepends=True)[:40]
    whole = lines[:-1] if len(lines) > 1 and len(start) >= 65536 else lines
    return max(DELIMITERS, key=lambda mark: (_agreement(whole, mark), -DELIMITERS.index(mark)))


def _agreement(lines: list[str], delimiter: str) -> tuple[int, int, int]:
    try:
        widths = [len(cells) for cells in csv.reader(lines, delimiter=delimiter) if cells]
    except csv.Error:
        return (0, 0, 0)
    counts = {width: widths.count(width) for width in widths if width > 1}
    if not counts:
        return (0, 0, 0)
    width = max(counts, key=lambda size: (counts[size], size))
    return sum(counts.values()), counts[width], width
