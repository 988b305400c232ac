"""Records that may be one person: noting them, deciding about them, merging and undoing it."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from lianfang.accounts.actors import Actor
from lianfang.kernel.clock import now
from lianfang.kernel.errors import Conflict, Refused
from lianfang.kernel.events import publish
from lianfang.people import selectors
from lianfang.people.access import MERGE_PEOPLE
from lianfang.people.alike import find_doubles
from lianfang.people.events import PeopleMerged, PeopleUnmerged
from lianfang.people.models import Double, Person
from lianfang.people.rules import Decision, Likeness
from lianfang.privacy.audit import audit


def note_doubles(people: Sequence[Person]) -> int:
    """Keep the pairs in which these people stand, to be decided by somebody; the caller audits. Gives their number.

    A pair that was noted before, whatever was decided about it, is left as it is.
    """
    found = [
        Double(one_id=one, other_id=other, certain=comparison.likeness is Likeness.CERTAIN)
        for (one, other), comparison in find_doubles(people).items()
    ]
    if found:
        Double.objects.bulk_create(found, ignore_conflicts=True)
    return len(found)


@transaction.atomic
def call_different(*, actor: Actor, double: UUID) -> Double:
    """Remember that two records are not the same person. Raises NotFound."""
    one = selectors.get_double_for(actor, double)
    _decide(Q(pk=one.pk), actor, Decision.DIFFERENT)
    audit(actor, "double.different", one)
    one.refresh_from_db()
    return one


@transaction.atomic
def merge(*, actor: Actor, person: UUID, into: UUID) -> Person:
    """Let one record point to another; everything of both stays. Raises Conflict for a circle, NotFound out of scope."""
    one = selectors.get_person_for(actor, person, action=MERGE_PEOPLE)
    other = selectors.whole(selectors.get_person_for(actor, into, action=MERGE_PEOPLE))
    if one.pk == other.pk:
        raise Conflict("people.same_person" if person == into else "people.circle")
    if one.merged_into_id is not None:
        raise Conflict("people.merged_already")
    one.merged_into = other
    one.save(update_fields=["merged_into"])
    _decide(_pair(one.pk, other.pk), actor, Decision.MERGED)
    audit(actor, "person.merged", one, into=str(other.pk))
    publish(PeopleMerged(merged=one.pk, into=other.pk))
    return other


@transaction.atomic
def unmerge(*, actor: Actor, person: UUID) -> Person:
    """Undo a merge at once. Raises Refused where there is none."""
    one = selectors.get_person_for(actor, person, action=MERGE_PEOPLE)
    if one.merged_into_id is None:
        raise Refused("people.not_merged")
    _decide(_pair(one.pk, one.merged_into_id), actor, Decision.OPEN)
    one.merged_into = None
    one.save(update_fields=["merged_into"])
    audit(actor, "person.unmerged", one)
    publish(PeopleUnmerged(person=one.pk))
    return one


def _pair(one: UUID, other: UUID) -> Q:
    return Q(one=min(one, other), other=max(one, other))


def _decide(which: Q, actor: Actor, decision: Decision) -> None:
    """Write a decision about a pair; a pair that was merged without having been noticed has none."""
    decided = decision is not Decision.OPEN
    Double.objects.filter(which).update(
        decision=decision.value, decided_at=now() if decided else None, decided_by=actor.name if decided else ""
    )
