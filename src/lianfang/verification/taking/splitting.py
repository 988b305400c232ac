"""Whose a row is: the unit of the resident's home, of the address, the desk that calls, or nobody's."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from lianfang.kernel.paths import contains, depth_in_common
from lianfang.orgs.models import Unit
from lianfang.orgs.selectors import command_above, unit_for_area
from lianfang.people.importing.places import Place
from lianfang.people.models import Person
from lianfang.verification.models import NameList
from lianfang.verification.rules import Split


@dataclass(frozen=True, slots=True)
class Share:
    """By what a row came to whom; without a unit it is nobody's."""

    split: Split
    area_path: str
    unit: Unit | None


def district_of(name_list: NameList) -> str:
    """The area over which a list is split, however narrow the desk that took it in: that of its response or its command."""
    command = command_above(name_list.area_path)
    return name_list.response.area_path or (command.area_path if command else "")


@dataclass
class Splitter:
    """Splits the rows of one list; units are looked up once an area."""

    name_list: NameList
    _units: dict[str, Unit | None] = field(default_factory=dict)

    @cached_property
    def district(self) -> str:
        return district_of(self.name_list)

    def share(self, person: Person | None, place: Place | None, *, has_phone: bool) -> Share:
        """Whose a row about this person is, whose address points to this place."""
        if person is not None and (unit := self._unit_in(person.area_path)):
            return Share(Split.HOME, person.area_path, unit)
        if place is not None and (unit := self._unit_in(place.area_path)):
            return Share(Split.ADDRESS, place.area_path, unit)
        desk = self.name_list
        return Share(Split.PHONE, desk.area_path, desk.unit) if has_phone else self.nobodys()

    def nobodys(self) -> Share:
        return Share(Split.NOBODY, self.name_list.area_path, None)

    def to_confirm(self, homes: Sequence[str]) -> Share:
        """Who says which of the people with these homes is meant: the unit that answers for all of them, else the desk."""
        common = homes[0] if homes else ""
        for home in homes[1:]:
            common = common[: 4 * depth_in_common(common, home)]
        if unit := self._unit_in(common):
            return Share(Split.HOME, common, unit)
        return Share(Split.HOME, self.name_list.area_path, self.name_list.unit)

    def _unit_in(self, area_path: str) -> Unit | None:
        """The unit that answers for an area in the list's district; None where only the district itself would."""
        if area_path not in self._units:
            self._units[area_path] = unit_for_area(area_path) if area_path else None
        unit = self._units[area_path]
        district = self.district
        inside = unit is not None and contains(district, unit.area_path) and len(unit.area_path) > len(district)
        return unit if inside else None
