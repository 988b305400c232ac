"""Codes that belong to no module of the work: those on the doors of a place, and the slips of persons."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from lianfang.accounts.actors import Actor
from lianfang.kernel.numbers import walk_key
from lianfang.kernel.paths import under
from lianfang.paper.registry import Thing, printed_codes
from lianfang.people.access import READ_PERSON, SEE_PEOPLE
from lianfang.people.selectors import households_visible_to, people_visible_to
from lianfang.people.shown import masked


def _doors(actor: Actor, area_path: str) -> Iterator[Thing]:
    """Every door of a place, lived in or not: door number and code, and nothing that tells one from another."""
    found = households_visible_to(actor, SEE_PEOPLE).filter(under("area_path", area_path))
    for household in sorted(found.defer("address"), key=lambda each: (each.area_path, walk_key(each.door))):
        yield Thing(household.pk, household.door)


def _slips(actor: Actor, area_path: str) -> Iterator[Thing]:
    """A slip for everybody who lives in a place, in the order of the doors, with a masked name to hand it out by."""
    found = people_visible_to(actor, READ_PERSON).filter(under("area_path", area_path), response=None)
    for person in sorted(found, key=lambda each: (each.area_path, walk_key(_door_of(each)), str(each.pk))):
        yield Thing(person.pk, _door_of(person), str(masked(person).name), (person.pk,))


def _door_of(person: Any) -> str:
    return person.household.door if person.household else ""


printed_codes(
    "people.household",
    _("Codes of doors"),
    action=SEE_PEOPLE,
    things=_doors,
    layout="3x8",
    means=_("For every door of a place: its number and its code. The same plain kind on every door."),
)
printed_codes(
    "people.person",
    _("Slips for persons"),
    action=READ_PERSON,
    things=_slips,
    layout="2x4",
    means=_("With a slip somebody is found at once at a sampling table. Hand it only to that person."),
)
