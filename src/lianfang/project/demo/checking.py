"""Whether the district shows what it is there to show."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db.models import Count, F, Model, QuerySet

from lianfang.arrivals.models import Arrival
from lianfang.arrivals.rules import State as ArrivalState
from lianfang.checkpoints.models import Partner, PersonCheck, Post, Shift, ShiftTaken, VehicleCheck
from lianfang.checkpoints.rules import Conveyance, Decision
from lianfang.isolation.models import HealthReport, Missed
from lianfang.isolation.rules import Finding
from lianfang.kernel.clock import now, today
from lianfang.laboratory.models import Box, Doubt, Resample, Result
from lianfang.laboratory.rules import Value
from lianfang.measures.models import Appeal, Measure
from lianfang.measures.rules import State
from lianfang.orgs.models import Unit
from lianfang.orgs.selectors import units_with_nobody_on_duty
from lianfang.project.column import MODULES
from lianfang.reporting.models import Bulletin, DailyReport, ReportLine
from lianfang.reporting.rules import BulletinState
from lianfang.reporting.rules import State as Standing
from lianfang.reporting.selectors import must_report, standings
from lianfang.response.models import Response
from lianfang.sampling.models import Session
from lianfang.screening.models import DoorVisit, Round
from lianfang.screening.rules import Outcome
from lianfang.sync.models import Device
from lianfang.tasks.models import HandOver, Task, Visit
from lianfang.tasks.rules import WAITING, Handing
from lianfang.tasks.subjects import ASKED
from lianfang.verification.models import NameList, NameRow
from lianfang.verification.rules import State as RowState


@dataclass(frozen=True)
class Checked:
    """How much there is of every kind of record, and what should be there and is not."""

    counts: dict[str, int]
    missing: list[str]


def check() -> Checked:
    """Count everything and look for each thing that a page or a walk needs."""
    wanted = [*_hand_overs(), *_travellers(), *_posts(), *_measures(), *_doors(), *_samples(), *_lists(), *_reports()]
    return Checked(
        _counts(), [what for what, rows in wanted if not (rows.exists() if hasattr(rows, "exists") else rows)]
    )


def _counts() -> dict[str, int]:
    models = [model for module in MODULES if apps.is_installed(f"lianfang.{module}") for model in _models_of(module)]
    return {model._meta.label: model._base_manager.count() for model in models}


def _models_of(module: str) -> list[type[Model]]:
    return list(apps.get_app_config(module).get_models())


Wanted = Iterator[tuple[str, "QuerySet[Model] | bool"]]


def _hand_overs() -> Wanted:
    for state in Handing:
        yield f"hand-over {state}", HandOver.objects.filter(state=state.value)
    waiting = HandOver.objects.filter(state=Handing.SENT.value)
    yield "hand-over late and raised", waiting.filter(accept_by__lt=now(), level__gt=0)
    yield "hand-over to a unit with nobody on duty", HandOver.objects.filter(is_red=True)
    yield "unit with nobody on duty", units_with_nobody_on_duty()
    yield "task waiting", Task.objects.filter(state__in=sorted(WAITING))


def _travellers() -> Wanted:
    for decision in Decision:
        yield f"traveller {decision}", PersonCheck.objects.filter(decision=decision.value)
    several = PersonCheck.objects.values("vehicle").annotate(people=Count("pk")).filter(people__gt=2).values("vehicle")
    yield "group off a train", VehicleCheck.objects.filter(conveyance=Conveyance.TRAIN.value, pk__in=several)
    yield "decision otherwise than proposed", PersonCheck.objects.filter(overridden=True)
    yield "post open", Post.objects.filter(until_at__gt=now(), closed_at=None)
    for state in (ArrivalState.REPORTED, ArrivalState.EXPECTED, ArrivalState.NOT_ARRIVED, ArrivalState.CLOSED):
        yield f"arrival {state}", Arrival.objects.filter(state=state.value)


def _posts() -> Wanted:
    yield "post that several units man", Partner.objects.all()
    yield "shift signed for", ShiftTaken.objects.all()
    signed = ShiftTaken.objects.values("shift_id")
    yield "shift that waits for a signature", Shift.objects.exclude(pk__in=signed)
    yield "phone of one person", Device.objects.filter(shared=None, revoked_at=None)
    yield "phone that a crew uses in turn", Device.objects.exclude(shared=None).filter(revoked_at=None)


def _doors() -> Wanted:
    yield "answer that served two units", _served_several()
    yield "round over", Round.objects.exclude(closed_at=None)
    yield "round under way", Round.objects.filter(closed_at=None)
    for outcome in (Outcome.DONE, Outcome.NOT_AT_HOME):
        yield f"door {outcome}", DoorVisit.objects.filter(outcome=outcome.value)


def _served_several() -> QuerySet[Model]:
    """Visits in which what two units wanted to know was answered."""
    asked = Task.objects.filter(kind__in=[kind.code for kind in ASKED.values()], answered_by_id__isnull=False)
    several = asked.values("answered_by_id").annotate(number=Count("pk")).filter(number__gt=1).values("answered_by_id")
    return Visit.objects.filter(pk__in=several)


def _samples() -> Wanted:
    yield "sampling session over", Session.objects.exclude(closed_at=None)
    yield "box received", Box.objects.exclude(received_at=None)
    for value in Value:
        yield f"tube {value}", Result.objects.filter(value=value.value)
    yield "question about a result", Doubt.objects.filter(decided_at=None)
    yield "person to be sampled singly", Resample.objects.all()


def _lists() -> Wanted:
    yield "verification list under way", NameList.objects.filter(closed_at=None, cancelled_at=None)
    for state in RowState:
        yield f"row of a list {state}", NameRow.objects.filter(state=state.value)


def _measures() -> Wanted:
    for state in (State.PROPOSED, State.ORDERED, State.ENDED):
        yield f"measure {state}", Measure.objects.filter(state=state.value)
    yield "measure that ends today", Measure.objects.filter(state=State.ORDERED.value, last_day=today())
    yield "appeal waiting", Appeal.objects.filter(decided_at=None)
    yield "fever", HealthReport.objects.filter(finding=Finding.FEVER.value)
    yield "missed health report", Missed.objects.all()


def _reports() -> Wanted:
    yield "report filed", DailyReport.objects.filter(is_zero=False)
    yield "zero affirmed", DailyReport.objects.filter(is_zero=True)
    yield "report late", any(report.state is Standing.LATE for report in DailyReport.objects.all())
    yield "report that states otherwise than was counted", ReportLine.objects.exclude(stated=F("counted"))
    yield "report missing or due", _is_unfiled()
    for state in (BulletinState.DRAFT, BulletinState.PUBLISHED):
        yield f"bulletin {state}", Bulletin.objects.filter(state=state.value)


def _is_unfiled() -> bool:
    response = Response.objects.get()
    units: list[Unit] = list(must_report(response, today()))
    return any(each.report is None for each in standings(response, today(), units))
