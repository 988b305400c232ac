"""A city's day of sampling replayed: Chengdu's twelve million samples in tubes of ten (4 September 2022), through the API.

A token for each table, rights, duplicates, audit, sums and durable commits are as in a place; server, database, worker and
load share the machine. First at ten times the pace of that day, one tube a request; then one tube a request as fast as they
are taken, then what a phone hands in after a while without a signal, nine tubes with their closings. On SQLite it is the day
of a county. Afterwards plain SQL, the sums and the log must be what was acknowledged.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from statistics import quantiles
from typing import Any

import click
from django.db import connection, transaction

from benchmarks.ceiling import RAW, rows_a_second
from benchmarks.district import BENCH
from benchmarks.durability import how_it_commits, is_durable
from benchmarks.lines import Line, p50, p95, seconds
from benchmarks.place import tell
from benchmarks.serving import Server, cpu_beside, serving
from benchmarks.sites import IN_A_TUBE, make_tables
from benchmarks.tables import Done, Shift, Table, work
from lianfang.figures.asking import Ask
from lianfang.figures.engine import evaluate
from lianfang.figures.folding import fold_all
from lianfang.kernel.clock import start_of, today
from lianfang.kernel.ids import new_id
from lianfang.privacy.integrity import findings
from lianfang.sampling.models import Swab, Tube

IN_A_BATCH = 9
"""Tubes that a phone hands in at once: with their closings 99 records, at most 100."""
BARE = "Django alone: a tube by save, its ten samples by bulk_create, a transaction each; no HTTP, rights, audit, sums, repeats"
COMPARED = 20_000
"""Samples that the baselines write, at most."""


@dataclass(frozen=True)
class Size:
    """Seconds of work in all, residents on PostgreSQL and on SQLite, processes of the web program, rounds."""

    seconds: float
    residents: int
    in_a_county: int
    processes: int = 2
    rounds: int = 24


SIZES = {
    "tiny": Size(1.2, 960, 960, processes=1, rounds=24),
    "quick": Size(60, 40_000, 20_000),
    "usual": Size(600, 400_000, 50_000),
    "full": Size(600, 400_000, 50_000),
}


@dataclass(frozen=True)
class Day:
    """Samples of the day that is replayed, and how many times its pace a tube is timed at."""

    name: str
    samples: int
    pace: int

    def times(self, samples_a_second: float) -> float:
        return samples_a_second * 86_400 / self.samples


CITY, COUNTY = Day("Chengdu", 12_000_000, 10), Day("a county", 500_000, 20)


def measure(size: str) -> Iterator[Line]:
    """Raises ClickException for a database that does not commit durably, and where anything differs from what was sent."""
    wanted = SIZES[size]
    commits = _durable(size)
    day, residents = (CITY, wanted.residents) if connection.vendor == "postgresql" else (COUNTY, wanted.in_a_county)
    tell(f"{residents} residents are entered")
    tables = make_tables(residents, wanted.rounds)
    _settle()
    params = {"day": day.name, "residents": residents, "tables": len(tables), "commits": commits}
    with serving(Server(wanted.processes, pages=False, worker=size != "tiny")) as server:
        bench = Bench(server, tables, day, params)
        first = bench.shift("a turn that does not count", Shift(wanted.seconds / 60))
        paced = bench.shift("paced", Shift(wanted.seconds / 4, pace=day.pace * day.samples / 86_400 / IN_A_TUBE))
        single = bench.shift("one by one", Shift(wanted.seconds / 4))
        batches = bench.shift("batches", Shift(wanted.seconds / 2, tubes=IN_A_BATCH))
    _check(first, paced, single, batches)
    bare, ceiling = _bare(), rows_a_second(Swab, COMPARED)
    yield bench.tube(paced, bare)
    yield bench.times(batches, bare, ceiling, "a phone's batch of nine tubes")
    yield bench.times(single, bare, ceiling, "one tube a request")
    yield Line("city-day.ceiling", day.times(ceiling), "times", BARE, day.times(bare), {**params, "how": RAW}, True)


@dataclass
class Bench:
    """The program at work, and what it is told."""

    server: Server
    tables: Sequence[Table]
    day: Day
    params: dict[str, Any]

    def shift(self, what: str, shift: Shift) -> "Shifted":
        """Raises ClickException where a request failed or a record was not simply taken."""
        before, spent = self.server.cpu(), _database_cpu()
        done, _at = work(self.server.port, self.tables, shift)
        if done.wrong:
            raise click.ClickException(f"{len(done.wrong)} answers are not as they should be: {done.wrong[0]}")
        cpu = {
            "server": self.server.cpu() - before,
            "database": _database_cpu() - spent,
            "load": done.cpu,
        }
        shifted = Shifted(done, {name: round(1000 * each / max(1, done.tubes), 2) for name, each in cpu.items()})
        tell(f"{what}: {done.tubes} tubes, {shifted.pace:.0f} samples a second, p99 {1000 * p99(done.waits):.0f} ms")
        return shifted

    def tube(self, paced: "Shifted", bare: float) -> Line:
        params = {**self.params, **paced.params(self.day), "at_times_real_time": self.day.pace, "aim": 250}
        return Line("city-day.tube.p99", 1000 * p99(paced.done.waits), "ms", BARE, 1000 * IN_A_TUBE / bare, params)

    def times(self, shifted: "Shifted", bare: float, ceiling: float, how: str) -> Line:
        params = {
            **self.params,
            **shifted.params(self.day),
            "how": how,
            "ceiling_times": round(self.day.times(ceiling), 1),
            "aim": 50 if self.day is CITY else 20,
        }
        times, without = self.day.times(shifted.pace), self.day.times(bare)
        return Line("city-day.times_real_time", times, "times", BARE, without, params, True)


@dataclass(frozen=True)
class Shifted:
    """What tables did, and the milliseconds of the processor that a tube took, by who spent them."""

    done: Done
    cpu_ms: dict[str, float]

    @property
    def pace(self) -> float:
        """Samples a second."""
        return self.done.samples / self.done.took

    def params(self, day: Day) -> dict[str, Any]:
        done = self.done
        return {
            "seconds": round(done.took, 1),
            "requests": done.requests,
            "tubes": done.tubes,
            "samples": done.samples,
            "samples_a_second": round(self.pace),
            "sent_again": done.again,
            "megabytes": round(done.sent / 1e6, 1),
            **{
                f"{name}_ms": round(1000 * at(done.waits), 1) for name, at in (("p50", p50), ("p95", p95), ("p99", p99))
            },
            "cpu_ms_a_tube": self.cpu_ms,
        }


def p99(taken: Sequence[float]) -> float:
    return quantiles(taken, n=100, method="inclusive")[-1]


def _settle() -> None:
    """The residents were entered long before the day: what PostgreSQL tidies up after so many new rows is not part of it."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def _durable(size: str) -> dict[str, Any]:
    commits = how_it_commits()
    if size != "tiny" and not is_durable(commits):
        raise click.ClickException(f"This database forgets what it has answered when the power fails: {commits}")
    return commits


