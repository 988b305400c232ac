"""What the district consists of, before any of it is entered: a tree of names, sizes and cells. No database."""

from dataclasses import dataclass, field
from random import Random

from pypinyin import lazy_pinyin

from lianfang.project.demo.numbers import DISTRICT_CODE
from lianfang.project.demo.outlines import Cell, Lattice, cut
from lianfang.project.demo.world import Scale
from lianfang.territory.rules import Kind, Level

STREETS = ["临澜", "澜溪", "望桥", "塔湾", "石渠", "柳荫"]
TOWNS = ["青禾", "澄湖"]
COMMUNITIES = [
    "柳堤",
    "石桥",
    "文昌",
    "河东",
    "河西",
    "平安",
    "光明",
    "和顺",
    "新华",
    "望湖",
    "桃源",
    "翠园",
    "南苑",
    "北苑",
    "站前",
    "青年",
    "建设",
    "工人",
    "兴隆",
    "永安",
    "锦绣",
    "东风",
    "长宁",
    "书院",
    "学府",
    "钟楼",
    "古渡",
    "沙湾",
    "梅园",
    "竹林",
    "荷塘",
    "松涛",
    "向阳",
    "团结",
    "幸福",
    "金桥",
    "银杏",
    "枫林",
    "龙泉",
    "凤鸣",
    "丰泽",
    "康宁",
    "瑞景",
    "星海",
    "澜湾",
]
VILLAGES = [
    "上河",
    "下河",
    "大柳树",
    "小石桥",
    "前台子",
    "后台子",
    "三道沟",
    "杨树房",
    "双井",
    "榆树屯",
    "靠山",
    "二道岭",
    "苇塘",
    "南沙",
    "北沙",
]
COMPOUNDS = ["花园", "新村", "家园", "小区", "公寓", "里", "苑", "名邸"]
COMPOUND_FIRSTS = [
    "和悦",
    "锦澜",
    "福星",
    "阳光",
    "春晖",
    "怡景",
    "书香",
    "滨河",
    "金色",
    "祥和",
    "紫藤",
    "银河",
    "丽水",
    "东湖",
    "学林",
    "安居",
    "盛世",
    "翠竹",
    "明珠",
    "朝阳",
]
NUMERALS = "一二三四五六七八九十"
PER_GRID = 148
"""Residents of a grid at one tenth of real size: 40,000 in some 270 grids with four or five workers each."""
PER_HOUSEHOLD = 2.69
VILLAGE_CELLS = 3
"""Cells of a grid in a village, where one in a community has one: fields lie between the houses."""


@dataclass
class Plan:
    """A place to be: what it is called, how many doors it has, which cells it covers."""

    level: Level
    name: str
    name_en: str
    code: str = ""
    kind: str = ""
    residents: int = 0
    number: int = 0
    """Of a building or entrance, as it stands in a door."""
    size: int = 0
    """Cells; 0 for what has no outline."""
    below: "list[Plan]" = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)


def spoken(name: str) -> str:
    """A name as it is read, with one capital: 柳堤 is Liudi."""
    return "".join(lazy_pinyin(name)).capitalize()


def plan_district(scale: Scale, dice: Random, seed: str) -> tuple[Plan, Lattice]:
    """The whole district with its cells dealt out."""
    district = Plan(Level.DISTRICT, "望澜区", "Wanglan District", DISTRICT_CODE)
    district.below = _streets(scale, dice)
    for place in _upward(district):
        place.size = place.size or sum(part.size for part in place.below)
    lattice = Lattice(district.size, seed)
    _deal(district, lattice.cells)
    return district, lattice


def _upward(place: Plan) -> list[Plan]:
    return [*(under for part in place.below for under in _upward(part)), place]


def _deal(place: Plan, cells: list[Cell]) -> None:
    place.cells = cells
    outlined = [part for part in place.below if part.size]
    if outlined:
        for part, share in zip(outlined, cut(cells, [part.size for part in outlined]), strict=True):
            _deal(part, share)


def _streets(scale: Scale, dice: Random) -> list[Plan]:
    """Streets, and towns at both ends of the list, so that they come to lie at the edges; a town has one community, its seat."""
    streets = [
        Plan(Level.STREET, f"{name}街道", f"{spoken(name)} Street", f"{DISTRICT_CODE}{at:03d}", Kind.STREET)
        for at, name in enumerate(STREETS[: scale.streets], 1)
    ]
    towns = [
        Plan(Level.STREET, f"{name}镇", f"{spoken(name)} Town", f"{DISTRICT_CODE}{at:03d}", Kind.TOWN)
        for at, name in enumerate(TOWNS[: scale.towns], 100)
    ]
    _fill(scale, dice, streets, towns)
    half = len(towns) // 2
    return [*towns[:half], *streets, *towns[half:]]


