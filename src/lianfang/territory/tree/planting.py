"""Many new areas at once, a level at a time, with the paths they would have been given one by one."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Max

from lianfang.kernel.paths import next_child
from lianfang.territory.models import Area
from lianfang.territory.rules import ORDER, Level, kind_for

BATCH = 2000

Places = dict[str, tuple[UUID, str]]
"""Id and path of areas, by whatever key the caller knows them."""


@dataclass(frozen=True, slots=True)
class Seed:
    """A new area: its key, its parent's key ("" for the root), and what it is."""

    key: str
    parent: str
    level: Level
    name: str
    code: str = ""
    kind: str = ""


def plant(seeds: Iterable[Seed], places: Places) -> None:
    """Write the areas of the seeds; ``places`` holds their parents and grows with them. The caller holds the parents."""
    by_level: dict[Level, list[Seed]] = {level: [] for level in ORDER}
    for seed in seeds:
        by_level[seed.level].append(seed)
    for level_seeds in by_level.values():
        _plant_level(level_seeds, places)


def _plant_level(seeds: list[Seed], places: Places) -> None:
    last = _last_paths({places[seed.parent][0] if seed.parent else None for seed in seeds})
    areas = []
    for seed in seeds:
        parent_id, parent_path = places[seed.parent] if seed.parent else (None, "")
        path = last[parent_id] = next_child(parent_path, last.get(parent_id))
        kind = kind_for(seed.level, seed.kind, seed.name)
        area = Area(parent_id=parent_id, path=path, level=seed.level.value, kind=kind, code=seed.code, name=seed.name)
        places[seed.key] = (area.id, path)
        areas.append(area)
    Area.objects.bulk_create(areas, batch_size=BATCH)


def _last_paths(parents: set[UUID | None]) -> dict[UUID | None, str]:
    """The last path ever given below each parent."""
    some = list(parents - {None})
    last: dict[UUID | None, str] = {}
    for start in range(0, len(some), BATCH):
        rows = Area.objects.filter(parent__in=some[start : start + BATCH]).order_by()
        last |= dict(rows.values_list("parent").annotate(last=Max("path")))
    if None in parents and (top := Area.objects.filter(parent=None).aggregate(last=Max("path"))["last"]):
        last[None] = top
    return last
