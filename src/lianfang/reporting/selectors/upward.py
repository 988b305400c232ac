"""What units report to the level above, hour by hour (上报)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from lianfang.accounts.actors import Actor
from lianfang.figures.declare import Figure, figures
from lianfang.kernel.clock import at, day_of, now
from lianfang.kernel.errors import NotFound, Refused
from lianfang.orgs.models import Unit
from lianfang.reporting.access import SEE_REPORTS
from lianfang.reporting.composing import both
from lianfang.reporting.models import UpwardReport
from lianfang.reporting.rules import UpwardState, day_reported, period_of, upward_state
from lianfang.reporting.selectors.reports import get_unit_to_report_for, levels_of, must_report, reporting_rules
from lianfang.reporting.selectors.rollup import roll_up
from lianfang.response.models import Response


@dataclass(frozen=True)
class Upward:
    """A unit's report to the level above at an hour: affirmed or not, sent or not. ``day`` is the one it tells of."""

    unit: Unit
    response: Response
    due_at: datetime
    day: date
    report: UpwardReport | None

    @property
    def sent_at(self) -> datetime | None:
        return self.report.sent_at if self.report else None

    @property
    def state(self) -> UpwardState:
        return upward_state(self.due_at, now(), affirmed=self.report is not None, sent_at=self.sent_at)

    @property
    def period(self) -> tuple[datetime, datetime]:
        return period_of(self.day, reporting_rules(self.response, self.day).cut_off)

    @property
    def is_open(self) -> bool:
        """Whether the day it tells of is over, so that its numbers can be affirmed."""
        return now() >= self.period[1]


@dataclass(frozen=True)
class UpwardLine:
    """A figure as it goes upward; ``figure`` is None where nobody declares it any more."""

    figure: Figure | None
    code: str
    name: Mapping[str, str]
    counted: int
    stated: int


def upward_on(response: Response, on: date, units: Iterable[Unit]) -> list[Upward]:
    """What these units send on a day, by hour; several hours are several reports."""
    wanted = list(units)
    hours = [(unit, hour) for unit, hour in _hours(response, on, wanted)]
    known = UpwardReport.objects.filter(response=response, unit__in=wanted, due_at__in={at(on, h) for _u, h in hours})
    reports = {(report.unit_id, report.due_at): report for report in known}
    return [
        Upward(unit, response, at(on, hour), _day(response, on, hour), reports.get((unit.pk, at(on, hour))))
        for unit, hour in hours
    ]


def _hours(response: Response, on: date, units: list[Unit]) -> Iterator[tuple[Unit, time]]:
    rules, levels = reporting_rules(response, on), levels_of(units)
    for unit in units:
        yield from ((unit, hour) for hour in rules.upward.get(levels.get(unit.area_path, ""), ()))


def _day(response: Response, on: date, hour: time) -> date:
    return day_reported(on, hour, reporting_rules(response, on).cut_off)


def get_upward_for(
    actor: Actor, response: Response, unit: UUID | str, due_at: datetime, *, action: Any = SEE_REPORTS
) -> Upward:
    """The unit's report of an hour. Raises NotFound, or Refused where it sends nothing then."""
    found, on = get_unit_to_report_for(actor, unit, action=action), day_of(due_at)
    if not must_report(response, on).filter(pk=found.pk).exists():
        raise NotFound
    for each in upward_on(response, on, [found]):
        if each.due_at == due_at:
            return each
    raise Refused("reporting.not_upward")


def upward_lines(upward: Upward) -> list[UpwardLine]:
    """The affirmed numbers, or what stands now: counted once, with what the units below state. Ask outside a transaction."""
    content = upward.report.content if upward.report else content_of_upward(upward)
    return [
        UpwardLine(figures.get(each["figure"]), each["figure"], each["name"], each["counted"], each["stated"])
        for each in content
    ]


def content_of_upward(upward: Upward) -> list[dict[str, Any]]:
    """The roll-up of the unit as it is frozen."""
    return [
        {
            "figure": line.figure.code,
            "name": both(lambda line=line: str(line.figure.name)),
            "counted": line.counted,
            "stated": line.stated,
        }
        for line in roll_up(upward.unit, upward.response, upward.day)
    ]
