"""Resident ID numbers (身份证号), after GB 11643-1999."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

from lianfang.kernel.identifiers.spelling import IdentifierError, plain


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
