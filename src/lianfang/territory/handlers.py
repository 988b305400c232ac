"""Tells the packages below how areas are called."""

from collections.abc import Sequence

from lianfang.accounts.places import Place, know_areas
from lianfang.kernel.errors import NotFound
from lianfang.territory.selectors import area_at, areas_in_use, full_name, search_areas


def find_places(text: str) -> Sequence[Place]:
    """The area of a path, a code or a name; the nearest few where the text is not exact."""
    exact = list(areas_in_use().filter(code=text)[:2]) if text else []
    if not exact:
        try:
            exact = [area_at(text)]
        except NotFound:
            exact = list(areas_in_use().filter(name=text)[:8]) if text else []
    return [Place(area.path, full_name(area.path)) for area in exact or search_areas(text, limit=8)]


know_areas(name=full_name, find=find_places)
