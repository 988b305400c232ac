"""The columns of visits and index persons as tables: Arrow and Parquet as they stand, CSV after reading.

Names are `string` or whole numbers, times `timestamp` with a zone (kept as UTC seconds). Of visits the first four must
be there; `to` may be empty only in what is still to be read (see `reading`), never in what an engine is given.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeAlias

import pyarrow as pa

from lianfang.engines.tracing.model import Visit

INSTANT = pa.timestamp("s", "UTC")
VISITS = pa.schema(
    [
        pa.field("person", pa.string(), nullable=False),
        pa.field("place", pa.string(), nullable=False),
        pa.field("from", INSTANT, nullable=False),  # Visit.begin
        pa.field("to", INSTANT, nullable=False),  # Visit.end
        pa.field("setting", pa.string(), nullable=False),  # "" is not known
        pa.field("row", pa.int16()),  # null: not known
        pa.field("protected", pa.bool_(), nullable=False),
        pa.field("from_latest", INSTANT, nullable=False),  # Visit.begin_latest, the same as `from` where exact
        pa.field("to_earliest", INSTANT, nullable=False),  # Visit.end_earliest, the same as `to` where exact
        pa.field("sure", pa.bool_(), nullable=False),
    ]
)
INDEXES = pa.schema(
    [
        pa.field("person", pa.string(), nullable=False),
        pa.field("since", INSTANT, nullable=False),
        pa.field("until", INSTANT),  # null: open
    ]
)

Visits: TypeAlias = Iterable[Visit] | pa.Table | pa.RecordBatch | pa.RecordBatchReader | Iterable[pa.RecordBatch]
AT_ONCE = 1 << 20


def batches_of(visits: Visits) -> Iterator[pa.RecordBatch]:
    """Visits in any shape the library takes as batches with the columns of VISITS."""
    if isinstance(visits, pa.RecordBatch):
        yield visits
        return
    if isinstance(visits, pa.Table):
        yield from visits.combine_chunks().to_batches(AT_ONCE)
        return
    some: list[Visit] = []
    for each in visits:
        if isinstance(each, pa.RecordBatch):
            yield each
            continue
        some.append(each)
        if len(some) == AT_ONCE:
            yield _batch(some)
            some = []
    if some:
        yield _batch(some)


def table_of(visits: Iterable[Visit]) -> pa.Table:
    """Visits as one table with the columns of VISITS; names may be whole numbers."""
    return pa.Table.from_batches([_batch(list(visits))])


def _batch(visits: Sequence[Visit]) -> pa.RecordBatch:
    rows: dict[str, list[Any]] = {
        "person": [visit.person for visit in visits],
        "place": [visit.place for visit in visits],
        "from": [visit.begin for visit in visits],
        "to": [visit.end for visit in visits],
        "setting": [visit.setting for visit in visits],
        "row": [visit.row for visit in visits],
        "protected": [visit.protected for visit in visits],
        "from_latest": [visit.begin_latest or visit.begin for visit in visits],
        "to_earliest": [visit.end_earliest or visit.end for visit in visits],
        "sure": [visit.sure for visit in visits],
    }
    columns = [_column(values, VISITS.field(name)) for name, values in rows.items()]
    return pa.RecordBatch.from_arrays(columns, list(rows))


def _column(values: list[Any], field: pa.Field) -> pa.Array:
    whole = field.name in ("person", "place") and bool(values) and isinstance(values[0], int)
    return pa.array(values, pa.int64() if whole else field.type)
