"""Reading the daily sums together with the deltas that wait, in one statement.

In two statements a fold in between would lose or double what it moves.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from typing import Any, TypeAlias

from django.db import connection

from lianfang.figures.asking import Ask, Key
from lianfang.figures.models import DAYS, Delta, MonthSum
from lianfang.figures.rules import Days, Tree, cell_of, cells_within, split_of
from lianfang.kernel.paths import WIDTH, upper

COLUMNS = {Tree.AREA: "area_path", Tree.UNIT: "unit_path"}
Numbers: TypeAlias = list[tuple[date | None, int]]
"""What counts on which day; on None: in the whole period."""


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


def read_sums(ask: Ask, codes: Sequence[str], days: Days) -> dict[Key, int]:
    """Numbers of summed figures over whole days."""
    total: dict[Key, int] = {}
    if not codes or not days or not ask.spots.widths:
        return total
    sums, deltas = _sums(ask, codes, days), _deltas(ask, codes, days)
    with connection.cursor() as cursor:
        cursor.execute(f"{sums[0]} UNION ALL {deltas[0]}", [*sums[1], *deltas[1]])
        for figure, split, place, numbers in _read(ask, days, cursor):
            for day, number in numbers:
                key = Key(figure, place, day, split)
                total[key] = total.get(key, 0) + number
    return total


def _read(ask: Ask, days: Days, rows: Iterable[Sequence[Any]]) -> Iterator[tuple[str, tuple[str, ...], str, Numbers]]:
    """Figure, split, place and its numbers: a month's row is for its own place, a sum of deltas for every one above it."""
    spots, split_of_cell, days_of_month = ask.spots, cache(split_of), cache(lambda month: _days_of(month, days))
    for is_month, cell, place, day, *amounts in rows:
        figure, value = split_of_cell(cell)
        numbers: Numbers = [(_date(day), int(amounts[0]))]
        if is_month:
            numbers = [(when, amounts[at]) for when, at in days_of_month(day) if amounts[at]]
        if not ask.by_day:
            numbers = [(None, sum(number for _, number in numbers))]
        for asked in [place] if is_month else spots.of(place):
            yield figure, (value,) if ask.by else (), asked, numbers


def _days_of(month: date | str, days: Days) -> list[tuple[date, int]]:
    """The days of a month that lie in the period, with their columns from 0."""
    begin = _date(month)
    first, end = max(0, (days.first - begin).days), min(len(DAYS), (days.end - begin).days)
    return [(begin + timedelta(days=number), number) for number in range(first, end)]


def _date(told: date | str) -> date:
    """A day as the database tells it."""
    return told if isinstance(told, date) else date.fromisoformat(told)


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
