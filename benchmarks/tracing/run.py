"""One engine over one world, in a process of its own: ``python -m benchmarks.tracing native FOLDER``.

Writes what it measured to ``FOLDER/<engine>.json`` after each step, so that what a time limit cuts off keeps the rest.
"""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from functools import partial
from importlib import import_module
from pathlib import Path
from time import perf_counter
from typing import Any

from benchmarks.lines import seconds
from benchmarks.tracing.machine import drop_from_cache, forget_peak, peak_memory, size_of
from benchmarks.tracing.questions import Answer, draw_cases, later
from benchmarks.tracing.world import World

ENGINES = {
    "native": ("ours", "Native"),
    "DuckDB": ("sql", "Duckdb"),
    "Polars": ("frames", "Polars"),
    "pandas": ("frames", "Pandas"),
    "SQLite": ("sql", "Sqlite"),
    "PostgreSQL": ("sql", "Postgresql"),
}
COLD = 3


@dataclass(frozen=True)
class Job:
    """What one engine has to do: how often each number of cases is asked, and for how many seconds at most."""

    people: int
    seed: int
    questions: dict[int, int]
    limit: float
    more: int


@dataclass
class Report:
    """Seconds and MiB; ``asked`` and ``cold`` by number of cases, in the order of the questions."""

    build: float = 0
    build_peak: float = 0
    size: float = 0
    open: float = 0
    peak: float = 0
    update: float = 0
    asked: dict[int, list[float]] = field(default_factory=dict)
    cold: list[float] = field(default_factory=list)


def run(name: str, folder: Path, job: Job) -> Report:
    """Build, ask, ask cold, add; each step is on the disk when the next begins."""
    module, kind = ENGINES[name]
    engine = getattr(import_module(f"benchmarks.tracing.engines.{module}"), kind)(_own(folder, name))
    report, world = Report(), World(job.people, job.seed)
    save = partial(_save, report, folder / f"{name}.json")
    before = peak_memory()
    report.build = seconds(partial(engine.build, folder / "visits.parquet"))
    report.build_peak, report.size = max(peak_memory(), before), size_of(engine.folder)
    forget_peak()
    save()
    report.open = seconds(engine.open)
    for count, times in job.questions.items():
        report.asked[count] = _ask(engine, world, count, times, job.limit, partial(_keep, folder, name, count))
        report.peak = max(report.peak, engine.peak())
        save()
    report.cold = _cold(engine, world)
    save()
    report.update = seconds(partial(engine.add, later(world, job.more)))
    save()
    engine.close()
    return report


def _own(folder: Path, name: str) -> Path:
    own = folder / f"of-{name}"
    own.mkdir()
    own.chmod(0o755)
    return own


def _keep(folder: Path, name: str, count: int, turn: int, levels: Any) -> None:
    if turn == 0:
        Answer.of(levels).save(folder / f"{name}-{count}.npz")


def _ask(
    engine: Any, world: World, count: int, times: int, limit: float, keep: Callable[[int, Any], None]
) -> list[float]:
    """Seconds of each question, as many as there is time for; the first is asked once before, unless that took all of it."""
    taken: list[float] = []
    began = perf_counter()
    for turn, cases in enumerate(draw_cases(world, count, times)):
        if turn == 0:
            keep(0, engine.ask(cases))
            if (first := perf_counter() - began) > limit:
                return [first]
        taken.append(seconds(partial(engine.ask, cases)))
        if perf_counter() - began > limit:
            break
    return taken


def _cold(engine: Any, world: World) -> list[float]:
    """Opening and one question about one case, with the files no longer in the page cache."""
    taken = []
    for cases in draw_cases(world, 1, COLD):
        engine.close()
        drop_from_cache(engine.folder)
        began = perf_counter()
        engine.open()
        engine.ask(cases)
        taken.append(perf_counter() - began)
    return taken


def _save(report: Report, file: Path) -> None:
    file.write_text(json.dumps(asdict(report)))
