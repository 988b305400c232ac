"""Those who are sampled again, and the results of one person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from lianfang.accounts.access import Action
from lianfang.accounts.actors import Actor
from lianfang.accounts.scopes import get_by_id, scope
from lianfang.kernel.clock import now
from lianfang.kernel.errors import NotFound
from lianfang.laboratory.access import READ_RESULTS, SEE_LABORATORY
from lianfang.laboratory.models import Resample, Result
from lianfang.laboratory.rules import Own, Step, Value, own_result
from lianfang.laboratory.terms import terms_of
from lianfang.people.models import Person
from lianfang.sampling.access import DRAW, READ_SWABS
from lianfang.sampling.models import Swab
from lianfang.sampling.rules import Why
from lianfang.tasks.access import DO_TASKS
from lianfang.tasks.selectors import WAITS, tasks_visible_to

ENDS = ("unit_path", "sender_path")
RESAMPLE = "laboratory.resample"
LOOKED_BACK = timedelta(days=30)
"""A person's own page goes back so far."""


def resamples_visible_to(actor: Actor) -> QuerySet[Resample]:
    """Who is sampled again where the actor sees results or who is in the tubes."""
    every = Resample.objects.all()
    seen = scope(every, actor, SEE_LABORATORY, units=ENDS) | scope(every, actor, READ_SWABS, units=ENDS)
    return _whole_rows(seen)


def _whole_rows(rows: QuerySet[Resample]) -> QuerySet[Resample]:
    return rows.select_related("person__household", "tube__session__site", "drawn_tube", "unit", "response", "result")


def to_sample_singly(actor: Actor) -> QuerySet[Resample]:
    """Who waits to be sampled again where the actor samples, the most urgent first."""
    rows = scope(Resample.objects.filter(step=Step.WAITING.value), actor, DRAW, units=ENDS)
    return rows.select_related("person__household").order_by("due_at", "id")


def get_resample_for(actor: Actor, resample_id: UUID | str) -> Resample:
    """Somebody who is sampled again, for whoever sees results or has a task about it that waits. Raises NotFound."""
    found = get_by_id(_whole_rows(Resample.objects.all()), resample_id)
    if resamples_visible_to(actor).filter(pk=found.pk).exists() or _has_task(actor, found):
        return found
    raise NotFound


def _has_task(actor: Actor, resample: Resample) -> bool:
    """Whether the actor is asked to do something here: then the door is enough, and the page says no more."""
    about = {"subject_kind": RESAMPLE, "subject_id": resample.pk, "state__in": WAITS}
    return tasks_visible_to(actor, DO_TASKS).filter(**about).exists()


def get_person_for(actor: Actor, person_id: UUID | str, *, action: Action = READ_RESULTS) -> Person:
    """Somebody whose results the actor may open (or do this with): who lives there or was sampled there. Raises NotFound."""
    person = get_by_id(Person.objects.select_related("household"), person_id)
    if actor.may(action, area_path=person.area_path) or _sampled_where(actor, person, action):
        return person
    raise NotFound


def may_link(actor: Actor, person: Person) -> bool:
    """Whether the actor may give this person the link to the own results: at the table, or where the person lives."""
    actions = (READ_RESULTS, READ_SWABS, DRAW)
    lives_here = any(actor.may(action, area_path=person.area_path) for action in actions)
    return lives_here or any(_sampled_where(actor, person, action) for action in actions)


def _sampled_where(actor: Actor, person: Person, action: Action) -> bool:
    if not actor.may_somewhere(action):
        return False
    mine = Swab.kept.filter(person=person)
    return scope(mine, actor, action, units=("unit_path",)).exists()


@dataclass(frozen=True)
class OwnSample:
    """One sample of a person, with what it says about the person alone."""

    swab: Swab
    result: Result | None
    own: Own

    @property
    def at(self) -> datetime:
        return self.swab.happened_at


def own_samples(person: Person, since: timedelta = LOOKED_BACK) -> list[OwnSample]:
    """Somebody's samples with their results, newest first."""
    swabs = list(swabs_of(person).filter(happened_at__gte=now() - since)[:50])
    results = {each.tube_id: each for each in Result.kept.filter(tube__in=[swab.tube_id for swab in swabs])}
    asked = {
        each.drawn_tube_id: Why(each.why) for each in Resample.objects.filter(person=person).exclude(drawn_tube=None)
    }
    return [_own(swab, results.get(swab.tube_id), asked.get(swab.tube_id, Why.ROUND)) for swab in swabs]


def swabs_of(person: Person) -> QuerySet[Swab]:
    """Samples that count of a person, and of the records that were merged into it."""
    same = Q(person=person) | Q(person__merged_into=person)
    return Swab.kept.filter(same).select_related("tube__session__site", "response").order_by("-happened_at", "-id")


def _own(swab: Swab, result: Result | None, why: Why) -> OwnSample:
    value = Value(result.value) if result else None
    people = result.people if result else swab.tube.people
    return OwnSample(swab, result, own_result(value, people=people, why=why, terms=terms_of(swab.response)))


def people_in(tubes: Sequence[UUID]) -> QuerySet[Swab]:
    """Who is in these tubes."""
    return (
        Swab.kept.filter(tube__in=list(tubes))
        .select_related("person__household", "tube", "session__unit", "response")
        .order_by("happened_at", "id")
    )
