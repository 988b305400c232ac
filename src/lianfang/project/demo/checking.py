"""Whether the district shows what it is there to show."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db.models import Count, F, Model, QuerySet

from lianfang.arrivals.models import Arrival
from lianfang.arrivals.rules import State as ArrivalState
from lianfang.checkpoints.models import PersonCheck, Post, VehicleCheck
from lianfang.checkpoints.rules import Conveyance, Decision
from lianfang.isolation.models import HealthReport, Missed
from lianfang.isolation.rules import Finding
from lianfang.kernel.clock import now, today
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
from lianfang.tasks.models import HandOver, Task
from lianfang.tasks.rules import WAITING, Handing


@dataclass(frozen=True)
class Checked:
    """How much there is of every kind of record, and what should be there and is not."""

    counts: dict[str, int]
    missing: list[str]


def check() -> Checked:
    """Count everything and look for each thing that a page or a walk needs."""
    wanted = [*_hand_overs(), *_travellers(), *_measures(), *_reports()]
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
