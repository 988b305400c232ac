"""Reading the daily sums together with the deltas that wait, in one statement.

In two statements a fold in between would lose or double what it moves.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db import connection

from lianfang.figures.asking import Ask, Key
from lianfang.figures.models import DAYS, Delta, MonthSum
from lianfang.figures.rules import Days, Tree, cell_of, cells_within, split_of
from lianfang.kernel.paths import WIDTH, upper

COLUMNS = {Tree.AREA: "area_path", Tree.UNIT: "unit_path"}


@dataclass
class Condition:
    """A WHERE clause that is put together."""

    parts: list[str] = field(default_factory=list)
    params: list[Any] = field(default_factory=list)

    def add(self, part: str, *params: Any) -> None:
        self.parts.append(part)
        self.params.extend(params)

    def under(self, column: str, path: str) -> None:
        if path:
            self.add(f"{column} >= %s AND {column} < %s", path, upper(path))

    def __str__(self) -> str:
        return " AND ".join(self.parts)


def read_sums(ask: Ask, codes: Sequence[str], days: Days) -> Iterator[tuple[Key, int]]:
    """Numbers of summed figures over whole days; a key may come more than once, to be added up."""
    if not codes or not days or not ask.spots.widths:
        return
    sums, deltas = _sums(ask, codes, days), _deltas(ask, codes, days)
    with connection.cursor() as cursor:
        cursor.execute(f"{sums[0]} UNION ALL {deltas[0]}", [*sums[1], *deltas[1]])
        for row in cursor:
            yield from _numbers(ask, days, row)


def _numbers(ask: Ask, days: Days, row: Sequence[Any]) -> Iterator[tuple[Key, int]]:
    """A month's row stands for its own place, a sum of deltas for every asked place above it."""
    is_month, cell, place, day, *amounts = row
    when = day if isinstance(day, date) else date.fromisoformat(day)
    numbers = _of_month(when, amounts, days) if is_month else [(when, int(amounts[0]))]
    for asked in [place] if is_month else ask.spots.of(place):
        yield from _keys(ask, cell, asked, numbers)


def _sums(ask: Ask, codes: Sequence[str], days: Days) -> tuple[str, list[Any]]:
    where, spots = Condition(), ask.spots
    where.add("tree = %s", int(ask.tree))
    where.add(f"depth IN ({_holes(spots.widths)})", *(width // WIDTH for width in spots.widths))
    _of_cells(where, ask, codes)
    where.add("month >= %s AND month < %s", days.first.replace(day=1), days.end)
    if spots.listed is None:
        where.under("place", spots.base)
    else:
        where.add(f"place IN ({_holes(spots.listed)})", *sorted(spots.listed))
    _of_response(where, ask)
    columns = ", ".join(DAYS)
    return f"SELECT 1, cell, place, month, {columns} FROM {MonthSum._meta.db_table} WHERE {where}", where.params  # noqa: S608


def _deltas(ask: Ask, codes: Sequence[str], days: Days) -> tuple[str, list[Any]]:
    where, column = Condition(), COLUMNS[ask.tree]
    _of_cells(where, ask, codes)
    where.add("day >= %s AND day < %s", days.first, days.end)
    where.add(f"{column} IS NOT NULL")
    where.under(column, ask.base)
    _of_response(where, ask)
    place = f"substr({column}, 1, {ask.spots.widest})"
    rest = ", 0" * (len(DAYS) - 1)
    return (
        f"SELECT 0, cell, {place}, day, CAST(SUM(amount) AS bigint){rest} FROM {Delta._meta.db_table} "  # noqa: S608
        f"WHERE {where} GROUP BY cell, {place}, day",
        where.params,
    )


def _of_cells(where: Condition, ask: Ask, codes: Sequence[str]) -> None:
    if not ask.by:
        where.add(f"cell IN ({_holes(codes)})", *(cell_of(code) for code in codes))
        return
    ranges = [cells_within(code, ask.by[0]) for code in codes]
    where.add(
        f"({' OR '.join(['(cell >= %s AND cell < %s)'] * len(ranges))})", *(end for both in ranges for end in both)
    )


def _of_response(where: Condition, ask: Ask) -> None:
    if ask.response is not None:
        where.add("response = %s", MonthSum._meta.get_field("response").get_db_prep_value(ask.response, connection))


def _holes(of: Any) -> str:
    return ", ".join(["%s"] * len(of))


def _of_month(month: date, amounts: Sequence[int], days: Days) -> list[tuple[date, int]]:
    """The days of a month's row that lie in the period, without the empty ones."""
    first = max(0, (days.first - month).days)
    end = min(len(DAYS), (days.end - month).days)
    return [(month + timedelta(days=number), amounts[number]) for number in range(first, end) if amounts[number]]


def _keys(ask: Ask, cell: str, place: str, numbers: list[tuple[date, int]]) -> Iterator[tuple[Key, int]]:
    figure, value = split_of(cell)
    split = (value,) if ask.by else ()
    if ask.by_day:
        yield from ((Key(figure, place, day, split), amount) for day, amount in numbers)
    else:
        yield Key(figure, place, None, split), sum(amount for _, amount in numbers)