def _database_cpu() -> float:
    """Seconds of the processor taken by PostgreSQL, if it is on this machine; none where it is a library of the server's."""
    if connection.vendor != "postgresql":
        return 0.0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return cpu_beside(cursor.fetchone()[0])


# -- what came of it -------------------------------------------------------------------------------------------------


def _check(*shifts: Shifted) -> None:
    """Raises ClickException where tables, sums or log are not what was acknowledged."""
    samples, tubes = (sum(getattr(shift.done, name) for shift in shifts) for name in ("samples", "tubes"))
    counted = {
        "samples": _number("SELECT count(*) FROM sampling_swab WHERE voided_at IS NULL"),
        "people in tubes": _number("SELECT count(*) FROM (SELECT DISTINCT tube_id, person_id FROM sampling_swab) AS t"),
        "people said of tubes": _number("SELECT sum(people) FROM sampling_tube WHERE state = 'closed'"),
        "samples by the sums": _by_the_sums(),
    }
    if wrong := {name: number for name, number in counted.items() if number != samples}:
        raise click.ClickException(f"{samples} samples were acknowledged, but {wrong}.")
    closings = _number("SELECT count(*) FROM sampling_tubeclosing"), _number("SELECT count(*) FROM sampling_tube")
    if closings != (tubes, tubes):
        raise click.ClickException(f"{tubes} tubes were acknowledged, {closings} closings and tubes are there.")
    tell(f"{samples} samples are there once; the log is read")
    if broken := list(findings()):
        raise click.ClickException(f"The audit log: {broken[0]}")


def _by_the_sums() -> int:
    fold_all()
    days = start_of(today() - timedelta(days=1)), start_of(today() + timedelta(days=1))
    return evaluate(Ask(("sampling.samples",), *days), BENCH).number("sampling.samples")


def _number(query: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return int(cursor.fetchone()[0] or 0)


# -- beside it -------------------------------------------------------------------------------------------------------


def _bare() -> float:
    """Samples a second that Django alone writes: the same rows under new ids, tube by tube."""
    swabs = list(Swab.objects.order_by("tube", "id")[:COMPARED])
    by_tube: dict[Any, list[Swab]] = {}
    for swab in swabs:
        by_tube.setdefault(swab.tube_id, []).append(swab)
    tubes = Tube.objects.in_bulk(list(by_tube))
    took = seconds(lambda: [_tube(tubes[key], rows) for key, rows in by_tube.items()])
    return len(swabs) / took


@transaction.atomic
def _tube(tube: Tube, swabs: list[Swab]) -> None:
    tube.pk, tube.code = new_id(), f"B{tube.code}"
    tube.save(force_insert=True)
    for swab in swabs:
        swab.pk, swab.tube = new_id(), tube
    Swab.objects.bulk_create(swabs)
