"""Hiding small numbers so that they cannot be worked out from the numbers beside them (小数抑制). Pure.

Numbers of 1 to 4 read "under 5" (`Shown.UNDER_5`). Where a total would give one away, a second cell is withheld
(`Shown.WITHHELD`). Public counts follow `design.md` section 6.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Generic, TypeAlias, TypeVar

LIMIT = 5
"""The smallest number that is shown."""

K = TypeVar("K", bound=Hashable)


class Shown(StrEnum):
    """What stands in place of a number."""

    UNDER_5 = "under_5"
    WITHHELD = "withheld"


Published: TypeAlias = int | Shown
Marks: TypeAlias = Mapping[K, Shown]
"""The hidden cells with what stands there."""


@dataclass(frozen=True)
class Total(Generic[K]):
    """One cell that is the sum of others, and published beside them."""

    whole: K
    parts: Sequence[K]

    @property
    def cells(self) -> list[K]:
        return [self.whole, *self.parts]


def is_small(number: int) -> bool:
    return 0 < number < LIMIT


def suppress(numbers: Mapping[K, int], totals: Sequence[Total[K]] = ()) -> dict[K, Published]:
    """What may be published of the numbers, none of them negative, of which the totals are also published.

    Cells are withheld until no hidden one follows from the shown ones, neither by adding and subtracting totals nor,
    within one total, from the bounds that a hidden cell is known to have.
    """
    marks = {cell: Shown.UNDER_5 for cell, number in numbers.items() if is_small(number)}
    while total := _exposing(numbers, totals, marks):
        marks[_next(numbers, total, marks)] = Shown.WITHHELD
    return {cell: marks.get(cell, number) for cell, number in numbers.items()}


def _exposing(numbers: Mapping[K, int], totals: Sequence[Total[K]], marks: Marks[K]) -> Total[K] | None:
    """A total that gives a hidden cell away, or takes part in doing so, and in which more can still be withheld."""
    derivable = derivable_cells(totals, set(marks))
    giving = [total for total in totals if derivable & set(total.cells) or _pins(numbers, total, marks)]
    open_ones = [total for total in [*giving, *(totals if derivable else ())] if _open(total, marks)]
    return open_ones[0] if open_ones else None


def _open(total: Total[K], marks: Marks[K]) -> list[K]:
    return [cell for cell in total.cells if marks.get(cell) is not Shown.WITHHELD]


def _next(numbers: Mapping[K, int], total: Total[K], marks: Marks[K]) -> K:
    """What to withhold next: the smallest shown part that is not zero, else a zero, else the whole, else a cell under 5."""

    def rank(cell: K) -> tuple[bool, bool, bool, int]:
        is_whole = cell == total.whole
        return cell in marks, is_whole != (cell in marks), numbers[cell] == 0, numbers[cell]

    return min(_open(total, marks), key=rank)


def _pins(numbers: Mapping[K, int], total: Total[K], marks: Marks[K]) -> bool:
    """Whether one total alone leaves one of its hidden cells a single value."""
    return any(_is_pinned(numbers, total, marks, cell) for cell in total.cells if cell in marks)


def _is_pinned(numbers: Mapping[K, int], total: Total[K], marks: Marks[K], cell: K) -> bool:
    low, high = _bounds(numbers, marks, cell)
    least, greatest = (_reach(numbers, total, marks, cell, end) for end in (0, 1))
    return max(low, least) == min(high, greatest)


def _bounds(numbers: Mapping[K, int], marks: Marks[K], cell: K) -> tuple[float, float]:
    """What a reader knows of a cell: "under 5" says 1 to 4, a withheld one is no negative number."""
    ends = {Shown.UNDER_5: (1, LIMIT - 1), Shown.WITHHELD: (0, float("inf"))}
    return ends[marks[cell]] if cell in marks else (numbers[cell], numbers[cell])


def _reach(numbers: Mapping[K, int], total: Total[K], marks: Marks[K], cell: K, end: int) -> float:
    """The least (0) or greatest (1) value that the other cells of a total leave to this one."""
    signs = {total.whole: -1, **dict.fromkeys(total.parts, 1)}
    rest = 0.0
    for other, sign in signs.items():
        if other != cell:
            same = sign * signs[cell] < 0
            rest += sign * _bounds(numbers, marks, other)[end if same else 1 - end]
    return -rest * signs[cell]


def derivable_cells(totals: Sequence[Total[K]], hidden: set[K]) -> set[K]:
    """The hidden cells that follow from the shown ones by adding and subtracting totals.

    A cell follows when some combination of the totals holds no other hidden cell: a row of the reduced system with a
    single entry.
    """
    columns = sorted({cell for total in totals for cell in total.cells if cell in hidden}, key=repr)
    system = [[Fraction(_sign(total, cell)) for cell in columns] for total in totals]
    rows = _reduced(system)
    return {columns[filled[0]] for row in rows if len(filled := [at for at, entry in enumerate(row) if entry]) == 1}


def _sign(total: Total[K], cell: K) -> int:
    return -1 if cell == total.whole else int(cell in total.parts)


def _reduced(system: list[list[Fraction]]) -> list[list[Fraction]]:
    """Gauss-Jordan elimination."""
    rows, done = [list(row) for row in system], 0
    for column in range(len(rows[0]) if rows else 0):
        pivot = next((at for at in range(done, len(rows)) if rows[at][column]), None)
        if pivot is None:
            continue
        rows[done], rows[pivot] = rows[pivot], rows[done]
        rows[done] = [entry / rows[done][column] for entry in rows[done]]
        for at in range(len(rows)):
            if at != done and rows[at][column]:
                factor = rows[at][column]
                rows[at] = [entry - factor * base for entry, base in zip(rows[at], rows[done], strict=True)]
        done += 1
    return rows[:done]
