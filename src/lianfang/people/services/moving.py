"""Who lives elsewhere, is no longer here, is here again, or is taken over from a response into the register."""

from uuid import UUID

from django.db import transaction

from lianfang.accounts.actors import Actor
from lianfang.kernel.clock import now
from lianfang.kernel.errors import Refused
from lianfang.kernel.events import publish
from lianfang.people import selectors
from lianfang.people.access import REGISTER_PEOPLE, TAKE_OVER
from lianfang.people.events import PersonLeft, PersonMoved, PersonTakenOver
from lianfang.people.models import Household, Person
from lianfang.people.rules import Gone
from lianfang.people.services.doubles import note_doubles
from lianfang.people.services.registering import refuse_known
from lianfang.people.tokens import rewrite_tokens
from lianfang.privacy.audit import audit

LOCKED = ("name", "id_number", "phone", "birth_date", "address")
KEYED = ("id_key", "phone_key", "name_key", "born_key")


@transaction.atomic
def move_person(
    *, actor: Actor, person: UUID, to_area: str = "", household: Household | None = None, relation: str = ""
) -> Person:
    """Put somebody behind another door, or (``to_area``) into an area without one; the right is needed in both areas.

    Raises NotFound or Refused.
    """
    one = selectors.get_person_for(actor, person, action=REGISTER_PEOPLE)
    to_path = household.area_path if household else to_area
    actor.require(REGISTER_PEOPLE, area_path=to_path)
    from_path = one.area_path
    one.household, one.area_path, one.relation = household, to_path, relation
    one.save(update_fields=["household", "area_path", "relation"])
    audit(actor, "person.moved", one, from_path=from_path, to_path=to_path)
    publish(PersonMoved(one.pk, from_path, to_path))
    return one


@transaction.atomic
def leave(*, actor: Actor, person: UUID, because: str = Gone.MOVED.value) -> Person:
    """Say that somebody is no longer here; the record stays and is found again by its ID number. Raises NotFound."""
    one = selectors.get_person_for(actor, person, action=REGISTER_PEOPLE)
    if one.gone_at is None:
        one.gone_at, one.gone_because = now(), Gone(because).value
        one.save(update_fields=["gone_at", "gone_because"])
        audit(actor, "person.left", one, because=one.gone_because)
        publish(PersonLeft(one.pk, one.gone_because))
    return one


@transaction.atomic
def come_back(*, actor: Actor, person: UUID) -> Person:
    """Undo `leave`. Raises NotFound."""
    one = selectors.get_person_for(actor, person, action=REGISTER_PEOPLE)
    if one.gone_at is not None:
        one.gone_at, one.gone_because = None, ""
        one.save(update_fields=["gone_at", "gone_because"])
        audit(actor, "person.came_back", one)
    return one


@transaction.atomic
def take_over(*, actor: Actor, person: UUID, household: Household | None = None, to_area: str = "") -> Person:
    """Put somebody a response has met into the standing register: the record stays the same, its key changes.

    What the response learned stays under the response's key. Raises NotFound, Refused (not met by a response, not
    there), or Conflict where the register has this ID number: then the two are to be merged.
    """
    one = selectors.get_person_for(actor, person, action=TAKE_OVER)
    if one.response is None:
        raise Refused("people.already_in_register")
    to_path = household.area_path if household else to_area or one.area_path
    actor.require(REGISTER_PEOPLE, area_path=to_path)
    refuse_known(selectors.identity_of(one))
    response = one.response
    for field in LOCKED:
        getattr(one, field)  # opened with the old key before the new one locks it
    one.response, one.household, one.area_path = None, household, to_path
    one.save(update_fields=["response", "household", "area_path", *LOCKED, *KEYED])
    rewrite_tokens(one)
    audit(actor, "person.taken_over", one, response=str(response.pk))
    note_doubles([one])
    publish(PersonTakenOver(one.pk, response.pk))
    return one
