"""Files as batches of columns: CSV in UTF-8 or GB 18030, Parquet, Arrow."""

import codecs
import csv
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.ipc as pa_ipc
import pyarrow.parquet as pq

from lianfang.engines.tracing.columns import AT_ONCE
from lianfang.engines.tracing.errors import TracingError

ARROW, PARQUET, TEXT = (".arrow", ".feather", ".ipc"), (".parquet", ".pq"), (".csv", ".tsv", ".txt")
HEAD = 1 << 16


def read_batches(path: Path) -> Iterator[pa.RecordBatch]:
    """The file's rows in its own columns, at least one batch. Raises TracingError where it can't be read."""
    if not path.exists():
        raise TracingError("file_missing", file=str(path))
    if path.is_dir() or path.suffix.lower() not in (*ARROW, *PARQUET, *TEXT):
        raise TracingError("file_kind_unknown", file=str(path))
    if path.stat().st_size == 0:
        raise TracingError("file_empty", file=str(path))
    try:
        yield from _opened(path)
    except (pa.ArrowException, UnicodeDecodeError, OSError) as error:
        raise TracingError("file_unreadable", file=str(path), problem=str(error).splitlines()[0]) from None


def _opened(path: Path) -> Iterator[pa.RecordBatch]:
    suffix = path.suffix.lower()
    if suffix in TEXT:
        yield from _delimited(path)
    elif suffix in PARQUET:
        with pq.ParquetFile(path) as file:
            yield _empty(file.schema_arrow)
            yield from file.iter_batches(AT_ONCE)
    else:
        yield from _arrow(path)


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


def _delimited(path: Path) -> Iterator[pa.RecordBatch]:
    encoding = _encoding(path)
    with path.open(encoding=encoding, newline="") as file:
        first = file.readline()
    delimiter = max(",\t;", key=first.count)
    headings = next(csv.reader([first], delimiter=delimiter), [])
    with pa_csv.open_csv(
        path,
        read_options=pa_csv.ReadOptions(encoding=encoding.replace("-sig", ""), block_size=1 << 24),
        parse_options=pa_csv.ParseOptions(delimiter=delimiter, newlines_in_values=True),
        convert_options=pa_csv.ConvertOptions(
            column_types={heading: pa.string() for heading in headings},
            strings_can_be_null=False,
            quoted_strings_can_be_null=False,
        ),
    ) as reader:
        yield _empty(reader.schema)
        yield from reader


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
