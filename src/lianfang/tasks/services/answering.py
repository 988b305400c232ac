"""Tasks are taken, answered, returned or closed."""

from collections.abc import Mapping
from typing import TypeAlias
from uuid import UUID

from django.db import transaction

from lianfang.accounts.access import Action
from lianfang.accounts.actors import Actor
from lianfang.acts.models import Act
from lianfang.kernel.clock import now
from lianfang.kernel.errors import Conflict
from lianfang.kernel.events import publish
from lianfang.kernel.wording import Reason
from lianfang.privacy.audit import audit
from lianfang.tasks import selectors
from lianfang.tasks.access import ASSIGN_TASKS, DO_TASKS
from lianfang.tasks.events import TaskDone
from lianfang.tasks.models import Task
from lianfang.tasks.rules import State, task_may_become

TaskOrId: TypeAlias = Task | UUID | str


def locked(actor: Actor, task: TaskOrId, action: Action) -> Task:
    """The task, fresh and locked until the transaction ends; NotFound where the actor may not do this with it."""
    return selectors.get_task_for(actor, task.pk if isinstance(task, Task) else task, action=action, lock=True)


def must_allow(task: Task, then: State) -> None:
    if not task_may_become(State(task.state), then):
        raise Conflict("tasks.closed_already")


CLOSED = ("state", "closed_at", "closed_by", "outcome", "answered_by_kind", "answered_by_id")


def closed(actor: Actor, task: Task, state: State, *, outcome: str = "", act: Act | None = None) -> Task:
    """The task in a final state, not yet written."""
    task.state, task.closed_at, task.closed_by = state.value, now(), actor.name
    task.outcome = outcome or task.outcome
    if act is not None:
        task.answered_by_kind, task.answered_by_id = act._meta.label_lower, act.pk
    return task


def close(actor: Actor, task: Task, state: State, *, outcome: str = "", act: Act | None = None) -> Task:
    """Put a task into a final state; the caller has asked whether it may become so."""
    closed(actor, task, state, outcome=outcome, act=act).save(update_fields=list(CLOSED))
    audit(actor, f"task.{state.value}", task, outcome=task.outcome)
    return task


@transaction.atomic
def accept(*, actor: Actor, task: TaskOrId) -> Task:
    """Take a task for oneself; taking it again changes nothing. Raises Conflict where somebody else has it."""
    mine = locked(actor, task, DO_TASKS)
    if mine.state == State.ACCEPTED and mine.accepted_by == actor.name:
        return mine
    must_allow(mine, State.ACCEPTED)
    mine.state, mine.accepted_at, mine.accepted_by = State.ACCEPTED.value, now(), actor.name
    mine.user_id = actor.user_id or mine.user_id
    mine.save(update_fields=["state", "accepted_at", "accepted_by", "user"])
    audit(actor, "task.accepted", mine)
    return mine


@transaction.atomic
def answer(
    *,
    actor: Actor,
    task: TaskOrId,
    act: Act | None = None,
    outcome: str = "",
    answers: Mapping[str, str] | None = None,
) -> Task:
    """The task is done; ``act`` is the record that answers it. Answering again with the same act changes nothing."""
    done = locked(actor, task, DO_TASKS)
    if done.state == State.DONE and done.answered_by_id == (act.pk if act else None):
        return done
    must_allow(done, State.DONE)
    close(actor, done, State.DONE, outcome=outcome, act=act)
    publish(TaskDone(done, act, answers or {}))
    return done


@transaction.atomic
def return_task(*, actor: Actor, task: TaskOrId, because: Reason) -> Task:
    """Give a task back with a reason; it goes to the unit above, which decides again."""
    from lianfang.orgs import selectors as orgs

    given_back = locked(actor, task, DO_TASKS)
    must_allow(given_back, State.RETURNED)
    unit = orgs.above(given_back.unit) or given_back.unit
    given_back.state, given_back.returned_because = State.RETURNED.value, because
    given_back.unit, given_back.unit_path, given_back.user = unit, unit.path, None
    given_back.save(update_fields=["state", "returned_because", "unit", "unit_path", "user"])
    audit(actor, "task.returned", given_back, because=because.code)
    return given_back


@transaction.atomic
def cancel(*, actor: Actor, task: TaskOrId, outcome: str = "cancelled") -> Task:
    """What was asked is no longer wanted; cancelling again changes nothing."""
    return _end(actor, task, State.CANCELLED, outcome)


@transaction.atomic
def lapse(*, actor: Actor, task: TaskOrId) -> Task:
    """The time in which it was worth doing has passed; a record made offline may still answer it."""
    return _end(actor, task, State.LAPSED, "lapsed")


def _end(actor: Actor, task: TaskOrId, state: State, outcome: str) -> Task:
    ended = locked(actor, task, ASSIGN_TASKS)
    if ended.state == state:
        return ended
    must_allow(ended, state)
    return close(actor, ended, state, outcome=outcome)
