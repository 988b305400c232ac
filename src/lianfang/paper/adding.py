"""Continuation lines (续行): rows that say more of another row of their page, where a line has room for one of each.

The cells of the first such line count with the cells of the row it belongs to as ``arrived-0-name#1``, those of the second
as ``arrived-0-name#2``; so the row is recorded, compared and corrected as one thing, whoever wrote it on how many lines.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from lianfang.acts.sheets import Ask, Kind
from lianfang.kernel.wording import Reason
from lianfang.paper.models import Page, Row
from lianfang.paper.reading import AND, Cells, filled
from lianfang.paper.registry import Column
from lianfang.paper.writing.document import known_of

LINE = "line"


def line_column(share: float = 1.2) -> Column:
    """The cell that says which line is continued: its number, or the door as it stands there; empty: as above."""
    return Column(
        Ask(LINE, Kind.TEXT, _("of a continued line: its number, or its door")), "", share, head=_("door"), ditto=True
    )


@dataclass
class Additions:
    """The continuation lines of a page: what each adds to which row, and those that name no line."""

    to: dict[UUID, list[tuple[Row, Cells]]] = field(default_factory=dict)
    lost: dict[UUID, Reason] = field(default_factory=dict)

    def cells_of(self, row: Row) -> dict[str, str]:
        """What the lines below add to the cells of a row; nothing to one in which nothing is written."""
        lines = enumerate(self.to.get(row.pk, ()), start=1) if row.cells else ()
        return {f"{name}{AND}{number}": text for number, (_row, cells) in lines for name, text in cells.items()}

    def __iter__(self) -> Iterator[tuple[Row, UUID, int]]:
        """Each continuation line with the row it belongs to and its number among the lines of that row."""
        for above, lines in self.to.items():
            yield from ((row, above, number) for number, (row, _cells) in enumerate(lines, start=1))


def additions(page: Page, rows: Sequence[Row]) -> Additions:
    """Which rows of a page say more of which others."""
    found = Additions()
    for block in page.blocks:
        if block.adds:
            here = [row for row in rows if row.block == block.code]
            above = [row for row in rows if row.block in block.adds]
            for row, cells in zip(here, filled(block, here, [each.cells for each in here]), strict=True):
                if cells:
                    _attach(found, page, above, row, cells)
    return found


def _attach(found: Additions, page: Page, above: Sequence[Row], row: Row, cells: Cells) -> None:
    meant = _lines_meant(page, above, cells.get(LINE, ""))
    if len(meant) == 1:
        rest = {name: text for name, text in cells.items() if name != LINE}
        found.to.setdefault(meant[0].pk, []).append((row, rest))
    else:
        found.lost[row.pk] = Reason.of("paper.line_unclear" if meant else "paper.no_such_line")


def _lines_meant(page: Page, above: Sequence[Row], text: str) -> list[Row]:
    """The rows that a number or a door means; ``#3`` is a number and never a door."""
    plain = _plain(text)
    number = plain.removeprefix("#")
    numbered = [row for row in above if row.block == above[0].block and str(row.number) == number] if above else []
    if plain.startswith("#") or not plain:
        return numbered
    named = [row for row, doors in _named(page, above) if plain in doors]
    return list({row.pk: row for row in (*numbered, *named)}.values())


def _named(page: Page, above: Sequence[Row]) -> Iterator[tuple[Row, set[str]]]:
    """The rows with the words that stand in them: what is printed there, and what was written into an empty one."""
    for code in dict.fromkeys(row.block for row in above):
        block, rows = page.block(code), [row for row in above if row.block == code]
        first = next(iter(block.cells))
        for row, known in zip(rows, known_of(block, rows), strict=True):
            words = known.cells or (row.cells.get(first, ""),)
            yield row, {_plain(each) for each in words}


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().casefold()
