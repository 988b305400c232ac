"""The shapes every part of reading shares: header, row, limits, and what a source of records must offer."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol, TypeAlias

from lianfang.exchange.cells import Cell, Value

Record: TypeAlias = tuple[int, list[Value]]
Merge: TypeAlias = tuple[tuple[int, int], tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Header:
    """The names of the columns, ``top>sub`` for a header of two rows, empty for a column without one.

    ``first`` and ``last`` are the numbers of its rows in the user's file, counted from 1.
    """

    names: tuple[str, ...]
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Row:
    """One row with its number in the user's file, counted from 1."""

    number: int
    values: list[Value]

    @property
    def cells(self) -> list[Cell]:
        return [Cell(value) for value in self.values]


@dataclass(frozen=True, slots=True)
class Limits:
    """What is taken at most: bytes of the file, rows, columns, cells of a sheet's rectangle, bytes when unpacked."""

    bytes: int = 64_000_000
    rows: int = 500_000
    columns: int = 500
    cells: int = 10_000_000
    unpacked: int = 1_000_000_000


class Source(Protocol):
    """Where records come from; ``records`` may be called again and yields every row, empty ones too, from 1."""

    @property
    def sheet(self) -> str: ...

    @property
    def sheets(self) -> tuple[str, ...]: ...

    @property
    def merges(self) -> list[Merge]: ...

    def records(self) -> Iterator[Record]: ...
