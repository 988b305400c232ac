"""DuckDB, SQLite and PostgreSQL: the same statement for each degree, written by hand over the copies or indexes it needs.

They rely on what is known of these visits: none is of no length, none is known only roughly, and how long the longest
of each setting is. So a meeting is looked for at its place among the visits that began early enough: by a range of an
index, or, where rows are joined by equality, day by day.
"""

import atexit
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Sequence
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import duckdb
import numpy as np
import psycopg
import pyarrow as pa

from benchmarks.tracing.machine import memory_of, peak_memory
from benchmarks.tracing.questions import DEGREES, RULES, START, Case, Level, read
from benchmarks.tracing.world import DAY, SETTINGS, Ints, Visits
from lianfang.engines.tracing.model import Rule
from tests import postgres

LEVEL = """
INSERT INTO level{degree}
WITH a AS (
    SELECT v.person, v.place, v.start, v.stop, s.since, {near}
    FROM {sources} s {join} {by_person} v ON v.person = s.person {join} longest l ON l.setting = v.setting
    WHERE v.stop > s.since AND v.setting IN ({settings})
)
SELECT b.person, min({greatest}(a.start, b.start, a.since))
FROM a {join} {by_place} b ON b.place = a.place AND {nearby} AND b.start < a.stop AND b.stop > a.start
WHERE b.person <> a.person AND {least}(a.stop, b.stop) - {greatest}(a.start, b.start, a.since) >= {minutes}
  AND b.person NOT IN (SELECT person FROM level0)
GROUP BY b.person
"""
LONGEST = "CREATE TABLE longest AS SELECT setting, max(stop - start) AS minutes FROM {table} GROUP BY setting"
COLUMNS = ("person", "place", "day", "start", "stop", "setting")
SETTINGS_OF_POSTGRES = (
    "work_mem = '512MB'",
    "random_page_cost = 1.1",
    "jit = off",
    "enable_hashjoin = off",
    "enable_mergejoin = off",
)


class Sql:
    """What the three have in common; the words in which they differ are in ``words``."""

    words: dict[str, str]
    mark = "?"
    connection: Any

    def ask(self, cases: Sequence[Case]) -> list[Level]:
        for degree in range(DEGREES + 1):
            self.run(f"DELETE FROM level{degree}")
        self.fill("level0", [(case.person, case.since) for case in cases])
        for degree in range(1, DEGREES + 1):
            self.run(_statement(RULES.of(degree), degree, self.words))
        return [self.level(degree) for degree in range(1, DEGREES + 1)]

    def make_levels(self) -> None:
        for degree in range(DEGREES + 1):
            self.run(f"CREATE TEMPORARY TABLE level{degree} (person INTEGER, since INTEGER)")

    def run(self, statement: str) -> Any:
        return self.connection.execute(statement)

    def fill(self, table: str, rows: list[tuple[int, ...]]) -> None:
        marks = ", ".join([self.mark] * len(rows[0]))
        self.connection.cursor().executemany(f"INSERT INTO {table} VALUES ({marks})", rows)

    def level(self, degree: int) -> Level:
        rows = np.array(self.run(f"SELECT person, since FROM level{degree}").fetchall(), np.int64).reshape(-1, 2)
        return rows[:, 0], rows[:, 1]

    def peak(self) -> float:
        return peak_memory()

    def close(self) -> None:
        self.connection.close()


def _statement(rule: Rule, degree: int, words: dict[str, str]) -> str:
    counting = [at for at, name in enumerate(SETTINGS) if rule.settings is None or name in rule.settings]
    return LEVEL.format(
        degree=degree,
        sources=f"level{degree - 1}",
        settings=", ".join(map(str, counting)),
        minutes=rule.minutes,
        **words,
    )


