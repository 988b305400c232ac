"""Numbers that name somebody or something: ID numbers (身份证号), phones (电话), number plates (号牌); their masks.

Each ``parse_...`` takes text as people write it (full-width, spaces, dashes, lower case) and returns a frozen value in
its one spelling, or raises ``IdentifierError`` with a code. Nothing is guessed: a wrong digit is refused, not mended.
Sources: GB 11643-1999 (ID numbers), GA 36-2018 (plates), the numbering plan of the ministry of industry (phones).
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Any

_SPACES = re.compile(r"[\s\u200b-\u200f\u202a-\u202e\u2060\ufeff]+")


class IdentifierError(ValueError):
    """The text is no such number. ``code`` says why, ``params`` hold counts, never the number itself."""

    def __init__(self, code: str, **params: Any) -> None:
        self.code = code
        self.params = params
        super().__init__(code)


def plain(text: str) -> str:
    """The text in half-width capitals, without spaces and invisible marks."""
    return _SPACES.sub("", unicodedata.normalize("NFKC", text)).upper()


# -- resident ID numbers -------------------------------------------------------------------------------------------


class Sex(StrEnum):
    """性别, as the ID number tells it."""

    MALE = "M"
    FEMALE = "F"


class IdKind(StrEnum):
    """Which paper carries the number."""

    RESIDENT = "resident"  # 居民身份证
    HK_MACAO = "hk_macao"  # 港澳居民居住证, 810000 and 820000
    TAIWAN = "taiwan"  # 台湾居民居住证, 830000
    FOREIGN = "foreign"  # 外国人永久居留身份证 of 2023, begins with 9


@dataclass(frozen=True, slots=True)
class IdNumber:
    """A number of 18 characters that has passed every check; ``was_15`` if it was written in the form before 1999."""

    number: str
    kind: IdKind
    birth_date: date
    sex: Sex
    area_code: str
    was_15: bool = False

    def __str__(self) -> str:
        return self.number


def parse_id(text: str, *, strict: bool = False, today: date | None = None) -> IdNumber:
    """Read an ID number (身份证号) of 15 or 18 characters; the 15-digit form comes back with 18.

    Abolished area codes are accepted. ``strict`` also refuses a code that did not exist when the person was born;
    people registered late have such numbers, so it is for searching errors in lists, not for entry. ``today`` refuses
    births after that day. Raises IdentifierError: empty, length (``length``), characters, date, region, check_digit,
    lost_digits (a spreadsheet has rounded the last digits to 000).
    """
    found = _read_id(text, strict=strict)
    if today is not None and found.birth_date > today:
        raise IdentifierError("date")
    return found


@lru_cache(maxsize=4096)
def _read_id(text: str, *, strict: bool) -> IdNumber:
    """A list asks for each number several times in a row: to take it, for birth and sex, for its index."""
    number = plain(text).replace("-", "")
    _refuse_malformed(number)
    was_15 = len(number) == 15
    if was_15:
        number = number[:6] + "19" + number[6:] + "0"
    born = _birth_date(number[6:14])
    kind = _id_kind(number[:6], born.year, strict=strict)
    if was_15:
        number = number[:17] + check_digit(number[:17])
    elif number[17] != check_digit(number[:17]):
        raise IdentifierError("lost_digits" if number.endswith("000") else "check_digit")
    sex = Sex.MALE if int(number[16]) % 2 else Sex.FEMALE
    return IdNumber(number, kind, born, sex, number[:6], was_15)


def check_digit(first_17: str) -> str:
    """The last character after 17 digits (ISO 7064 MOD 11-2, GB 11643)."""
    from stdnum.cn import ric

    return str(ric.calc_check_digit(first_17 + "0"))


def _refuse_malformed(number: str) -> None:
    if not number:
        raise IdentifierError("empty")
    if re.fullmatch(r"\d(\.\d+)?E\+?\d+", number):
        raise IdentifierError("lost_digits")
    if not re.fullmatch(r"[0-9A-Z]*", number):
        raise IdentifierError("characters")
    if len(number) not in (15, 18):
        raise IdentifierError("length", length=len(number))
    if not re.fullmatch(r"[0-9]{15}|[0-9]{17}[0-9X]", number):
        raise IdentifierError("characters")


def _birth_date(digits: str) -> date:
    try:
        born = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        raise IdentifierError("date") from None
    if born.year < 1850:
        raise IdentifierError("date")
    return born


def _id_kind(code: str, year: int, *, strict: bool) -> IdKind:
    if code in ("810000", "820000"):
        return IdKind.HK_MACAO
    if code == "830000":
        return IdKind.TAIWAN
    if code[0] == "9" and code[1:3] in _PROVINCES:
        return IdKind.FOREIGN
    years = _years_of(code)
    if years is None or (strict and not _existed(code, year, years)):
        raise IdentifierError("region")
    return IdKind.RESIDENT


_PROVINCES = frozenset(
    str(code) for codes in ((11, 16), (21, 24), (31, 38), (41, 47), (50, 55), (61, 66)) for code in range(*codes)
)


@lru_cache(maxsize=8192)
def _years_of(code: str) -> tuple[tuple[int, int], ...] | None:
    """The years in which an area code was in use, each with its ends; None if there never was one.

    Development zones (开发区) have codes of their own, 71 and up, which are in no public list: in a known city
    they count as always in use.
    """
    from stdnum import numdb

    if code[:2] not in _PROVINCES:
        return None
    info = numdb.get("cn/loc").info(code)
    counties = [part["county"] for _, part in info if "county" in part]
    if not counties:
        known_city = any("county" in part for _, part in numdb.get("cn/loc").info(code[:4] + "00"))
        return ((0, 9999),) if known_city and code[4] == "7" else None
    return tuple(_spans(counties[0]))


def _spans(county: str) -> Iterator[tuple[int, int]]:
    for part in county.split(","):
        if found := re.match(r"\[(\d*)-(\d*)\]", part):
            yield int(found[1] or 0), int(found[2] or 9999)
        else:
            yield 0, 9999


def _existed(code: str, year: int, years: tuple[tuple[int, int], ...]) -> bool:
    """Numbers were first given in 1984 by the codes of that time, so an earlier birth proves nothing.

    Chongqing's districts took over from counties that were renumbered, so its codes count from the founding of the
    municipality in 1997.
    """
    if year < 1984:
        return True
    if code.startswith("50"):
        return year >= 1997
    return any(start <= year <= end for start, end in years)


# -- phones --------------------------------------------------------------------------------------------------------


class PhoneKind(StrEnum):
    """What answers there."""

    MOBILE = "mobile"  # 手机
    LANDLINE = "landline"  # 固定电话
    SERVICE = "service"  # 400 and 800 numbers
    FOREIGN = "foreign"


@dataclass(frozen=True, slots=True)
class Phone:
    """A phone in its one spelling: ``13812345678``, ``0419-5551234``, ``4001234567`` or ``+85212345678``.

    ``known`` is false where no operator is known to hold the range: new ones are opened every year, so it is worth a
    second look and no ground to refuse.
    """

    number: str
    kind: PhoneKind
    known: bool = True
    extension: str = ""

    @property
    def e164(self) -> str:
        """As machines dial it, with +86."""
        return self.number if self.kind is PhoneKind.FOREIGN else "+86" + self.number.replace("-", "").lstrip("0")

    def __str__(self) -> str:
        return f"{self.number}-{self.extension}" if self.extension else self.number


_EXTENSION = re.compile(r"(?:转|EXT\.?|#|,)(\d{1,6})$")
_SEVERAL = re.compile(r"\d{7,}[/、,;，；]+\+?\d{7,}")


@lru_cache(maxsize=4096)
def parse_phone(text: str) -> Phone:
    """Read a phone (电话): mobile, landline with its area code, 400 number, or abroad with ``+``.

    Raises IdentifierError: empty, characters, several (more than one number in the text), area_code (a landline
    without one), length (``length``), range (the digits cannot be a phone).
    """
    written = plain(text)
    if not written:
        raise IdentifierError("empty")
    if _SEVERAL.search(written):
        raise IdentifierError("several")
    body, extension = _split_extension(written)
    digits = re.sub(r"[-()./·_\u2010-\u2015]", "", body)
    if not re.fullmatch(r"\+?[0-9]+", digits):
        raise IdentifierError("characters")
    if (digits.startswith("+") or digits.startswith("00")) and not re.match(r"(\+|00)86", digits):
        return _foreign("+" + digits.lstrip("+0"))
    return _chinese(_without_86(digits), extension)


def _split_extension(written: str) -> tuple[str, str]:
    found = _EXTENSION.search(written) or re.search(r"(?<=\d{7})-(\d{1,6})$", written)
    return (written[: found.start()], found[1]) if found else (written, "")


def _without_86(digits: str) -> str:
    for prefix in ("+86", "0086"):
        if digits.startswith(prefix):
            rest = digits[len(prefix) :]
            return rest if re.match(r"1\d{10}$|0|400|800", rest) else "0" + rest
    return digits[2:] if re.fullmatch(r"861[3-9]\d{9}", digits) else digits


def _chinese(digits: str, extension: str) -> Phone:
    if re.fullmatch(r"01[3-9]\d{9}", digits):
        digits = digits[1:]
    if re.fullmatch(r"1[3-9]\d{9}", digits):
        return Phone(digits, PhoneKind.MOBILE, bool(_patterns()["mobile"].fullmatch(digits)), extension)
    if re.fullmatch(r"[48]00\d{7}", digits):
        return Phone(digits, PhoneKind.SERVICE, True, extension)
    if digits.startswith("0"):
        return _landline(digits, extension)
    if re.fullmatch(r"[2-9]\d{6,7}", digits):
        raise IdentifierError("area_code")
    raise IdentifierError(*(("range",) if len(digits) == 11 else ("length",)), length=len(digits))


def _landline(digits: str, extension: str) -> Phone:
    """Beijing 010 and the 02x have two digits after which eight follow, the others three and seven or eight."""
    size = 3 if digits.startswith("010") or digits.startswith("02") else 4
    area, rest = digits[:size], digits[size:]
    if not re.fullmatch(r"[2-9]\d{6,7}", rest) or (size == 3 and len(rest) != 8):
        raise IdentifierError("length", length=len(digits))
    known = bool(_patterns()["landline"].fullmatch(digits[1:]))
    return Phone(f"{area}-{rest}", PhoneKind.LANDLINE, known, extension)


def _foreign(digits: str) -> Phone:
    import phonenumbers

    try:
        parsed = phonenumbers.parse(digits)
    except phonenumbers.NumberParseException:
        raise IdentifierError("range", length=len(digits) - 1) from None
    if not phonenumbers.is_possible_number(parsed):
        raise IdentifierError("length", length=len(digits) - 1)
    return Phone(digits, PhoneKind.FOREIGN, bool(phonenumbers.is_valid_number(parsed)))


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    """The ranges of China as phonenumbers knows them, compiled once: its own check takes fifty times as long."""
    from phonenumbers import PhoneMetadata

    china: Any = PhoneMetadata.metadata_for_region("CN")
    ranges = {"mobile": china.mobile, "landline": china.fixed_line}
    return {name: re.compile(of.national_number_pattern) for name, of in ranges.items()}


# -- number plates -------------------------------------------------------------------------------------------------


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


# -- masks ---------------------------------------------------------------------------------------------------------


def mask_phone(text: str) -> str:
    """``138****5678``; whatever is too short for that shows its last two digits at most."""
    bare = plain(text)
    return bare[:3] + "*" * (len(bare) - 7) + bare[-4:] if len(bare) >= 10 else _all_but_the_end(bare, 2)


def mask_id(text: str) -> str:
    """``2105**********123X``: the first four and the last four; other papers show their last two characters."""
    bare = plain(text)
    return bare[:4] + "*" * (len(bare) - 8) + bare[-4:] if len(bare) >= 15 else _all_but_the_end(bare, 2)


def mask_plate(text: str) -> str:
    """``辽A***45``: the region and the last two."""
    bare = plain(text)
    return bare[:2] + "*" * (len(bare) - 4) + bare[-2:] if len(bare) >= 6 else _all_but_the_end(bare, 1)


def mask_name(text: str) -> str:
    """``王**``: the first character, a star for each further one."""
    bare = unicodedata.normalize("NFKC", text).strip()
    return bare[:1] + "*" * (len(bare) - 1)


def _all_but_the_end(bare: str, shown: int) -> str:
    shown = shown if len(bare) > 2 * shown else 0
    return "*" * (len(bare) - shown) + bare[len(bare) - shown :]
