"""What every write to a measure shares: finding it, its history, its tasks, and who answers for the person."""

from datetime import date, timedelta
from typing import TypeAlias
from uuid import UUID

from lianfang.accounts.access import Action
from lianfang.accounts.actors import Actor
from lianfang.kernel.clock import end_of, now, start_of
from lianfang.kernel.errors import Invalid, Refused
from lianfang.kernel.wording import Reason
from lianfang.measures import selectors
from lianfang.measures.models import Change, Measure
from lianfang.measures.rules import MAY_BECOME, Overshoot, State, Step
from lianfang.measures.subjects import DECIDE, MEASURE, RELEASE, about
from lianfang.orgs import selectors as orgs
from lianfang.orgs.models import Unit
from lianfang.tasks import services as tasks
from lianfang.tasks.models import Task
from lianfang.tasks.rules import WAITING
from lianfang.tasks.selectors import open_tasks_of, responsible_for

MeasureOrId: TypeAlias = Measure | UUID | str

SYSTEM = Actor.system("measures")

DECIDE_WITHIN = timedelta(hours=2)
SERVE_WITHIN = timedelta(hours=2)
"""Local assumptions: nobody waits longer for a decision, or for the paper that explains it."""


def locked(actor: Actor, measure: MeasureOrId, action: Action, then: State | None = None) -> Measure:
    """The measure, fresh and alone; Refused where its state does not allow what is to follow."""
    which = measure.pk if isinstance(measure, Measure) else measure
    mine = selectors.get_measure_for(actor, which, action=action, lock=True)
    if then is not None and then not in MAY_BECOME[State(mine.state)]:
        raise Refused("measures.state_does_not_allow", state=mine.state)
    return mine


def note(actor: Actor, measure: Measure, step: Step, *, because: str = "", before: date | None = None) -> Change:
    """Write a step of the measure's history, with the excess it brought."""
    return Change.objects.create(
        response_id=measure.response_id,
        measure=measure,
        area_path=measure.area_path,
        unit_path=(measure.ordered_unit or measure.unit).path,
        by=actor.name,
        step=step.value,
        last_day_before=before,
        last_day=measure.last_day,
        because=because,
        authority=measure.excess_authority if step in {Step.ORDERED, Step.EXTENDED} else "",
        excess=measure.excess if step in {Step.ORDERED, Step.EXTENDED} else "",
        excess_days=measure.excess_days if step in {Step.ORDERED, Step.EXTENDED} else 0,
    )


def acting_unit(actor: Actor, measure: Measure) -> Unit:
    """The unit on whose behalf the actor decides; the program acts for the one above the responsible one."""
    if actor.is_system:
        return orgs.above(measure.unit) or measure.unit
    return orgs.unit_of(actor)


def admit_excess(measure: Measure, found: Overshoot | None, authority: str, reason: str) -> list[str]:
    """Write an excess on the measure with its authority and reason, or take an old one away; the fields to save.

    Raises Invalid where an excess has neither.
    """
    if found is not None and not (authority.strip() and reason.strip()):
        because = Reason.of("measures.excess_needs_authority", path=found.path, days=found.days)
        missing = {"excess_authority": authority, "excess_reason": reason}
        raise Invalid({field: because for field, text in missing.items() if not text.strip()})
    measure.excess = found.kind.value if found else ""
    measure.excess_days, measure.excess_path = (found.days, found.path) if found else (0, "")
    measure.excess_authority, measure.excess_reason = (authority, reason) if found else ("", "")
    return ["excess", "excess_days", "excess_path", "excess_authority", "excess_reason"]


# -- tasks -----------------------------------------------------------------------------------------------------------


def waiting_tasks(measure: Measure, *kinds: str) -> list[Task]:
    """The open tasks of these kinds about a measure; those of higher modules are theirs to close."""
    rows = Task.objects.filter(subject_kind=MEASURE, subject_id=measure.pk, kind__in=kinds)
    return list(rows.filter(state__in=sorted(WAITING)))


def close_tasks(measure: Measure, *kinds: str, outcome: str) -> None:
    for task in waiting_tasks(measure, *kinds):
        tasks.answer(actor=SYSTEM, task=task, outcome=outcome)


def ask_for_decision(measure: Measure) -> Task:
    """The task that stands as long as a proposal waits, for the unit above the responsible one."""
    return tasks.ask(
        actor=SYSTEM,
        response=measure.response,
        kind=DECIDE.code,
        subject=about(measure),
        person=measure.person,
        area_path=measure.area_path,
        unit=orgs.above(measure.unit) or measure.unit,
        due_at=now() + DECIDE_WITHIN,
        because=Reason.of("measures.waits_for_order"),
        asked_by_units=[measure.unit],
    )


def ask_for_release(measure: Measure) -> Task:
    """The task that stands as long as the measure does: release on the last day. It is opened on that day."""
    return tasks.ask(
        actor=SYSTEM,
        response=measure.response,
        kind=RELEASE.code,
        subject=about(measure),
        person=measure.person,
        area_path=measure.area_path,
        unit=measure.unit,
        opens_at=max(now(), start_of(measure.last_day)),
        due_at=max(end_of(measure.last_day), now()),
        because=Reason.of("measures.ends_on", day=f"{measure.last_day:%F}"),
        quiet=True,
    )


def renew_release(measure: Measure) -> None:
    """Ask anew after the last day or the unit changed; what was asked before is closed."""
    old = waiting_tasks(measure, RELEASE.code)
    for task in old:
        tasks.cancel(actor=SYSTEM, task=task, outcome="asked_anew")
    ask_for_release(measure)


def take_over(measure: Measure) -> None:
    """Who answers for the person answers for the measure, else its own unit from now on; what waited for a decision about
    the person is decided. Whoever changed hands since the proposal stays with whom they are.
    """
    answering = responsible_for(measure.person)
    if answering is not None and answering.path != measure.unit_path:
        measure.unit, measure.unit_path = answering, answering.path
        measure.save(update_fields=["unit", "unit_path"])
    tasks.take_responsibility(
        actor=SYSTEM,
        response=measure.response,
        person=measure.person,
        unit=measure.unit,
        area_path=measure.area_path,
    )
    tasks.settle(actor=SYSTEM, person=measure.person, outcome="measure_ordered")


def let_go_if_free(measure: Measure) -> None:
    """Nobody answers for somebody any longer who is under no measure and about whom nothing is to be done."""
    open_states = [State.PROPOSED.value, State.ORDERED.value]
    if Measure.objects.filter(person_id=measure.person_id, state__in=open_states).exists():
        return
    if not open_tasks_of(measure.person).exists():
        tasks.release(actor=SYSTEM, response=measure.response, person=measure.person)