class Duckdb(Sql):
    """Two copies sorted by person and by place, in a file of its own; as many threads as there are cores."""

    name = "DuckDB"
    words = {
        "join": "JOIN",
        "greatest": "greatest",
        "least": "least",
        "by_person": "by_person",
        "by_place": "by_place",
        "near": f"unnest(range((v.start - l.minutes) // {DAY}, v.stop // {DAY} + 1)) AS day",
        "nearby": "b.day = a.day",
    }

    def __init__(self, folder: Path) -> None:
        self.folder, self.file = folder, folder / "visits.duckdb"

    def build(self, visits: Path) -> None:
        start, stop = ((f'CAST(epoch("{name}") - {START} AS INTEGER) // 60') for name in ("from", "to"))
        number = " ".join(f"WHEN '{name}' THEN {at}" for at, name in enumerate(SETTINGS))
        seen = (
            f"SELECT CAST(person AS INTEGER) AS person, CAST(place AS INTEGER) AS place, {start} // {DAY} AS day, "
            f"{start} AS start, {stop} AS stop, CAST(CASE setting {number} END AS UTINYINT) AS setting "
            f"FROM read_parquet('{visits}')"
        )
        with duckdb.connect(str(self.file), config={"threads": os.cpu_count()}) as connection:
            connection.execute(f"SET temp_directory = '{self.folder}'")
            for key in ("person", "place"):
                connection.execute(f"CREATE TABLE by_{key} AS {seen} ORDER BY {key}, start")
            connection.execute(LONGEST.format(table="by_place"))

    def open(self) -> None:
        self.connection = duckdb.connect(str(self.file), config={"threads": os.cpu_count()})
        self.make_levels()

    def level(self, degree: int) -> Level:
        found = self.run(f"SELECT person, since FROM level{degree}").fetchnumpy()
        return found["person"], found["since"]

    def fill(self, table: str, rows: list[tuple[int, ...]]) -> None:
        given = pa.table(dict(zip(("person", "since"), zip(*rows, strict=True), strict=True)))
        self.connection.register("given", given)
        self.run(f"INSERT INTO {table} SELECT * FROM given")

    def add(self, visits: Visits) -> None:
        self.connection.register("more", pa.table(dict(zip(COLUMNS, _columns(visits), strict=True))))
        for table in ("by_person", "by_place"):
            self.run(f"INSERT INTO {table} SELECT * FROM more")
        self.run("CHECKPOINT")


class Sqlite(Sql):
    """One table with two covering indexes."""

    name = "SQLite"
    words = {
        "join": "CROSS JOIN",  # from left to right, as it stands: its planner knows nothing of temporary tables
        "greatest": "max",
        "least": "min",
        "by_person": "visits",
        "by_place": "visits",
        "near": "v.start - l.minutes AS earliest",
        "nearby": "b.start > a.earliest",
    }

    def __init__(self, folder: Path) -> None:
        self.folder, self.file = folder, folder / "visits.sqlite"

    def build(self, visits: Path) -> None:
        connection = sqlite3.connect(self.file)
        connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -1000000;")
        connection.execute(f"CREATE TABLE visits ({', '.join(f'{name} INTEGER' for name in COLUMNS)})")
        rows = zip(*(column.tolist() for column in _columns(read(visits))), strict=True)
        connection.executemany("INSERT INTO visits VALUES (?, ?, ?, ?, ?, ?)", rows)
        connection.execute("CREATE INDEX by_person ON visits (person, stop, start, place, setting)")
        connection.execute("CREATE INDEX by_place ON visits (place, start, stop, person)")
        connection.execute(LONGEST.format(table="visits"))
        connection.execute("ANALYZE")
        connection.commit()
        connection.close()

    def open(self) -> None:
        self.connection = sqlite3.connect(self.file, isolation_level=None)
        self.connection.executescript(
            "PRAGMA cache_size = -1000000; PRAGMA mmap_size = 30000000000; PRAGMA temp_store = 2;"
        )
        self.make_levels()

    def add(self, visits: Visits) -> None:
        self.run("BEGIN")
        self.fill("visits", list(zip(*(column.tolist() for column in _columns(visits)), strict=True)))
        self.run("COMMIT")


