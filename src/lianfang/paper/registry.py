"""What modules register in their ``paper.py``: forms to write on by hand, and things that carry a code on a wall or a slip.

    form("screening.round", _("Round sheet"), subjects=..., blocks=[block("doors", columns("screening.door", "outcome"), ...)])

A page of a form holds the rows of its blocks. A row is known before (a door, an hour, somebody who is called) or empty, and
becomes one record for each of its parts in which something was written, by the service of the record's kind.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from lianfang.accounts.access import Action
from lianfang.accounts.actors import Actor
from lianfang.acts.models import Act
from lianfang.acts.records import kinds
from lianfang.acts.sheets import Ask, Kind
from lianfang.acts.stamps import Stamp
from lianfang.codes.writing import LAYOUTS, Layout
from lianfang.kernel.registry import Registry
from lianfang.kernel.wording import Text
from lianfang.response.models import Response


@dataclass(frozen=True)
class Subject:
    """What a page is about: a post's shift, a round in a grid, a sampling session; ``title`` names nobody.

    ``part`` tells apart what is printed for the same thing at the same place: the shifts of a post.
    """

    about: UUID
    title: str
    response: Response
    area_path: str
    unit_path: str = ""
    part: str = ""

    @property
    def key(self) -> str:
        return f"{self.about}:{self.area_path}:{self.part}"


@dataclass(frozen=True)
class Line:
    """A row that is known before: what its records are about, and what its place on the paper answers, as ids and codes.

    ``thing`` is whom or what the row names (a door, somebody who is called); ``at`` the time for which it stands.
    """

    about: UUID
    thing: UUID | None = None
    fixed: Mapping[str, Any] = field(default_factory=dict)
    at: datetime | None = None


@dataclass(frozen=True)
class Known:
    """What a known row shows, cell by cell, and whom it tells about."""

    cells: tuple[str, ...]
    persons: tuple[UUID, ...] = ()


@dataclass(frozen=True)
class Column:
    """One cell of a row to be written in. ``path`` is where its answer stands in the record: ``people-0-name``, ``answers/key``.

    ``share`` is its part of the line, ``over`` a heading above several, ``head`` a short heading where the label is too long
    for one and stands in the legend. ``ditto``: an empty cell means the same as the one
    above. ``read`` understands what the item cannot (the name of a community), given the day of the page; it raises
    Invalid or returns the answer. ``write`` puts the answer as the record holds it, where that is not what the item reads.
    """

    ask: Ask
    path: str
    share: float = 1.0
    over: Text = ""
    head: Text = ""
    ditto: bool = False
    read: Callable[[str, date], Any] | None = None
    write: Callable[[Any], Any] | None = None


TakeBack = Callable[[Actor, Act], object]
"""Takes a record out of the count as its module does; raises Refused where too much has followed from it."""
Correct = Callable[[Actor, Stamp, Act, dict[str, Any]], Act]
"""Records again what was recorded wrongly, under a new stamp, with the answers as the record kind read them."""


@dataclass(frozen=True)
class Part:
    """One record of a row: its kind, its columns, and what its place on the paper answers.

    Where voiding a record is not all (`TakeBack`), or it is recorded again in a way of its own (`Correct`), the part says so.
    Parts whose cells have the same name share that cell.
    """

    kind: str
    columns: tuple[Column, ...]
    code: str = ""
    name: Text = ""
    fixed: Mapping[str, Any] = field(default_factory=dict)
    needs: str = ""
    """The cell (by the name of its item) in which something must be written for there to be a record; "": any of them."""
    take_back: TakeBack | None = None
    correct: Correct | None = None

    @property
    def key(self) -> str:
        return f"{self.kind}/{self.code}"

    def name_of(self, column: Column) -> str:
        """The cell's name on the page."""
        return f"{self.code}.{column.ask.name}" if self.code else column.ask.name


