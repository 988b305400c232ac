"""What follows for lists when a task is done and when somebody knocked in vain."""

from lianfang.kernel.events import handles
from lianfang.tasks.events import TaskDone, VisitRecorded
from lianfang.verification import yields  # noqa: F401 - registers what may come of a row
from lianfang.verification.services.answering import answered_by_task, knocked_in_vain
from lianfang.verification.subjects import VERIFY


@handles(TaskDone)
def answered(event: TaskDone) -> None:
    if event.task.kind == VERIFY.code:
        answered_by_task(event.task, event.act, event.answers)


@handles(VisitRecorded)
def in_vain(event: VisitRecorded) -> None:
    knocked_in_vain(event.visit)
