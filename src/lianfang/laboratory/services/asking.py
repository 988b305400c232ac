"""Tasks between the table and the result: asked with the edition's clock, closed by what answers them."""

from datetime import datetime

from django.db.models import QuerySet

from lianfang.accounts.actors import Actor
from lianfang.kernel.wording import Reason
from lianfang.laboratory.models import Box
from lianfang.laboratory.subjects import of_box
from lianfang.orgs.models import Unit
from lianfang.tasks import services as tasks
from lianfang.tasks.kinds import TaskKind
from lianfang.tasks.models import Task
from lianfang.tasks.rules import WAITING
from lianfang.tasks.subjects import Subject

SYSTEM = Actor.system("laboratory")


def waiting(subject: Subject, *kinds: TaskKind) -> QuerySet[Task]:
    """What waits about a subject, of these kinds or of any."""
    rows = Task.objects.filter(subject_kind=subject.kind, subject_id=subject.id, state__in=sorted(WAITING))
    return rows.filter(kind__in=[kind.code for kind in kinds]) if kinds else rows


def close(subject: Subject, *kinds: TaskKind, outcome: str) -> None:
    """What waited about a subject is done."""
    for task in waiting(subject, *kinds):
        tasks.answer(actor=SYSTEM, task=task, outcome=outcome)


def cancel(subject: Subject, *kinds: TaskKind, outcome: str) -> None:
    """What waited about a subject is no longer wanted."""
    for task in waiting(subject, *kinds):
        tasks.cancel(actor=SYSTEM, task=task, outcome=outcome)


def ask_about_box(box: Box, kind: TaskKind, *, unit: Unit, due_at: datetime, because: Reason) -> Task:
    """Ask a unit to do something with a box."""
    return tasks.ask(
        actor=SYSTEM,
        response=box.response,
        kind=kind.code,
        subject=of_box(box),
        area_path=unit.area_path or box.area_path,
        unit=unit,
        due_at=due_at,
        because=because,
    )