@dataclass(frozen=True)
class Block:
    """Rows of one shape. ``rows`` of them stand on a page; where there are no ``lines``, they are empty.

    ``known`` says what rows show that were stored as ids, in their order, and is asked again whenever a page is opened.
    ``timed`` adds a column for the time, where an empty cell means the time above. ``fixed`` is what an empty row answers by
    what the page is about. ``adds`` are the blocks of which these rows say more (`adding`): they make no record of their own.
    ``under`` is the block below whose rows these stand on the paper, under the same heads.
    """

    code: str
    parts: tuple[Part, ...]
    name: Text = ""
    heads: tuple[tuple[Text, float], ...] = ()
    rows: int = 12
    lines: Callable[[Actor, Subject, date], Sequence[Line]] | None = None
    known: Callable[[Sequence[Line]], Sequence[Known]] | None = None
    timed: bool = False
    fixed: Callable[[Subject], Mapping[str, Any]] | None = None
    adds: tuple[str, ...] = ()
    under: str = ""

    def empty(self, subject: Subject) -> list[Line]:
        """The rows of a page on which nothing is known before."""
        return [Line(subject.about, fixed=self.fixed(subject) if self.fixed else {})] * self.rows

    @cached_property
    def cells(self) -> dict[str, tuple[Part, Column]]:
        """The cells to be written in, by their names, in the order of the paper."""
        return {part.name_of(column): (part, column) for part in self.parts for column in part.columns}

    @property
    def ditto(self) -> list[str]:
        names = [name for name, (_part, column) in self.cells.items() if column.ditto]
        return [*([TIME] if self.timed else []), *names]


TIME = "at"


@dataclass(frozen=True)
class Form:
    """A paper form (纸质表). ``subjects`` are those for which this actor may print and key it now.

    ``action`` is what whoever opens a page of it has to be allowed there, beside keying in.
    """

    code: str
    name: Text
    action: Action
    subjects: Callable[[Actor], Iterable[Subject]]
    blocks: tuple[Block, ...]
    landscape: bool = False
    means: Text = ""
    shaped: Callable[[UUID, tuple[Block, ...]], tuple[Block, ...]] | None = None
    """Gives the blocks what belongs to the one thing a page is about: the columns of a round's own questions."""

    def blocks_about(self, about: UUID) -> tuple[Block, ...]:
        """The blocks of a page about this."""
        return self.shaped(about, self.blocks) if self.shaped else self.blocks


@dataclass(frozen=True)
class Thing:
    """Something that carries a code: its id, what stands over the code, and (where there is room) under it."""

    id: UUID
    title: str
    line: str = ""
    persons: tuple[UUID, ...] = ()


@dataclass(frozen=True)
class Coded:
    """A kind of thing whose codes are printed by whoever may do ``action`` there.

    ``things(actor, area_path)`` gives them in the order of the sheet.
    """

    kind: str
    name: Text
    action: Action
    things: Callable[[Actor, str], Iterable[Thing]]
    layout: Layout
    means: Text = ""


forms: Registry[Form] = Registry("paper form")
coded: Registry[Coded] = Registry("kind of thing with printed codes")
label_actions: Registry[Action] = Registry("action of who prints labels")


def form(  # noqa: PLR0913 - what makes a form
    code: str,
    name: Text,
    *,
    action: Action,
    subjects: Callable[[Actor], Iterable[Subject]],
    blocks: Sequence[Block],
    landscape: bool = False,
    means: Text = "",
    shaped: Callable[[UUID, tuple[Block, ...]], tuple[Block, ...]] | None = None,
) -> Form:
    return forms.add(code, Form(code, name, action, subjects, tuple(blocks), landscape, means, shaped))


def printed_codes(
    kind: str,
    name: Text,
    *,
    action: Action,
    things: Callable[[Actor, str], Iterable[Thing]],
    layout: str = "1x1",
    means: Text = "",
) -> Coded:
    return coded.add(kind, Coded(kind, name, action, things, LAYOUTS[layout], means))


def labels_for(action: Action) -> None:
    """Whoever may do this prints labels for tubes."""
    label_actions.add(action.code, action)


def columns(kind: str, *paths: str | Column) -> tuple[Column, ...]:
    """The columns of some items of a record kind's sheet; ``people-0-name`` is an item of one of its parts."""
    return tuple(path if isinstance(path, Column) else column(kind, path) for path in paths)


def column(kind: str, path: str, **more: Any) -> Column:
    sheet = kinds[kind].sheet
    name, _dash, below = path.partition("-0-")
    if not below:
        return Column(sheet[name], path, **more)
    part = dict(sheet.parts)[name]
    return Column(replace(part[below], name=path), path, **{"over": part.name, **more})


def mark(name: str, label: Text, **more: Any) -> Column:
    """A cell to be ticked that says that the rest of the row holds, and is no answer of its own."""
    return Column(Ask(name, Kind.YES_NO, label), "", **more)
