"""Writing people: registering, meeting, merging."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction

from lianfang.accounts.actors import Actor
from lianfang.kernel.errors import Conflict, Refused
from lianfang.kernel.events import publish
from lianfang.kernel.names import name_tokens
from lianfang.people import selectors
from lianfang.people.access import MERGE_PEOPLE, REGISTER_PEOPLE
from lianfang.people.events import PeopleMerged, PeopleUnmerged
from lianfang.people.identity import Identity
from lianfang.people.models import Household, NameToken, Person
from lianfang.privacy.audit import audit
from lianfang.response.models import Response
from lianfang.vault import rings


@transaction.atomic
def found_household(
    *, actor: Actor, area_path: str, door: str, address: str = "", is_occupied: bool = True
) -> Household:
    """A new door. Raises Refused where the actor may not register people there."""
    actor.require(REGISTER_PEOPLE, area_path=area_path)
    household = Household.objects.create(area_path=area_path, door=door, address=address, is_occupied=is_occupied)
    audit(actor, "household.founded", household)
    return household


@transaction.atomic
def register_person(*, actor: Actor, identity: Identity, household: Household | None = None) -> Person:
    """Put somebody into the standing register. Raises Invalid (names the fields), Refused, or Conflict for a known ID number."""
    area_path = household.area_path if household else identity.area_path
    actor.require(REGISTER_PEOPLE, area_path=area_path)
    identity = identity.checked()
    if identity.id_number and selectors.by_id_number(identity.id_number):
        raise Conflict("people.another_name")
    person = _create(identity, household=household, area_path=area_path)
    audit(actor, "person.registered", person)
    return person


@transaction.atomic
def meet_person(*, actor: Actor, response: Response, identity: Identity) -> Person:
    """The record of somebody a response meets: the known one with this ID number, else a new one under the response's key.

    Whoever calls this has decided that the actor may record this person. Raises Invalid, naming the fields.
    """
    identity = identity.checked()
    known = selectors.by_id_number(identity.id_number, response=response) if identity.id_number else None
    if known is not None and _same_name(known, identity):
        return known
    person = _create(identity, response=response, area_path=identity.area_path)
    audit(actor, "person.met", person, same_id_as=str(known.pk) if known else "")
    return person


def _same_name(known: Person, identity: Identity) -> bool:
    return str(known.name) == identity.name


def _create(
    identity: Identity, *, area_path: str, household: Household | None = None, response: Response | None = None
) -> Person:
    person = Person.objects.create(
        response=response,
        household=household,
        area_path=area_path,
        name=identity.name,
        id_number=identity.id_number,
        phone=identity.phone,
        birth_date=identity.birth_date,
        birth_year=identity.birth_year,
        sex=identity.sex,
        address=identity.address,
    )
    write_tokens([person])
    return person


def write_tokens(people: Iterable[Person]) -> None:
    """Make these people findable by their names."""
    NameToken.objects.bulk_create(
        (
            NameToken(person_id=person.pk, token=token)
            for person in people
            for token in rings.tokens(person.keyring_id, "name", name_tokens(str(person.name)))
        ),
        batch_size=2000,
    )


@transaction.atomic
def merge(*, actor: Actor, person: UUID, into: UUID) -> Person:
    """Let one record point to another; everything of both stays. Raises Conflict for a circle, NotFound out of scope."""
    one = selectors.get_person_for(actor, person, action=MERGE_PEOPLE)
    other = selectors.whole(selectors.get_person_for(actor, into, action=MERGE_PEOPLE))
    if one.pk == other.pk:
        raise Conflict("people.same_person" if person == into else "people.circle")
    one.merged_into = other
    one.save(update_fields=["merged_into"])
    audit(actor, "person.merged", one, into=str(other.pk))
    publish(PeopleMerged(merged=one.pk, into=other.pk))
    return other


@transaction.atomic
def unmerge(*, actor: Actor, person: UUID) -> Person:
    """Undo a merge at once. Raises Refused where there is none."""
    one = selectors.get_person_for(actor, person, action=MERGE_PEOPLE)
    if one.merged_into is None:
        raise Refused("people.not_merged")
    one.merged_into = None
    one.save(update_fields=["merged_into"])
    audit(actor, "person.unmerged", one)
    publish(PeopleUnmerged(person=one.pk))
    return one
