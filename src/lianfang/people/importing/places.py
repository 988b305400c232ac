"""Where a row says somebody lives: names of areas in cells, whole or in part, and the door."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from lianfang.exchange import Refused
from lianfang.kernel.paths import contains, line_of
from lianfang.people.exchange import PLACE
from lianfang.people.rules import door_of, is_door
from lianfang.territory.rules import ORDER, Level
from lianfang.territory.selectors import areas_under, names_of

COLUMNS: Mapping[str, Level] = {
    "street": Level.STREET,
    "community": Level.COMMUNITY,
    "compound": Level.COMPOUND,
    "grid": Level.GRID,
}
SUFFIXES: Mapping[str, tuple[str, ...]] = {
    Level.STREET.value: ("街道办事处", "街道办", "街道", "办事处", "镇", "乡"),
    Level.COMMUNITY.value: ("社区居民委员会", "社区居委会", "居委会", "社区", "村民委员会", "村委会", "村"),
    Level.COMPOUND.value: ("小区",),
    Level.GRID.value: ("网格",),
    Level.BUILDING.value: ("号楼", "栋", "幢", "座", "楼", "村民小组", "小组", "组", "队"),
    Level.ENTRANCE.value: ("单元", "门洞"),
}
NAMED_IN_PART = {Level.STREET.value, Level.COMMUNITY.value, Level.COMPOUND.value}
"""Levels whose areas are also recognised inside a text without the word for their level: 河东 for 河东社区."""


@dataclass(frozen=True, slots=True)
class Place:
    """An area and the door in it; the door is empty where none is told."""

    area_path: str
    door: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """An area that may be named."""

    path: str
    level: str
    name: str


class Places:
    """Every area at and below one path, by the ways in which people name them. Areas are read once."""

    def __init__(self, into: str) -> None:
        self.into = into
        below = areas_under(into).values_list("path", "level", "name")
        self._areas = {path: Known(path, level, plain(name)) for path, level, name in below}
        above = [area for path, area in names_of(line_of(into)).items() if path != into]
        self._above = {plain(area.name) for area in above} | {core_of(plain(area.name), area.level) for area in above}
        self._by_core: dict[tuple[str, str], list[str]] = defaultdict(list)
        self._by_text: dict[str, list[str]] = defaultdict(list)
        for area in self._areas.values():
            self._learn(area)
        self._longest = max(map(len, (*self._by_text, *self._above)), default=0)
        self._remembered: dict[tuple[str, ...], tuple[str, str] | Refused] = {}

    def find(self, cells: Mapping[str, str | None]) -> Place:
        """Where the cells of a row (by field, see ``exchange.PLACE``) say somebody lives.

        Raises Refused: people.area_unknown, people.area_several (``what``: the field), people.place_missing, people.no_door.
        """
        texts = {field: cells.get(field) or "" for field in PLACE}
        path, rest = self._area_of(tuple(texts[field] for field in ("area", *COLUMNS)))
        door = door_of(rest, texts["building"], texts["entrance"], texts["door"])
        if path == self.into and not door and texts["address"]:
            path, door = self._from_address(texts["address"])
        elif door:
            path, door = self._into_building(path, door, is_named=bool(texts["building"]))
        if self._is_too_wide(path):
            raise Refused("people.place_missing")
        if door and not is_door(door):
            raise Refused("people.no_door")
        return Place(path, door)

    def _learn(self, area: Known) -> None:
        core = core_of(area.name, area.level)
        self._by_core[area.level, core].append(area.path)
        spellings = {area.name, *(core + suffix for suffix in SUFFIXES.get(area.level, ()))}
        if area.level in NAMED_IN_PART and len(core) > 1:
            spellings.add(core)
        for spelling in spellings:
            if len(spelling) > 1:
                self._by_text[spelling].append(area.path)

    # -- areas -----------------------------------------------------------------------------------------------------

    def _area_of(self, texts: tuple[str, ...]) -> tuple[str, str]:
        if texts not in self._remembered:
            try:
                self._remembered[texts] = self._descended(texts)
            except Refused as refused:
                self._remembered[texts] = refused
        found = self._remembered[texts]
        if isinstance(found, Refused):
            raise found
        return found

    def _descended(self, texts: tuple[str, ...]) -> tuple[str, str]:
        path, rest = self._read(plain(texts[0]), self.into)
        if rest and not _DOOR.fullmatch(door_of(rest)):
            raise Refused("people.area_unknown", what="area")
        for (field, level), text in zip(COLUMNS.items(), texts[1:], strict=True):
            if text:
                path = self._named(path, plain(text), level, field)
        return path, rest

    def _named(self, path: str, text: str, level: Level, field: str) -> str:
        """The area of a level that a cell names below a path; the cell may also name the levels above it first."""
        if text in self._above or self._is_in_line(path, text):
            return path
        found = self._nearest(path, self._by_core.get((level.value, core_of(text, level.value)), ()))
        if not found:
            below, rest = self._read(text, path)
            found = [below] if below != path and not rest else []
        if len(found) != 1:
            raise Refused("people.area_several" if found else "people.area_unknown", what=field)
        return found[0]

    def _is_in_line(self, path: str, text: str) -> bool:
        return any(text == self._areas[above].name for above in line_of(path) if above in self._areas)

    def _nearest(self, path: str, candidates: Iterable[str]) -> list[str]:
        below = [each for each in candidates if contains(path, each)]
        shallowest = min(map(len, below), default=0)
        return [each for each in below if len(each) == shallowest]

    def _read(self, text: str, path: str) -> tuple[str, str]:
        """Descend by the names with which a text begins, the longest first; gives the rest that names nothing."""
        while text:
            size, below = self._begins_with(text, path)
            if size:
                path, text = below, text[size:].lstrip("/-—>、,，·")
            elif path == self.into and (wider := _DIVISION.match(text)):
                text = text[wider.end() :]
            else:
                break
        return path, text

    def _begins_with(self, text: str, path: str) -> tuple[int, str]:
        for size in range(min(self._longest, len(text)), 1, -1):
            start = text[:size]
            found = self._nearest(path, self._by_text.get(start, ()))
            if len(found) > 1:
                raise Refused("people.area_several", what="area")
            if found:
                return size, found[0]
            if start in self._above or self._is_in_line(path, start):
                return size, path
        return 0, path

    def _is_too_wide(self, path: str) -> bool:
        area = self._areas.get(path)
        return area is None or ORDER.index(Level(area.level)) < ORDER.index(Level.COMMUNITY)

    # -- doors -----------------------------------------------------------------------------------------------------

    def _from_address(self, address: str) -> tuple[str, str]:
        """An address as the only word about the place: the areas it begins with, and what looks like a door behind."""
        path, rest = self._read(plain(address), self.into)
        door = door_of(rest)
        looks_like_one = bool(_DOOR.fullmatch(door)) and path != self.into
        return self._into_building(path, door, is_named=False) if looks_like_one else (path, "")

    def _into_building(self, path: str, door: str, *, is_named: bool) -> tuple[str, str]:
        """Put a door into the building and the entrance it begins with, where these are areas of their own."""
        pieces = door.split("-")
        here = self._areas.get(path)
        if (
            here
            and here.level == Level.BUILDING.value
            and len(pieces) > 2
            and pieces[0] == core_of(here.name, here.level)
        ):
            pieces = pieces[1:]
        for level in (Level.BUILDING, Level.ENTRANCE):
            if len(pieces) > 1 or (is_named and level is Level.BUILDING):
                below = self._numbered(path, level, core_of(pieces[0], level.value))
                if below != path:
                    path, pieces = below, pieces[1:] or [""]
        return path, "-".join(pieces)

    def _numbered(self, path: str, level: Level, core: str) -> str:
        """The one building or entrance of this number; the path itself where there is none, or where it is in a compound
        that nobody named: each compound has its own building 1."""
        found = self._nearest(path, self._by_core.get((level.value, core), ()))
        if len(found) != 1 or any(self._is_compound(each) for each in line_of(found[0]) if len(each) > len(path)):
            return path
        return found[0]

    def _is_compound(self, path: str) -> bool:
        return path in self._areas and self._areas[path].level == Level.COMPOUND.value


_DIVISION = re.compile(r"[^\d]{2,8}?(?:省|自治区|自治州|市|区|县|旗)")
_DOOR = re.compile(r"[0-9A-Za-z]+(?:-[0-9A-Za-z]+)*")
_DIGITS = {digit: number for number, digit in enumerate("零一二三四五六七八九")}
_NUMERAL = re.compile(r"[一二三四五六七八九]?十[一二三四五六七八九]?|[零一二三四五六七八九]")


@lru_cache(maxsize=65536)
def plain(name: str) -> str:
    """A name for comparison: half-width, without blanks."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", name))


@lru_cache(maxsize=65536)
def core_of(name: str, level: str) -> str:
    """What is left of a name without the word for its level, numbers as figures: 第三网格 and 03 are 3."""
    core = name
    for suffix in SUFFIXES.get(level, ()):
        if name.endswith(suffix) and len(name) > len(suffix):
            core = name.removesuffix(suffix)
            break
    core = core.removeprefix("第")
    if _NUMERAL.fullmatch(core):
        return str(_number(core))
    return core.lstrip("0") or core


def _number(text: str) -> int:
    tens, ten, ones = text.rpartition("十")
    return (_DIGITS.get(tens, 1) * 10 if ten else 0) + _DIGITS.get(ones, 0)
