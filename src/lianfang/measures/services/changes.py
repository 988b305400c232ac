"""A measure lasts longer or shorter, moves to another unit, or is computed anew by a new edition."""

from datetime import date

from django.db import transaction

from lianfang.accounts.actors import Actor
from lianfang.kernel.clock import end_of, today
from lianfang.kernel.errors import Invalid, Refused
from lianfang.kernel.events import publish
from lianfang.kernel.wording import Reason
from lianfang.measures import selectors
from lianfang.measures.access import ORDER_MEASURE, RECOMPUTE
from lianfang.measures.events import MeasureExtended
from lianfang.measures.models import Appeal, Measure, PersonalLink
from lianfang.measures.rules import Ending, State, Step, link_expires_on
from lianfang.measures.selectors import Recomputation
from lianfang.measures.services.endings import end_with
from lianfang.measures.services.orders import check_days, overshoot
from lianfang.measures.services.steps import SYSTEM, MeasureOrId, admit_excess, locked, note, renew_release
from lianfang.orgs import selectors as orgs
from lianfang.orgs.models import Unit
from lianfang.privacy.audit import audit
from lianfang.response.models import Response

RUNS = [State.PROPOSED.value, State.ORDERED.value]


@transaction.atomic
def extend(
    *,
    actor: Actor,
    measure: MeasureOrId,
    last_day: date,
    because: str,
    excess_authority: str = "",
    excess_reason: str = "",
) -> Measure:
    """Set another last day, later or (down to today) earlier, with the reason; the history keeps both days.

    Raises NotFound, Refused (not in force) or Invalid (no reason, the past, an excess without authority and reason).
    """
    mine = in_force_and_locked(actor, measure)
    if not because.strip():
        raise Invalid({"because": Reason.of("measures.needs_reason")})
    if last_day == mine.last_day:
        raise Invalid({"last_day": Reason.of("measures.same_day")})
    before = mine.last_day
    mine.last_day = last_day
    check_days(mine.term)
    fields = admit_excess(mine, overshoot(mine), excess_authority, excess_reason)
    _write(actor, mine, before, Step.EXTENDED if last_day > before else Step.SHORTENED, because, fields)
    return mine


def in_force_and_locked(actor: Actor, measure: MeasureOrId) -> Measure:
    mine = locked(actor, measure, ORDER_MEASURE)
    if mine.state != State.ORDERED:
        raise Refused("measures.state_does_not_allow", state=mine.state)
    return mine


def _write(actor: Actor, measure: Measure, before: date, step: Step, because: str, fields: list[str]) -> None:
    measure.release_due_at = end_of(measure.last_day)
    measure.save(update_fields=["last_day", "release_due_at", *fields])
    note(actor, measure, step, because=because, before=before)
    audit(actor, f"measure.{step}", measure, before=f"{before:%F}", until=f"{measure.last_day:%F}")
    PersonalLink.objects.filter(measure=measure, revoked_at=None).update(
        expires_at=end_of(link_expires_on(measure.last_day))
    )
    renew_release(measure)
    publish(MeasureExtended(measure, before))


@transaction.atomic
def recompute(*, actor: Actor, response: Response) -> list[Recomputation]:
    """Compute the running measures anew where the edition in force asks for it, as `selectors.recomputable` showed.

    Raises Refused. What the edition no longer has ends; nobody's time becomes longer than the new edition allows.
    """
    actor.require(RECOMPUTE, area_path=response.area_path)
    changed = list(selectors.recomputable(response))
    audit(actor, "measure.recomputed", "measures.measure", count=len(changed), response=str(response.pk))
    for each in changed:
        _recompute(actor, each)
    return changed


def _recompute(actor: Actor, change: Recomputation) -> None:
    measure = Measure.objects.select_for_update().select_related("person", "unit").get(pk=change.measure.pk)
    if not change.is_known:
        end_with(actor=actor, measure=measure, ending=Ending.RESPONSE_CHANGED)
        return
    before = measure.last_day
    measure.edition, measure.last_day = change.edition, max(change.last_day, measure.first_day, today())
    fields = ["edition", *admit_excess(measure, None, "", "")]
    _write(actor, measure, before, Step.RECOMPUTED, change.edition, fields)


@transaction.atomic
def move(*, actor: Actor, measure: Measure, unit: Unit, area_path: str) -> Measure:
    """Another unit answers from now on, because it took the person over or the work; saying it again changes nothing."""
    if measure.unit_path == unit.path:
        return measure
    measure.unit, measure.unit_path, measure.area_path = unit, unit.path, area_path or measure.area_path
    measure.save(update_fields=["unit", "unit_path", "area_path"])
    note(actor, measure, Step.MOVED)
    audit(actor, "measure.moved", measure, unit=unit.path)
    if measure.state == State.ORDERED:
        renew_release(measure)
    return measure


def pass_on(unit: Unit) -> None:
    """What a unit that has ended still had goes on: its measures to the unit above it, appeals to another reviewer."""
    if heir := orgs.above(unit):
        for measure in Measure.objects.filter(state__in=RUNS, unit=unit).select_related("unit"):
            move(actor=SYSTEM, measure=measure, unit=heir, area_path=measure.area_path)
    for filed in Appeal.objects.filter(decided_at=None, unit=unit).select_related("measure__ordered_unit"):
        _review_elsewhere(filed)


def _review_elsewhere(filed: Appeal) -> None:
    reviewer = selectors.reviewing_unit(filed.measure)
    if reviewer is not None and reviewer != filed.unit:
        filed.unit, filed.unit_path = reviewer, reviewer.path
        filed.save(update_fields=["unit", "unit_path"])
        audit(SYSTEM, "measure.appeal_moved", filed, unit=reviewer.path)
