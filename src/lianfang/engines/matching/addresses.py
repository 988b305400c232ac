"""Addresses down to the door (门牌地址) in one spelling: 3号楼2单元601室, 3-2-601 and 三号楼二单元601 are one door.

An address is cut into *places*, from the coarse to the fine (河东社区, 幸福路12号, 阳光花园), and a *door*: building,
unit, room. Province, city and county are left out, for one writes them and another does not.
"""

import re
import unicodedata
from typing import NamedTuple

from lianfang.engines.matching.characters import simplified

_NUMERALS = "〇零一二三四五六七八九十百两"
_VALUES = {"〇": 0, "零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_COUNTERS = "号楼|号院|号门|号|栋|幢|座|单元|层|楼|室|房|户|组|队|门|弄|巷|期|院|村民小组|村民组|小组"
_COUNTED = re.compile(rf"第?([{_NUMERALS}]+|(?<=第)\d+)(?={_COUNTERS}|$|[-—#])")
_AFTER_COUNTER = re.compile(rf"(?<=[元楼栋幢座层号#\-])([{_NUMERALS}]+)(?=$|[-室房户号])")
_DASHES = re.compile(r"[‐‑‒–—―－~_/\\、,，.．·]|(?<=\d) +(?=\d)")
_REMARK = re.compile(r"[(（【\[].*?[)）】\]]")
_ADMINISTRATIVE = re.compile(
    r"(?:中国)?(?:[\w]{2,8}?(?:省|自治区|特别行政区))?(?:[^\W\d]{2,7}?(?:自治州|地区|(?<!城)市|盟))?"
    r"(?:[^\W\d]{1,6}?(?:自治县|(?<![小社园院苑新街厂片住])区|县|旗|(?<!城)市(?!场)))?"
)
_PLACE = re.compile(
    r"[^\W\d]{1,12}?(?:街道办事处|街道办|街道|镇|乡|苏木|社区居委会|社区居民委员会|社区|居委会|村民委员会|村委会|行政村|自然村|(?<!新)村|屯村?)"
)
_GROUP = re.compile(r"([^\W\d]*?)(\d+)(?:村民小组|村民组|小组|组|队|社)")
_ROAD = re.compile(r"[^\W\d]{1,9}?(?:大街|大道|路|街|胡同|巷|道|弄)(?:\d+弄|\d+巷)?")
_HOUSE = re.compile(r"(\d+)号(?:院|大院)")
_SUFFIX = re.compile(r"(?:住宅小区|居民小区|生活小区|小区|住宅区|家属区|住宅)$")
_OFFICE = re.compile(r"(?:居民委员会|居委会|办事处|村民委员会|委会|行政|自然)")
_TAIL = re.compile(
    r"(?:(?:[A-Z]?\d+[A-Z]?|[A-Z])(?:号楼|号门|号室|号房|号|栋|幢|座|#楼|#|楼|单元|门洞|门|层|室|房|户|-)*-*)+$"
)
_STEP = re.compile(r"([A-Z]?\d+[A-Z]?|[A-Z])(号楼|号门|号室|号房|号|栋|幢|座|#楼|#|楼|单元|门洞|门|层|室|房|户)?-*")
_BUILDINGS = frozenset(("号楼", "栋", "幢", "座", "#楼", "#", "楼"))
_UNITS = frozenset(("单元", "门洞", "门", "号门"))
_ROOMS = frozenset(("室", "房", "户", "号室", "号房"))


class Door(NamedTuple):
    """Building, unit and room as they are counted, in capitals without zeros in front; empty where not given."""

    building: str = ""
    unit: str = ""
    room: str = ""

    def __str__(self) -> str:
        words = zip(self, ("号楼", "单元", "室"), strict=True)
        return "".join(part + word for part, word in words if part)


class Address(NamedTuple):
    """Places from the finest on, and the door within the first of them."""

    places: tuple[str, ...] = ()
    door: Door = Door()

    def __str__(self) -> str:
        return "".join(reversed(self.places)) + str(self.door)


def read_address(text: str) -> Address:
    """The places and the door a text names."""
    written = _one_spelling(text)
    head, steps = _cut_tail(written)
    house, door = _door(steps)
    villages, rest = _villages(_without_administration(head))
    streets = _streets(rest, house)
    if house and not streets:
        streets, door = ([_last(villages) + _numbered(house)], door) if any(door) else ([], Door(room=house))
    return Address(tuple(dict.fromkeys(each for each in reversed(villages + streets) if each)), door)


def _one_spelling(text: str) -> str:
    half_width = unicodedata.normalize("NFKC", _REMARK.sub("", text)).upper().translate(simplified())
    joined = re.sub(r"\s+", "", _DASHES.sub("-", half_width.strip()))
    counted = _COUNTED.sub(lambda found: _arabic(found[1]), joined)
    return _AFTER_COUNTER.sub(lambda found: _arabic(found[1]), counted).replace("第", "").replace("#楼", "#")


def _arabic(numeral: str) -> str:
    """二十三 is 23, 六〇一 is 601, 一百零二 is 102."""
    if numeral.isdigit() and numeral.isascii():
        return numeral
    if not re.search("[十百]", numeral):
        return "".join(str(_VALUES[each]) for each in numeral)
    total, last = 0, -1
    for each in numeral:
        if each in "十百":
            total += (last if last > 0 else 1) * (10 if each == "十" else 100)
            last = -1
        else:
            last = _VALUES[each]
    return str(total + max(last, 0))


def _cut_tail(written: str) -> tuple[str, list[tuple[str, str]]]:
    """What stands before the numbers at the end, and these with what is counted by them."""
    tail = _TAIL.search(written)
    if not tail:
        return written, []
    steps = [(number.lstrip("0") or "0", what) for number, what in _STEP.findall(tail[0])]
    return written[: tail.start()], steps


def _door(steps: list[tuple[str, str]]) -> tuple[str, Door]:
    """The number of the house, which belongs to the place, and the door."""
    house = ""
    if steps and steps[0][1] == "号" and _is_house(steps[1:]):
        house, steps = steps[0][0], steps[1:]
    parts: dict[str, str] = {}
    free: list[str] = []
    for at, (number, what) in enumerate(steps):
        _place_number(parts, free, number, what, first=at == 0)
    _fill_free(parts, free)
    return house, Door(parts.get("building", ""), parts.get("unit", ""), parts.get("room", ""))


def _is_house(behind: list[tuple[str, str]]) -> bool:
    """12号 names a house on a road when a building follows, or nothing; 3号2单元601 and 3号601 begin with a building."""
    return not behind or behind[0][1] in _BUILDINGS or (behind[0][1] == "" and len(behind) > 1)


def _place_number(parts: dict[str, str], free: list[str], number: str, what: str, *, first: bool) -> None:
    if what in _UNITS:
        parts["unit"] = number
    elif what in _ROOMS:
        parts["room"] = number
    elif what in _BUILDINGS and ("building" not in parts) and (first or what != "楼"):
        parts["building"] = number
    elif what not in ("层", "楼"):
        free.append(number)


def _fill_free(parts: dict[str, str], free: list[str]) -> None:
    """Numbers without a word: from behind the room, before it the unit if there are enough, the building first."""
    if free and "room" not in parts:
        parts["room"] = free.pop()
    if free and "building" not in parts:
        parts["building"] = free.pop(0)
    if free and "unit" not in parts:
        parts["unit"] = free.pop(0)


def _villages(head: str) -> tuple[list[str], str]:
    """Town, community or village and its group (王家村三组 is 王家3组, with or without 村), and what stands behind."""
    found: list[str] = []
    while place := _PLACE.match(head):
        found.append(_OFFICE.sub("", place[0]).replace("屯村", "屯"))
        head = head[place.end() :]
    if group := _GROUP.match(head):
        found.append(f"{group[1] or _last(found).removesuffix('村')}{group[2]}组")
        head = head[group.end() :]
    return found, head


def _last(places: list[str]) -> str:
    return places[-1] if places else ""


def _without_administration(head: str) -> str:
    found = _ADMINISTRATIVE.match(head)
    return head[found.end() :] if found else head


def _streets(rest: str, house: str) -> list[str]:
    """The road with its number, and the compound if one is named behind it; nothing where neither is."""
    road = _ROAD.match(rest)
    behind = rest[road.end() :] if road else rest
    yard = _HOUSE.match(behind)
    number = yard[1] if yard else ""
    behind = behind[yard.end() :] if yard else re.sub(r"^\d+号", "", behind) if road else behind
    if road and not number and (plain := re.match(r"(\d+)号", rest[road.end() :])):
        number = plain[1]
    compound = _SUFFIX.sub("", behind.strip("-")) or behind.strip("-")
    if not compound:
        return [road[0] + _numbered(number or house)] if road else []
    return [road[0] + _numbered(number) if road else "", compound + _numbered(house)]


def _numbered(house: str) -> str:
    return house and house + "号"
