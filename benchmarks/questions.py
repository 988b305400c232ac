"""The fixed list of thirty figures by street and day: as the engine is asked, and as one counts them by hand."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any, TypeAlias

import click
from django.db import connection

from benchmarks.district import BENCH
from lianfang.arrivals.models import Departure, Verification
from lianfang.checkpoints.models import PersonCheck, Tally, VehicleCheck
from lianfang.figures.asking import Ask, Key
from lianfang.figures.engine import evaluate
from lianfang.isolation.models import HealthReport, UrgentNeed
from lianfang.kernel.paths import upper
from lianfang.tasks.models import Visit

Numbers: TypeAlias = dict[tuple[str, str, str, str], int]
"""Question, street, day and value of the breakdown -> number; zero is left out."""
Span: TypeAlias = tuple[datetime, datetime]
CUT = timedelta(hours=16)

TALLY, VEHICLE, PERSON, VISIT, HEALTH, URGENT, VERIFICATION, DEPARTURE = (
    model._meta.db_table
    for model in (Tally, VehicleCheck, PersonCheck, Visit, HealthReport, UrgentNeed, Verification, Departure)
)
COVERING = {
    TALLY: "direction, vehicles, people",
    VEHICLE: "direction, conveyance, occupants",
    PERSON: "decision, overridden",
    VISIT: "outcome, channel",
    HEALTH: "finding, reporter",
    URGENT: "reporter",
    VERIFICATION: "result, origin, source",
    DEPARTURE: "",
}
"""What the index of each table holds behind voiding, time and place: all that is asked of it."""


@dataclass(frozen=True)
class Question:
    """A figure with its breakdown; what to count by hand: table, what is added, which rows."""

    figure: str
    parts: tuple[tuple[str, str, str], ...]
    by: str = ""
    is_cut: bool = False
    """Counted from 16:00 to 16:00."""

    def __str__(self) -> str:
        return self.figure + (f"/{self.by}" if self.by else "") + ("@16:00" if self.is_cut else "")

    @property
    def table(self) -> str:
        return self.parts[0][0]

    def span(self, span: Span) -> Span:
        return (span[0] + CUT, span[1] - CUT / 2) if self.is_cut else span


VEHICLES = ((TALLY, "vehicles", "1 = 1"), (VEHICLE, "1", "conveyance IN ('car', 'bus')"))
PEOPLE = ((TALLY, "people", "1 = 1"), (VEHICLE, "occupants", "1 = 1"))


def _of(table: str, where: str = "1 = 1") -> tuple[tuple[str, str, str], ...]:
    return ((table, "1", where),)


QUESTIONS = (
    Question("checkpoints.vehicles", VEHICLES),
    Question("checkpoints.people", PEOPLE),
    Question("checkpoints.checked", _of(PERSON)),
    Question("checkpoints.turned_back", _of(PERSON, "decision = 'turn_back'")),
    Question("checkpoints.to_clinic", _of(PERSON, "decision = 'to_clinic'")),
    Question("checkpoints.handed_over", _of(PERSON, "decision = 'hand_over'")),
    Question("checkpoints.overridden", _of(PERSON, "overridden")),
    Question("tasks.visits", _of(VISIT)),
    Question("arrivals.verified", _of(VERIFICATION, "result = 'confirmed'")),
    Question("arrivals.checked", _of(VERIFICATION)),
    Question("arrivals.departures", _of(DEPARTURE)),
    Question("isolation.reports", _of(HEALTH)),
    Question("isolation.abnormal", _of(HEALTH, "finding <> 'normal'")),
    Question("isolation.urgent", _of(URGENT)),
    Question("checkpoints.vehicles", VEHICLES, by="direction"),
    Question("checkpoints.people", PEOPLE, by="direction"),
    Question("checkpoints.checked", _of(PERSON), by="decision"),
    Question("tasks.visits", _of(VISIT), by="outcome"),
    Question("tasks.visits", _of(VISIT), by="channel"),
    Question("arrivals.verified", _of(VERIFICATION, "result = 'confirmed'"), by="origin"),
    Question("arrivals.verified", _of(VERIFICATION, "result = 'confirmed'"), by="source"),
    Question("arrivals.checked", _of(VERIFICATION), by="source"),
    Question("arrivals.checked", _of(VERIFICATION), by="result"),
    Question("isolation.reports", _of(HEALTH), by="finding"),
    Question("isolation.abnormal", _of(HEALTH, "finding <> 'normal'"), by="finding"),
    Question("isolation.reports", _of(HEALTH), by="reporter"),
    Question("isolation.urgent", _of(URGENT), by="reporter"),
    Question("checkpoints.vehicles", VEHICLES, is_cut=True),
    Question("checkpoints.people", PEOPLE, is_cut=True),
    Question("checkpoints.checked", _of(PERSON), is_cut=True),
)


Asked: TypeAlias = list[tuple[dict[str, str], Mapping[Key, int]]]
"""For each question to the engine: figure -> question of the list, and the numbers."""
Counted: TypeAlias = list[tuple[str, list[Sequence[Any]]]]


def ask_engine(questions: Sequence[Question], area: str, span: Span) -> Asked:
    """One question to the engine for all that are split alike and lie in the same span."""
    found: Asked = []
    for (by, is_cut), some in groupby(questions, key=lambda each: (each.by, each.is_cut)):
        alike = {each.figure: str(each) for each in some}
        first, end = Question("", (), by, is_cut).span(span)
        ask = Ask(tuple(alike), first, end, area=area, group=("area", "day"), by=(by,) if by else ())
        found.append((alike, evaluate(ask, BENCH).numbers))
    return found


def count_rows(questions: Sequence[Question], area: str, span: Span) -> Counted:
    """One GROUP BY a question."""
    found: Counted = []
    with connection.cursor() as cursor:
        for each in questions:
            cursor.execute(statement(each, area), _params(each, span))
            found.append((str(each), cursor.fetchall()))
    return found


def numbers_asked(asked: Asked) -> Numbers:
    return {
        (alike[key.figure], key.place, str(key.day), "".join(key.split)): number
        for alike, numbers in asked
        for key, number in numbers.items()
    }


def numbers_counted(counted: Counted) -> Numbers:
    return {
        (question, street, str(day), split): int(number)
        for question, rows in counted
        for street, day, split, number in rows
        if number
    }


def check_equal(asked: Numbers, counted: Numbers) -> None:
    """Raises ClickException where the sums are not what the rows are."""
    different = {key for key in {*asked, *counted} if asked.get(key) != counted.get(key)}
    if different or not counted:
        told = min(different, default="none counted")
        raise click.ClickException(f"Sums and rows differ in {len(different)} of {len(counted)} numbers: {told}")


def plan_of(question: Question, area: str, span: Span) -> list[str]:
    """How the database says it counts: the lines of its plan that read a table."""
    explain = "EXPLAIN QUERY PLAN" if connection.vendor == "sqlite" else "EXPLAIN (COSTS OFF)"
    with connection.cursor() as cursor:
        cursor.execute(f"{explain} {statement(question, area)}", _params(question, span))
        lines = [str(row[-1]).strip(" ->") for row in cursor.fetchall()]
    return [line for line in lines if "bench_" in line or "Scan" in line or line.startswith(("SCAN", "SEARCH"))]


def _params(question: Question, span: Span) -> list[str | None]:
    bounds = [connection.ops.adapt_datetimefield_value(instant) for instant in question.span(span)]
    return bounds * len(question.parts)


def statement(question: Question, area: str) -> str:
    parts = " UNION ALL ".join(_part(question, area, *part) for part in question.parts)
    return (
        f"SELECT substr(area_path, 1, {len(area) + 4}), {_day()}, split, SUM(amount) FROM ({parts}) AS found "
        "GROUP BY 1, 2, 3"
    )


def _part(question: Question, area: str, table: str, amount: str, where: str) -> str:
    return (
        f"SELECT area_path, happened_at, {question.by or repr('')} AS split, {amount} AS amount FROM {table} "
        f"WHERE voided_at IS NULL AND happened_at >= %s AND happened_at < %s "
        f"AND area_path >= '{area}' AND area_path < '{upper(area)}' AND {where}"
    )


def _day() -> str:
    """The local day of an instant."""
    if connection.vendor == "postgresql":
        return "(happened_at AT TIME ZONE 'Asia/Shanghai')::date"
    return "date(happened_at, '+8 hours')"


def give_indexes() -> Iterator[str]:
    """Give those who count by hand their covering indexes, and both what the planner wants to know."""
    with connection.cursor() as cursor:
        for table, columns in COVERING.items():
            yield table
            held = ", ".join(part for part in ("voided_at", "happened_at", "area_path", columns) if part)
            cursor.execute(f"CREATE INDEX bench_{table} ON {table} ({held})")
        cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "VACUUM ANALYZE")
