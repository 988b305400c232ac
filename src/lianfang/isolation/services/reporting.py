"""A health report, by a worker or through the personal link."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from lianfang.accounts.actors import Actor
from lianfang.acts.models import Act
from lianfang.acts.services import Scene, record, void, was_recorded
from lianfang.acts.stamps import Stamp
from lianfang.isolation import rules, selectors
from lianfang.isolation.access import RECORD_HEALTH
from lianfang.isolation.events import HealthReported
from lianfang.isolation.models import HealthReport, Missed
from lianfang.isolation.questions import HAS_SYMPTOMS, TEMPERATURE
from lianfang.isolation.rules import Finding, Reading, Reporter, Symptom
from lianfang.isolation.services.asking import ask, close
from lianfang.isolation.subjects import ABNORMAL, MISSED
from lianfang.kernel.errors import Invalid, Refused
from lianfang.kernel.events import publish
from lianfang.kernel.wording import Reason
from lianfang.measures.models import Measure
from lianfang.measures.rules import State
from lianfang.measures.selectors import get_measure_for
from lianfang.measures.services import measure_of_link
from lianfang.measures.services.steps import MeasureOrId

LINK = Actor("link:health")


@transaction.atomic
def record_health(*, actor: Actor, stamp: Stamp, measure: MeasureOrId, reading: Reading) -> HealthReport:
    """Record what a worker measured or was told. A high temperature asks for the second reading at once.

    The same stamp with the same content returns the first record. Raises NotFound, Refused (not running on that day),
    Invalid (names the fields) or Conflict.
    """
    mine = get_measure_for(actor, measure.pk if isinstance(measure, Measure) else measure, action=RECORD_HEALTH)
    _check(reading, mine)
    fever_at = mine.rules.fever_at if mine.rules else None
    if reading.reporter is Reporter.WORKER and rules.finding(reading, fever_at) is Finding.FEVER_UNCONFIRMED:
        raise Invalid({"second_temperature": Reason.of("isolation.second_reading", at=str(fever_at))})
    return _write(actor, stamp, mine, reading)


@transaction.atomic
def report_by_link(*, token: str, stamp: Stamp, reading: Reading) -> HealthReport:
    """Record what the person or a relative tells through the personal link; one high reading alone is taken as told.

    Raises NotFound (the link), Refused (used too often, not running today) or Invalid.
    """
    mine = measure_of_link(token)
    _check(reading, mine)
    return _write(LINK, stamp, mine, reading)


@transaction.atomic
def record_answers(*, measure: Measure, act: Act, answers: Mapping[str, str]) -> HealthReport | None:
    """The report that a knock brought, told to whoever recorded the visit; nothing where no temperature was told."""
    if TEMPERATURE.code not in answers or not measure.is_in_force:
        return None
    symptoms = tuple(filter(None, answers.get(HAS_SYMPTOMS.code, "").split(",")))
    reading = Reading(Decimal(answers[TEMPERATURE.code]), symptoms=symptoms)
    _check(reading, measure)
    return _write(Actor(act.recorded_by), Stamp(at=act.happened_at), measure, reading)


@transaction.atomic
def void_report(*, actor: Actor, report: HealthReport, because: str) -> HealthReport:
    """Take a wrong report out of the count with a reason; record the right one beside it. Raises NotFound or Invalid."""
    get_measure_for(actor, report.measure_id, action=RECORD_HEALTH)
    if not because.strip():
        raise Invalid({"because": Reason.of("measures.needs_reason")})
    return void(report, actor=actor, because=because)


def _check(reading: Reading, measure: Measure) -> None:
    problems = {name: Reason.of("isolation.impossible") for name in reading.impossible()}
    if set(reading.symptoms) - set(Symptom):
        problems["symptoms"] = Reason.of("isolation.no_such_symptom")
    if problems:
        raise Invalid(problems)
    if measure.state == State.PROPOSED or measure.state == State.REFUSED:
        raise Refused("isolation.not_under")


def _write(actor: Actor, stamp: Stamp, measure: Measure, reading: Reading) -> HealthReport:
    day = stamp.happened_on
    if not measure.first_day <= day or (measure.ended_at is not None and stamp.happened_at > measure.ended_at):
        raise Refused("isolation.not_under")
    is_new = not was_recorded(HealthReport, stamp)
    report = record(
        HealthReport,
        actor=actor,
        stamp=stamp,
        scene=Scene(measure.response, measure.area_path, measure.unit),
        **_fields(measure, reading, stamp, is_new=is_new),
    )
    if is_new:
        _follow(measure, report)
        publish(HealthReported(report))
    return report


def _fields(measure: Measure, reading: Reading, stamp: Stamp, *, is_new: bool) -> dict[str, object]:
    day, known = stamp.happened_on, measure.rules
    earlier = HealthReport.objects.filter(pk=stamp.id).first()
    return {
        "measure": measure,
        "person": measure.person,
        "day": day,
        "day_number": (day - measure.first_day).days + 1,
        "slot": _slot(measure, stamp.happened_at) if is_new or earlier is None else earlier.slot,
        "temperature": reading.temperature,
        "second_temperature": reading.second_temperature,
        "symptoms": sorted(reading.symptoms),
        "finding": rules.finding(reading, known.fever_at if known else None).value,
        "reporter": reading.reporter.value,
        "note": reading.note,
    }


def _slot(measure: Measure, at: datetime) -> int | None:
    told = timezone.localtime(at).time()
    return rules.slot_for(selectors.report_hours(measure), selectors.told_at(measure, at), told)


def _follow(measure: Measure, report: HealthReport) -> None:
    """What was missed has been told; what is abnormal is called back at once; a normal reading answers the call."""
    if report.slot is not None:
        Missed.objects.filter(measure=measure, day=report.day, slot=report.slot, told_at=None).update(
            told_at=report.happened_at
        )
    if not Missed.objects.filter(measure=measure, day=report.day, told_at=None).exists():
        close(measure, MISSED, outcome="told")
    if report.finding == Finding.NORMAL:
        close(measure, ABNORMAL, outcome="normal_again")
    elif measure.is_in_force:
        ask(measure, ABNORMAL, "chase.abnormal", Reason.of(f"isolation.found_{report.finding}"))
