"""A figure's numbers as a table: lines of places or days, columns of splits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from lianfang.accounts.actors import Actor
from lianfang.accounts.places import name_of_area, name_of_unit
from lianfang.figures.asking import Ask, Key
from lianfang.figures.declare import Figure, Kind
from lianfang.figures.engine import evaluate
from lianfang.figures.links import query_of
from lianfang.figures.rules import Tree
from lianfang.kernel.clock import end_of, start_of
from lianfang.ui.due import daytime


def name_of(tree: Tree, path: str) -> str:
    """The name of a place; of the empty path that of the whole."""
    if not path:
        return _("the whole district")
    return (name_of_unit if tree is Tree.UNIT else name_of_area)(path) or path


@dataclass(frozen=True)
class Line:
    """One place or day: its name, where it leads, and a number for each split."""

    name: str
    query: str
    numbers: Sequence[int]


@dataclass(frozen=True)
class Table:
    """A figure over a place, by its children or by days, with the total; two questions to the engine."""

    figure: Figure
    ask: Ask
    group: str
    viewer: Actor

    @cached_property
    def _whole(self) -> dict[Key, int]:
        return dict(evaluate(self.ask, self.viewer).numbers)

    @cached_property
    def _parts(self) -> dict[Key, int]:
        return dict(evaluate(self.grouped, self.viewer).numbers)

    @property
    def grouped(self) -> Ask:
        return self.ask.but(group=(self.group,))

    @cached_property
    def splits(self) -> list[tuple[str, ...]]:
        """The values of the breakdown that occur, in the declared order; one empty split where none was asked."""
        if not self.ask.by:
            return [()]
        breakdown = self.figure.breakdown(self.ask.by[0])
        known = [value for value, _label in breakdown.labels] if breakdown else []
        found = {key.split for key in (*self._whole, *self._parts)}
        return sorted(found, key=lambda split: (known.index(split[0]) if split[0] in known else len(known), split))

    @property
    def headings(self) -> list[str]:
        breakdown = self.figure.breakdown(self.ask.by[0]) if self.ask.by else None
        if breakdown is None:
            return [str(self.figure.unit_of_number or _("number"))]
        return [breakdown.label(split[0]) or _("not said") for split in self.splits]

    @cached_property
    def lines(self) -> list[Line]:
        return self._days() if self.group == "day" else self._places()

    def _places(self) -> list[Line]:
        tree = self.grouped.tree
        column = "unit" if tree is Tree.UNIT else "area"
        paths = sorted({key.place for key in self._parts})
        return [
            Line(
                name_of(tree, path),
                query_of(self.ask.but(**{column: path}), group=self.group),
                [self._parts.get(Key(self.figure.code, path, None, split), 0) for split in self.splits],
            )
            for path in paths
        ]

    def _days(self) -> list[Line]:
        """Every day of the period, those without anything too."""
        first, last = (
            localtime(self.ask.from_at).date(),
            localtime(self.ask.until_at - timedelta(microseconds=1)).date(),
        )
        days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
        base = self.grouped.base
        return [
            Line(
                date_format(day, "DATE_FORMAT"),
                query_of(self._on(day), group="area"),
                [self._parts.get(Key(self.figure.code, base, day, split), 0) for split in self.splits],
            )
            for day in days
        ]

    def _on(self, day: object) -> Ask:
        start, end = max(self.ask.from_at, start_of(day)), min(self.ask.until_at, end_of(day))  # type: ignore[arg-type]
        return self.ask.but(from_at=start, until_at=end)

    @property
    def totals(self) -> list[int]:
        return [self._whole.get(Key(self.figure.code, self.ask.base, None, split), 0) for split in self.splits]

    @cached_property
    def total(self) -> int:
        """The number as a whole; of distinct values the splits may add up to more."""
        if not self.ask.by:
            return self.totals[0]
        return evaluate(self.ask.but(by=()), self.viewer).number(self.figure.code)

    @property
    def adds_up(self) -> bool:
        """Whether the lines add up to the total; what lies in none of them and joint work may differ rightly."""
        return all(sum(line.numbers[at] for line in self.lines) == total for at, total in enumerate(self.totals))

    @property
    def period(self) -> str:
        if self.figure.kind is Kind.STOCK:
            return _("as of %(until)s") % {"until": daytime(self.ask.until_at)}
        return _("%(from)s to %(until)s") % {"from": daytime(self.ask.from_at), "until": daytime(self.ask.until_at)}
