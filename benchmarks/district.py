"""An invented district to measure in: streets, communities, grids and buildings, and people behind their doors."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from lianfang.accounts.actors import Actor
from lianfang.kernel.clock import today
from lianfang.people.models import Household, Person
from lianfang.project.demo.names import full_name
from lianfang.project.demo.numbers import DISTRICT_CODE, Numbers
from lianfang.territory.models import Area
from lianfang.territory.rules import Level
from lianfang.territory.services import add_area

BENCH = Actor.system("bench")
STREETS = ("东湖", "西岭", "南屏", "北关", "临江", "望山", "青石", "双桥")
IN_A_BUILDING = 180
BEHIND_A_DOOR = 3


@dataclass(frozen=True)
class Building:
    area: Area
    community: str
    grid: str


@dataclass(frozen=True)
class Resident:
    """Somebody as a list tells of them."""

    name: str
    id_number: str
    phone: str
    born: date
    sex: str
    building: Building
    door: str

    def as_row(self) -> list[str]:
        at = self.building
        return [self.name, self.id_number, self.phone, at.community, at.grid, at.area.name, self.door]


HEADINGS = ("姓名", "身份证号", "联系电话", "社区", "网格", "楼栋", "房号")


def make_district() -> tuple[Area, list[Area]]:
    """The district and its eight streets."""
    top = _area(None, Level.DISTRICT, "测算区", code=DISTRICT_CODE)
    return top, [_area(top, Level.STREET, f"{name}街道") for name in STREETS]


def make_buildings(streets: list[Area], residents: int) -> list[Building]:
    """As many buildings in every grid as the residents need."""
    grids = [grid for street in streets for grid in make_grids(street)]
    each = max(1, -(-residents // (len(grids) * IN_A_BUILDING)))
    return [
        Building(_area(grid, Level.BUILDING, f"{number + 1}号楼"), community.name, grid.name)
        for community, grid in grids
        for number in range(each)
    ]


def make_grids(street: Area) -> list[tuple[Area, Area]]:
    """Two communities with two grids each: community and grid."""
    communities = [_area(street, Level.COMMUNITY, f"{street.name[:2]}{side}社区") for side in "上下"]
    return [(each, _area(each, Level.GRID, f"第{number}网格")) for each in communities for number in "一二"]


def _area(parent: Area | None, level: Level, name: str, code: str = "") -> Area:
    return add_area(actor=BENCH, parent=parent, level=level.value, name=name, code=code)


def make_residents(buildings: list[Building], count: int, dice: Random) -> list[Resident]:
    """People in their order of doors, three behind each; no number is given twice."""
    numbers = Numbers(dice)
    return [_resident(numbers, dice, buildings[at % len(buildings)], at // len(buildings)) for at in range(count)]


def _resident(numbers: Numbers, dice: Random, building: Building, at: int) -> Resident:
    sex, born = dice.choice("MF"), today() - timedelta(days=dice.randrange(400, 30_000))
    flat = at // BEHIND_A_DOOR
    return Resident(
        name=full_name(dice, sex, born.year),
        id_number=numbers.id_number(born, sex),
        phone=numbers.mobile(),
        born=born,
        sex=sex,
        building=building,
        door=f"{flat // 20 + 1}-{flat % 20 // 2 + 1}0{flat % 2 + 1}",
    )


def as_records(residents: list[Resident]) -> tuple[list[Household], list[Person]]:
    """The same as households and people that are not yet written."""
    doors: dict[tuple[str, str], Household] = {}
    return doors_of(doors, residents), [_person(doors[_door(each)], each) for each in residents]


def doors_of(doors: dict[tuple[str, str], Household], residents: list[Resident]) -> list[Household]:
    for each in residents:
        doors.setdefault(_door(each), Household(area_path=each.building.area.path, door=each.door))
    return list(doors.values())


def _door(resident: Resident) -> tuple[str, str]:
    return resident.building.area.path, resident.door


def _person(household: Household, resident: Resident) -> Person:
    return Person(
        household=household,
        area_path=household.area_path,
        name=resident.name,
        id_number=resident.id_number,
        phone=resident.phone,
        birth_date=resident.born,
        birth_year=resident.born.year,
        sex=resident.sex,
    )
