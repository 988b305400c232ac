"""What is printed of a figure, and how long something takes."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from statistics import median, quantiles
from time import perf_counter, process_time
from typing import Any


@dataclass(frozen=True)
class Line:
    """A figure beside what it is compared with, in the same unit and of the same run."""

    figure: str
    value: float
    unit: str
    baseline: str
    baseline_value: float
    params: dict[str, Any] = field(default_factory=dict)
    more_is_better: bool = False

    @property
    def ratio(self) -> float:
        """How many times better than the baseline; below 1: worse."""
        over, under = (self.value, self.baseline_value) if self.more_is_better else (self.baseline_value, self.value)
        return over / under

    def as_json(self, **params: object) -> str:
        said = {
            "figure": self.figure,
            "params": {**params, **self.params},
            "value": _short(self.value),
            "unit": self.unit,
            "baseline": self.baseline,
            "baseline_value": _short(self.baseline_value),
            "ratio": _short(self.ratio),
        }
        return json.dumps(said, ensure_ascii=False)


def _short(number: float) -> float:
    """Four digits of it, so that what is small is not nothing."""
    return float(f"{number:.4g}")


def seconds(work: Callable[[], object]) -> float:
    began = perf_counter()
    work()
    return perf_counter() - began


def by_turns(one: Callable[[], object], other: Callable[[], object], times: int) -> tuple[list[float], list[float]]:
    """Milliseconds of two pieces of work, so many times each, after a turn that does not count.

    By turns, and each first every second time, so that whatever else the machine does burdens both alike.
    """
    one(), other()
    taken: tuple[list[float], list[float]] = ([], [])
    for turn in range(times):
        for which in (0, 1) if turn % 2 else (1, 0):
            taken[which].append(1000 * seconds((one, other)[which]))
    return taken


def cpu_of(work: Callable[[], object], times: int = 5) -> float:
    """Milliseconds of this process alone that a piece of work takes, whatever else the machine does; the median."""
    return round(1000 * median(_cpu(work) for _ in range(times)), 1)


def _cpu(work: Callable[[], object]) -> float:
    began = process_time()
    work()
    return process_time() - began


def p50(taken: Sequence[float]) -> float:
    return median(taken)


def p95(taken: Sequence[float]) -> float:
    return quantiles(taken, n=20, method="inclusive")[-1]
