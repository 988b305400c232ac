"""Thirty figures by street and day from the daily sums, beside counting the rows with one GROUP BY a figure."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from random import Random
from typing import Any
from unittest.mock import patch

from django.db import connection

from benchmarks.district import make_district, make_grids
from benchmarks.history import DAYS, History, begin_history
from benchmarks.lines import Line, by_turns, cpu_of, p50, p95
from benchmarks.pages import browser_of, make_user, text_of
from benchmarks.place import tell
from benchmarks.questions import (
    QUESTIONS,
    Question,
    Span,
    ask_engine,
    check_equal,
    count_rows,
    give_indexes,
    numbers_asked,
    numbers_counted,
    plan_of,
)
from benchmarks.racing import race
from lianfang.figures import engine
from lianfang.figures.folding import fold_all
from lianfang.figures.models import Delta
from lianfang.kernel.clock import start_of, today
from lianfang.territory.models import Area

SIZES = {
    "tiny": (2, 0.0001, 30, 2),
    "quick": (14, 0.02, 1_000, 9),
    "usual": (DAYS, 0.1, 50_000, 9),
    "full": (DAYS, 1, 50_000, 3),
}
"""Days, share of the numbers of full scale, deltas that wait, turns."""
BATCHES = {"tiny": 2, "quick": 20, "usual": 200, "full": 300}
"""Of twenty acts, by each of the six writers that race on PostgreSQL."""
BY_HAND = "one GROUP BY a figure over the rows, each table with its covering index"
HELD = tuple(question for question in QUESTIONS if not question.is_cut)


@dataclass
class Bench:
    """The district with its history, and how both sides are asked."""

    top: Area
    span: Span
    turns: int
    params: dict[str, Any] = field(default_factory=dict)

    def beside(self, questions: tuple[Question, ...]) -> tuple[list[float], list[float]]:
        """Milliseconds of asking the engine and of counting by hand. Raises ClickException where the numbers differ."""
        ours = partial(ask_engine, questions, self.top.path, self.span)
        theirs = partial(count_rows, questions, self.top.path, self.span)
        check_equal(numbers_asked(ours()), numbers_counted(theirs()))
        return by_turns(ours, theirs, self.turns)

    def line(self, name: str, questions: tuple[Question, ...], **more: Any) -> Line:
        ours, theirs = self.beside(questions)
        params = {**self.params, "figures": len(questions), "turns": self.turns, **more}
        return Line(f"figures.{name}", p50(ours), "ms", BY_HAND, p50(theirs), params)


def measure(size: str) -> Iterator[Line]:
    """Milliseconds: all thirty with everything folded; each by itself, with its plan; with deltas waiting; the picture.

    Raises ClickException where the two ways give different numbers.
    """
    days, share, waiting, turns = SIZES[size]
    dice, first = Random(1), today() - timedelta(days=days)
    top, streets = make_district()
    for street in streets:
        make_grids(street)
    history = begin_history(top, streets, first, share)
    bench = Bench(top, (start_of(first), start_of(today())), turns)
    bench.params = {"days": days, "streets": len(streets), "acts": _live(history, days, dice)}
    for table in give_indexes():
        tell(f"figures: index of {table}")
    yield bench.line("held", HELD)
    yield bench.line("thirty", QUESTIONS)
    yield from _each(bench)
    history.visit_late([today() - timedelta(days=ago + 1) for ago in range(days)], dice, waiting)
    unfolded = Delta.objects.count()
    yield bench.line("with_deltas", tuple(each for each in QUESTIONS if each.figure == "tasks.visits"), deltas=unfolded)
    yield bench.line("thirty_with_deltas", QUESTIONS, deltas=unfolded)
    yield from _picture(bench, unfolded)
    if connection.vendor == "postgresql":
        yield from race(history, top.path, bench.span, BATCHES[size])


def _live(history: History, days: int, dice: Random) -> int:
    acts = 0
    for number in range(days, 0, -1):
        day = today() - timedelta(days=number)
        acts += history.live(day, dice)
        tell(f"figures: {day:%F}, {acts:,} acts, {fold_all():,} deltas folded")
    return acts


def _each(bench: Bench) -> Iterator[Line]:
    """Every figure by itself, the best last, with the plan of its GROUP BY."""
    lines = []
    for question in QUESTIONS:
        plan = plan_of(question, bench.top.path, bench.span)
        tell(f"figures: {question}: {'; '.join(plan)}")
        lines.append(bench.line("each", (question,), figure=str(question), rows=_rows_of(question), plan=plan))
    yield from sorted(lines, key=lambda line: line.ratio)


def _rows_of(question: Question) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {question.table}")
        return int(cursor.fetchone()[0])


# -- the picture -------------------------------------------------------------------------------------------------------


def _picture(bench: Bench, unfolded: int) -> Iterator[Line]:
    """The whole page of the command, beside the same page with every number counted from rows."""
    client = browser_of(make_user("command", bench.top.path))
    ours = lambda: text_of(client.get("/command/"))  # noqa: E731
    taken, counted = by_turns(ours, partial(_from_rows, ours), bench.turns)
    params = {**bench.params, "deltas": unfolded, "turns": bench.turns, "cpu_ms": cpu_of(ours, min(5, bench.turns))}
    for name, part in (("p50", p50), ("p95", p95)):
        said = "the same page with every number counted from rows"
        yield Line(f"figures.picture.{name}", part(taken), "ms", said, part(counted), params)


def _from_rows(ask: Callable[[], str]) -> str:
    with patch.object(engine, "_sums_answer", lambda figure, asked: False):
        return ask()
