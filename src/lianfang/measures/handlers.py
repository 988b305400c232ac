"""What follows for measures when a person changes hands, or a task about a measure is answered elsewhere."""

from collections.abc import Sequence

from lianfang.kernel.events import handles, handles_many
from lianfang.measures import foresight, held, panels  # noqa: F401 - they register with the modules below
from lianfang.measures.models import Measure
from lianfang.measures.rules import Ending, State
from lianfang.measures.services import end_with, move, pass_on
from lianfang.measures.services.steps import SYSTEM, ask_for_decision, ask_for_release, let_go_if_free
from lianfang.measures.subjects import DECIDE, RELEASE
from lianfang.orgs.events import UnitEnded
from lianfang.people.models import Person
from lianfang.tasks.events import HandOverAccepted, HandOverSeen, TaskDone
from lianfang.tasks.holds import holds
from lianfang.tasks.models import HandOver

OVER = [State.ENDED.value, State.REFUSED.value]


@handles(HandOverAccepted)
def move_when_accepted(event: HandOverAccepted) -> None:
    _move_with_the_person(event.hand_over)


@handles(HandOverSeen)
def move_when_seen(event: HandOverSeen) -> None:
    """Who was seen before anybody accepted was accepted by that."""
    _move_with_the_person(event.hand_over)


def _move_with_the_person(sent: HandOver) -> None:
    """The receiver answers for the person, so it answers for the measures; across the border they end here."""
    if not sent.moves_a_person:
        return
    for measure in Measure.objects.filter(person_id=sent.person_id, state=State.ORDERED.value):
        if sent.to_unit is None:
            end_with(actor=SYSTEM, measure=measure, ending=Ending.LEFT_DISTRICT)
        else:
            move(actor=SYSTEM, measure=measure, unit=sent.to_unit, area_path=sent.area_path)


@handles(UnitEnded)
def go_on_above(ended: UnitEnded) -> None:
    """Whoever answers for the people of a unit that has ended answers for their measures."""
    pass_on(ended.unit)


@holds
def is_under_a_measure(person: Person) -> bool:
    """As long as a measure runs, a unit answers for the person."""
    return Measure.objects.filter(person=person, state=State.ORDERED.value).exists()


@handles(TaskDone)
def keep_asking(event: TaskDone) -> None:
    """A proposal waits for its decision and a measure for its release, whoever ticked the task off."""
    if event.task.kind not in (DECIDE.code, RELEASE.code):
        return
    measure = Measure.objects.select_related("response", "unit", "person").filter(pk=event.task.subject_id).first()
    if measure is not None and measure.state == State.ORDERED and event.task.kind == RELEASE.code:
        ask_for_release(measure)
    if measure is not None and measure.state == State.PROPOSED and event.task.kind == DECIDE.code:
        ask_for_decision(measure)


@handles_many(TaskDone)
def let_go_after_the_last_task(events: Sequence[TaskDone]) -> None:
    """What outlived a measure (an urgent need, a notice) was the last thing to do: nobody has to answer any longer."""
    people = {event.task.person_id for event in events if event.task.person_id is not None}
    over = Measure.objects.filter(person__in=people, state__in=OVER).order_by("proposed_at") if people else ()
    for newest in {measure.person_id: measure for measure in over}.values():
        let_go_if_free(newest)
