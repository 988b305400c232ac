"""Reading the day of people under a measure at home."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from lianfang.accounts.access import Action
from lianfang.accounts.actors import Actor
from lianfang.accounts.scopes import get_by_id
from lianfang.isolation import rules
from lianfang.isolation.access import SEE_OBSERVED
from lianfang.isolation.models import HealthReport, UrgentNeed
from lianfang.isolation.rules import DayState, Finding, SlotState
from lianfang.isolation.subjects import URGENT
from lianfang.kernel.clock import now, today
from lianfang.kernel.paths import under
from lianfang.measures.models import Measure
from lianfang.measures.rules import AT_HOME, State
from lianfang.measures.selectors import get_measure_for, measures_visible_to
from lianfang.measures.subjects import MEASURE
from lianfang.orgs.models import Unit
from lianfang.orgs.rules import UnitKind
from lianfang.orgs.selectors import units_at_work
from lianfang.protocols import MeasureRules
from lianfang.tasks.models import Task
from lianfang.tasks.rules import WAITING

WAITED_FOR = frozenset({SlotState.EXPECTED, SlotState.MISSED})
"""States of a report of today that somebody at the door can still bring."""
GRAVITY = [Finding.NORMAL, Finding.SYMPTOMS, Finding.FEVER_UNCONFIRMED, Finding.FEVER]


@dataclass(frozen=True)
class Day:
    """One person's day under one measure, as a line of the list shows it."""

    measure: Measure
    reports: tuple[HealthReport, ...]
    slots: tuple[tuple[time, SlotState], ...]
    state: DayState
    is_test_day: bool
    is_last_day: bool

    @property
    def last_report(self) -> HealthReport | None:
        return self.reports[-1] if self.reports else None


def observed_by(actor: Actor, day: date, area_path: str = "") -> QuerySet[Measure]:
    """The measures at home that run on a day where this actor may see the observed people, by area and door."""
    visible = measures_visible_to(actor, SEE_OBSERVED).filter(under("area_path", area_path))
    at_home = visible.filter(kind__in=sorted(AT_HOME), state=State.ORDERED.value, first_day__lte=day)
    return at_home.order_by("area_path", "person__household__door", "id")


def observed_now(people: Q) -> QuerySet[Measure]:
    """The measures at home that run today for these people (a filter on measures); for what the program does itself."""
    rows = Measure.objects.select_related("response", "unit", "person", "person__household").filter(people)
    return rows.filter(kind__in=sorted(AT_HOME), state=State.ORDERED.value, first_day__lte=today()).order_by("id")


def days_of(measures: Iterable[Measure], day: date) -> list[Day]:
    """The day of each of these measures, in their order; three queries however many."""
    rows = list(measures)
    reports = _reports_of([each.pk for each in rows], day)
    urgent = _urgent_among([each.pk for each in rows])
    return [_day(each, reports[each.pk], each.pk in urgent, day) for each in rows]


def day_of(measure: Measure, day: date | None = None) -> Day:
    return days_of([measure], day or today())[0]


def kept_reports() -> QuerySet[HealthReport]:
    return HealthReport.objects.filter(voided_at=None)


def told_at(measure: Measure, until: datetime) -> list[time]:
    """When the reports of a local day were told, up to an instant of it, in rising order."""
    day = timezone.localtime(until).date()
    rows = kept_reports().filter(measure=measure, day=day, happened_at__lte=until).order_by("happened_at")
    return [_hour(each) for each in rows.values_list("happened_at", flat=True)]


def reports_of(measure: Measure) -> QuerySet[HealthReport]:
    """All reports of a measure, voided ones too, the latest first."""
    return HealthReport.objects.filter(measure=measure).order_by("-happened_at", "-id")


def open_need(measure: Measure) -> UrgentNeed | None:
    """The urgent need that nobody has answered yet; until then the measure is open."""
    waiting = _waiting_urgent([measure.pk]).values_list("pk", flat=True)
    needs = UrgentNeed.objects.filter(voided_at=None, measure=measure, task_id__in=list(waiting))
    return needs.order_by("-happened_at").first()


def clinics() -> QuerySet[Unit]:
    """Where somebody with a fever can be seen."""
    return units_at_work().filter(kind=UnitKind.HEALTH.value).order_by("path")


def report_hours(measure: Measure) -> tuple[time, ...]:
    """The hours by which the measure's edition wants the day's reports; none where it wants none."""
    known = measure.rules
    return known.report_by if known else ()


def symptoms_asked(measure: Measure) -> tuple[str, ...]:
    """The symptoms that the edition asks for, or every one where it names none."""
    posts = measure.edition_rules.checkpoints
    return posts.symptoms if posts and posts.symptoms else tuple(rules.Symptom)


def terms_of(measure: Measure) -> dict[str, Any]:
    """What the edition says of the questions: the symptoms asked for, and from where a reading is a fever."""
    fever_at = measure.rules.fever_at if measure.rules else None
    return {"asked": symptoms_asked(measure), "numbers": {"fever_at": fever_at} if fever_at is not None else {}}


def is_test_day(known: MeasureRules | None, counted_from: date, day: date) -> bool:
    return known is not None and day in known.test_dates(counted_from)


def _day(measure: Measure, reports: list[HealthReport], is_urgent: bool, day: date) -> Day:
    hours = report_hours(measure)
    states = rules.slot_states(hours, [_hour(each.happened_at) for each in reports], _now_on(day))
    worst = Finding(reports[-1].finding) if reports else None
    return Day(
        measure=measure,
        reports=tuple(reports),
        slots=tuple(zip(hours, states, strict=True)),
        state=rules.day_state(states, worst, is_urgent=is_urgent),
        is_test_day=is_test_day(measure.rules, measure.counted_from, day),
        is_last_day=day >= measure.last_day,
    )


def _reports_of(measures: list[UUID], day: date) -> dict[UUID, list[HealthReport]]:
    found: dict[UUID, list[HealthReport]] = defaultdict(list)
    for report in kept_reports().filter(measure__in=measures, day=day).order_by("happened_at", "id"):
        found[report.measure_id].append(report)
    return found


def _waiting_urgent(measures: list[UUID]) -> QuerySet[Task]:
    rows = Task.objects.filter(kind=URGENT.code, subject_kind=MEASURE, subject_id__in=measures)
    return rows.filter(state__in=sorted(WAITING))


def _urgent_among(measures: list[UUID]) -> set[UUID]:
    return set(_waiting_urgent(measures).values_list("subject_id", flat=True))


def _hour(instant: datetime) -> time:
    return timezone.localtime(instant).time()


def _now_on(day: date) -> time | None:
    return _hour(now()) if day == today() else None if day < today() else time.min


def get_report_for(actor: Actor, report_id: UUID | str, *, action: Action) -> HealthReport:
    """The report, if the actor may do this with its measure; NotFound otherwise."""
    report = get_by_id(HealthReport.objects.select_related("measure"), report_id)
    get_measure_for(actor, report.measure_id, action=action)
    return report
