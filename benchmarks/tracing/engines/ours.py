"""The engine itself: its store of two packed indexes."""

import gc
from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.tracing.machine import peak_memory
from benchmarks.tracing.questions import DEGREES, RULES, START, Case, Level, as_table
from benchmarks.tracing.world import Visits
from lianfang.engines import tracing


class Native:
    """Answers by the names of people, as the others do."""

    name = "native"

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "store"

    def build(self, visits: Path) -> None:
        tracing.build(pq.ParquetFile(visits).iter_batches(1 << 20), self.folder)

    def open(self) -> None:
        self.store = tracing.open(self.folder)

    def ask(self, cases: Sequence[Case]) -> list[Level]:
        found = self.store.trace([case.index for case in cases], RULES, DEGREES).table()
        person, degree = found["person"].to_numpy(), found["degree"].to_numpy()
        first = (found["first"].cast(pa.int64()).to_numpy() - START) // 60
        return [(person[degree == each], first[degree == each]) for each in range(1, DEGREES + 1)]

    def add(self, visits: Visits) -> None:
        self.store.add(as_table(visits))

    def peak(self) -> float:
        return peak_memory()

    def close(self) -> None:
        del self.store
        gc.collect()
