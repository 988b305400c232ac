"""Ten figures by street and day from the daily sums, beside counting the rows with one GROUP BY a figure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from itertools import groupby
from random import Random
from typing import Any

import click
from django.db import connection

from benchmarks.district import BENCH, make_district
from benchmarks.history import open_posts
from benchmarks.lines import Line, by_turns, p50
from benchmarks.place import tell
from lianfang.checkpoints.models import PersonCheck, Tally, VehicleCheck
from lianfang.figures.asking import Ask
from lianfang.figures.engine import evaluate
from lianfang.figures.folding import fold_all
from lianfang.figures.models import Delta
from lianfang.kernel.clock import start_of, today
from lianfang.territory.models import Area

SIZES = {"tiny": (2, 8), "quick": (14, 60), "usual": (60, 240)}
"""Days, and presses at each of eight posts a day."""
REPEATS = 9
TALLY, VEHICLE, PERSON = (model._meta.db_table for model in (Tally, VehicleCheck, PersonCheck))
COVERING = {
    TALLY: "happened_at, area_path, direction, vehicles, people",
    VEHICLE: "happened_at, area_path, direction, conveyance, occupants",
    PERSON: "happened_at, area_path, decision, overridden",
}

Numbers = dict[tuple[str, str, str, str, str], int]
"""Figure, breakdown, street, day and value of the breakdown -> number; zero is left out."""


@dataclass(frozen=True)
class Question:
    """A figure as the engine knows it, and as one counts it by hand: table, what is added, which rows."""

    figure: str
    parts: tuple[tuple[str, str, str], ...]
    by: str = ""


VEHICLES = ((TALLY, "vehicles", "1 = 1"), (VEHICLE, "1", "conveyance IN ('car', 'bus')"))
PEOPLE = ((TALLY, "people", "1 = 1"), (VEHICLE, "occupants", "1 = 1"))
CHECKED = ((PERSON, "1", "1 = 1"),)
QUESTIONS = (
    Question("checkpoints.vehicles", VEHICLES),
    Question("checkpoints.people", PEOPLE),
    Question("checkpoints.checked", CHECKED),
    Question("checkpoints.turned_back", ((PERSON, "1", "decision = 'turn_back'"),)),
    Question("checkpoints.to_clinic", ((PERSON, "1", "decision = 'to_clinic'"),)),
    Question("checkpoints.handed_over", ((PERSON, "1", "decision = 'hand_over'"),)),
    Question("checkpoints.overridden", ((PERSON, "1", "overridden"),)),
    Question("checkpoints.vehicles", VEHICLES, by="direction"),
    Question("checkpoints.people", PEOPLE, by="direction"),
    Question("checkpoints.checked", CHECKED, by="decision"),
)


def measure(size: str) -> Iterator[Line]:
    """Milliseconds for all ten, with everything folded and with a day's deltas waiting.

    Raises ClickException where the two ways give different numbers.
    """
    (days, presses), dice = SIZES[size], Random(1)
    first = today() - timedelta(days=days)
    top, streets = make_district()
    posts = open_posts(top, streets, first)
    acts = 0
    for day in [first + timedelta(days=number) for number in range(days)]:
        acts += posts.live(day, presses, dice)
        tell(f"figures: {day:%F}, {fold_all():,} deltas folded")
    _index()
    yield _measured(top, first, {"days": days, "acts": acts})
    acts += posts.live(today() - timedelta(days=1), presses, dice)
    yield _measured(top, first, {"days": days, "acts": acts})


def _measured(top: Area, first: date, params: dict[str, Any]) -> Line:
    span = start_of(first), start_of(today())
    asked, counted = partial(_from_engine, top, *span), partial(_from_rows, len(top.path) + 4, *span)
    _check(asked(), counted())
    summed, grouped = by_turns(asked, counted, REPEATS)
    return Line(
        figure="figures.ten_by_street_and_day",
        params={**params, "streets": 4, "deltas_waiting": Delta.objects.count(), "repeats": REPEATS},
        value=p50(summed),
        unit="ms",
        baseline="one GROUP BY over the rows a figure, each table with its covering index",
        baseline_value=p50(grouped),
    )


def _check(asked: Numbers, counted: Numbers) -> None:
    different = {key for key in {*asked, *counted} if asked.get(key) != counted.get(key)}
    if different or not counted:
        raise click.ClickException(
            f"Sums and rows differ in {len(different)} of {len(counted)} numbers: {min(different, default='none counted')}"
        )


def _from_engine(top: Area, start: datetime, end: datetime) -> Numbers:
    """One question for the figures that are not split, one for those split alike."""
    found: Numbers = {}
    for by, some in groupby(QUESTIONS, key=lambda each: each.by):
        codes = tuple(each.figure for each in some)
        ask = Ask(codes, start, end, area=top.path, group=("area", "day"), by=(by,) if by else ())
        for key, number in evaluate(ask, BENCH).numbers.items():
            found[key.figure, by, key.place, f"{key.day:%F}", "".join(key.split)] = number
    return found


def _from_rows(width: int, start: datetime, end: datetime) -> Numbers:
    found: Numbers = {}
    span = [connection.ops.adapt_datetimefield_value(instant) for instant in (start, end)]
    with connection.cursor() as cursor:
        for each in QUESTIONS:
            cursor.execute(_statement(each, width), span * len(each.parts))
            for street, day, split, number in cursor.fetchall():
                found[each.figure, each.by, street, str(day), split] = int(number)
    return {key: number for key, number in found.items() if number}


def _statement(question: Question, width: int) -> str:
    parts = " UNION ALL ".join(_part(question, *part) for part in question.parts)
    return (
        f"SELECT substr(area_path, 1, {width}), {_day()}, split, SUM(amount) FROM ({parts}) AS found GROUP BY 1, 2, 3"
    )


def _part(question: Question, table: str, amount: str, where: str) -> str:
    return (
        f"SELECT area_path, happened_at, {question.by or repr('')} AS split, {amount} AS amount FROM {table} "
        f"WHERE voided_at IS NULL AND happened_at >= %s AND happened_at < %s AND {where}"
    )


def _day() -> str:
    """The local day of an instant."""
    if connection.vendor == "postgresql":
        return "(happened_at AT TIME ZONE 'Asia/Shanghai')::date"
    return "date(happened_at, '+8 hours')"


def _index() -> None:
    """Give the other side its covering indexes, and both what the planner wants to know."""
    with connection.cursor() as cursor:
        for table, columns in COVERING.items():
            cursor.execute(f"CREATE INDEX bench_{table} ON {table} ({columns}) WHERE voided_at IS NULL")
        cursor.execute("ANALYZE")
