"""Reports are expected from the order of a measure until its end."""

from datetime import datetime
from uuid import UUID

from lianfang.isolation import held  # noqa: F401 - it registers with privacy
from lianfang.isolation.services import expect_reports, find_missed, record_answers
from lianfang.isolation.services.asking import close
from lianfang.isolation.services.chasing import REPORT_DUE
from lianfang.isolation.subjects import ABNORMAL, MISSED
from lianfang.kernel.events import handles
from lianfang.measures.events import MeasureEnded, MeasureExtended, MeasureOrdered
from lianfang.measures.models import Measure
from lianfang.tasks import clocks
from lianfang.tasks.events import TaskDone


@handles(MeasureOrdered)
def begin_to_expect(event: MeasureOrdered) -> None:
    expect_reports(event.measure)


@handles(MeasureExtended)
def go_on_expecting(event: MeasureExtended) -> None:
    expect_reports(event.measure)


@handles(MeasureEnded)
def expect_no_more(event: MeasureEnded) -> None:
    """Nobody is chased for a measure that has ended; an urgent need stays somebody's task until it is answered."""
    clocks.stop(event.measure.pk, REPORT_DUE)
    close(event.measure, MISSED, ABNORMAL, outcome="measure_ended")


@handles(TaskDone)
def report_what_the_knock_brought(event: TaskDone) -> None:
    """A missed report was asked for on a visit, in one form with the household's other questions."""
    if event.task.kind != MISSED.code or event.act is None:
        return
    measure = Measure.objects.select_related("response", "unit", "person").filter(pk=event.task.subject_id).first()
    if measure is not None:
        record_answers(measure=measure, act=event.act, answers=event.answers)


@clocks.on(REPORT_DUE)
def a_report_is_due(measure_id: UUID, due_at: datetime) -> None:
    find_missed(measure_id, due_at)
