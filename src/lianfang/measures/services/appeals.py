"""Somebody objects; another unit than the one that ordered decides."""

from datetime import date, timedelta

from django.db import transaction

from lianfang.accounts.actors import Actor
from lianfang.kernel.clock import now
from lianfang.kernel.errors import Invalid, Refused
from lianfang.kernel.events import publish
from lianfang.kernel.wording import Reason
from lianfang.measures import selectors
from lianfang.measures.access import FILE_APPEAL
from lianfang.measures.events import AppealDecided, AppealFiled
from lianfang.measures.models import Appeal, Measure
from lianfang.measures.rules import AppealDecision, Ending, State, Step
from lianfang.measures.services.changes import extend
from lianfang.measures.services.endings import end_with
from lianfang.measures.services.steps import SYSTEM, MeasureOrId, locked, note
from lianfang.privacy.audit import audit
from lianfang.tasks import services as tasks
from lianfang.tasks.rules import What

DECIDE_WITHIN = timedelta(hours=24)
"""Local assumption: a measure lasts days, so an appeal is decided within one."""


@transaction.atomic
def appeal(*, actor: Actor, measure: MeasureOrId, said: str) -> Appeal:
    """Write down an appeal that somebody makes; it is handed to the reviewing unit, never the one that ordered.

    Raises NotFound, Refused (not in force, an appeal waits already, no other unit) or Invalid.
    """
    return _file(actor, locked(actor, measure, FILE_APPEAL), said)


@transaction.atomic
def appeal_by_link(*, measure: Measure, said: str) -> Appeal:
    """The same by the person, through the personal link."""
    return _file(Actor("link:appeal"), Measure.objects.select_for_update().get(pk=measure.pk), said)


def _file(actor: Actor, measure: Measure, said: str) -> Appeal:
    if measure.state != State.ORDERED or measure.appeals.filter(decided_at=None).exists():
        raise Refused("measures.appeal_not_possible")
    if not said.strip():
        raise Invalid({"said": Reason.of("measures.needs_reason")})
    reviewer = selectors.reviewing_unit(measure)
    if reviewer is None or reviewer == measure.ordered_unit:
        raise Refused("measures.no_other_unit")
    filed = Appeal.objects.create(
        response_id=measure.response_id,
        measure=measure,
        area_path=measure.area_path,
        unit=reviewer,
        unit_path=reviewer.path,
        said=said,
        filed_by=actor.name,
    )
    note(actor, measure, Step.APPEALED)
    audit(actor, "measure.appealed", filed, unit=reviewer.path)
    _hand_over(filed, measure)
    publish(AppealFiled(filed))
    return filed


def _hand_over(filed: Appeal, measure: Measure) -> None:
    filed.hand_over = tasks.hand_over(
        actor=SYSTEM,
        response=measure.response,
        person=measure.person,
        from_unit=measure.ordered_unit or measure.unit,
        to_unit=filed.unit,
        area_path=measure.area_path,
        expected_at=now() + DECIDE_WITHIN,
        because=Reason.of("measures.appeal_to_decide"),
        kind=What.APPEAL,
    )
    filed.save(update_fields=["hand_over"])


@transaction.atomic
def decide_appeal(
    *, actor: Actor, appeal: Appeal, decision: AppealDecision, because: str, last_day: date | None = None
) -> Appeal:
    """Decide an appeal with reasons: the order stands, ends earlier (``last_day``), or is revoked.

    Raises NotFound, Refused (decided already, or the actor decides for the unit that ordered) or Invalid.
    """
    mine = selectors.get_appeal_for(actor, appeal.pk)
    if mine.decided_at is not None:
        raise Refused("measures.appeal_decided")
    if not because.strip():
        raise Invalid({"because": Reason.of("measures.needs_reason")})
    if decision is AppealDecision.SHORTENED and (last_day is None or last_day >= mine.measure.last_day):
        raise Invalid({"last_day": Reason.of("measures.not_shorter")})
    mine.decision, mine.decided_because = decision.value, because
    mine.decided_at, mine.decided_by = now(), actor.name
    mine.save(update_fields=["decision", "decided_because", "decided_at", "decided_by"])
    audit(actor, "measure.appeal_decided", mine, decision=decision.value)
    note(actor, mine.measure, Step.APPEAL_DECIDED, because=because)
    if mine.hand_over is not None:
        tasks.mark_seen(actor=SYSTEM, hand_over=mine.hand_over)
    _follow(actor, mine, decision, last_day)
    publish(AppealDecided(mine))
    return mine


def _follow(actor: Actor, appeal: Appeal, decision: AppealDecision, last_day: date | None) -> None:
    measure = Measure.objects.select_for_update().get(pk=appeal.measure_id)
    if measure.state != State.ORDERED or decision is AppealDecision.UPHELD:
        return
    if decision is AppealDecision.REVOKED:
        end_with(actor=actor, measure=measure, ending=Ending.REVOKED_ON_APPEAL)
    elif last_day is not None:
        extend(
            actor=SYSTEM,
            measure=measure,
            last_day=last_day,
            because=f"{appeal.decided_because}",
            excess_authority=measure.excess_authority,
            excess_reason=str(measure.excess_reason),
        )
