"""Names of areas and units, asked of the packages above that know them; without them a path is shown and typed as it is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from lianfang.kernel.errors import NotFound
from lianfang.kernel.paths import ALPHABET, WIDTH


@dataclass(frozen=True)
class Place:
    """An area or a unit as it is chosen in a form."""

    path: str
    name: str


Namer = Callable[[str], str]
Finder = Callable[[str], Sequence[Place]]


def _as_written(text: str) -> Sequence[Place]:
    """Without anybody who knows places, only a path finds one."""
    looks_like_a_path = bool(text) and len(text) % WIDTH == 0 and set(text) <= set(ALPHABET)
    return [Place(text, text)] if looks_like_a_path else []


_namers: dict[str, Namer] = {}
_finders: dict[str, Finder] = {}
_sitting: list[Callable[[str], Sequence[str]]] = []


def know_areas(*, name: Namer, find: Finder) -> None:
    """Registered by whoever keeps the tree of areas: its full name by path, and what a name, code or path may mean."""
    _namers["area"], _finders["area"] = name, find


def know_units(*, name: Namer, find: Finder, within: Callable[[str], Sequence[str]]) -> None:
    """Registered by whoever keeps the tree of units: as for areas, and the paths of the units that sit in an area."""
    _namers["unit"], _finders["unit"] = name, find
    _sitting[:] = [within]


def units_within(area_path: str) -> Sequence[str]:
    """Paths of the units whose seat lies in an area."""
    return _sitting[0](area_path) if _sitting else ()


def name_of_area(path: str) -> str:
    return _named("area", path)


def name_of_unit(path: str) -> str:
    return _named("unit", path)


def _named(kind: str, path: str) -> str:
    """A place that is no longer there keeps its path for a name."""
    try:
        return _namers.get(kind, str)(path)
    except NotFound:
        return path


def find_areas(text: str) -> Sequence[Place]:
    """What was meant: one place if the text is exact, several to choose from, or none."""
    return _finders.get("area", _as_written)(text.strip())


def find_units(text: str) -> Sequence[Place]:
    return _finders.get("unit", _as_written)(text.strip())
