"""Lateness rises up the tree of units, one step a clock: each step a message and a row."""

from django.db.models import F

from lianfang.accounts.actors import Actor
from lianfang.kernel.clock import now
from lianfang.kernel.wording import Reason
from lianfang.messaging.services import tell
from lianfang.orgs import selectors as orgs
from lianfang.orgs.models import Unit
from lianfang.privacy.audit import audit
from lianfang.tasks import clocks
from lianfang.tasks.models import Escalation, HandOver, Task
from lianfang.tasks.rules import RISE_AFTER

CLOCK: Actor = clocks.CLOCK


def raise_lateness(task: Task, because: Reason) -> Escalation | None:
    """Raise a task one step: to the unit above the one it rose to last; None where there is none above."""
    last = task.escalations.filter(from_unit_path=task.unit_path).order_by("step").last()
    below = orgs.unit_at(last.to_unit_path) if last else task.unit
    target = orgs.above(below)
    if target is None:
        return None
    step = _write(task, target, because)
    tell(actor=CLOCK, unit=target.path, code="tasks.tell_late", params={"step": step.step}, link=f"/tasks/{task.pk}/")
    clocks.start(clocks.RISE, task.pk, now() + RISE_AFTER)
    return step


def mark_red(task: Task) -> None:
    """Nobody is on duty where something waits."""
    if task.is_red:
        return
    task.is_red = True
    task.save(update_fields=["is_red"])
    HandOver.objects.filter(task=task).update(is_red=True)
    audit(CLOCK, "task.red", task, unit=task.unit_path)


def raise_at_once_if_nobody_is_there(sent: HandOver) -> None:
    if sent.to_unit is not None and orgs.on_duty(sent.to_unit) is None:
        mark_red(sent.task)
        sent.is_red = True
        raise_lateness(sent.task, Reason.of("tasks.nobody_on_duty"))
        sent.refresh_from_db(fields=["level"])


def _write(task: Task, target: Unit, because: Reason) -> Escalation:
    step = Escalation(
        task=task,
        step=task.escalations.count() + 1,
        from_unit_path=task.unit_path,
        to_unit_path=target.path,
        area_path=task.area_path,
        because=because,
    )
    step.save(force_insert=True)
    task.level += 1
    task.save(update_fields=["level"])
    HandOver.objects.filter(task=task).update(level=F("level") + 1)
    audit(CLOCK, "task.raised", task, step=step.step, to=target.path, because=because.code)
    return step
