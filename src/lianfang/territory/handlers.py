"""Tells the packages below how areas are called."""

from collections.abc import Sequence

from lianfang.accounts.places import Place, know_areas
from lianfang.kernel.errors import NotFound
from lianfang.territory.models import Area
from lianfang.territory.selectors import area_at, areas_in_use, current_path, full_name, search_areas


def find_places(text: str) -> Sequence[Place]:
    """The area of a path (of a retired one, its successor), a code or a name; the nearest few where the text is not exact."""
    if not text:
        return []
    exact = list(areas_in_use().filter(code=text)[:2]) or _at(text) or list(areas_in_use().filter(name=text)[:8])
    return [Place(area.path, full_name(area.path)) for area in exact or search_areas(text, limit=8)]


def _at(path: str) -> list[Area]:
    try:
        return [area_at(current_path(path))]
    except NotFound:
        return []


know_areas(name=full_name, find=find_places)
