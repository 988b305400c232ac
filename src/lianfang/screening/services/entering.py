"""Households that come into the register while a round runs come into the round too, visibly as new."""

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef

from lianfang.accounts.actors import Actor
from lianfang.kernel.clock import now
from lianfang.kernel.numbers import walk_key
from lianfang.kernel.paths import contains, under
from lianfang.people.bulk import insert_rows
from lianfang.people.models import Household
from lianfang.privacy.audit import audit
from lianfang.screening import selectors
from lianfang.screening.denominator import doors_entering
from lianfang.screening.models import Door, Round
from lianfang.screening.rules import Behind

SYSTEM = Actor.system("screening")


def enter_households(households: Sequence[UUID]) -> int:
    """Put new households into every running round that covers them; how many doors that makes."""
    rounds = list(selectors.open_rounds().filter(behind=Behind.HOUSEHOLDS.value, is_by_list=False))
    if not rounds:
        return 0
    found = list(Household.objects.filter(pk__in=households))
    return sum(_enter(each, [home for home in found if contains(each.area_path, home.area_path)]) for each in rounds)


@transaction.atomic
def enter_missing() -> int:
    """Households that were founded in the very moment in which a round was opened and that neither saw of the other."""
    number = 0
    for round_ in selectors.open_rounds().filter(behind=Behind.HOUSEHOLDS.value, is_by_list=False):
        inside = Door.objects.filter(round=round_, household=OuterRef("pk"))
        missing = Household.objects.filter(under("area_path", round_.area_path), ~Exists(inside))
        number += _enter(round_, list(missing))
    return number


def _enter(round_: Round, households: Sequence[Household]) -> int:
    doors = list(doors_entering(round_, households))
    if doors:
        insert_rows(Door, doors)
        audit(SYSTEM, "round.entered", round_, doors=len(doors))
    return len(doors)


def follow_household(household: UUID) -> None:
    """A household that moved is looked for where it lives now; one that left the area of a round stays where it was counted."""
    home = Household.objects.get(pk=household)
    doors = Door.objects.filter(household=home, round__closed_at=None).select_related("round")
    moved: dict[UUID, list[Door]] = defaultdict(list)
    for door in doors:
        if contains(door.round.area_path, home.area_path) and door.area_path != home.area_path:
            moved[door.round_id].append(door)
    units = selectors.units_answering({home.area_path}) if moved else {}
    for some in moved.values():
        for door in some:
            door.area_path, door.walk, door.changed_at = home.area_path, walk_key(home.door), now()
            door.unit_path = units[home.area_path].path if home.area_path in units else door.unit_path
            door.save(update_fields=["area_path", "walk", "unit_path", "changed_at"])
            audit(SYSTEM, "door.moved", door, to_path=home.area_path)
    enter_households([household])
