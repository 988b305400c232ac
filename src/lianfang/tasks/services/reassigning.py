"""Many tasks go to somebody else at once, with the way back."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from lianfang.accounts.actors import Actor
from lianfang.accounts.models import User
from lianfang.accounts.scopes import get_by_id
from lianfang.kernel.clock import now
from lianfang.kernel.errors import Conflict, Invalid
from lianfang.kernel.wording import Reason
from lianfang.messaging.services import tell
from lianfang.orgs.models import Unit
from lianfang.privacy.audit import audit
from lianfang.tasks import selectors
from lianfang.tasks.access import ASSIGN_TASKS
from lianfang.tasks.models import Reassignment, Task
from lianfang.tasks.rules import State
from lianfang.tasks.subjects import RECEIVE


def movable(actor: Actor, tasks: Sequence[UUID]) -> list[Task]:
    """Those of these tasks that wait, that the actor may give away, and that are no hand-overs."""
    rows = selectors.tasks_visible_to(actor, ASSIGN_TASKS).filter(pk__in=tasks, state__in=selectors.WAITS)
    return list(rows.exclude(kind=RECEIVE.code).order_by("due_at", "id"))


@transaction.atomic
def reassign(*, actor: Actor, tasks: Sequence[UUID], unit: Unit, user: User | None = None) -> Reassignment:
    """Give tasks to another unit or person; what is closed meanwhile or is a hand-over stays. Raises Invalid for none."""
    moving = movable(actor, tasks)
    if not moving:
        raise Invalid({"": Reason.of("tasks.nothing_chosen")})
    before = [[str(t.pk), str(t.unit_id), str(t.user_id) if t.user_id else None, t.state] for t in moving]
    batch = Reassignment(by=actor.name, unit=unit, user=user, before=before)
    batch.save(force_insert=True)
    for task in moving:
        _move(task, unit, user, State.OPEN)
    audit(actor, "tasks.reassigned", batch, count=len(moving), unit=unit.path)
    tell(actor=actor, unit=unit.path, code="tasks.tell_reassigned", params={"count": len(moving)}, link="/tasks/")
    return batch


@transaction.atomic
def undo_reassignment(*, actor: Actor, batch: UUID | str) -> Reassignment:
    """Give every task of a batch back to whom it belonged. Raises Conflict where one has moved on or it was done before."""
    undone = get_by_id(Reassignment.objects.select_for_update(of=("self",)).filter(by=actor.name), batch)
    if undone.undone_at is not None:
        raise Conflict("tasks.undone_already")
    ids = [row[0] for row in undone.before]
    tasks = {str(task.pk): task for task in selectors.tasks_visible_to(actor, ASSIGN_TASKS).filter(pk__in=ids)}
    if any(_has_moved(tasks.get(row[0]), undone) for row in undone.before):
        raise Conflict("tasks.changed_since")
    units = {str(unit.pk): unit for unit in Unit.objects.filter(pk__in={row[1] for row in undone.before})}
    users = {str(user.pk): user for user in User.objects.filter(pk__in={row[2] for row in undone.before if row[2]})}
    for task, unit, user, state in undone.before:
        _move(tasks[task], units[unit], users.get(user), State(state))
    undone.undone_at = now()
    undone.save(update_fields=["undone_at"])
    audit(actor, "tasks.reassignment_undone", undone, count=len(tasks))
    return undone


def _move(task: Task, unit: Unit, user: User | None, state: State) -> None:
    task.unit, task.unit_path, task.user, task.state = unit, unit.path, user, state.value
    task.save(update_fields=["unit", "unit_path", "user", "state"])


def _has_moved(task: Task | None, batch: Reassignment) -> bool:
    return task is None or task.state != State.OPEN or task.unit_id != batch.unit_id or task.user_id != batch.user_id
