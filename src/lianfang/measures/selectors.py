"""Reading measures: by area and by responsible unit. Every row is about a person; who may not see it finds nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from lianfang.accounts.access import Action
from lianfang.accounts.actors import Actor
from lianfang.accounts.scopes import get_by_id, scope
from lianfang.kernel.clock import today
from lianfang.measures import rules
from lianfang.measures.access import DECIDE_APPEAL, SEE_MEASURES
from lianfang.measures.models import Appeal, Measure
from lianfang.measures.rules import State
from lianfang.orgs import selectors as orgs
from lianfang.orgs.models import Unit
from lianfang.orgs.rules import UnitKind
from lianfang.people.models import Person
from lianfang.protocols import load_edition
from lianfang.response.models import Response
from lianfang.response.selectors import edition_in_force


def measures_visible_to(actor: Actor, action: Action = SEE_MEASURES) -> QuerySet[Measure]:
    """Measures in the actor's area or for which the actor's unit answers."""
    rows = Measure.objects.select_related("person", "person__household", "unit", "ordered_unit")
    return scope(rows, actor, action, units=("unit_path",))


def get_measure_for(
    actor: Actor, measure_id: UUID | str, *, action: Action = SEE_MEASURES, lock: bool = False
) -> Measure:
    """The measure, if the actor may do this with it; NotFound otherwise. Locked, it is fresh and alone."""
    rows = measures_visible_to(actor, action)
    return get_by_id(rows.select_for_update(of=("self",)) if lock else rows, measure_id)


def appeals_visible_to(actor: Actor, action: Action = DECIDE_APPEAL) -> QuerySet[Appeal]:
    """Appeals for which the actor's unit decides: by the tree of units, or by the area that the deciding unit has."""
    rows = Appeal.objects.select_related("measure", "measure__person", "measure__ordered_unit", "unit")
    return scope(rows, actor, action, area="unit__area_path", units=("unit_path",))


def get_appeal_for(actor: Actor, appeal_id: UUID | str, *, action: Action = DECIDE_APPEAL) -> Appeal:
    return get_by_id(appeals_visible_to(actor, action), appeal_id)


def in_force() -> QuerySet[Measure]:
    """Ordered and not ended, begun or not."""
    return Measure.objects.filter(state=State.ORDERED.value)


def running_on(day: date) -> QuerySet[Measure]:
    """The measures under which people were on a day; one that ended on it was still running that day."""
    begun = Measure.objects.filter(state__in=[State.ORDERED.value, State.ENDED.value], first_day__lte=day)
    return begun.filter(
        Q(ended_at=None, begins_at__date__lte=day) | Q(begins_at__date__lte=day, ended_at__date__gte=day)
    )


def of_person(person: Person) -> QuerySet[Measure]:
    """All measures of somebody, the latest first."""
    return Measure.objects.filter(person=person).select_related("unit").order_by("-first_day", "-proposed_at")


def reviewing_unit(measure: Measure) -> Unit | None:
    """Who decides an appeal: the unit above the one that ordered; at the top a department or health unit beside it."""
    ordered = measure.ordered_unit
    if ordered is None:
        return None
    return orgs.above(ordered) or _beside(ordered)


def _beside(ordered: Unit) -> Unit | None:
    others = orgs.units_at_work().filter(kind__in=[UnitKind.DEPARTMENT.value, UnitKind.HEALTH.value])
    return others.exclude(pk=ordered.pk).order_by("kind", "path").first()


@dataclass(frozen=True)
class Recomputation:
    """What a new edition would make of a running measure; ``last_day`` None: nothing, it ends."""

    measure: Measure
    edition: str
    last_day: date
    is_known: bool
    """Whether the new edition has this kind of measure; a complete one without it ends the measure."""


def recomputable(response: Response) -> Iterator[Recomputation]:
    """The running measures that the edition in force asks to compute anew, with the last day it gives them."""
    edition = edition_in_force(response)
    if not edition.recomputes_running:
        return
    for measure in in_force().filter(response=response).exclude(edition=edition.code).select_related("person", "unit"):
        new = edition.measure(measure.kind, measure.ground_code or None)
        same_disease = load_edition(measure.edition).disease == edition.disease
        if same_disease and (new or edition.complete):
            last = rules.recomputed_last_day(new, measure.counted_from, today())
            yield Recomputation(measure, edition.code, last, new is not None)
