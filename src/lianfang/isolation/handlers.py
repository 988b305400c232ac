"""Reports are expected from the order of a measure until its end."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lianfang.isolation import held, selectors  # noqa: F401 - the first registers with privacy
from lianfang.isolation.questions import ASKED, TEMPERATURE
from lianfang.isolation.services import expect_reports, find_missed, record_answers
from lianfang.isolation.services.asking import close
from lianfang.isolation.services.chasing import REPORT_DUE
from lianfang.isolation.subjects import ABNORMAL, MISSED
from lianfang.kernel.clock import today
from lianfang.kernel.events import handles
from lianfang.measures.events import MeasureEnded, MeasureExtended, MeasureOrdered
from lianfang.people.models import Person
from lianfang.tasks import clocks, errands
from lianfang.tasks.errands import Errand
from lianfang.tasks.events import VisitRecorded


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


@handles(VisitRecorded)
def report_what_the_knock_brought(event: VisitRecorded) -> None:
    """Whoever is observed there told how they are, in one form with the household's other questions."""
    told = [person for person, answers in event.answers.items() if TEMPERATURE.code in answers]
    for measure in selectors.observed_now(Q(person__in=told)) if told else ():
        record_answers(measure=measure, act=event.visit, answers=event.answers[measure.person_id])


@errands.at_doors
def reports_due(people: Q) -> Iterator[Errand]:
    """Whoever visits a household asks everybody observed there whose report of the day is not there yet."""
    inside = Person.objects.filter(people)
    for day in selectors.days_of(selectors.observed_now(Q(person__in=inside)), today()):
        if any(state in selectors.WAITED_FOR for _hour, state in day.slots):
            yield Errand(_("health report of today"), day.measure.person, ASKED)


@clocks.on(REPORT_DUE)
def a_report_is_due(measure_id: UUID, due_at: datetime) -> None:
    find_missed(measure_id, due_at)
