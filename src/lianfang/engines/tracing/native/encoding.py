"""Visits of a table to numbers: who, where, from when, and which shape."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from lianfang.engines.tracing.columns import INSTANT
from lianfang.engines.tracing.errors import TracingError
from lianfang.engines.tracing.native.names import Kind, Numbering, texts_of
from lianfang.engines.tracing.native.shapes import (
    MOST_SETTINGS,
    PROTECTED,
    RECORD,
    UNKNOWN_ROW,
    UNSURE,
    Records,
    number_shapes,
)
from lianfang.engines.tracing.native.tables import Ints, Words

ORIGIN = int(datetime(2020, 1, 1, tzinfo=UTC).timestamp())
REACH = 2**31 - 2**27  # seconds either side of the origin, about 63 years


class Encoded(NamedTuple):
    """Visits by number; `begin` is the widest beginning, in seconds since the origin."""

    person: Ints
    place: Ints
    begin: Ints
    shape: Ints


class Encoder:
    """Numbers people, places, settings and shapes as they come."""

    def __init__(self, people: Numbering, places: Numbering, shapes: Numbering, settings: Sequence[str]) -> None:
        self.people, self.places, self.shapes = people, places, shapes
        self.settings = list(settings)
        self.kinds: dict[str, str] = {}
        self._pool = ThreadPoolExecutor(2)

    def encode(self, batch: pa.RecordBatch) -> Encoded:
        """One batch with the columns of `columns.VISITS`; those after `to` may be absent. Raises TracingError."""
        if batch.num_rows == 0:
            return Encoded(*(np.zeros(0, np.int32) for _ in range(4)))
        people, places = self._column(batch, "person"), self._column(batch, "place")
        person = self._pool.submit(self.people.number, texts_of(people))
        place = self._pool.submit(self.places.number, texts_of(places))
        begin = _seconds(batch.column("from")) - ORIGIN
        shape = number_shapes(self.shapes, self._records(batch, begin))
        return Encoded(person.result(), place.result(), begin.astype(np.int32), shape)

    def _column(self, batch: pa.RecordBatch, name: str) -> pa.Array:
        column = batch.column(name)
        if column.null_count:
            raise TracingError("visits_empty_cells", column=name, rows=column.null_count)
        if self.kinds.setdefault(name, Kind.of(column)) != Kind.of(column):
            raise TracingError("names_of_two_kinds", column=name)
        return column

    def _records(self, batch: pa.RecordBatch, begin: Words) -> Records:
        end = _seconds(batch.column("to")) - ORIGIN
        latest = _optional(batch, "from_latest", begin)
        soonest = _optional(batch, "to_earliest", end)
        if np.any((end < begin) | (latest < begin) | (latest > end) | (soonest < begin) | (soonest > end)):
            raise TracingError("visits_reversed")
        if begin.min() < -REACH or end.max() > REACH:
            raise TracingError("visits_out_of_time")
        records = np.zeros(begin.size, RECORD)
        records["span"], records["lead"], records["lag"] = end - begin, latest - begin, end - soonest
        records["row"] = _plain(batch, "row", UNKNOWN_ROW)
        records["setting"] = self._setting_numbers(batch)
        records["marks"] = PROTECTED * _plain(batch, "protected", False) + UNSURE * ~_plain(batch, "sure", True)
        return records

    def _setting_numbers(self, batch: pa.RecordBatch) -> Ints | int:
        if "setting" not in batch.schema.names:
            return 0
        column = batch.column("setting")
        if not pa.types.is_dictionary(column.type):
            column = column.cast(pa.string()).dictionary_encode()
        numbers = np.array([self._setting(word or "") for word in column.dictionary.to_pylist()] or [0], np.int32)
        indices = column.indices.fill_null(-1).to_numpy(zero_copy_only=False)
        return np.where(indices < 0, 0, numbers[indices]).astype(np.int32)

    def _setting(self, word: str) -> int:
        if word not in self.settings:
            if len(self.settings) >= MOST_SETTINGS:
                raise TracingError("too_many_settings", most=MOST_SETTINGS - 1)
            self.settings.append(word)
        return self.settings.index(word)


def _seconds(column: pa.Array) -> Any:
    if column.null_count:
        raise TracingError("visits_empty_cells", column="from / to", rows=column.null_count)
    if pa.types.is_integer(column.type):
        return column.cast(pa.int64()).to_numpy(zero_copy_only=False)
    return pc.cast(column, INSTANT, safe=False).cast(pa.int64()).to_numpy(zero_copy_only=False)


def _optional(batch: pa.RecordBatch, name: str, otherwise: Words) -> Any:
    if name not in batch.schema.names:
        return otherwise
    column = batch.column(name)
    if column.null_count == 0:
        return _seconds(column) - ORIGIN
    known = column.is_valid().to_numpy(zero_copy_only=False)
    return np.where(
        known, _seconds(column.fill_null(pa.scalar(0, pa.int64()).cast(INSTANT).cast(column.type))) - ORIGIN, otherwise
    )


def _plain(batch: pa.RecordBatch, name: str, otherwise: int | bool) -> Any:
    if name not in batch.schema.names:
        return np.full(batch.num_rows, otherwise)
    return batch.column(name).fill_null(otherwise).to_numpy(zero_copy_only=False)
