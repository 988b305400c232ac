"""A measure ends: released on its last day, earlier with a reason, or because something else took its place."""

from django.db import transaction

from lianfang.accounts.actors import Actor
from lianfang.kernel.clock import now, today
from lianfang.kernel.errors import Invalid, Refused
from lianfang.kernel.events import publish
from lianfang.kernel.wording import Reason
from lianfang.measures.access import ORDER_MEASURE, RELEASE
from lianfang.measures.events import MeasureEnded, MeasureReleased
from lianfang.measures.models import Measure
from lianfang.measures.rules import Ending, State, Step
from lianfang.measures.services.proposals import propose
from lianfang.measures.services.steps import SYSTEM, MeasureOrId, close_tasks, let_go_if_free, locked, note
from lianfang.measures.subjects import DECIDE, SERVE
from lianfang.measures.subjects import RELEASE as RELEASE_TASK
from lianfang.privacy.audit import audit


@transaction.atomic
def release(*, actor: Actor, measure: MeasureOrId, negative_tests: int = 0, because: str = "") -> Measure:
    """Release somebody on or after the last day. What the edition says follows is proposed at once.

    ``negative_tests`` is how many of the tests that the edition asks for were seen; with fewer, ``because`` says why
    the person is released all the same. Raises NotFound, Refused (not in force, not yet due) or Invalid.
    """
    mine = locked(actor, measure, RELEASE, State.ENDED)
    if today() < mine.last_day:
        raise Refused("measures.not_yet_due", day=f"{mine.last_day:%F}")
    asked = mine.rules.release_tests if mine.rules else 0
    if negative_tests < asked and not because.strip():
        raise Invalid({"negative_tests": Reason.of("measures.tests_missing", asked=asked)})
    _follow_up(mine)
    end_with(actor=actor, measure=mine, ending=Ending.RELEASED, because=because)
    publish(MeasureReleased(mine))
    return mine


@transaction.atomic
def end_early(*, actor: Actor, measure: MeasureOrId, because: str, ending: Ending = Ending.ENDED_EARLY) -> Measure:
    """End a measure before its last day, with the reason. Raises NotFound, Refused (not in force) or Invalid."""
    mine = locked(actor, measure, ORDER_MEASURE, State.ENDED)
    if not because.strip():
        raise Invalid({"because": Reason.of("measures.needs_reason")})
    return end_with(actor=actor, measure=mine, ending=ending, because=because)


@transaction.atomic
def end_with(*, actor: Actor, measure: Measure, ending: Ending, because: str = "") -> Measure:
    """End a measure that the caller may end: its tasks close, and nobody answers any longer for somebody who is free."""
    measure.state, measure.ended_at, measure.ended_by, measure.ending = (
        State.ENDED.value,
        now(),
        actor.name,
        ending.value,
    )
    measure.save(update_fields=["state", "ended_at", "ended_by", "ending"])
    note(actor, measure, Step.ENDED, because=because)
    audit(actor, "measure.ended", measure, ending=ending.value)
    close_tasks(measure, DECIDE.code, SERVE.code, RELEASE_TASK.code, outcome=ending.value)
    publish(MeasureEnded(measure))
    let_go_if_free(measure)
    return measure


def _follow_up(measure: Measure) -> None:
    """Propose what the edition says follows (集中隔离后居家健康监测), counted from this release."""
    following = measure.rules.followed_by if measure.rules else None
    if following and not Measure.objects.filter(person_id=measure.person_id, kind=following, state="ordered").exists():
        propose(
            actor=SYSTEM,
            response=measure.response,
            person=measure.person,
            kind=following,
            counted_from=today(),
            unit=measure.unit,
            because=Reason.of("measures.follows", kind=measure.kind),
            area_path=measure.area_path,
            ground=measure.ground_code,
            place=measure.place,
            follows=measure,
        )
