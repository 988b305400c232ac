"""Reading the tree. Names of areas are no secret: whoever may look up areas may look up all; changing them has its place."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from lianfang.accounts.access import Action
from lianfang.accounts.actors import Actor
from lianfang.accounts.scopes import get, get_by_id, scope
from lianfang.kernel.errors import NotFound
from lianfang.kernel.paths import line_of, under
from lianfang.territory.access import SEE_AREAS
from lianfang.territory.models import IN_USE, Area
from lianfang.territory.names import full_name, name_of, names_of
from lianfang.territory.rules import Level

__all__ = ["full_name", "name_of", "names_of"]


def areas_in_use() -> QuerySet[Area]:
    return Area.objects.filter(IN_USE)


def area_at(path: str) -> Area:
    """The area at a path, retired ones included, for an old record still names it. Raises NotFound."""
    return get(Area.objects.all(), path=path)


def area_of_code(code: str) -> Area | None:
    """The area in use that bears an official code."""
    return areas_in_use().filter(code=code).order_by("path").first() if code else None


def areas_under(path: str, level: str | None = None) -> QuerySet[Area]:
    """The areas in use at and below a path ("" for all), of one level or of every."""
    rows = areas_in_use().filter(under("path", path))
    return rows.filter(level=level) if level else rows


def areas_visible_to(actor: Actor) -> QuerySet[Area]:
    """Every area for whoever may look up areas anywhere, none for anybody else."""
    return Area.objects.all() if actor.may_somewhere(SEE_AREAS) else Area.objects.none()


def require_lookup(actor: Actor) -> QuerySet[Area]:
    """Every area, for whoever may look them up. Raises NotFound for anybody else."""
    if not actor.may_somewhere(SEE_AREAS):
        raise NotFound
    return areas_visible_to(actor)


def get_area_for(actor: Actor, area_id: UUID | str, *, action: Action = SEE_AREAS) -> Area:
    """The area, if this actor may do this there; NotFound otherwise, as for an area that does not exist."""
    if action == SEE_AREAS:
        return get_by_id(areas_visible_to(actor), area_id)
    return get_by_id(scope(Area.objects.all(), actor, action, area="path"), area_id)


def line_above(area: Area) -> list[Area]:
    """The areas above, from the root down, without itself."""
    return list(Area.objects.filter(path__in=list(line_of(area.path))[:-1]).defer("geometry"))


def community_of(path: str) -> str:
    """The path of the community or village in which a place lies; the place itself where there is none above it."""
    above = names_of([path])
    return next((each for each, area in sorted(above.items()) if area.level == Level.COMMUNITY.value), path)


def search_areas(text: str, under_path: str = "", limit: int = 20, levels: Iterable[str] = ()) -> list[Area]:
    """Areas in use whose name or code holds the text, the nearest first: equal, beginning with it, holding it."""
    text = text.strip()
    if not text:
        return []
    found = areas_under(under_path).filter(
        Q(name__contains=text) | Q(name_en__icontains=text) | Q(code__startswith=text)
    )
    if levels:
        found = found.filter(level__in=list(levels))
    nearness = Case(
        When(Q(name=text) | Q(code=text), then=Value(0)),
        When(name__startswith=text, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    return list(found.defer("geometry").order_by(nearness, "path")[:limit])


def current_path(path: str) -> str:
    """Where what stood at a path stands now: the successor of a retired area, its successor, and so on.

    Raises NotFound for a path that never was, and where a retired area has no successor.
    """
    for _ in range(20):
        area = area_at(path)
        if not area.is_retired:
            return path
        path = area.successor_path
    raise NotFound
