"""Folding the waiting deltas into the daily sums, a batch a transaction."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TypeAlias

from django.db import connection, transaction

from lianfang.figures.models import DAYS, Delta, MonthSum
from lianfang.figures.rules import Tree
from lianfang.kernel.paths import depth_of, line_of

BATCH = 1000
KEYS = ("tree", "depth", "cell", "month", "place", "response")

Sums: TypeAlias = dict[tuple[object, ...], list[int]]
"""Key of a month's row -> what its 31 days change by."""


def fold(limit: int = BATCH) -> int:
    """Fold up to so many deltas and return how many there were; 0 when none wait.

    Deltas leave their table and enter the sums in one transaction, so that a read in one statement sees each once.
    Several folders may run at a time; one that dies in the middle leaves everything as it was.
    """
    with transaction.atomic():
        taken = _take(limit)
        add_to_sums(taken)
    return len(taken)


def fold_all(limit: int = BATCH) -> int:
    """Fold batch after batch until none wait; returns how many deltas there were."""
    total = 0
    while folded := fold(limit):
        total += folded
    return total


def _take(limit: int) -> list[Delta]:
    lock = "FOR UPDATE SKIP LOCKED" if connection.features.has_select_for_update_skip_locked else ""
    table = Delta._meta.db_table
    statement = (
        f"WITH taken AS (SELECT id FROM {table} ORDER BY id LIMIT %s {lock}) "  # noqa: S608
        f"DELETE FROM {table} WHERE id IN (SELECT id FROM taken) RETURNING *"
    )
    return list(Delta.objects.raw(statement, [limit]))


def add_to_sums(deltas: Iterable[Delta]) -> None:
    """Add deltas to the rows of every place on their paths."""
    sums: Sums = defaultdict(lambda: [0] * len(DAYS))
    for delta in deltas:
        for tree, place in _places(delta):
            key = (tree, depth_of(place), delta.cell, delta.day.replace(day=1), place, delta.response)
            sums[key][delta.day.day - 1] += delta.amount
    _upsert(sums)


def _places(delta: Delta) -> Iterator[tuple[int, str]]:
    """Every place that the delta counts in; the empty path is the whole of a tree."""
    for tree, path in ((Tree.AREA, delta.area_path), (Tree.UNIT, delta.unit_path)):
        if path is not None:
            yield int(tree), ""
            yield from ((int(tree), place) for place in line_of(path))


def _upsert(sums: Sums) -> None:
    """Add to the rows, always in the order of their keys, so that two folders never wait for each other in a circle."""
    if not sums:
        return
    rows = [
        [*(field.get_db_prep_save(part, connection) for field, part in zip(_FIELDS, key, strict=True)), *days]
        for key, days in sorted(sums.items(), key=lambda item: [str(part) for part in item[0]])
        if any(days)
    ]
    with connection.cursor() as cursor:
        cursor.executemany(_UPSERT, rows)


_FIELDS = [field for field in MonthSum._meta.concrete_fields if field.name in KEYS]
_TABLE = MonthSum._meta.db_table
_UPSERT = (
    f"INSERT INTO {_TABLE} ({', '.join([*KEYS, *DAYS])}) "  # noqa: S608
    f"VALUES ({', '.join(['%s'] * (len(KEYS) + len(DAYS)))}) "
    f"ON CONFLICT ({', '.join(KEYS)}) DO UPDATE SET {', '.join(f'{day} = {_TABLE}.{day} + excluded.{day}' for day in DAYS)}"
)
