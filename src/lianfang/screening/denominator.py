"""Which doors belong to a round: households of its area, named ones, those left over from another, or workplaces."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Substr

from lianfang.kernel.clock import now
from lianfang.kernel.numbers import walk_key
from lianfang.kernel.paths import WIDTH, under
from lianfang.orgs.models import Unit
from lianfang.people.bulk import insert_rows
from lianfang.people.models import Household
from lianfang.screening.models import Door, Round
from lianfang.screening.rules import Behind, Standing, is_lived_in
from lianfang.screening.selectors import TO_WALK, units_answering
from lianfang.territory.models import Area
from lianfang.territory.rules import Kind, Level
from lianfang.territory.selectors import areas_under

AT_ONCE = 5_000
"""Rows written with one statement."""
WORKPLACES = (Kind.WORK_AREA.value, Kind.WORKPLACE.value, Kind.SCHOOL.value, Kind.INSTITUTION.value)


@dataclass(frozen=True)
class Denominator:
    """What the doors of a round are taken from: everything of a kind below an area, or those on a list."""

    area_path: str
    behind: Behind = Behind.HOUSEHOLDS
    households: tuple[UUID, ...] | None = None
    """Only these, as from a list."""
    left_over_of: Round | None = None
    """Only those that another round has not reached."""

    @property
    def is_by_list(self) -> bool:
        return self.households is not None or self.left_over_of is not None

    def households_meant(self) -> QuerySet[Household]:
        """The households whose doors are walked."""
        rows = Household.objects.filter(under("area_path", self.area_path))
        if self.left_over_of is not None:
            left = Door.objects.filter(round=self.left_over_of, state__in=TO_WALK)
            rows = rows.filter(pk__in=left.values("household"))
        return rows if self.households is None else rows.filter(pk__in=self.households)

    def workplaces_meant(self) -> QuerySet[Area]:
        """The workplaces, work areas, schools and institutions that are visited."""
        return areas_under(self.area_path, Level.COMPOUND.value).filter(kind__in=WORKPLACES).defer("geometry")

    def things(self) -> Iterator["Thing"]:
        """What each door is made of, in the order of the tree."""
        if self.behind is Behind.WORKPLACES:
            for area in self.workplaces_meant().order_by("path"):
                yield Thing(area.pk, area.path, str(area.name), True)
            return
        homes = self.households_meant().order_by("area_path", "door")
        for home in homes.values_list("pk", "area_path", "door", "is_occupied").iterator(chunk_size=AT_ONCE):
            yield Thing(*home)


class Thing(NamedTuple):
    """A household or a workplace: id, area, what stands on the door, and whether it is lived in."""

    id: UUID
    area: str
    words: str
    lived_in: bool


def fill(round_: Round, denominator: Denominator) -> int:
    """Put the doors of a round down, some thousands with a statement; how many there are."""
    things = denominator.things()
    units: dict[str, Unit] = {}
    number = 0
    while some := list(islice(things, AT_ONCE)):
        units |= units_answering({each.area for each in some} - units.keys())
        insert_rows(Door, [_door(round_, units, each) for each in some])
        number += len(some)
    return number


def _door(round_: Round, units: Mapping[str, Unit], thing: Thing) -> Door:
    is_home = round_.behind == Behind.HOUSEHOLDS
    return Door(
        round_id=round_.pk,
        household_id=thing.id if is_home else None,
        place_id=None if is_home else thing.id,
        area_path=thing.area,
        unit_path=units[thing.area].path if thing.area in units else round_.unit_path,
        walk=walk_key(thing.words),
        was_lived_in=thing.lived_in,
        is_lived_in=is_lived_in(Standing.OPEN, thing.lived_in),
    )


@dataclass(frozen=True)
class Planned:
    """How many doors an area would bring into a round."""

    area: Area
    doors: int
    occupied: int


def by_area(denominator: Denominator) -> list[Planned]:
    """The doors of a planned round, counted by the areas directly below its own."""
    depth = len(denominator.area_path) + WIDTH
    is_home = denominator.behind is Behind.HOUSEHOLDS
    rows = denominator.households_meant() if is_home else denominator.workplaces_meant()
    below = Substr("area_path" if is_home else "path", 1, depth)
    counted = (
        rows.order_by().annotate(below=below).values("below").annotate(doors=Count("pk"), occupied=_lived_in(is_home))
    )
    found = {row["below"]: row for row in counted}
    areas = Area.objects.filter(path__in=found).defer("geometry").order_by("path")
    return [Planned(area, found[area.path]["doors"], found[area.path]["occupied"]) for area in areas]


def _lived_in(is_home: bool) -> Count:
    return Count("pk", filter=Q(is_occupied=True)) if is_home else Count("pk")


def doors_entering(round_: Round, households: Iterable[Household]) -> Iterator[Door]:
    """Doors for households that came in after the beginning, to be seen as such; those in the round already are left out."""
    wanted = {each.pk: each for each in households}
    known = set(Door.objects.filter(round=round_, household__in=wanted).values_list("household_id", flat=True))
    units = units_answering({each.area_path for each in wanted.values()})
    for pk, each in wanted.items():
        if pk not in known:
            door = _door(round_, units, Thing(pk, each.area_path, each.door, each.is_occupied))
            door.is_new, door.added_at = True, now()
            yield door
