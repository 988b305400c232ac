"""An authorised role orders or refuses what was proposed."""

from datetime import date

from django.db import transaction

from lianfang.accounts.actors import Actor
from lianfang.kernel.clock import end_of, now, start_of, today
from lianfang.kernel.errors import Invalid, Refused
from lianfang.kernel.events import publish
from lianfang.kernel.wording import Reason
from lianfang.measures import rules
from lianfang.measures.access import ORDER_MEASURE, SERVE_NOTICE
from lianfang.measures.events import MeasureOrdered, MeasureRefused
from lianfang.measures.models import Measure
from lianfang.measures.rules import Ground, State, Step, Term
from lianfang.measures.services.steps import (
    SERVE_WITHIN,
    SYSTEM,
    MeasureOrId,
    acting_unit,
    admit_excess,
    ask_for_release,
    close_tasks,
    let_go_if_free,
    locked,
    note,
    take_over,
)
from lianfang.measures.subjects import DECIDE, SERVE, about
from lianfang.privacy.audit import audit
from lianfang.tasks import services as tasks

DECIDED = ["state", "decided_at", "decided_by"]
ORDERED = [*DECIDED, "ordered_unit", "ground", "ground_code", "first_day", "last_day", "begins_at", "release_due_at"]


@transaction.atomic
def order(
    *,
    actor: Actor,
    measure: MeasureOrId,
    ground: str = "",
    last_day: date | None = None,
    excess_authority: str = "",
    excess_reason: str = "",
) -> Measure:
    """Order a proposed measure, with its ground (a code of the editions) and its end; without one as the edition says.

    What goes further than the edition needs authority and reason. From now on the responsible unit answers for the
    person and has a task until the release. Raises NotFound, Refused (decided already, over already) or Invalid.
    """
    mine = locked(actor, measure, ORDER_MEASURE, State.ORDERED)
    _refuse_second(mine)
    _set_days(mine, ground, last_day)
    fields = admit_excess(mine, overshoot(mine), excess_authority, excess_reason)
    _decide(actor, mine, State.ORDERED)
    mine.ordered_unit = acting_unit(actor, mine)
    mine.begins_at = max(start_of(mine.first_day), now())
    mine.release_due_at = end_of(mine.last_day)
    mine.save(update_fields=[*ORDERED, *fields])
    note(actor, mine, Step.ORDERED, because=excess_reason)
    audit(actor, "measure.ordered", mine, kind=mine.kind, until=f"{mine.last_day:%F}", excess=mine.excess)
    _hand_on(mine)
    publish(MeasureOrdered(mine))
    return mine


@transaction.atomic
def refuse(*, actor: Actor, measure: MeasureOrId, because: str) -> Measure:
    """Refuse a proposal with a reason; nobody is bound. Raises NotFound, Refused (decided already) or Invalid."""
    mine = locked(actor, measure, ORDER_MEASURE, State.REFUSED)
    if not because.strip():
        raise Invalid({"because": Reason.of("measures.needs_reason")})
    _decide(actor, mine, State.REFUSED)
    mine.refused_because = because
    mine.save(update_fields=[*DECIDED, "refused_because"])
    note(actor, mine, Step.REFUSED, because=because)
    audit(actor, "measure.refused", mine)
    close_tasks(mine, DECIDE.code, outcome="refused")
    let_go_if_free(mine)
    publish(MeasureRefused(mine))
    return mine


@transaction.atomic
def serve(*, actor: Actor, measure: MeasureOrId) -> Measure:
    """The notice was handed over and explained; its task is done. Saying it again changes nothing.

    Raises NotFound or Refused (not in force).
    """
    mine = locked(actor, measure, SERVE_NOTICE)
    if not mine.is_in_force:
        raise Refused("measures.state_does_not_allow", state=mine.state)
    if not mine.changes.filter(step=Step.SERVED.value).exists():
        note(actor, mine, Step.SERVED)
        audit(actor, "measure.served", mine)
        close_tasks(mine, SERVE.code, outcome="served")
    return mine


def overshoot(measure: Measure) -> rules.Overshoot | None:
    """How the measure, as it stands, goes further than its edition."""
    known = measure.rules
    number = known.day_of(measure.counted_from, measure.last_day) if known else measure.term.days
    return rules.excess(measure.edition_rules, measure.kind, measure.ground_code, number)


def _decide(actor: Actor, measure: Measure, state: State) -> None:
    measure.state, measure.decided_at, measure.decided_by = state.value, now(), actor.name


def _refuse_second(measure: Measure) -> None:
    same = Measure.objects.filter(person_id=measure.person_id, kind=measure.kind, state=State.ORDERED.value)
    if same.exists():
        raise Refused("measures.already_under")


def _set_days(measure: Measure, ground: str, last_day: date | None) -> None:
    """Ground and days as ordered; another ground may mean other days."""
    if ground and ground != measure.ground_code:
        if ground not in list(Ground):
            raise Invalid({"ground": Reason.of("measures.no_such_ground")})
        measure.ground_code, measure.ground = ground, Reason.of(f"measures.ground_{ground}")
        if known := measure.rules:
            days = rules.term(known, measure.counted_from)
            measure.first_day, measure.last_day = days.first_day, days.last_day
    measure.last_day = last_day or measure.last_day
    check_days(measure.term)


def check_days(days: Term) -> None:
    """Raise Invalid for a last day before the first, or before today."""
    if days.last_day < days.first_day:
        raise Invalid({"last_day": Reason.of("measures.ends_before_it_begins")})
    if days.last_day < today():
        raise Invalid({"last_day": Reason.of("measures.over_already", day=f"{days.last_day:%F}")})


def _hand_on(measure: Measure) -> None:
    """From the decision to the work: the release is asked for, the notice is to be brought, the unit answers."""
    take_over(measure)
    ask_for_release(measure)
    tasks.ask(
        actor=SYSTEM,
        response=measure.response,
        kind=SERVE.code,
        subject=about(measure),
        person=measure.person,
        area_path=measure.area_path,
        unit=measure.unit,
        due_at=now() + SERVE_WITHIN,
        because=Reason.of("measures.serve_notice"),
    )
    close_tasks(measure, DECIDE.code, outcome="ordered")
