"""What follows for lists when a task is done and when somebody knocked in vain."""

from collections.abc import Sequence

from lianfang.kernel.events import handles, handles_many
from lianfang.tasks.events import TaskDone, VisitRecorded
from lianfang.verification import yields  # noqa: F401 - registers what may come of a row
from lianfang.verification.services.answering import answered_by_task, knocked_in_vain, waited_for
from lianfang.verification.subjects import VERIFY


@handles(TaskDone)
def answered(event: TaskDone) -> None:
    if event.task.kind == VERIFY.code:
        answered_by_task(event.task, event.act, event.answers)


@handles_many(VisitRecorded)
def in_vain(events: Sequence[VisitRecorded]) -> None:
    for visit in waited_for([event.visit for event in events]):
        knocked_in_vain(visit)
