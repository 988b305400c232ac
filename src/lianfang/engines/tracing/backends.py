"""Where the expression of `relational` runs: DuckDB in this process, or Spark."""

import shutil
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Protocol

import ibis
import pyarrow as pa
import pyarrow.parquet as pq

ENGINES = ("duckdb", "spark")
LOCAL = {
    "spark.master": "local[*]",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.shuffle.partitions": "4",
    "spark.log.level": "ERROR",
}
"""Spark on this machine: no page, no door to the network."""


class Backend(Protocol):
    """Takes tables and answers an expression over them."""

    def table(self, given: pa.Table | Path | str) -> Any: ...

    def rows(self, expression: Any) -> pa.Table: ...


@contextmanager
def backend(engine: str) -> Iterator[Backend]:
    """One of ENGINES. Raises ValueError for another, RuntimeError where what it needs is missing."""
    if engine not in ENGINES:
        raise ValueError(f"there is no engine {engine}; there are {', '.join(ENGINES)}")
    with TemporaryDirectory(prefix="lianfang-tracing-") as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what Ibis and Spark use of DuckDB, pandas and sockets
        yield _Duckdb() if engine == "duckdb" else _Spark(Path(folder))


class _Duckdb:
    def __init__(self) -> None:
        self.connection = ibis.duckdb.connect()
        self.connection.raw_sql("SET TimeZone = 'UTC'")

    def table(self, given: pa.Table | Path | str) -> Any:
        return ibis.memtable(given) if isinstance(given, pa.Table) else self.connection.read_parquet(_files(given))

    def rows(self, expression: Any) -> pa.Table:
        return self.connection.to_pyarrow(expression)


@cache
def _session() -> Any:
    """The session that is active, else one on this machine."""
    try:
        from pyspark.sql import SparkSession
    except ImportError as missing:
        raise RuntimeError('Spark is not installed: install lianfang with the extra "spark"') from missing
    if active := SparkSession.getActiveSession():
        return active
    if not shutil.which("java"):
        raise RuntimeError("Spark needs Java 17, which is not installed")
    builder = SparkSession.builder.appName("lianfang tracing")
    return builder.config(map=LOCAL).getOrCreate()


@dataclass
class _Spark:
    """Tables reach it as Parquet files, as they would on a cluster."""

    folder: Path
    written: int = 0
    connection: Any = field(default_factory=lambda: ibis.pyspark.connect(_session()))

    def table(self, given: pa.Table | Path | str) -> Any:
        if not isinstance(given, pa.Table):
            return self.connection.read_parquet(str(given))
        self.written += 1
        file = self.folder / f"{self.written}.parquet"
        pq.write_table(given, file)
        return self.connection.read_parquet(str(file))

    def rows(self, expression: Any) -> pa.Table:
        return _session().sql(self.connection.compile(expression)).toArrow()


def _files(given: Path | str) -> str:
    return str(Path(given) / "**/*.parquet") if Path(given).is_dir() else str(given)
