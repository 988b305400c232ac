"""Tasks come into being."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Required, TypedDict, Unpack

from django.db import transaction

from lianfang.accounts.actors import Actor
from lianfang.accounts.models import User
from lianfang.kernel.clock import now
from lianfang.kernel.events import publish
from lianfang.kernel.wording import Reason
from lianfang.messaging.services import tell
from lianfang.orgs.models import Unit
from lianfang.orgs.selectors import unit_at
from lianfang.people.models import Household, Person
from lianfang.privacy.audit import audit
from lianfang.response.models import Response
from lianfang.tasks import catalogue, clocks, kinds
from lianfang.tasks.events import TaskAsked
from lianfang.tasks.models import Task
from lianfang.tasks.rules import WAITING
from lianfang.tasks.services.visiting import answer_from_record
from lianfang.tasks.subjects import Subject


class Asking(TypedDict, total=False):
    """What `ask` is given."""

    response: Required[Response]
    kind: Required[str]
    subject: Required[Subject]
    area_path: Required[str]
    unit: Required[Unit]
    due_at: Required[datetime | None]
    because: Required[Reason]
    questions: Sequence[str]
    asked_by_units: Sequence[Unit]
    household: Household | None
    person: Person | None
    user: User | None
    opens_at: datetime
    lapses_at: datetime
    """When the task is no longer worth doing and lapses by itself."""
    note: str
    quiet: bool
    """Whether the unit is not told now, as for tasks of a round that it expects."""


@transaction.atomic
def ask(*, actor: Actor, **wanted: Unpack[Asking]) -> Task:
    """Ask a unit for something by a time; what the caller does permits it, so that no action of its own is asked for.

    Where the same is already asked (kind, subject, due time), questions and askers join that task. Raises LookupError
    for a kind or question nobody registered.
    """
    kinds.kind_of(wanted["kind"])
    codes = [catalogue.question_of(code).code for code in wanted.get("questions", ())]
    askers = [unit.path for unit in wanted.get("asked_by_units", ())]
    if task := _asked_already(wanted["kind"], wanted["subject"], wanted["due_at"]):
        return _join(actor, task, codes, askers)
    task = Task(**columns_of(wanted), questions=codes, asked_by=askers, created_by=actor.name)
    task.save(force_insert=True)
    audit(actor, "task.asked", task, kind=task.kind, unit=task.unit_path)
    _start_clocks(task, wanted)
    publish(TaskAsked(task))
    if not answer_from_record(actor, task) and not wanted.get("quiet"):
        tell(actor=actor, unit=task.unit_path, code="tasks.tell_task", link=f"/tasks/{task.pk}/")
    return task


def ask_again(actor: Actor, task: Task) -> Task:
    """What was called done is not: the same is asked again of the same unit, by the same time, for the same askers."""
    return ask(
        actor=actor,
        response=task.response,
        kind=task.kind,
        subject=Subject(task.subject_kind, task.subject_id),
        person=task.person,
        household=task.household,
        area_path=task.area_path,
        unit=task.unit,
        due_at=task.due_at,
        because=task.because,
        note=task.note,
        questions=task.questions,
        asked_by_units=[unit_at(path) for path in task.asked_by],
    )


def _asked_already(kind: str, subject: Subject, due_at: datetime | None) -> Task | None:
    same = Task.objects.filter(kind=kind, subject_kind=subject.kind, subject_id=subject.id, due_at=due_at)
    return same.filter(state__in=sorted(WAITING)).first()


def _join(actor: Actor, task: Task, codes: list[str], askers: list[str]) -> Task:
    joined = list(dict.fromkeys([*task.questions, *codes])), list(dict.fromkeys([*task.asked_by, *askers]))
    if joined != (task.questions, task.asked_by):
        task.questions, task.asked_by = joined
        task.save(update_fields=["questions", "asked_by"])
        audit(actor, "task.joined", task, questions=len(task.questions))
    return task


def columns_of(wanted: Asking) -> dict[str, Any]:
    """The columns of the task that is wanted, without its questions and askers."""
    person, household = wanted.get("person"), wanted.get("household")
    return {
        "response": wanted["response"],
        "kind": wanted["kind"],
        "subject_kind": wanted["subject"].kind,
        "subject_id": wanted["subject"].id,
        "area_path": wanted["area_path"],
        "unit": wanted["unit"],
        "unit_path": wanted["unit"].path,
        "user": wanted.get("user"),
        "person": person,
        "household": household or (person.household if person else None),
        "because": wanted["because"],
        "note": wanted.get("note", ""),
        "opens_at": wanted.get("opens_at") or now(),
        "due_at": wanted["due_at"],
    }


def _start_clocks(task: Task, wanted: Asking) -> None:
    if task.due_at is not None:
        clocks.start(clocks.TASK_DUE, task.pk, task.due_at)
    if lapses_at := wanted.get("lapses_at"):
        clocks.start(clocks.TASK_LAPSES, task.pk, lapses_at)
