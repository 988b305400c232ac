"""What the page of a round shows of one of its areas: the numbers, the table that is walked down, the map of gaps."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lianfang.accounts.actors import Actor
from lianfang.kernel.errors import NotFound
from lianfang.kernel.paths import contains, line_of
from lianfang.screening import selectors
from lianfang.screening.coverage import (
    Counted,
    Coverage,
    Line,
    below,
    counted_by_area,
    coverage_of,
    of_level,
    together,
)
from lianfang.screening.models import Round
from lianfang.territory.models import Area
from lianfang.territory.names import names_of
from lianfang.territory.rules import Level
from lianfang.territory.selectors import area_at, areas_under
from lianfang.ui.maps import Map, Place

LEVELS = (Level.COMMUNITY, Level.GRID, Level.BUILDING)
"""What the table may be grouped by, beside the areas directly below."""
MAP_LEVELS = (Level.GRID, Level.COMMUNITY)
MOST_PLACES = 400
"""More places than this are too small to be read or pressed on a map; then the level above is drawn."""


@dataclass(frozen=True)
class Picture:
    """A round in one area (``area`` None: in several that have nothing above them that the viewer may see)."""

    round: Round
    base: Sequence[str]
    area: Area | None
    level: Level | None

    @property
    def paths(self) -> list[str]:
        return [self.area.path] if self.area else list(self.base)

    @cached_property
    def by_area(self) -> Counted:
        return counted_by_area(self.round, self.paths)

    @cached_property
    def counted(self) -> Coverage:
        return together(self.by_area)

    @cached_property
    def lines(self) -> list[Line]:
        """The table: the areas below in the order of the tree, never ranked."""
        if self.level is not None:
            return of_level(self.by_area, self.paths, self.level)
        if self.area is None:
            return [Line(area_at(path), coverage_of(self.round, [path]), True) for path in self.paths]
        return [line for line in self._below if line.area.path != self.area.path]

    @cached_property
    def _below(self) -> list[Line]:
        return below(self.by_area, self.area.path) if self.area else []

    @property
    def here(self) -> Coverage | None:
        """Doors that stand in the area itself and in none below it."""
        if self.level is not None or self.area is None:
            return None
        return next((line.counted for line in self._below if line.area.path == self.area.path), None)

    @property
    def trail(self) -> list[Area]:
        """From the widest area the viewer sees down to this one."""
        if self.area is None:
            return []
        line = names_of([self.area.path])
        return [line[path] for path in line_of(self.area.path) if path in line and self._is_seen(path)]

    def _is_seen(self, path: str) -> bool:
        return any(contains(base, path) for base in self.base)

    @property
    def levels(self) -> list[Level]:
        order = list(Level)
        here = order.index(Level(self.area.level)) if self.area else -1
        return [level for level in LEVELS if order.index(level) > here]

    @cached_property
    def gaps(self) -> Map | None:
        """The grids by how many households nobody has spoken to; each opens its doors. None without outlines."""
        for level in MAP_LEVELS:
            areas = [area for path in self.paths for area in areas_under(path, level.value)]
            if 0 < len(areas) <= MOST_PLACES:
                return self._map(areas, level) if any(area.geometry for area in areas) else None
        return None

    def _map(self, areas: Sequence[Area], level: Level) -> Map:
        missing = {line.area.path: line.counted.missing for line in of_level(self.by_area, self.paths, level)}
        doors = reverse("screening:doors", args=[self.round.pk])
        places = [
            Place(str(area), area.geometry, missing.get(area.path), f"{doors}?view=missing&area={area.path}")
            for area in areas
        ]
        says = _("Occupied households where nobody has been spoken to. Pressing an area opens its doors.")
        return Map("gaps", _("Where somebody is still missing"), says, _("not spoken to"), places)


def picture_of(actor: Actor, round_: Round, area: str, level: str) -> Picture:
    """What somebody asks to see of a round. Raises NotFound for an area that is not theirs."""
    base = selectors.base_of(actor, round_)
    if not base or (area and not any(contains(path, area) for path in base)):
        raise NotFound
    path = area or (base[0] if len(base) == 1 else "")
    known = {each.value: each for each in LEVELS}
    return Picture(round_, base, area_at(path) if path else None, known.get(level))
