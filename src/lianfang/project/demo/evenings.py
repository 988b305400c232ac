"""The evening round: what waits on a desk for a decision about somebody received is decided."""

from datetime import time, timedelta

from lianfang.kernel.clock import at, now
from lianfang.project.demo.world import DEMO, World
from lianfang.tasks.holds import is_held
from lianfang.tasks.models import Task
from lianfang.tasks.rules import WAITING
from lianfang.tasks.services import let_go, settle
from lianfang.tasks.subjects import DECIDE

SINCE = timedelta(hours=6)
"""What came in the last hours is left for the morning."""


def build_evenings(world: World) -> None:
    for day in world.days:
        world.then(at(day, time(19, 30)), _round)


def _round(world: World) -> None:
    """Whoever is under a measure stays so; about the others nothing more is needed, and they are released."""
    waiting = Task.objects.filter(kind=DECIDE.code, state__in=sorted(WAITING), opens_at__lt=now() - SINCE)
    for task in waiting.select_related("unit", "person"):
        staff = world.answering(task.unit)
        if staff is None or task.person is None:
            continue
        if is_held(task.person):
            settle(actor=DEMO, person=task.person, outcome="measure_ordered")
        else:
            let_go(actor=staff.actor, task=task)
