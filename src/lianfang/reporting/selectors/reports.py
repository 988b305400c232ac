"""Which units must report on a day, and how each stands."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from lianfang.accounts.access import Action
from lianfang.accounts.actors import Actor
from lianfang.accounts.scopes import get_by_id
from lianfang.figures.rules import Span
from lianfang.kernel.clock import end_of, now, start_of
from lianfang.kernel.errors import Refused
from lianfang.kernel.paths import under
from lianfang.orgs.models import Unit
from lianfang.orgs.selectors import units_where
from lianfang.protocols import ReportingRules
from lianfang.reporting.models import DailyReport, DutyToReport
from lianfang.reporting.rules import State, due_at, period_of, state_of
from lianfang.response.models import Response
from lianfang.response.selectors import edition_in_force
from lianfang.territory.selectors import names_of


@dataclass(frozen=True)
class Standing:
    """A unit with its report of a day, or without one."""

    unit: Unit
    day: date
    due_at: datetime
    report: DailyReport | None

    @property
    def filed_at(self) -> datetime | None:
        return self.report.filed_at if self.report else None

    @property
    def state(self) -> State:
        if self.report is not None:
            return self.report.state
        return state_of(self.due_at, now())


def reporting_rules(response: Response, day: date) -> ReportingRules:
    """The hours of reporting on a day; raises Refused where the edition asks for no reports."""
    rules = edition_in_force(response, day).reporting
    if rules is None:
        raise Refused("reporting.no_reporting")
    return rules


def period_on(response: Response, day: date) -> Span:
    """From cut-off to cut-off, or the calendar day where the edition asks for no reports."""
    rules = edition_in_force(response, day).reporting
    return period_of(day, rules.cut_off) if rules else (start_of(day), end_of(day))


def duties_on(response: Response, day: date) -> QuerySet[DutyToReport]:
    return DutyToReport.objects.filter(response=response, from_on__lte=day).filter(
        Q(until_on=None) | Q(until_on__gte=day)
    )


def must_report(response: Response, day: date) -> QuerySet[Unit]:
    """The units that report on a day: of the kinds that must, inside the area of the response, at work on that day."""
    kinds = duties_on(response, day).values("unit_kind")
    at_work = (Q(founded_on=None) | Q(founded_on__lte=day)) & (Q(ended_on=None) | Q(ended_on__gt=day))
    return Unit.objects.filter(at_work, under("area_path", response.area_path), kind__in=kinds).order_by("path")


def units_to_report(actor: Actor, response: Response, day: date, action: Action) -> QuerySet[Unit]:
    """Those of them with which the actor may do this."""
    return must_report(response, day).filter(pk__in=units_where(actor, action).values("pk"))


def get_unit_to_report_for(actor: Actor, unit_id: UUID | str, *, action: Action) -> Unit:
    """The unit, if the actor may do this with its reports; NotFound otherwise."""
    return get_by_id(units_where(actor, action), unit_id)


def standings(response: Response, day: date, units: Iterable[Unit]) -> list[Standing]:
    """How each unit stands on a day, in the order given."""
    rules, wanted = reporting_rules(response, day), list(units)
    levels = levels_of(wanted)
    filed = DailyReport.objects.filter(response=response, day=day, unit__in=wanted)
    reports = {report.unit_id: report for report in filed}
    return [
        Standing(unit, day, due_at(day, rules, levels.get(unit.area_path)), reports.get(unit.pk)) for unit in wanted
    ]


def levels_of(units: Sequence[Unit]) -> dict[str, str]:
    """The level of the area that each unit answers for, by the area's path."""
    return {path: area.level for path, area in names_of({unit.area_path for unit in units}).items()}
