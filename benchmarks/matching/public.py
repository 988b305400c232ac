"""Public tables with known truth: Febrl 1 and 4 (``rec_id``) and fake_1000 (``cluster``), read without it.

Their folder is ``../shared/data/matching`` beside the checkout; where it is missing there is nothing to measure.
"""

import csv
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from pathlib import Path
from random import Random

from lianfang.project.bench import CHECKOUT

FOLDER = CHECKOUT.parent / "shared" / "data" / "matching"
Records = list[dict[str, str]]
Pair = tuple[str, str]
"""Ids of two records: that of the first table first, within one table the smaller one first."""


@dataclass(frozen=True)
class Tables:
    """One table to deduplicate or two to link: records with an ``id`` that says nothing, and the pairs that are true."""

    name: str
    tables: list[Records]
    true_pairs: frozenset[Pair]

    def of_some(self, every: int) -> "Tables":
        """Only the pairs whose first record has a number that ``every`` divides, and as much of what is beside them."""
        if every == 1:
            return self
        pairs = frozenset(pair for pair in self.true_pairs if int(pair[0].split(":")[1]) % every == 0)
        kept = {record for pair in pairs for record in pair}
        return Tables(self.name, [[row for row in rows if row["id"] in kept] for rows in self.tables], pairs)


@dataclass(frozen=True)
class _Source:
    files: Sequence[str]
    id_column: str
    person_of: Callable[[Mapping[str, str]], str]
    withheld: tuple[str, ...]


def _stem(row: Mapping[str, str]) -> str:
    """Which original a Febrl record is, or was made of: rec-12-org and rec-12-dup-0 are rec-12."""
    return "-".join(row["rec_id"].split("-")[:2])


_SOURCES = {
    "febrl_4": _Source(("dataset4a.csv", "dataset4b.csv"), "rec_id", _stem, ("rec_id",)),
    "febrl_1": _Source(("dataset1.csv",), "rec_id", _stem, ("rec_id",)),
    "fake_1000": _Source(("fake_1000.csv",), "unique_id", lambda row: row["cluster"], ("unique_id", "cluster")),
}
NAMES = tuple(_SOURCES)


def are_there() -> bool:
    return all((FOLDER / file).is_file() for source in _SOURCES.values() for file in source.files)


def load(name: str) -> Tables:
    """The tables in random order, with ids by position and without the columns that tell the truth."""
    source = _SOURCES[name]
    raw = [_shuffled(_rows(FOLDER / file)) for file in source.files]
    people = [[source.person_of(row) for row in rows] for rows in raw]
    tables = [
        [{"id": f"{table}:{at}", **_without(row, source.withheld)} for at, row in enumerate(rows)]
        for table, rows in enumerate(raw)
    ]
    by_id = [{f"{table}:{at}": person for at, person in enumerate(persons)} for table, persons in enumerate(people)]
    return Tables(name, tables, frozenset(_true_pairs(by_id)))


def ordered(one: str, other: str) -> Pair:
    """A pair within one table, however it was found."""
    (_, first), (_, second) = (each.split(":") for each in (one, other))
    return (one, other) if int(first) < int(second) else (other, one)


def _rows(file: Path) -> Records:
    with file.open(encoding="utf-8", newline="") as lines:
        read = csv.reader(lines)
        heading = [column.strip() for column in next(read)]
        return [dict(zip(heading, map(str.strip, row), strict=True)) for row in read]


def _shuffled(rows: Records) -> Records:
    """In some tables the records of a person follow each other."""
    Random(1).shuffle(rows)
    return rows


def _without(row: Mapping[str, str], columns: Iterable[str]) -> dict[str, str]:
    return {name: value for name, value in row.items() if name not in columns}


def _true_pairs(people: Sequence[Mapping[str, str]]) -> Iterable[Pair]:
    """Of two tables: one of each; of one: every two."""
    groups: dict[str, list[list[str]]] = {}
    for table, persons in enumerate(people):
        for record, person in persons.items():
            groups.setdefault(person, [[] for _ in people])[table].append(record)
    for group in groups.values():
        yield from product(*group) if len(people) > 1 else combinations(group[0], 2)
