"""Who met whom: the engine beside what else could answer, each in a process of its own over the same visits.

Every engine is asked the same questions about the same Parquet file, for a limited time; one that is too slow answers
fewer of them, one that does not end in time is left out and named. The first answers of all must be equal.
"""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

import click
import numpy as np

from benchmarks.lines import Line
from benchmarks.place import home, tell
from benchmarks.tracing.machine import MIB, bandwidth
from benchmarks.tracing.questions import DEGREES, Answer, draw_cases, write
from benchmarks.tracing.run import ENGINES, Job, run
from benchmarks.tracing.world import A_DAY, DAY, World
from tests.postgres import binary

NATIVE = "native"
OTHERS = tuple(name for name in ENGINES if name != NATIVE)
BYTES = 16
"""Of each visit of whoever passes it on, at the least: its word by person, and one by place."""


@dataclass(frozen=True)
class Size:
    """What is asked at each number of visits; seconds each engine may ask each number of cases, and run in all."""

    visits: tuple[int, ...]
    questions: dict[int, int] = field(default_factory=lambda: {1: 200, 30: 20, 500: 5})
    limit: float = 10
    most: float = 180
    apart: bool = True
    engines: tuple[str, ...] = tuple(ENGINES)


SIZES = {
    "tiny": Size((3_000,), {1: 3, 30: 1, 500: 1}, limit=0.1, apart=False, engines=(NATIVE, "DuckDB", "SQLite")),
    "quick": Size((100_000,), {1: 50, 30: 5, 500: 2}, limit=1.5, most=10),
    "usual": Size((1_000_000, 10_000_000)),
    "full": Size((1_000_000, 10_000_000, 100_000_000), limit=20, most=600),
}
LARGEST = {"pandas": 10_000_000, "SQLite": 10_000_000, "PostgreSQL": 10_000_000}
"""Visits beyond which an engine is not tried: its build alone would take longer than all the rest together."""


def measure(size: str) -> Iterator[Line]:
    """Seconds and MiB by engine. Raises ClickException where two engines answer differently."""
    for visits in SIZES[size].visits:
        folder = home() / f"tracing-{visits}"
        folder.mkdir()
        folder.chmod(0o755)
        try:
            yield from _measure(World.of_visits(visits), folder, SIZES[size])
        finally:
            shutil.rmtree(folder)


def _measure(world: World, folder: Path, size: Size) -> Iterator[Line]:
    tell(f"trace: {world.people:,} people")
    visits = write(world, folder / "visits.parquet")
    job = Job(world.people, world.seed, size.questions, size.limit, more=max(visits // 1000, 10))
    (folder / "job.json").write_text(json.dumps(asdict(job)))
    reports, left_out = {}, {}
    for name in ENGINES:
        reports[name], why = _report(name, folder, job, size, visits)
        if why:
            left_out[name] = why
        shutil.rmtree(folder / f"of-{name}", ignore_errors=True)
        tell(f"trace: {name} {why or 'answered'}")
    _compare(folder, size.questions)
    params = {"visits": visits, "people": world.people, "days": world.days, "degrees": DEGREES, "left_out": left_out}
    for name in OTHERS:
        if reports[name]:
            yield from _lines(reports[NATIVE], reports[name], name, {**params, "later_visits": job.more})
    yield from _bounds(reports[NATIVE], world, folder, params)


def _report(name: str, folder: Path, job: Job, size: Size, visits: int) -> tuple[dict[str, Any], str]:
    """What an engine measured, and why it did not measure all of it."""
    if visits > LARGEST.get(name, visits) or name not in size.engines:
        return {}, "not tried at this size"
    if name == "PostgreSQL" and not binary("initdb"):
        return {}, "not installed"
    why = ""
    if size.apart:
        why = _apart(name, folder, size.most)
    else:
        run(name, folder, job)
    file = folder / f"{name}.json"
    return (json.loads(file.read_text()) if file.exists() else {}), why


def _apart(name: str, folder: Path, most: float) -> str:
    """In a process of its own, for so many seconds at most."""
    command = [sys.executable, "-m", "benchmarks.tracing", name, str(folder)]
    with subprocess.Popen(command, stdout=sys.stderr) as done:  # noqa: S603 - ourselves
        try:
            done.wait(most)
        except subprocess.TimeoutExpired:
            _end(done)
            return f"cut off after {most:.0f} s"
    if done.returncode:
        if name == NATIVE:
            raise click.ClickException("The engine itself did not end well; see above.")
        return "failed"
    return ""


def _end(process: subprocess.Popen[bytes]) -> None:
    """Let it stop its server, if it has one and comes to it."""
    process.terminate()
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()


def _compare(folder: Path, questions: dict[int, int]) -> None:
    for count in questions:
        mine = Answer.load(folder / f"{NATIVE}-{count}.npz")
        if len(mine.person) == 0:
            raise click.ClickException(f"Nobody was found for {count} cases: nothing was compared.")
        for name in OTHERS:
            theirs = folder / f"{name}-{count}.npz"
            if theirs.exists() and mine.differs(Answer.load(theirs)):
                raise click.ClickException(f"{name} and the engine differ about {count} cases.")


def _lines(mine: dict[str, Any], theirs: dict[str, Any], name: str, params: dict[str, Any]) -> Iterator[Line]:
    for count, taken in mine["asked"].items():
        if other := theirs["asked"].get(count):
            asked = {**params, "cases": int(count), "questions": len(taken), "baseline_questions": len(other)}
            yield _line("median", _ms(median(taken)), "ms", name, _ms(median(other)), asked)
            yield _line("p99", _ms(_p99(taken)), "ms", name, _ms(_p99(other)), asked)
    if theirs["cold"]:
        yield _line("cold", _ms(median(mine["cold"])), "ms", name, _ms(median(theirs["cold"])), {**params, "cases": 1})
    for figure, unit in (("build", "s"), ("build_peak", "MiB"), ("peak", "MiB"), ("size", "MiB"), ("update", "s")):
        if mine[figure] and theirs[figure]:
            yield _line(figure, mine[figure], unit, name, theirs[figure], params)


def _line(figure: str, value: float, unit: str, baseline: str, other: float, params: dict[str, Any]) -> Line:
    return Line(f"trace.{figure}", value, unit, baseline, other, params)


def _bounds(mine: dict[str, Any], world: World, folder: Path, params: dict[str, Any]) -> Iterator[Line]:
    """What the first question would take at least: the bytes it must touch, read in a row at the pace of one core."""
    pace = bandwidth()
    for count, taken in mine["asked"].items():
        touched = BYTES * _visits_to_read(Answer.load(folder / f"{NATIVE}-{count}.npz"), world, int(count))
        about = {**params, "cases": int(count), "GB/s": round(pace / 1e9, 1), "MiB": round(touched / MIB, 2)}
        yield _line("bound", 1e6 * touched / pace, "µs", "the engine", 1e6 * taken[0], about)


def _visits_to_read(answer: Answer, world: World, count: int) -> float:
    """About how many visits those who can pass it on have from then until the end, all but the last degree."""
    cases = next(draw_cases(world, count, 1))
    since = [*(case.since for case in cases), *answer.first[answer.degree < DEGREES].tolist()]
    return sum(world.days - minute / DAY for minute in since) * A_DAY


def _ms(seconds: float) -> float:
    return 1000 * seconds


def _p99(taken: list[float]) -> float:
    return float(np.percentile(taken, 99))
