"""Where the names of the columns stand: below titles and remarks, in one row or in two with merged cells."""

import re
from collections.abc import Iterable, Sequence

from lianfang.exchange.cells import Value, is_number, text_of
from lianfang.exchange.columns import USUAL, normalise
from lianfang.exchange.errors import TableError
from lianfang.exchange.shapes import Header, Merge, Record

LOOKED_AT = 40
_DATA = re.compile(r"[-+]?\d[\d.,:/\s年月日\-]*|\d{15,17}[\dXx]|\+?\d[\d\s-]{6,}")
_LONGEST_NAME = 60
_USUAL = frozenset(normalise(word) for words in USUAL.values() for word in words)


def find_header(records: Sequence[Record], merges: Iterable[Merge] = (), known: Iterable[str] = ()) -> Header:
    """Find the header among the first rows of a table.

    The row with most of the ``known`` names (and those usual in such lists) counts; where fewer than two are known, the
    first row that is as wide as the table and holds nothing but names. Raises TableError: no_header.
    """
    rows = [(number, [_name(value) for value in values], values) for number, values in records]
    names = _USUAL | {normalise(word) for word in known}
    at = _most_known([texts for _, texts, _ in rows], names)
    if at is None:
        at = _widest_of_names(rows)
    if at is None:
        raise TableError("no_header")
    return _with_neighbours(rows, at, list(merges))


_Looked = tuple[int, list[str], list[Value]]


def _name(value: Value) -> str:
    return " ".join(text_of(value).split())


def _most_known(rows: Sequence[list[str]], names: frozenset[str] | set[str]) -> int | None:
    hits = [sum(normalise(text) in names for text in texts if text) for texts in rows]
    filled = [sum(bool(text) for text in texts) for texts in rows]
    best = max(hits, default=0)
    if best == 0 or (best == 1 and filled[hits.index(1)] > 3):
        return None
    at = hits.index(best)
    return at if best > 1 or filled[at] == max(filled[at:]) else None


def _widest_of_names(rows: Sequence[_Looked]) -> int | None:
    widths = [sum(bool(text) for text in texts) for _, texts, _ in rows]
    if not widths or not max(widths):
        return None
    usual = sorted(width for width in widths if width)[-(len(widths) // 2 + 1) :][0]
    for at, (_, texts, values) in enumerate(rows):
        named = [text for text, value in zip(texts, values, strict=True) if text and _is_name(text, value)]
        enough = widths[at] * 2 > usual and (widths[at] > 1 or max(widths) == 1)
        if enough and len(named) == widths[at] and len(set(named)) * 10 >= len(named) * 7:
            return at
    return None


def _is_name(text: str, value: Value) -> bool:
    return not is_number(value) and isinstance(value, str) and len(text) <= _LONGEST_NAME and not _DATA.fullmatch(text)


def _with_neighbours(rows: Sequence[_Looked], at: int, merges: list[Merge]) -> Header:
    """One row, or two or three of which the found one is part; the names of the upper ones stand before ``>``."""
    for top in range(max(0, at - 2), at + 1):
        names, last = _stacked(rows, top, merges)
        if last > top and last >= at:
            return Header(names, rows[top][0], rows[last][0])
    number, texts, _ = rows[at]
    return Header(tuple(texts), number, number)


def _stacked(rows: Sequence[_Looked], top: int, merges: list[Merge]) -> tuple[tuple[str, ...], int]:
    """The names from a row and those below that belong to it, and the last of them; a third row only where merges tell."""
    names, last = tuple(rows[top][1]), top
    for below in range(top + 1, min(top + (3 if merges else 2), len(rows))):
        if rows[below][0] != rows[below - 1][0] + 1:
            break
        joined = _joined((rows[below - 1][0], list(names), []), rows[below], merges)
        if joined is None:
            break
        names, last = joined, below
    return names, last


def _joined(top: _Looked, sub: _Looked, merges: list[Merge]) -> tuple[str, ...] | None:
    """``top>sub`` for each column if the two rows are one header: groups above, their parts below."""
    number, above, _ = top
    _, below, values = sub
    width = max(len(above), len(below))
    above, below = above + [""] * (width - len(above)), below + [""] * (width - len(below))
    groups = _groups_of_merges(number, above, merges) if merges else _groups_of_gaps(above, below)
    if not groups or (len(groups) == 1 and not _alone(above, groups)):
        return None
    inside = {column: group[0] for group in groups for column in group}
    parts = [
        column
        for column in range(width)
        if below[column] and not (column not in inside and below[column] == above[column])
    ]
    if len(parts) < 2 or any(column not in inside for column in parts):
        return None
    if not all(_is_name(below[column], values[column]) for column in parts):
        return None
    return tuple(_joined_name(above[inside.get(c, c)], below[c] if c in inside else "") for c in range(width))


def _alone(above: list[str], groups: list[list[int]]) -> bool:
    """Whether a name stands above outside every group: a title over the whole table leaves none."""
    inside = {column for group in groups for column in group}
    return any(text and column not in inside for column, text in enumerate(above))


def _joined_name(group: str, part: str) -> str:
    return f"{group}>{part}" if group and part else group or part


def _groups_of_merges(number: int, above: list[str], merges: list[Merge]) -> list[list[int]]:
    return [
        list(range(left, min(right + 1, len(above))))
        for (row, left), (bottom, right) in merges
        if row == bottom == number - 1 and right > left and left < len(above) and above[left]
    ]


def _groups_of_gaps(above: list[str], below: list[str]) -> list[list[int]]:
    """Groups where no merges are told: a name, then gaps that are filled below, if some name stands over nothing."""
    groups: list[list[int]] = []
    for column, text in enumerate(above):
        if text:
            groups.append([column])
        elif groups and below[column]:
            groups[-1].append(column)
    wide = [group for group in groups if len(group) > 1]
    return wide if any(above[g[0]] and not below[g[0]] for g in groups if len(g) == 1) else []
