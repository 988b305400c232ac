"""What stands on the printed pages, in both languages: headings, known cells, empty ones, how choices are written."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lianfang.acts.sheets import Ask, Kind
from lianfang.codes.rules import spaced
from lianfang.codes.squares import square_of
from lianfang.kernel.wording import Text, in_both
from lianfang.paper.models import Page, Row
from lianfang.paper.registry import Block, Column, Known, Line, forms
from lianfang.paper.selectors import rows_of
from lianfang.territory.selectors import full_name
from lianfang.ui.due import daytime

Both = dict[str, str]
"""A text in each language: ``{"zh": ..., "en": ...}``."""

NUMBER, TIME_OF_DAY = _("No."), _("time")


@dataclass(frozen=True)
class Head:
    """The head of a column: its two wordings and its share of the line; ``over`` is the heading of its part."""

    text: Both
    share: float
    over: Both | None = None


@dataclass(frozen=True)
class Below:
    """Rows of another block under the same heads; None is a cell in which nothing is to be written."""

    name: Both | None
    rows: list[list[str | None]]


@dataclass(frozen=True)
class Rows:
    """A block on a page. Each row has its known cells and so many empty ones as there are heads beyond them."""

    name: Both | None
    heads: list[Head]
    rows: list[list[str]]
    legend: list[tuple[Both, str]] = field(default_factory=list)
    """How the answers to choose from are written: the column, and ``1 ... · 2 ...``."""
    below: list[Below] = field(default_factory=list)

    @property
    def spans(self) -> list[tuple[Both | None, int]]:
        """The upper line of heads: each part with how many columns it covers; empty where no part has a name."""
        runs = [(over, len(list(run))) for over, run in groupby(self.heads, key=lambda head: head.over)]
        return runs if any(over for over, _count in runs) else []

    @property
    def widths(self) -> list[str]:
        """The part of the line of each column in percent."""
        return widths_of([head.share for head in self.heads])


@dataclass(frozen=True)
class Sheet:
    """One page, ready to print."""

    code: str
    spaced: str
    square: str
    name: Both
    title: str
    place: str
    day: str
    number: int
    pages: int
    landscape: bool
    blocks: list[Rows]
    words: dict[str, Both]
    printed: str = ""
    """When these rows were printed, so that two states of one list are told apart."""
    persons: tuple[UUID, ...] = ()

    @property
    def feet(self) -> list[Both]:
        """What is to be filled in at the foot."""
        return [self.words[name] for name in ("writer", "day", "from_until", "signature")]


def widths_of(shares: Sequence[float]) -> list[str]:
    return [f"{100 * share / sum(shares):.1f}%" for share in shares]


WORDS: dict[str, Text] = {
    "writer": _("Who wrote (name in full)"),
    "day": _("Day"),
    "from_until": _("From – until"),
    "signature": _("Signature"),
    "printed": _("printed"),
    "page": pgettext_lazy("of paper", "Page"),
    "example": _("Write numbers as they are. The same as above: 〃"),
    "bring_back": _("Bring this page back on the same day. It is keyed in and destroyed; it is no copy to keep."),
}


def sheets_of(pages: Sequence[Page]) -> list[Sheet]:
    """The printed form of pages of one batch."""
    words = {code: in_both(text) for code, text in WORDS.items()}
    return [_sheet(page, words) for page in pages]


def _sheet(page: Page, words: dict[str, Both]) -> Sheet:
    form, rows = forms[page.form], rows_of(page)
    by_block = [(block, [row for row in rows if row.block == block.code]) for block in page.blocks]
    said: set[str] = set()
    known = {block.code: known_of(block, some) for block, some in by_block}
    return Sheet(
        code=page.code,
        spaced=spaced(page.code),
        square=square_of(page.code),
        name=in_both(form.name),
        title=page.title,
        place=full_name(page.area_path),
        day=f"{page.day:%Y-%m-%d}",
        number=page.number,
        pages=page.pages,
        landscape=form.landscape,
        blocks=[
            _rows(
                block,
                some,
                known[block.code],
                said,
                [(each, rows) for each, rows in by_block if each.under == block.code],
            )
            for block, some in by_block
            if some and not block.under
        ],
        words=words,
        printed=daytime(page.printed_at),
        persons=tuple({person for each in known.values() for one in each for person in one.persons}),
    )


def known_of(block: Block, rows: Sequence[Row]) -> Sequence[Known]:
    """What the rows show that was known before, asked anew by their ids."""
    if block.known is None or not rows:
        return [Known(())] * len(rows)
    return block.known([Line(row.about, row.thing, row.fixed, row.at) for row in rows])


def _rows(
    block: Block,
    rows: Sequence[Row],
    known: Sequence[Known],
    said: set[str],
    under: Sequence[tuple[Block, Sequence[Row]]],
) -> Rows:
    """``said`` are the choices explained further up on the page, ``under`` the blocks whose rows stand under the same heads."""
    heads = heads_of(block)
    empty = len(heads) - 1 - len(block.heads)
    lines = [[str(row.number), *padded(one, block), *[""] * empty] for row, one in zip(rows, known, strict=True)]
    legend = []
    for each in (block, *(lower for lower, _rows in under)):
        legend += [(label, choices) for label, choices in legend_of(each) if choices not in said]
        said |= {choices for _label, choices in legend}
    below = [_below(lower, some, heads) for lower, some in under if some]
    return Rows(_name(block), heads, lines, legend, below)


def _name(block: Block) -> Both | None:
    return in_both(block.name) if block.name else None


def _below(block: Block, rows: Sequence[Row], heads: Sequence[Head]) -> Below:
    """The rows of a block in the columns of another, found by their heads."""
    own = {(head.text["en"], (head.over or {}).get("en")) for head in heads_of(block)}
    is_own = [(head.text["en"], (head.over or {}).get("en")) in own for head in heads]
    return Below(_name(block), [[str(row.number), *("" if wanted else None for wanted in is_own[1:])] for row in rows])


def padded(known: Known, block: Block) -> list[str]:
    """The known cells, as many as there are heads for them."""
    return [*known.cells, *[""] * len(block.heads)][: len(block.heads)]


def heads_of(block: Block) -> list[Head]:
    """The number of the row, what is known, the time, and what is to be written."""
    heads = [Head(in_both(NUMBER), 0.5), *(Head(in_both(text), share) for text, share in block.heads)]
    if block.timed:
        heads.append(Head(in_both(TIME_OF_DAY), 0.8))
    for part, column in block.cells.values():
        over = column.over or part.name
        heads.append(Head(in_both(column.head or column.ask.label), column.share, in_both(over) if over else None))
    return heads


def legend_of(block: Block) -> list[tuple[Both, str]]:
    """What is said of columns: the answers to choose from, and the whole label of one with a short head."""
    columns = [column for _part, column in block.cells.values()]
    return [(in_both(each.head or each.ask.label), said) for each in columns if (said := _explained(each))]


def _explained(column: Column) -> str:
    is_choice = column.ask.kind in (Kind.CHOICE, Kind.CHOICES) and column.read is None
    label = " ".join(in_both(column.ask.label).values()) if column.head else ""
    return " ".join(filter(None, (label, choices_of(column.ask) if is_choice else "")))


def choices_of(ask: Ask) -> str:
    """``1 完成 done · 2 不在家 not at home``: what is written for each choice."""
    said = [f"{number} {' '.join(in_both(words).values())}" for number, (_code, words) in enumerate(ask.choices, 1)]
    return " · ".join(said)
