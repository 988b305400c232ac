"""XLSX, XLS and ODS by way of calamine."""

import io
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from lianfang.exchange.archives import guard_archive
from lianfang.exchange.errors import TableError
from lianfang.exchange.shapes import Limits, Merge, Record

_BOOK_BEGINS = b"\x09\x08\x10\x00\x00\x06\x05\x00"


class Workbook:
    """One sheet of a workbook; ``sheets`` names all that hold cells and are not hidden."""

    def __init__(self, sheet: CalamineSheet, book: CalamineWorkbook) -> None:
        self._sheet = sheet
        self._book = book
        self.sheet = sheet.name
        self.merges: list[Merge] = sheet.merged_cell_ranges or []

    @cached_property
    def sheets(self) -> tuple[str, ...]:
        return tuple(name for name in _visible(self._book) if name == self.sheet or _is_filled(self._book, name))

    def records(self) -> Iterator[Record]:
        """Every row from the first of the sheet."""
        yield from enumerate(self._sheet.iter_rows(), start=1)


def open_workbook(content: bytes | Path, sheet: str | None, limits: Limits) -> Workbook:
    """Open the named sheet or the first with cells in it.

    Raises TableError: damaged, password, no_sheet, empty, too_many_rows, too_wide, and what ``guard_archive`` raises.
    """
    if _begins(content, b"PK"):
        guard_archive(content, limits)
    try:
        book = (
            CalamineWorkbook.from_filelike(io.BytesIO(content)) if isinstance(content, bytes) else _from_path(content)
        )
        found = _chosen(book, sheet)
    except PasswordError:
        raise TableError("password") from None
    except (CalamineError, ValueError, OSError):
        raise TableError("password" if _is_encrypted(content) else "damaged") from None
    _within(found, limits)
    return Workbook(found, book)


def _from_path(path: Path) -> CalamineWorkbook:
    with path.open("rb") as file:
        return CalamineWorkbook.from_filelike(io.BytesIO(file.read()))


def _chosen(book: CalamineWorkbook, name: str | None) -> CalamineSheet:
    names = _visible(book)
    if name is not None:
        if name not in book.sheet_names:
            raise TableError("no_sheet", sheet=name, sheets=", ".join(names))
        return book.get_sheet_by_name(name)
    for candidate in names:
        if _is_filled(book, candidate):
            return book.get_sheet_by_name(candidate)
    raise TableError("empty")


def _is_filled(book: CalamineWorkbook, name: str) -> bool:
    return book.get_sheet_by_name(name).end is not None


def _visible(book: CalamineWorkbook) -> list[str]:
    return [
        meta.name
        for meta in book.sheets_metadata
        if meta.typ == SheetTypeEnum.WorkSheet and meta.visible == SheetVisibleEnum.Visible
    ]


def _within(sheet: CalamineSheet, limits: Limits) -> None:
    if sheet.total_height > limits.rows:
        raise TableError("too_many_rows", limit=limits.rows)
    if sheet.total_width > limits.columns:
        raise TableError("too_wide", limit=limits.columns)


def _is_encrypted(content: bytes | Path) -> bool:
    """An XLSX with a password is a container with a stream of this name, an XLS begins with a record that says so."""
    whole = content if isinstance(content, bytes) else content.read_bytes()
    return "EncryptedPackage".encode("utf-16-le") in whole or _has_password_record(whole)


def _has_password_record(whole: bytes) -> bool:
    place = whole.find(_BOOK_BEGINS)
    for _ in range(20):
        kind, length = (int.from_bytes(whole[at : at + 2], "little") for at in (place, place + 2))
        if place < 0 or kind == 0x2F:
            return place >= 0
        place += 4 + length
    return False


def _begins(content: bytes | Path, mark: bytes) -> bool:
    return (content[: len(mark)] if isinstance(content, bytes) else _start(content, len(mark))) == mark


def _start(path: Path, size: int) -> bytes:
    with path.open("rb") as file:
        return file.read(size)
