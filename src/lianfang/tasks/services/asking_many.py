"""Many tasks come into being at once, with few statements: the rows of a list, the doors of a round."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TypeAlias
from uuid import UUID

from django.db import transaction

from lianfang.accounts.actors import Actor
from lianfang.kernel.events import publish
from lianfang.people.bulk import insert_rows, update_rows
from lianfang.privacy.audit import audit
from lianfang.tasks import catalogue, clocks, kinds
from lianfang.tasks.events import TaskAsked
from lianfang.tasks.models import Clock, Task
from lianfang.tasks.rules import WAITING
from lianfang.tasks.services.asking import Asking, columns_of
from lianfang.tasks.services.visiting import answer_those_on_record

Key: TypeAlias = tuple[str, str, UUID]
_AT_ONCE = 500


@transaction.atomic
def ask_many(*, actor: Actor, wanted: Sequence[Asking]) -> list[Task]:
    """Ask for many things, each of which waits once whoever asks: questions and askers join, the earliest due time counts.

    Unlike `ask`, another due time makes no second task. Gives the task of each in its order; nobody is told, for the
    caller knows how to say it in one sentence. Raises LookupError for a kind or question nobody registered.
    """
    waiting = _waiting(wanted)
    new: dict[UUID, Task] = {}
    changed: dict[UUID, Task] = {}
    tasks = [_asked(actor, each, waiting, new, changed) for each in wanted]
    insert_rows(Task, list(new.values()))
    update_rows(Task, list(changed.values()), ("questions", "asked_by", "due_at"))
    _start_clocks([*new.values(), *changed.values()])
    audit(actor, "tasks.asked_many", "tasks.task", new=len(new), joined=len(changed))
    for task in new.values():
        publish(TaskAsked(task))
    answer_those_on_record(actor, list(new.values()))
    return tasks


def _asked(
    actor: Actor, wanted: Asking, waiting: dict[Key, Task], new: dict[UUID, Task], changed: dict[UUID, Task]
) -> Task:
    kinds.kind_of(wanted["kind"])
    codes = [catalogue.question_of(code).code for code in wanted.get("questions", ())]
    askers = [unit.path for unit in wanted.get("asked_by_units", ())]
    key = _key_of(wanted)
    task = waiting.get(key)
    if task is None:
        task = waiting[key] = Task(**columns_of(wanted), questions=codes, asked_by=askers, created_by=actor.name)
        new[task.pk] = task
    elif _joins(task, codes, askers, wanted["due_at"]) and task.pk not in new:
        changed[task.pk] = task
    return task


def _joins(task: Task, codes: Sequence[str], askers: Sequence[str], due_at: datetime | None) -> bool:
    """Let a task be asked by more, and earlier if they need it earlier; whether anything is different."""
    due = min((each for each in (task.due_at, due_at) if each is not None), default=None)
    joined = list(dict.fromkeys([*task.questions, *codes])), list(dict.fromkeys([*task.asked_by, *askers])), due
    if joined == (task.questions, task.asked_by, task.due_at):
        return False
    task.questions, task.asked_by, task.due_at = joined
    return True


def _key_of(wanted: Asking) -> Key:
    return wanted["kind"], wanted["subject"].kind, wanted["subject"].id


def _waiting(wanted: Sequence[Asking]) -> dict[Key, Task]:
    """What waits already about these subjects."""
    ids = [each["subject"].id for each in wanted]
    rows = Task.objects.select_related("unit").filter(
        kind__in={each["kind"] for each in wanted}, state__in=sorted(WAITING)
    )
    found: dict[Key, Task] = {}
    for start in range(0, len(ids), _AT_ONCE):
        for task in rows.filter(subject_id__in=ids[start : start + _AT_ONCE]).order_by("due_at", "id"):
            found.setdefault((task.kind, task.subject_kind, task.subject_id), task)
    return found


def _start_clocks(tasks: Iterable[Task]) -> None:
    due = {task.pk: task.due_at for task in tasks if task.due_at is not None}
    ids = list(due)
    set_already = {
        (each.subject_id, each.due_at)
        for start in range(0, len(ids), _AT_ONCE)
        for each in Clock.objects.filter(what=clocks.TASK_DUE, subject_id__in=ids[start : start + _AT_ONCE])
    }
    wanted = [Clock(what=clocks.TASK_DUE, subject_id=pk, due_at=at) for pk, at in due.items()]
    insert_rows(Clock, [each for each in wanted if (each.subject_id, each.due_at) not in set_already])
