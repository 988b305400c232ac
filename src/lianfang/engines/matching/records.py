"""Many records read at once: for each field what it says, and how pairs of them compare."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from lianfang.engines.matching.features import Array, Features, Hashes, mix, take
from lianfang.engines.matching.fields import Block, Fields
from lianfang.engines.matching.kinds import ABSENT, KINDS
from lianfang.engines.matching.kinds.id_number import IdNumber

Records: TypeAlias = dict[str, Features]
"""Features by field; all have one row a record."""
Columns: TypeAlias = Mapping[str, Sequence[str]]
Rows: TypeAlias = Iterable[Mapping[str, str]]


class Levels(NamedTuple):
    """Pairs compared, one row a pair and one column a field.

    ``seen`` are the levels as they are; in ``counted`` what is no further evidence is absent: date of birth and sex lie
    within an ID number that agrees.
    """

    seen: NDArray[np.uint8]
    counted: NDArray[np.uint8]
    terms: Hashes


def columns_of(rows: Rows, fields: Fields) -> dict[str, list[str]]:
    """Rows turned into columns; a field that a row lacks is empty."""
    rows = list(rows)
    return {name: [str(row.get(name) or "") for row in rows] for name in fields.names}


def read_records(columns: Columns, fields: Fields) -> Records:
    """What columns of texts say. A field that is missing is absent in every record."""
    size = max((len(column) for column in columns.values()), default=0)
    records = {each.name: each.how.read(columns.get(each.name, [""] * size)) for each in fields.fields}
    return _completed(records) if fields.people else records


def size_of(records: Records) -> int:
    return len(next(iter(next(iter(records.values())).values())))


class Growing:
    """Arrays of one length that take rows in without being copied each time: there is room behind their end."""

    def __init__(self, arrays: Features) -> None:
        self._room = dict(arrays)
        self._size = len(next(iter(arrays.values())))

    def append(self, more: Features) -> Features:
        """Put rows behind the others; gives all of them, as views that are good until the next time."""
        start, self._size = self._size, self._size + len(next(iter(more.values())))
        for name, values in more.items():
            if len(self._room[name]) < self._size:
                room = np.empty((self._size * 5 // 4, *values.shape[1:]), dtype=self._room[name].dtype)
                room[:start] = self._room[name][:start]
                self._room[name] = room
            self._room[name][start : self._size] = values
        return {name: values[: self._size] for name, values in self._room.items()}


def take_records(records: Records, rows: Array) -> Records:
    return {name: take(features, rows) for name, features in records.items()}


def _completed(records: Records) -> Records:
    """Date of birth and sex as the ID number or a title tells them, where they are not stated."""
    birth, by_id = records["birth"]["date"], records["id"]
    records["birth"]["date"] = np.where(birth == 0, by_id["birth"], birth).astype(np.int32)
    told = np.where(by_id["sex"] != 0, by_id["sex"], records["name"]["sex"])
    words = KINDS["sex"].read(["", "m", "f"])
    which = np.where(told == ord("M"), 1, np.where(told == ord("F"), 2, 0))
    unstated = records["sex"]["equal"] == 0
    for name, values in records["sex"].items():
        records["sex"][name] = np.where(unstated, words[name][which], values)
    return records


def compare_records(a: Records, b: Records, fields: Fields) -> Levels:
    """Compare row by row; both have equally many."""
    compared = [field.how.compare(a[field.name], b[field.name]) for field in fields.fields]
    seen = np.stack([each.levels for each in compared], axis=1)
    counted = counted_levels(seen, fields)
    return Levels(seen, counted, np.stack([each.terms for each in compared], axis=1))


def counted_levels(seen: NDArray[np.uint8], fields: Fields) -> NDArray[np.uint8]:
    """Levels without what is no further evidence."""
    if not fields.people:
        return seen
    counted = seen.copy()
    number = seen[:, fields.at("id")]
    known = (number == IdNumber.EQUAL) | (number == IdNumber.SLIP)
    for name in ("birth", "sex"):
        counted[known, fields.at(name)] = ABSENT
    return counted


class Keys:
    """The keys of records, each hash made once however many blocks use it."""

    def __init__(self, records: Records, fields: Fields, *, asking: bool) -> None:
        self._size = size_of(records)
        self._of = {
            f"{field.name}.{name}": hashes.reshape(self._size, *(hashes.shape[1:] or (1,)))
            for field in fields.fields
            for name, hashes in field.how.keys(records[field.name], asking=asking).items()
        }

    def __getitem__(self, block: Block) -> Hashes:
        """One row a record, a column for each way to combine the parts' hashes."""
        combined = self._of[block.parts[0]]
        for part in block.parts[1:]:
            other = self._of[part]
            one = np.repeat(combined, other.shape[1], axis=1)
            combined = mix(one, np.tile(other, (1, combined.shape[1])))
        return combined