def _fill(scale: Scale, dice: Random, streets: list[Plan], towns: list[Plan]) -> None:
    in_villages = scale.residents * 15 // 100 if scale.villages else 0
    urban = _shares(dice, scale.residents - in_villages, scale.communities)
    for at, residents in enumerate(urban):
        seat = at - (scale.communities - len(towns))
        street = towns[seat] if seat >= 0 else streets[at % len(streets)]
        _add_community(dice, street, COMMUNITIES[at], residents)
    for at, residents in enumerate(_shares(dice, in_villages, scale.villages)):
        _add_village(dice, towns[at % len(towns)], VILLAGES[at], residents)


def _shares(dice: Random, whole: int, parts: int) -> list[int]:
    """Uneven parts that add up to the whole."""
    weights = [dice.uniform(0.6, 1.5) for _ in range(parts)]
    shares = [int(whole * weight / sum(weights)) for weight in weights]
    if shares:
        shares[0] += whole - sum(shares)
    return shares


def _add_community(dice: Random, street: Plan, name: str, residents: int) -> None:
    code = f"{street.code}{len(street.below) + 1:03d}"
    community = Plan(Level.COMMUNITY, f"{name}社区", f"{spoken(name)} Community", code, Kind.COMMUNITY, residents)
    grids = _grids(community)
    names = dice.sample(COMPOUND_FIRSTS, k=len(COMPOUND_FIRSTS))
    while grids:
        some, grids = grids[: (taken := dice.randint(1, 3))], grids[taken:]
        phase, at = divmod(len(community.below), len(names))
        community.below.append(_compound(dice, names[at], some, phase))
    street.below.append(community)


def _grids(place: Plan, size: int = 1) -> list[Plan]:
    count = max(1, round(place.residents / PER_GRID))
    each, left = divmod(place.residents, count)
    return [
        Plan(
            Level.GRID,
            f"第{numeral(at)}网格",
            f"Grid {at}",
            f"{place.code}{at:03d}",
            residents=each + (at <= left),
            size=size,
        )
        for at in range(1, count + 1)
    ]


def numeral(number: int) -> str:
    """1 to 99 in Chinese."""
    tens, ones = divmod(number, 10)
    return ("" if not tens else ("十" if tens == 1 else NUMERALS[tens - 1] + "十")) + (
        NUMERALS[ones - 1] if ones else ""
    )


def _compound(dice: Random, first: str, grids: list[Plan], phase: int) -> Plan:
    """A compound of some grids; where a community has more of them than there are names, further ones are later phases."""
    name = f"{first}{dice.choice(COMPOUNDS)}"
    later, later_en = (f"{NUMERALS[phase]}期", f" Phase {phase + 1}") if phase else ("", "")
    compound = Plan(Level.COMPOUND, name + later, spoken(name) + later_en, kind=Kind.COMPOUND, below=grids)
    number, entrances = 1, dice.random() < 0.35
    for grid in grids:
        for households in _shares(dice, round(grid.residents / PER_HOUSEHOLD), 3):
            grid.below.append(_building(number, households, entrances=entrances))
            number += 1
    return compound


def _building(number: int, households: int, *, entrances: bool) -> Plan:
    building = Plan(Level.BUILDING, f"{number}栋", f"Building {number}", kind=Kind.BUILDING, number=number)
    building.residents = households
    if entrances and households >= 14:
        halves = (households - households // 2, households // 2)
        building.below = [
            Plan(Level.ENTRANCE, f"{at}单元", f"Entrance {at}", residents=half, number=at)
            for at, half in enumerate(halves, 1)
        ]
    return building


def _add_village(dice: Random, town: Plan, name: str, residents: int) -> None:
    code = f"{town.code}{200 + len(town.below):03d}"
    village = Plan(Level.COMMUNITY, f"{name}村", f"{spoken(name)} Village", code, Kind.VILLAGE, residents)
    number = 1
    for grid in _grids(village, size=VILLAGE_CELLS):
        for households in _shares(dice, round(grid.residents / PER_HOUSEHOLD), 2):
            group = Plan(Level.BUILDING, f"{numeral(number)}组", f"Group {number}", kind=Kind.VILLAGERS_GROUP)
            group.residents, group.number = households, number
            grid.below.append(group)
            number += 1
        village.below.append(grid)
    town.below.append(village)