class Postgresql(Sql):
    """A server of its own with one table and two covering indexes; 2 GB of shared buffers, no fsync, nested loops by index.

    Left to itself its planner, which knows nothing of temporary tables, joins whole places and takes ten times as long.
    """

    name = "PostgreSQL"
    mark = "%s"
    words = {
        **Sqlite.words,
        "join": "JOIN",
        "greatest": "greatest",
        "least": "least",
    }

    def __init__(self, folder: Path) -> None:
        self.home = Path(mkdtemp(prefix="lianfang-bench-postgres-"))  # where the server's own user may go
        atexit.register(shutil.rmtree, self.home, ignore_errors=True)
        self.folder = self.home
        self.highest = 0.0

    def build(self, visits: Path) -> None:
        self.url = postgres.start(self.home)
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute("ALTER SYSTEM SET shared_buffers = '2GB'")
            self._server("restart")
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute("SET maintenance_work_mem = '1GB'")
            connection.execute(f"CREATE UNLOGGED TABLE visits ({', '.join(f'{name} INTEGER' for name in COLUMNS)})")
            with connection.cursor() as cursor, cursor.copy("COPY visits FROM STDIN") as copy:
                for block in _blocks(_columns(read(visits))):
                    copy.write(block)
            connection.execute("CREATE INDEX by_person ON visits (person, stop) INCLUDE (start, place, setting)")
            connection.execute("CREATE INDEX by_place ON visits (place, start) INCLUDE (stop, person)")
            connection.execute(LONGEST.format(table="visits"))
            connection.execute("VACUUM (FREEZE, ANALYZE) visits")
            connection.execute("ANALYZE longest")

    def open(self) -> None:
        if not (self.home / "postgres/data/postmaster.pid").exists():
            self._server("start")
        self.connection = psycopg.connect(self.url, autocommit=True)
        for setting in (
            "work_mem = '512MB'",
            "random_page_cost = 1.1",
            "jit = off",
            "enable_hashjoin = off",
            "enable_mergejoin = off",
        ):
            self.connection.execute(f"SET {setting}")
        self.make_levels()

    def fill(self, table: str, rows: list[tuple[int, ...]]) -> None:
        super().fill(table, rows)
        self.run(f"ANALYZE {table}")

    def run(self, statement: str) -> Any:
        done = self.connection.execute(statement)
        if statement.lstrip().startswith("INSERT INTO level"):
            self.connection.execute(f"ANALYZE {statement.split()[2]}")
        return done

    def ask(self, cases: Sequence[Case]) -> list[Level]:
        if self.highest:
            return super().ask(cases)
        with memory_of(int((self.home / "postgres/data/postmaster.pid").read_text().split()[0])) as peak:
            answer = super().ask(cases)
        self.highest = peak[0]
        return answer

    def peak(self) -> float:
        return self.highest

    def add(self, visits: Visits) -> None:
        with self.connection.cursor() as cursor, cursor.copy("COPY visits FROM STDIN") as copy:
            for block in _blocks(_columns(visits)):
                copy.write(block)

    def close(self) -> None:
        super().close()
        self._server("stop")

    def _server(self, what: str) -> None:
        as_user = {"user": "postgres"} if os.geteuid() == 0 else {}
        data = self.home / "postgres/data"
        command = [str(postgres.binary("pg_ctl")), "-D", str(data), "-w", "-m", "fast", "-l", str(data.parent / "log")]
        options = ["-o", f"-k {data.parent} -c listen_addresses= -c fsync=off"] if what != "stop" else []
        subprocess.run(  # noqa: S603 - our own server
            [*command, *options, what],
            stdout=subprocess.DEVNULL,
            check=True,
            cwd="/",
            **as_user,  # type: ignore[call-overload]
        )


def _columns(visits: Visits) -> tuple[Ints, ...]:
    kept = (visits.person, visits.place, visits.start // DAY, visits.start, visits.end, visits.setting)
    return tuple(each.astype(np.int32) for each in kept)


def _blocks(columns: tuple[Ints, ...], rows: int = 100_000) -> Any:
    """Rows as text, a block at a time."""
    for first in range(0, len(columns[0]), rows):
        lines = zip(*(column[first : first + rows].tolist() for column in columns), strict=True)
        yield "".join("\t".join(map(str, line)) + "\n" for line in lines)
