"""Reports are expected from the order of a measure until its end."""

from datetime import datetime
from uuid import UUID

from lianfang.isolation.services import expect_reports, find_missed
from lianfang.isolation.services.asking import close
from lianfang.isolation.services.chasing import REPORT_DUE
from lianfang.isolation.subjects import ABNORMAL, MISSED
from lianfang.kernel.events import handles
from lianfang.measures.events import MeasureEnded, MeasureExtended, MeasureOrdered
from lianfang.tasks import clocks


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


@clocks.on(REPORT_DUE)
def a_report_is_due(measure_id: UUID, due_at: datetime) -> None:
    find_missed(measure_id, due_at)
