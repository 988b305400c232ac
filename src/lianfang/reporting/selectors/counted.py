"""What is counted for a unit's report of a day, and what became of it after filing."""

from dataclasses import dataclass
from datetime import date, datetime

from lianfang.accounts.actors import Actor
from lianfang.figures.asking import Ask
from lianfang.figures.declare import Figure, figures
from lianfang.figures.engine import Change, changes_since, evaluate, figure_of
from lianfang.orgs.models import Unit
from lianfang.reporting.models import DailyReport, ReportLine
from lianfang.reporting.rules import period_of
from lianfang.reporting.selectors.reports import reporting_rules
from lianfang.reporting.templates import form_for
from lianfang.response.models import Response

COUNTER = Actor.system("report")
"""Counts for the unit that reports; who may see the report is decided where it is fetched."""


@dataclass(frozen=True)
class Counted:
    """The figures of a unit's form for a day with their question and numbers."""

    unit: Unit
    response: Response
    day: date
    ask: Ask
    numbers: dict[str, int]

    @property
    def is_zero(self) -> bool:
        return not any(self.numbers.values())

    @property
    def first_not_zero(self) -> tuple[Figure, int]:
        return next((figure_of(code), number) for code, number in self.numbers.items() if number)


def counted_for(unit: Unit, response: Response, day: date, *, known_at: datetime | None = None) -> Counted:
    """Count a unit's report as it stands, or as it was known at an instant. Ask outside a transaction."""
    from_at, until_at = period_of(day, reporting_rules(response, day).cut_off)
    ask = _ask(unit, response, from_at, until_at).but(as_known_at=known_at)
    told = evaluate(ask, COUNTER)
    return Counted(unit, response, day, ask, {code: told.number(code) for code in ask.figures})


def _ask(unit: Unit, response: Response, from_at: datetime, until_at: datetime) -> Ask:
    form = form_for(unit.kind)
    ask = Ask(tuple(form.figures), from_at, until_at, response=response.pk)
    return ask.but(area=unit.area_path) if form.by_area else ask.but(unit=unit.path)


@dataclass(frozen=True)
class LineNow:
    """A filed line beside what is counted today."""

    line: ReportLine
    figure: Figure
    now: int
    change: Change
    ask: Ask

    @property
    def is_corrected(self) -> bool:
        return self.now != self.line.counted

    @property
    def difference(self) -> int:
        return self.now - self.line.counted


def report_of(report: DailyReport) -> list[LineNow]:
    """The lines of a filed report, each with its correction: the number now and what was added and withdrawn since."""
    lines = list(report.lines.all())
    known = [line for line in lines if line.figure in figures]
    ask = _ask(report.unit, report.response, report.from_at, report.until_at).but(
        figures=tuple(line.figure for line in known)
    )
    told, changed = evaluate(ask, COUNTER), changes_since(ask.but(as_known_at=report.known_at), COUNTER)
    return [
        LineNow(
            line,
            figure_of(line.figure),
            told.number(line.figure),
            changed[line.figure],
            ask.but(figures=(line.figure,)),
        )
        for line in known
    ]
