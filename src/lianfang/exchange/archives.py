"""Guards before a packed workbook is opened: what it unpacks to, and how large a rectangle its cells span.

The reader keeps a sheet as a full rectangle, so one cell in the last corner of a tiny file would take all memory, and a
file may unpack to a thousand times its size or lie about it. Everything is read once here, in pieces, against limits.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

from lianfang.exchange.errors import TableError
from lianfang.exchange.shapes import Limits

_PIECE = 1 << 22
_OVERLAP = 200
_LAST_COLUMN = 16_384
# Rows and cells of a sheet; a cell that closes at once holds nothing.
_ROW = re.compile(rb'<(?:\w+:)?row [^>]*?\br="(\d{1,9})"')
_CELL = re.compile(rb'<(?:\w+:)?c [^>]*?\br="([A-Z]{1,3})(\d{1,9})"[^>]*(?<!/)>')
_FAR = re.compile(rb'\br="[A-Z]{2,3}\d')
_REPEATED = re.compile(rb'number-(?:rows|columns)-repeated="(\d{1,9})"')


def guard_archive(content: bytes | Path, limits: Limits) -> None:
    """Refuse what cannot be unpacked safely. Raises TableError: damaged, password, unpacks_too_large, too_spread."""
    try:
        with zipfile.ZipFile(content if isinstance(content, Path) else io.BytesIO(content)) as archive:
            _guard_members(archive, limits)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, KeyError):
        raise TableError("damaged") from None
    except RuntimeError:
        raise TableError("password") from None


def kind_of_archive(content: bytes | Path) -> str:
    """``xlsx``, ``ods``, or nothing for an archive that is no workbook."""
    try:
        with zipfile.ZipFile(content if isinstance(content, Path) else io.BytesIO(content)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError):
        return "damaged"
    if any(name.startswith("xl/worksheets/") and name.endswith(".xml") for name in names):
        return "xlsx"
    return "ods" if "content.xml" in names and "META-INF/manifest.xml" in names else ""


def _guard_members(archive: zipfile.ZipFile, limits: Limits) -> None:
    members = [member for member in archive.infolist() if "/media/" not in member.filename]
    if sum(member.file_size for member in members) > limits.unpacked:
        raise TableError("unpacks_too_large")
    for member in members:
        if member.filename.startswith("xl/worksheets/") and member.filename.endswith(".xml"):
            _guard_sheet(archive, member, limits)
        elif member.filename == "content.xml":
            _guard_content(b"".join(_pieces(archive, member)), limits)
        else:
            for _ in _pieces(archive, member):
                pass


def _pieces(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """The unpacked bytes; a member that is longer than it says ends with a wrong checksum, which is raised."""
    with archive.open(member) as file:
        while piece := file.read(_PIECE):
            yield piece


def _guard_sheet(archive: zipfile.ZipFile, member: zipfile.ZipInfo, limits: Limits) -> None:
    """First by the numbers of the rows, which is quick; only a sheet that seems too large is looked at cell by cell.

    Sheets whose columns were coloured down to the last row seem so, and only cells that hold something count.
    """
    if (
        _area(_pieces(archive, member), _rough) > limits.cells
        and _area(_pieces(archive, member), _exact) > limits.cells
    ):
        raise TableError("too_spread")


def _area(pieces: Iterator[bytes], measured: Callable[[bytes], tuple[int, int]]) -> int:
    rows = columns = 0
    tail = b""
    for piece in pieces:
        text = tail + piece
        below, across = measured(text)
        rows, columns = max(rows, below), max(columns, across)
        tail = text[-_OVERLAP:]
    return rows * columns


def _rough(text: bytes) -> tuple[int, int]:
    return max(map(int, _ROW.findall(text)), default=0), _LAST_COLUMN if _FAR.search(text) else 26


def _exact(text: bytes) -> tuple[int, int]:
    found = {(name, int(row)) for name, row in _CELL.findall(text)}
    return max((row for _, row in found), default=0), max((_number_of(name) for name, _ in found), default=0)


def _number_of(name: bytes) -> int:
    number = 0
    for letter in name:
        number = number * 26 + letter - 64
    return number


def _guard_content(text: bytes, limits: Limits) -> None:
    """The rectangle of an ODS: rows and cells may be repeated by a number; empty ones at the end do not count."""
    rows = pending = columns = 0
    for table in text.split(b"<table:table ")[1:]:
        rows = pending = columns = 0
        for row in table.split(b"<table:table-row")[1:]:
            start, _, cells = row.partition(b">")
            pending += _repeated(start)
            if b"<text:p" in cells or b"office:value" in cells:
                rows, pending = rows + pending, 0
                columns = max(columns, _cells_across(cells))
        if rows * columns > limits.cells:
            raise TableError("too_spread")


def _cells_across(cells: bytes) -> int:
    across = last = 0
    for cell in re.split(rb"<table:(?:covered-)?table-cell", cells)[1:]:
        across += _repeated(cell.partition(b">")[0])
        if b"<text:p" in cell or b"office:value" in cell:
            last = across
    return last


def _repeated(start: bytes) -> int:
    found = _REPEATED.search(start)
    return int(found[1]) if found else 1
