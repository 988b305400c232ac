"""Filing a unit's report of a day: with its figures, or as a zero affirmed by a person."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from lianfang.accounts.actors import Actor
from lianfang.kernel.clock import now
from lianfang.kernel.errors import Conflict, Invalid, Refused
from lianfang.kernel.events import publish
from lianfang.kernel.wording import Reason
from lianfang.privacy.audit import audit
from lianfang.reporting.access import FILE_REPORT
from lianfang.reporting.events import ReportFiled
from lianfang.reporting.models import DailyReport, ReportLine
from lianfang.reporting.selectors import Counted, counted_for, get_unit_to_report_for, must_report, standings
from lianfang.response.models import Response
from lianfang.ui.due import daytime


@dataclass(frozen=True)
class Stated:
    """What the unit states, by figure, where it differs from the counted number, and why."""

    numbers: Mapping[str, int] = field(default_factory=dict)
    because: Mapping[str, str] = field(default_factory=dict)


def file_report(*, actor: Actor, response: Response, unit: UUID | str, day: date, stated: Stated) -> DailyReport:
    """Freeze what is counted for the unit's day beside what it states.

    Counts first and outside the transaction. Raises NotFound, Refused (not due to report, before the cut-off, not a
    person), Invalid (a number that differs without a reason), Conflict (filed before).
    """
    known_at = now()
    counted = _counted(actor, response, unit, day, known_at)
    _check(counted, stated)
    return _write(actor, counted, stated, known_at)


def affirm_zero(*, actor: Actor, response: Response, unit: UUID | str, day: date) -> DailyReport:
    """File a day on which nothing was counted. Raises Refused where something was, and as `file_report` does."""
    known_at = now()
    counted = _counted(actor, response, unit, day, known_at)
    if not counted.is_zero:
        figure, number = counted.first_not_zero
        raise Refused("reporting.not_zero", figure=str(figure.name), number=number)
    return _write(actor, counted, Stated(), known_at)


def _counted(actor: Actor, response: Response, unit_id: UUID | str, day: date, known_at: datetime) -> Counted:
    if actor.is_system or actor.user_id is None:
        raise Refused("reporting.a_person_files")
    unit = get_unit_to_report_for(actor, unit_id, action=FILE_REPORT)
    if not must_report(response, day).filter(pk=unit.pk).exists():
        raise Refused("reporting.need_not_report")
    counted = counted_for(unit, response, day, known_at=known_at)
    if known_at < counted.ask.until_at:
        raise Refused("reporting.not_yet", until=daytime(counted.ask.until_at))
    return counted


def _check(counted: Counted, stated: Stated) -> None:
    wrong = {}
    for code, number in counted.numbers.items():
        said = stated.numbers.get(code, number)
        if said < 0:
            wrong[f"stated_{code}"] = Reason.of("reporting.not_a_number")
        elif said != number and not stated.because.get(code, "").strip():
            wrong[f"because_{code}"] = Reason.of("reporting.say_why")
    if wrong:
        raise Invalid(wrong)


def _write(actor: Actor, counted: Counted, stated: Stated, known_at: datetime) -> DailyReport:
    said = {code: stated.numbers.get(code, number) for code, number in counted.numbers.items()}
    [standing] = standings(counted.response, counted.day, [counted.unit])
    report = DailyReport(
        response=counted.response,
        unit=counted.unit,
        unit_path=counted.unit.path,
        area_path=counted.unit.area_path,
        day=counted.day,
        from_at=counted.ask.from_at,
        until_at=counted.ask.until_at,
        due_at=standing.due_at,
        known_at=known_at,
        is_zero=counted.is_zero and not any(said.values()),
        filed_at=known_at,
        filed_by=actor.name,
    )
    try:
        _save(actor, report, _lines(report, counted, said, stated))
    except IntegrityError:
        raise Conflict("reporting.already_filed") from None
    return report


def _lines(report: DailyReport, counted: Counted, said: Mapping[str, int], stated: Stated) -> list[ReportLine]:
    return [
        ReportLine(
            report=report,
            figure=code,
            position=position,
            counted=number,
            stated=said[code],
            because=stated.because.get(code, "").strip() if said[code] != number else "",
        )
        for position, (code, number) in enumerate(counted.numbers.items())
    ]


@transaction.atomic
def _save(actor: Actor, report: DailyReport, lines: list[ReportLine]) -> None:
    report.save(force_insert=True)
    ReportLine.objects.bulk_create(lines)
    differing = sum(line.stated != line.counted for line in lines)
    audit(actor, "report.filed", report, day=report.day.isoformat(), zero=report.is_zero, differing=differing)
    publish(ReportFiled(report))
