"""The engine itself: its store of two packed indexes."""

import gc
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq

from benchmarks.tracing.machine import peak_memory
from benchmarks.tracing.questions import DEGREES, RULES, START, Case, Level, as_table
from benchmarks.tracing.world import Visits
from lianfang.engines.tracing.native.api import Store, build
from lianfang.engines.tracing.native.encoding import ORIGIN


class Native:
    """Answers by the names of people, as the others do."""

    name = "native"

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "store"

    def build(self, visits: Path) -> None:
        build(pq.ParquetFile(visits).iter_batches(1 << 20), self.folder)

    def open(self) -> None:
        self.store = Store(self.folder)

    def ask(self, cases: Sequence[Case]) -> list[Level]:
        answer = self.store.trace([case.index for case in cases], RULES, DEGREES)
        return [self._named(level) for level in answer._wide.levels[1:]]

    def _named(self, level: object) -> Level:
        new = level.fresh.astype(bool)  # type: ignore[attr-defined]
        people = self.store.snapshot.people.column(level.people[new])  # type: ignore[attr-defined]
        return people.to_numpy(), (level.exposure[new] + np.int64(ORIGIN - START)) // 60  # type: ignore[attr-defined]

    def add(self, visits: Visits) -> None:
        self.store.add(as_table(visits))

    def peak(self) -> float:
        return peak_memory()

    def close(self) -> None:
        del self.store
        gc.collect()
