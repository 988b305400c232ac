"""Where an area may stand, which path it gets there, and what is refused."""

from typing import Any

from django.db.models import Max

from lianfang.kernel.errors import Invalid, Refused
from lianfang.kernel.paths import DEEPEST, depth_of, next_child
from lianfang.kernel.wording import Reason, label_of
from lianfang.territory.models import IN_USE, Area
from lianfang.territory.rules import DIVISIONS, Level, is_outline, kind_for, may_contain


def locked(area: Area) -> Area:
    """The area as it stands now, held until the end of the transaction, so that two cannot be given one path below it."""
    return Area.objects.select_for_update(no_key=True).get(pk=area.pk)


def free_path(parent: Area | None) -> str:
    """The next path below a locked parent; paths of retired areas are not given again."""
    if parent is None:
        list(Area.objects.select_for_update(no_key=True).filter(parent=None).values_list("pk"))
    last = Area.objects.filter(parent=parent).aggregate(last=Max("path"))["last"]
    return next_child(parent.path if parent else "", last)


def refuse_misplaced(parent: Area | None, level: Level, deepest_below: int = 0) -> None:
    """Raise unless an area of this level, with so many levels below it, may stand directly below ``parent``."""
    if parent is None:
        return
    if parent.is_retired:
        raise Refused("territory.retired", name=str(parent))
    if not may_contain(Level(parent.level), level):
        raise Invalid({"parent": why_not_below(Level(parent.level), level)})
    if depth_of(parent.path) + 1 + deepest_below > DEEPEST:
        raise Invalid({"parent": Reason.of("territory.too_deep", deepest=DEEPEST)})


def why_not_below(parent: Level, child: Level) -> Reason:
    if child is Level.GRID:
        return Reason.of("territory.grid_not_below")
    return Reason.of("territory.not_below", child=label_of(child), parent=label_of(parent))


def refuse_taken_code(code: str, level: Level, parent: Area | None, but: Area | None = None) -> None:
    """An official code belongs to one area in use in the whole tree, a code of one's own to one below the same parent."""
    if not code:
        return
    bearers = Area.objects.filter(IN_USE, code=code).exclude(pk__in=[but.pk] if but else [])
    official = [each.value for each in DIVISIONS]
    bearers = (
        bearers.filter(level__in=official)
        if level in DIVISIONS
        else bearers.filter(parent=parent).exclude(level__in=official)
    )
    if bearer := bearers.first():
        raise Invalid({"code": Reason.of("territory.code_taken", number=code, name=bearer.name)})


def fitting_kind(level: Level, kind: str, name: str) -> str:
    try:
        return kind_for(level, kind, name)
    except ValueError:
        raise Invalid({"kind": Reason.of("territory.kind_not_of_level", level=label_of(level))}) from None


def refuse_no_outline(geometry: Any) -> None:
    if geometry is not None and not is_outline(geometry):
        raise Invalid({"geometry": Reason.of("territory.outline_not_geojson")})
