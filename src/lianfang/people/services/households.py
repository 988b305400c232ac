"""Doors: founding, correcting and moving a household."""

from uuid import UUID

from django.db import transaction

from lianfang.accounts.actors import Actor
from lianfang.kernel.errors import Conflict, Invalid
from lianfang.kernel.events import publish
from lianfang.kernel.wording import Reason
from lianfang.people import selectors
from lianfang.people.access import REGISTER_PEOPLE
from lianfang.people.events import HouseholdMoved, HouseholdsFounded, PersonMoved
from lianfang.people.models import Household, Person
from lianfang.people.rules import door_of, is_door
from lianfang.privacy.audit import audit


@transaction.atomic
def found_household(
    *, actor: Actor, area_path: str, door: str, address: str = "", is_occupied: bool = True
) -> Household:
    """A new door. Raises Refused where the actor may not register people there, Invalid or Conflict for the door."""
    actor.require(REGISTER_PEOPLE, area_path=area_path)
    spelled = _free_door(area_path, door)
    household = Household(area_path=area_path, door=spelled, address=address, is_occupied=is_occupied)
    household.save(force_insert=True)
    audit(actor, "household.founded", household)
    publish(HouseholdsFounded((household.pk,)))
    return household


@transaction.atomic
def door_at(*, actor: Actor, area_path: str, door: str) -> Household:
    """The household behind a door, founded if it is not on record. Raises Refused or Invalid."""
    actor.require(REGISTER_PEOPLE, area_path=area_path)
    known = Household.objects.filter(area_path=area_path, door=door_of(door)).order_by("created_at").first()
    return known or found_household(actor=actor, area_path=area_path, door=door)


@transaction.atomic
def correct_household(
    *, actor: Actor, household: UUID, door: str, address: str = "", is_occupied: bool = True
) -> Household:
    """Put the door, its address or whether it is lived in right. Raises NotFound, Invalid or Conflict."""
    one = selectors.get_household_for(actor, household, action=REGISTER_PEOPLE)
    spelled = _free_door(one.area_path, door, but=one)
    changed = [
        name
        for name, value in (("door", spelled), ("address", address), ("is_occupied", is_occupied))
        if getattr(one, name) != value
    ]
    if changed:
        one.door, one.address, one.is_occupied = spelled, address, is_occupied
        one.save(update_fields=changed)
        audit(actor, "household.corrected", one, fields=changed)
    return one


@transaction.atomic
def move_household(*, actor: Actor, household: UUID, to_area: str, door: str) -> Household:
    """Put a whole household elsewhere with everybody in it; the actor needs the right in both areas.

    Raises NotFound, Refused, Invalid or Conflict.
    """
    one = selectors.get_household_for(actor, household, action=REGISTER_PEOPLE)
    actor.require(REGISTER_PEOPLE, area_path=to_area)
    from_path, spelled = one.area_path, _free_door(to_area, door, but=one)
    one.area_path, one.door = to_area, spelled
    one.save(update_fields=["area_path", "door"])
    people = list(Person.objects.filter(household=one).values_list("pk", flat=True))
    Person.objects.filter(household=one).update(area_path=to_area)
    audit(actor, "household.moved", one, from_path=from_path, to_path=to_area, people=len(people))
    publish(HouseholdMoved(one.pk, from_path, to_area))
    for person in people:
        publish(PersonMoved(person, from_path, to_area))
    return one


def _free_door(area_path: str, door: str, but: Household | None = None) -> str:
    """The door in its one spelling; raises Invalid for none, Conflict for one that is on record."""
    spelled = door_of(door)
    if not spelled or len(spelled) > Household._meta.get_field("door").max_length:  # type: ignore[operator]
        raise Invalid({"door": Reason.of("people.door_missing")})
    if not is_door(spelled):
        raise Invalid({"door": Reason.of("people.no_door")})
    taken = Household.objects.filter(area_path=area_path, door=spelled)
    if (taken.exclude(pk=but.pk) if but else taken).exists():
        raise Conflict("people.door_known", door=spelled)
    return spelled
