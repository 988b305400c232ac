"""Tasks about a measure: asked with the edition's clock, closed by what answers them."""

from datetime import timedelta

from django.db.models import QuerySet

from lianfang.accounts.actors import Actor
from lianfang.isolation.questions import ASKED
from lianfang.isolation.subjects import MISSED
from lianfang.kernel.clock import now
from lianfang.kernel.wording import Reason
from lianfang.measures.models import Measure
from lianfang.measures.subjects import MEASURE, about
from lianfang.response.selectors import edition_in_force
from lianfang.tasks import services as tasks
from lianfang.tasks.kinds import TaskKind
from lianfang.tasks.models import Task
from lianfang.tasks.rules import WAITING

SYSTEM = Actor.system("isolation")

OTHERWISE = {
    "chase.missed_report": timedelta(hours=2),
    "chase.abnormal": timedelta(minutes=30),
    "urgent_need": timedelta(minutes=15),
}
"""Used where the edition sets no time."""


def ask(measure: Measure, kind: TaskKind, clock: str, because: Reason) -> Task:
    """Ask the responsible unit for something about a measure within the edition's clock; open ones are not doubled."""
    if already := waiting(measure, kind).first():
        return already
    within = edition_in_force(measure.response).clock(clock) or OTHERWISE[clock]
    return tasks.ask(
        actor=SYSTEM,
        response=measure.response,
        kind=kind.code,
        subject=about(measure),
        person=measure.person,
        area_path=measure.area_path,
        unit=measure.unit,
        due_at=now() + within,
        because=because,
        questions=ASKED if kind == MISSED else (),
    )


def waiting(measure: Measure, *kinds: TaskKind) -> QuerySet[Task]:
    rows = Task.objects.filter(subject_kind=MEASURE, subject_id=measure.pk, state__in=sorted(WAITING))
    return rows.filter(kind__in=[kind.code for kind in kinds]).order_by("due_at")


def close(measure: Measure, *kinds: TaskKind, outcome: str) -> None:
    for task in waiting(measure, *kinds):
        tasks.answer(actor=SYSTEM, task=task, outcome=outcome)
