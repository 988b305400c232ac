"""A page as the keying screen shows it: the rows in the order of the paper, what was typed, what is to be mended."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from lianfang.acts.sheets import Kind
from lianfang.kernel.wording import Reason
from lianfang.paper.models import Page, Row
from lianfang.paper.reading import AND, Cells, names_of
from lianfang.paper.registry import TIME, Block
from lianfang.paper.rules import RowState
from lianfang.paper.selectors import rows_of
from lianfang.paper.services import Keyed
from lianfang.paper.writing.document import Head, heads_of, known_of, legend_of, padded, widths_of

STATE = 2.2
"""The share of a line in which its state stands."""
KEYPADS = {Kind.NUMBER: "numeric", Kind.DECIMAL: "decimal", Kind.TEMPERATURE: "decimal", Kind.PHONE: "numeric"}


@dataclass(frozen=True)
class Cell:
    """One input: its name on the page, what stands in it, and what is wrong with it."""

    name: str
    label: str
    text: str
    keypad: str
    wrong: Reason | None


@dataclass(frozen=True)
class ShownRow:
    """A row with its known cells and its inputs; ``theirs`` is what somebody else keyed where the two differ."""

    row: Row
    known: list[str]
    cells: list[Cell]
    wrong: list[Reason]
    theirs: str = ""

    @property
    def prefix(self) -> str:
        """Under which the cells of this row are sent."""
        return f"{self.row.block}-{self.row.number}"

    @property
    def may_insist(self) -> bool:
        """Whether nothing is misread, but a rule of the desk stands against it."""
        is_misread = any(cell.wrong for cell in self.cells) or any(AND in name for name in self.row.wrong)
        of_the_page = any(reason.code.startswith("paper.") for reason in self.wrong)
        return self.row.state == RowState.WRONG and bool(self.wrong) and not (is_misread or of_the_page)

    @property
    def is_earlier_kept(self) -> bool:
        return bool(self.row.records) and self.row.state == RowState.WRONG

    @property
    def tone(self) -> str:
        return {RowState.TAKEN: "done", RowState.WRONG: "late"}.get(RowState(self.row.state), "")


@dataclass(frozen=True)
class ShownBlock:
    block: Block
    heads: list[Head]
    legend: list[tuple[dict[str, str], str]]
    rows: list[ShownRow]

    @property
    def widths(self) -> list[str]:
        """The part of the line of each column in percent, that of the state last."""
        return widths_of([*(head.share for head in self.heads), STATE])


@dataclass(frozen=True)
class Screen:
    """The whole page; ``persons`` are those about whom it tells."""

    page: Page
    blocks: list[ShownBlock]
    persons: tuple[UUID, ...]

    def row(self, row_id: UUID) -> tuple[ShownBlock, ShownRow]:
        return next((block, each) for block in self.blocks for each in block.rows if each.row.pk == row_id)


def screen_of(page: Page, keyed: Keyed | None = None) -> Screen:
    """The page as it stands, or as it stands after something was keyed."""
    rows = keyed.rows if keyed else rows_of(page)
    differs = keyed.differs if keyed else {}
    blocks: list[ShownBlock] = []
    persons: list[UUID] = []
    for block in page.blocks:
        some = [row for row in rows if row.block == block.code]
        known = known_of(block, some)
        persons += [person for each in known for person in each.persons]
        shown = [_row(block, row, padded(one, block), differs) for row, one in zip(some, known, strict=True)]
        explained = [choices for each in blocks for _label, choices in each.legend]
        legend = [each for each in legend_of(block) if each[1] not in explained]
        blocks.append(ShownBlock(block, heads_of(block), legend, shown))
    return Screen(page, blocks, tuple(dict.fromkeys(persons)))


def _row(block: Block, row: Row, known: list[str], differs: Mapping[UUID, Cells]) -> ShownRow:
    problems, names = row.problems, names_of(block)
    typed = differs.get(row.pk, row.cells)
    theirs = " · ".join(row.cells.values()) if row.pk in differs else ""
    whole = [reason for name, reason in problems.items() if name not in names and AND not in name]
    if any(AND in name for name in problems):
        whole.append(Reason.of("paper.line_below"))
    return ShownRow(row, known, [_cell(block, name, typed, problems) for name in names], whole, theirs)


def _cell(block: Block, name: str, typed: Cells, problems: Mapping[str, Reason]) -> Cell:
    if name == TIME:
        return Cell(name, "", typed.get(name, ""), "numeric", problems.get(name))
    ask = block.cells[name][1].ask
    return Cell(name, str(ask.label), typed.get(name, ""), KEYPADS.get(ask.kind, ""), problems.get(name))
