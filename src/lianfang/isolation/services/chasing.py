"""The hours by which reports are due, and what is missed at them; clocks fire with nobody looking."""

from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

from lianfang.isolation import selectors
from lianfang.isolation.events import ReportMissed
from lianfang.isolation.models import Missed
from lianfang.isolation.rules import fill
from lianfang.isolation.services.asking import SYSTEM, ask
from lianfang.isolation.subjects import MISSED
from lianfang.kernel.clock import at, day_of, now
from lianfang.kernel.events import publish
from lianfang.kernel.wording import Reason
from lianfang.measures.models import Measure
from lianfang.measures.rules import State
from lianfang.privacy.audit import audit
from lianfang.tasks import clocks

REPORT_DUE = "isolation.report_due"


def expect_reports(measure: Measure, after: datetime | None = None) -> datetime | None:
    """Set the clock for the next hour by which a report is due; None where the measure asks for none any more."""
    due_at = next_due(measure, after or now())
    if due_at is not None:
        clocks.start(REPORT_DUE, measure.pk, due_at)
    return due_at


def next_due(measure: Measure, after: datetime) -> datetime | None:
    """The first hour after an instant by which a report is due, from the first day (or the order) to the last."""
    hours, day = selectors.report_hours(measure), max(measure.first_day, day_of(after))
    while hours and day <= measure.last_day:
        for hour in hours:
            if (due_at := at(day, hour)) > after:
                return due_at
        day += timedelta(days=1)
    return None


def find_missed(measure_id: UUID, due_at: datetime) -> Missed | None:
    """At an hour by which a report was due: note it as missed and have it asked for, unless it is there."""
    measure = Measure.objects.select_related("response", "unit", "person").filter(pk=measure_id).first()
    if measure is None or measure.state != State.ORDERED:
        return None
    expect_reports(measure, after=due_at)
    local = timezone.localtime(due_at)
    slot = next((n for n, hour in enumerate(selectors.report_hours(measure)) if hour == local.time()), None)
    if slot is None or _was_told(measure, local, slot):
        return None
    missed, is_new = Missed.objects.get_or_create(
        measure=measure,
        day=local.date(),
        slot=slot,
        defaults={
            "response_id": measure.response_id,
            "area_path": measure.area_path,
            "unit_path": measure.unit_path,
            "due_at": due_at,
        },
    )
    if is_new:
        audit(SYSTEM, "report.missed", missed, measure=str(measure.pk))
        ask(measure, MISSED, "chase.missed_report", Reason.of("isolation.missed_by", hour=f"{local:%H:%M}"))
        publish(ReportMissed(missed))
    return missed


def _was_told(measure: Measure, due: datetime, slot: int) -> bool:
    return fill(selectors.report_hours(measure), selectors.told_at(measure, due))[slot] is not None
