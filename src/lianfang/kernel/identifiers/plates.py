"""Number plates (号牌), after GA 36-2018."""

import re
from dataclasses import dataclass
from enum import StrEnum

from lianfang.kernel.identifiers.spelling import IdentifierError, plain


class PlateKind(StrEnum):
    """Kinds of number plates (号牌种类)."""

    ORDINARY = "ordinary"  # 小型、大型汽车
    NEW_ENERGY = "new_energy"  # 新能源
    TEMPORARY = "temporary"  # 临时
    POLICE = "police"  # 警
    TRAILER = "trailer"  # 挂
    LEARNER = "learner"  # 学
    HONG_KONG = "hong_kong"  # 港
    MACAO = "macao"  # 澳
    CONSULATE = "consulate"  # 领
    EMBASSY = "embassy"  # 使
    RESCUE = "rescue"  # 应急
    FARM = "farm"  # 拖拉机
    ARMED_POLICE = "armed_police"  # WJ
    MILITARY = "military"  # 军车


@dataclass(frozen=True, slots=True)
class Plate:
    """A plate; ``region`` is the province's character with the city's letter (辽A), empty where there is none."""

    number: str
    kind: PlateKind
    region: str

    def __str__(self) -> str:
        return self.number


_PROVINCE_CHARACTERS = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_HERE = f"[{_PROVINCE_CHARACTERS}]"
_AN = "[A-HJ-NP-Z0-9]"
_CITY = f"({_HERE}[A-HJ-Z])"
_ENERGY = "[A-HJK]"
_PLATES: tuple[tuple[PlateKind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        (PlateKind.ORDINARY, rf"{_CITY}{_AN}{{5}}"),
        (PlateKind.NEW_ENERGY, rf"{_CITY}(?:{_ENERGY}{_AN}\d{{4}}|\d{{5}}{_ENERGY})"),
        (PlateKind.TEMPORARY, rf"临{_CITY}{_AN}{{4,6}}"),
        (PlateKind.POLICE, rf"{_CITY}{_AN}{{4}}警"),
        (PlateKind.TRAILER, rf"{_CITY}{_AN}{{4}}挂"),
        (PlateKind.LEARNER, rf"{_CITY}{_AN}{{4}}学"),
        (PlateKind.HONG_KONG, rf"(粤Z){_AN}{{4}}港"),
        (PlateKind.MACAO, rf"(粤Z){_AN}{{4}}澳"),
        (PlateKind.CONSULATE, rf"(?:{_CITY}{_AN}{{4}}|({_HERE})\d{{4,6}})领"),
        (PlateKind.EMBASSY, r"使\d{6}|\d{6}使"),
        (PlateKind.RESCUE, rf"{_CITY}{_AN}{{4}}应急"),
        (PlateKind.FARM, rf"({_HERE})\d{{2}}{_AN}{{5}}"),
        (PlateKind.ARMED_POLICE, rf"WJ({_HERE}?)\d{{4}}{_AN}"),
        (PlateKind.MILITARY, r"[QVKHBSLJNGCEZ][A-HJ-NP-Z]\d{5}"),
    )
)


def parse_plate(text: str) -> Plate:
    """Read a number plate (号牌); 临 may stand before or behind, dots and spaces anywhere.

    Raises IdentifierError: empty, region (it does not begin with a province's character), city (no letter behind it),
    letter_io (the letters I and O are on no plate: 1 or 0 is meant), length (``length``), characters.
    """
    number = re.sub(r"[·•・∙‧.\-_]", "", plain(text))
    if not number:
        raise IdentifierError("empty")
    if "临" in number:
        number = "临" + number.replace("临", "", 1)
    for kind, pattern in _PLATES:
        if found := pattern.fullmatch(number):
            return Plate(number, kind, next((group for group in found.groups() if group), ""))
    raise _why_no_plate(number.removeprefix("临"))


def _why_no_plate(number: str) -> IdentifierError:
    if number[:1] not in _PROVINCE_CHARACTERS and not number.startswith("WJ"):
        return IdentifierError("region")
    if not re.match(r"[A-Z0-9]", number[1:2] or "-"):
        return IdentifierError("city")
    if len(number) not in (7, 8):
        return IdentifierError("length", length=len(number))
    return IdentifierError("letter_io" if re.search(r"[IO]", number[2:]) else "characters")
