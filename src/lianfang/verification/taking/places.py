"""Where a row's address points to: an area of the district, somewhere else, or nowhere that can be told."""

import re
from collections import defaultdict
from collections.abc import Iterable

from lianfang.exchange import Refused
from lianfang.kernel.paths import contains, line_of
from lianfang.people.importing.places import SUFFIXES, Place, Places, core_of, plain
from lianfang.territory.models import Area
from lianfang.territory.rules import ORDER, Level
from lianfang.territory.selectors import areas_under
from lianfang.verification.taking.reading import Told

NAMED = (Level.STREET.value, Level.COMMUNITY.value, Level.COMPOUND.value)
WRITTEN = (
    Level.STREET.value,
    Level.COMMUNITY.value,
    Level.COMPOUND.value,
    Level.BUILDING.value,
    Level.ENTRANCE.value,
)
"""Levels that stand in an address; a grid does not."""
DIVISIONS = tuple(level.value for level in ORDER[: ORDER.index(Level.STREET)])
_DIVISIONS = re.compile(
    r"^(?:中国)?(?:[^\d\W]{2,8}?(?:省|自治区))?(?:[^\d\W]{2,6}?(?:市|自治州|盟))?(?P<last>[^\d\W]{1,6}?(?:区|县|旗|市))"
)
_ENDINGS = ("区", "县", "市", "旗")
_NO_DIVISION = re.compile(r"(?:小区|园区|社区|街区|院区|开发区|新区|校区|片区|厂区|库区|城区|郊区|景区)$")


class Where:
    """The areas of a district by the ways in which addresses name them; read once for a list."""

    def __init__(self, within: str) -> None:
        self.within = within
        self.places = Places(within)
        self._by_name: dict[str, list[str]] = defaultdict(list)
        for path, level, name in areas_under(within).filter(level__in=NAMED).values_list("path", "level", "name"):
            core = core_of(plain(name), level)
            for spelling in {plain(name), core, *(core + suffix for suffix in SUFFIXES[level])}:
                if len(spelling) > 1:
                    self._by_name[spelling].append(path)
        self._longest = max(map(len, self._by_name), default=0)
        self._written: dict[str, str] = {}
        self._names = _names_of_all()
        self._own = self._own_names()

    def find(self, told: Told) -> Place | None:
        """The area and, where it can be told, the door of a row; None for an address elsewhere or that names nothing."""
        if not told.where or self.is_elsewhere(told.where):
            return None
        try:
            return self.places.find({**told.place, "address": told.address})
        except Refused:
            area = self._named_in(plain(told.where))
            return Place(area) if area else None

    def written(self, path: str, door: str) -> str:
        """The address of a door as a letter bears it: 云溪街道河东社区阳光花园3号楼2-601."""
        if path not in self._written:
            line = [self._names[each] for each in line_of(path) if each in self._names]
            self._written[path] = "".join(name for level, name in line if level in WRITTEN)
        return self._written[path] + door

    def is_elsewhere(self, address: str) -> bool:
        """Whether an address begins with a city or county that is not ours."""
        division = _DIVISIONS.match(plain(address))
        if division is None or _NO_DIVISION.search(division["last"]):
            return False
        named = division.group()
        return not any(named.endswith(own) or own.endswith(division["last"]) for own in self._own)

    def _own_names(self) -> set[str]:
        """The names of the district and of all that lies above it, and of the places in it that are called a 区 or 市."""
        above = [(path, name) for path, (level, name) in self._names.items() if level in DIVISIONS]
        line = {plain(name) for path, name in above if contains(path, self.within) or contains(self.within, path)}
        return line | {name for name in self._by_name if name.endswith(_ENDINGS) and not _NO_DIVISION.search(name)}

    def _named_in(self, text: str) -> str:
        """The deepest area named anywhere in a text; "" for none, and for several that do not lie in each other."""
        found = sorted(set(self._names_in(text)), key=len)
        deepest = found[-1] if found else ""
        return deepest if all(contains(path, deepest) for path in found) else ""

    def _names_in(self, text: str) -> Iterable[str]:
        at = 0
        while at < len(text):
            sizes = range(min(self._longest, len(text) - at), 1, -1)
            size = next((size for size in sizes if text[at : at + size] in self._by_name), 0)
            paths = self._by_name.get(text[at : at + size], [])
            if len(paths) == 1:
                yield paths[0]
            at += size or 1


def _names_of_all() -> dict[str, tuple[str, str]]:
    """Level and name of every area, by its path."""
    return {path: (level, name) for path, level, name in Area.objects.values_list("path", "level", "name")}
