"""What happens when the clocks of tasks and hand-overs are due."""

from datetime import datetime
from uuid import UUID

from lianfang.accounts.actors import Actor
from lianfang.accounts.events import AccountChanged
from lianfang.accounts.models import User
from lianfang.kernel.clock import now
from lianfang.kernel.events import handles, publish
from lianfang.kernel.wording import Reason
from lianfang.messaging import recipients
from lianfang.messaging.access import MANAGE_CHANNELS
from lianfang.orgs import selectors as orgs
from lianfang.orgs.events import UnitEnded
from lianfang.tasks import clocks, panels  # noqa: F401 - the second registers with people
from lianfang.tasks.events import TaskOverdue
from lianfang.tasks.models import HandOver, Task
from lianfang.tasks.rules import WAITING, Handing
from lianfang.tasks.services import lapse
from lianfang.tasks.services.coming_back import GONE, give_back, held_by, pass_on
from lianfang.tasks.services.escalating import mark_red, raise_lateness


@clocks.on(clocks.TASK_DUE)
def task_is_due(task_id: UUID, due_at: datetime) -> None:
    task = _late(task_id)
    if task is not None and task.due_at == due_at:
        _raise(task, Reason.of("tasks.overdue"))
        publish(TaskOverdue(task))


@clocks.on(clocks.TASK_LAPSES)
def task_lapses(task_id: UUID, due_at: datetime) -> None:
    if Task.objects.filter(pk=task_id, state__in=sorted(WAITING)).exists():
        lapse(actor=clocks.CLOCK, task=task_id)


@clocks.on(clocks.ACCEPT_DUE)
def acceptance_is_due(hand_over_id: UUID, due_at: datetime) -> None:
    _raise_hand_over(hand_over_id, Handing.SENT, Reason.of("tasks.not_accepted"))


@clocks.on(clocks.SEE_DUE)
def sight_is_due(hand_over_id: UUID, due_at: datetime) -> None:
    _raise_hand_over(hand_over_id, Handing.ACCEPTED, Reason.of("tasks.not_seen"))


@clocks.on(clocks.RISE)
def still_late(task_id: UUID, due_at: datetime) -> None:
    """Half an hour after the last step nothing has happened: one step further up."""
    task = _late(task_id, even_if_early=True)
    last = task.escalations.order_by("step").last() if task else None
    if task is not None and last is not None:
        raise_lateness(task, last.because)


def _raise_hand_over(hand_over_id: UUID, state: Handing, because: Reason) -> None:
    waiting = HandOver.objects.filter(pk=hand_over_id, state=state.value).select_related("task__unit").first()
    if waiting is not None:
        _raise(waiting.task, because)
        publish(TaskOverdue(waiting.task))


def _raise(task: Task, because: Reason) -> None:
    if orgs.on_duty(task.unit) is None:
        mark_red(task)
    raise_lateness(task, because)


def _late(task_id: UUID, *, even_if_early: bool = False) -> Task | None:
    """The task, if it still waits and its time has come (or it rose before its time: nobody was on duty)."""
    task = Task.objects.filter(pk=task_id, state__in=sorted(WAITING)).select_related("unit").first()
    if task is None or even_if_early:
        return task
    return task if task.due_at is not None and task.due_at <= now() else None


@handles(AccountChanged)
def come_back(changed: AccountChanged) -> None:
    """What somebody had whose account is closed waits for the unit again, at once."""
    if changed.verb == "user.deactivated" and isinstance(changed.subject, User):
        give_back(held_by(changed.subject), GONE)


@handles(UnitEnded)
def go_on_above(ended: UnitEnded) -> None:
    pass_on(ended.unit)


@recipients.units_by
def units_of_reader(actor: Actor) -> list[tuple[str, str]]:
    """Messages for a unit are read by whoever works there now."""
    return [(unit.path, str(unit)) for unit in orgs.units_of(actor)]


@recipients.managed_by
def units_with_channels(actor: Actor) -> list[tuple[str, str]]:
    return [(unit.path, str(unit)) for unit in orgs.units_where(actor, MANAGE_CHANNELS)]
