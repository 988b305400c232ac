"""What may be asked of the engine and what it answers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from lianfang.figures.rules import Places, Tree
from lianfang.kernel.wording import Reason


@dataclass(frozen=True)
class Ask:
    """A set of figures over a subtree and a period.

    Flows count from ``from_at`` up to, not with, ``until_at``; stocks are as of ``until_at``. With ``area`` and ``unit``
    both, what counts lies in the one and was done for the other. ``group`` holds ``area`` or ``unit`` (the children of
    the place asked for, or the ``places`` named) and ``day`` (local calendar days); ``by`` the breakdowns.
    ``as_known_at`` asks what was known at an instant. ``response``: of one response; None: of all.
    """

    figures: tuple[str, ...]
    from_at: datetime
    until_at: datetime
    area: str = ""
    unit: str = ""
    by: tuple[str, ...] = ()
    group: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    response: UUID | None = None
    as_known_at: datetime | None = None

    @property
    def tree(self) -> Tree:
        if "unit" in self.group:
            return Tree.UNIT
        return Tree.UNIT if self.unit and "area" not in self.group else Tree.AREA

    @property
    def base(self) -> str:
        return self.unit if self.tree is Tree.UNIT else self.area

    @property
    def crosses(self) -> bool:
        """Whether both trees are asked at once, which sums of one tree cannot answer."""
        return bool(self.area) if self.tree is Tree.UNIT else bool(self.unit)

    @property
    def by_day(self) -> bool:
        return "day" in self.group

    @property
    def by_place(self) -> bool:
        return bool(self.places or {"area", "unit"} & set(self.group))

    @property
    def spots(self) -> Places:
        """The places that are answered for."""
        if self.places:
            return Places.only(self.tree, self.base, self.places)
        return (
            Places.children(self.tree, self.base) if self.by_place else Places(self.tree, self.base, (len(self.base),))
        )

    def but(self, **changes: Any) -> "Ask":
        return replace(self, **changes)


class Key(NamedTuple):
    """Which number: of a figure, at a place, on a day (None: the whole period), of a split.

    A plain tuple: an answer by street and day has thousands of them.
    """

    figure: str
    place: str
    day: date | None = None
    split: tuple[str, ...] = ()


@dataclass(frozen=True)
class Result:
    """The numbers that are not zero, and the figures that were withheld with the reason."""

    ask: Ask
    numbers: Mapping[Key, int]
    withheld: Mapping[str, Reason] = field(default_factory=dict)

    def number(
        self, figure: str, place: str | None = None, day: date | None = None, split: tuple[str, ...] = ()
    ) -> int:
        return self.numbers.get(Key(figure, self.ask.base if place is None else place, day, split), 0)

    def of(self, figure: str) -> Iterator[tuple[Key, int]]:
        return ((key, number) for key, number in self.numbers.items() if key.figure == figure)

    def places(self) -> list[str]:
        """The places with any number, in the order of the tree."""
        return sorted({key.place for key in self.numbers})

    def days(self) -> list[date]:
        return sorted({key.day for key in self.numbers if key.day is not None})

    def splits(self, figure: str) -> list[tuple[str, ...]]:
        return sorted({key.split for key, _ in self.of(figure)})
