"""Files as batches of columns: CSV in UTF-8 or GB 18030, Parquet, Arrow."""

import codecs
import csv
import itertools
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.ipc as pa_ipc
import pyarrow.parquet as pq
from numpy.typing import NDArray

from lianfang.engines.tracing.columns import AT_ONCE
from lianfang.engines.tracing.errors import TracingError
from lianfang.engines.tracing.reading.problems import Problem, Problems

ARROW, PARQUET, TEXT = (".arrow", ".feather", ".ipc"), (".parquet", ".pq"), (".csv", ".tsv", ".txt")
HEAD = 1 << 16
Numbered = tuple[NDArray[np.int64], pa.RecordBatch]


def read_batches(path: Path, problems: Problems) -> Iterator[Numbered]:
    """The file's rows with their numbers, at least one batch, maybe of none. Raises TracingError where it can't be read.

    The headings are row 1. Rows with too few or too many cells go to the problems.
    """
    if not path.exists():
        raise TracingError("file_missing", file=str(path))
    if path.is_dir() or path.suffix.lower() not in (*ARROW, *PARQUET, *TEXT):
        raise TracingError("file_kind_unknown", file=str(path))
    if path.stat().st_size == 0:
        raise TracingError("file_empty", file=str(path))
    try:
        yield from _opened(path, problems)
    except (pa.ArrowException, UnicodeDecodeError, OSError) as error:
        raise TracingError("file_unreadable", file=str(path), problem=str(error).splitlines()[0]) from None


def _opened(path: Path, problems: Problems) -> Iterator[Numbered]:
    suffix = path.suffix.lower()
    if suffix in TEXT:
        ragged: set[int] = set()
        yield from _numbered(_delimited(path, problems, ragged), ragged)
    elif suffix in PARQUET:
        yield from _numbered(_parquet(path), set())
    else:
        yield from _numbered(_arrow(path), set())


def _numbered(batches: Iterable[pa.RecordBatch], left_out: set[int]) -> Iterator[Numbered]:
    """Batches with the number of each row, those that were left out passed over."""
    number = 2
    for batch in batches:
        rows = np.arange(number, number + batch.num_rows + len(left_out))
        rows = rows[~np.isin(rows, list(left_out))][: batch.num_rows] if left_out else rows
        yield rows, batch
        number = int(rows[-1]) + 1 if rows.size else number


def _parquet(path: Path) -> Iterator[pa.RecordBatch]:
    with pq.ParquetFile(path) as file:
        yield _empty(file.schema_arrow)
        yield from file.iter_batches(AT_ONCE)


def _arrow(path: Path) -> Iterator[pa.RecordBatch]:
    with pa.memory_map(str(path)) as source:
        try:
            reader = pa_ipc.open_file(source)
            batches = (reader.get_batch(n) for n in range(reader.num_record_batches))
        except pa.ArrowInvalid:
            source.seek(0)
            reader = pa_ipc.open_stream(source)
            batches = iter(reader)
        yield _empty(reader.schema)
        yield from batches


def _empty(schema: pa.Schema) -> pa.RecordBatch:
    return pa.RecordBatch.from_arrays([pa.array([], field.type) for field in schema], schema=schema)


def _delimited(path: Path, problems: Problems, ragged: set[int]) -> Iterator[pa.RecordBatch]:
    """Every cell as text; `ragged` is told the numbers of rows that are left out."""
    encoding = _encoding(path)
    with path.open(encoding=encoding, newline="") as file:
        first = file.readline()
    delimiter = max(",\t;", key=first.count)
    headings = next(csv.reader([first], delimiter=delimiter), [])

    said: list[Problem] = []

    def leave_out(row: pa_csv.InvalidRow) -> str:
        ragged.add(row.number)
        said.append(Problem(str(path), row.number, "", "row_ragged", f"{row.actual_columns} / {row.expected_columns}"))
        return "skip"

    with pa_csv.open_csv(
        path,
        pa_csv.ReadOptions(encoding=encoding.replace("-sig", ""), block_size=1 << 24, use_threads=False),
        pa_csv.ParseOptions(
            delimiter=delimiter, newlines_in_values=True, ignore_empty_lines=False, invalid_row_handler=leave_out
        ),
        pa_csv.ConvertOptions(column_types=dict.fromkeys(headings, pa.string()), strings_can_be_null=False),
    ) as reader:
        yield _empty(reader.schema)
        for batch in itertools.chain(reader, [_empty(reader.schema)]):
            for problem in said:  # not told where it is found: there an error would be lost
                problems.add(problem)
            said.clear()
            yield batch


def _encoding(path: Path) -> str:
    """UTF-8 where the beginning of the file is, else the national encoding."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    if head.startswith(codecs.BOM_UTF16_LE) or head.startswith(codecs.BOM_UTF16_BE):
        return "utf-16"
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return "gb18030"
    return "utf-8-sig"
