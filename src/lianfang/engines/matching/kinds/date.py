"""A date of birth (出生日期), whole or only its year or month."""

import re
import unicodedata
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from lianfang.engines.matching.features import Array, Features, Hashes, beside, hash_numbers
from lianfang.engines.matching.kinds.base import Compared, blank
from lianfang.engines.matching.slips import one_slip

_SALT = 41
_DAYS_OF_CALENDARS = 60
"""A day of the farmers' calendar (农历) written as one of the other lies at most so many days before it."""
_POWERS = 10 ** np.arange(7, -1, -1, dtype=np.int64)
_PARTED = re.compile(r"(\d{4})\D+(\d{1,2})(?:\D+(\d{1,2}))?\D*(?:\d\d?:.*)?")
_DAY_FIRST = re.compile(r"(\d{1,2})\D(\d{1,2})\D(\d{4})")


class Date:
    """Levels, from equal to other; ``year`` is the same year where one of the two says no more."""

    levels = ("absent", "equal", "slip", "year_off", "calendar", "year", "year_near", "other")
    EQUAL, SLIP, YEAR_OFF, CALENDAR, YEAR, YEAR_NEAR, OTHER = range(1, 8)

    def read(self, texts: Sequence[str]) -> Features:
        known: dict[str, int] = {"": 0}
        for text in texts:
            if text not in known:
                known[text] = read_date(text)
        return dates([known[text] for text in texts])

    def compare(self, a: Features, b: Features) -> Compared:
        result = blank(len(a["date"]))
        rows = np.flatnonzero((a["date"] != 0) & (b["date"] != 0))
        one, two = a["date"][rows].astype(np.int64), b["date"][rows].astype(np.int64)
        result.levels[rows] = _levels(one, two)
        equal = result.levels == self.EQUAL
        result.terms[equal] = hash_numbers(a["date"][equal], _SALT)
        return result

    def counted(self, features: Features) -> list[Hashes]:
        return [hash_numbers(features["date"], _SALT)]

    def keys(self, features: Features, *, asking: bool) -> Mapping[str, Hashes]:
        year = features["date"] // 10000
        around = [year, np.maximum(year - 1, 0), np.where(year > 0, year + 1, 0)] if asking else [year]
        whole = np.where(_has_day(features["date"]), features["date"], 0)
        return {
            "equal": hash_numbers(whole, _SALT),
            "year": hash_numbers(year, _SALT + 1),
            "year_near": beside(*(hash_numbers(each, _SALT + 1) for each in around)),
            "turned": _turned(whole, asking=asking),
        }


def dates(numbers: Sequence[int] | Array) -> Features:
    """Features of dates given as numbers: 19900102, 19900100 without the day, 19900000 the year alone, 0 nothing."""
    return {"date": np.array(numbers, dtype=np.int32)}


def read_date(text: str) -> int:
    """A date as a number (19900102; unknown parts 00), 0 where there is none.

    Year first however it is parted, ``02/01/1990`` with the day first, eight, six or four digits.
    """
    clean = unicodedata.normalize("NFKC", text).strip()
    if re.fullmatch(r"\d{4}|\d{6}|\d{8}", clean):
        return _checked(clean[:4], clean[4:6], clean[6:8])
    if found := _PARTED.fullmatch(clean):
        return _checked(found[1], found[2], found[3])
    if found := _DAY_FIRST.fullmatch(clean):
        return _checked(found[3], found[2], found[1])
    if found := re.fullmatch(r"(\d{4})\s*年?(?:生|出生|生人)?", clean):
        return _checked(found[1], None, None)
    return 0


def _checked(year: str, month: str | None, day: str | None) -> int:
    """A month or day that cannot be is kept for comparing only where the number has eight digits."""
    if not 1850 <= int(year) < 2100:
        return 0
    return int(year) * 10000 + int(month or 0) * 100 + int(day or 0)


def _levels(one: Array, two: Array) -> NDArray[np.uint8]:
    year_one, year_two = one // 10000, two // 10000
    month_one, month_two, day_one, day_two = one // 100 % 100, two // 100 % 100, one % 100, two % 100
    whole = _has_day(one) & _has_day(two)
    one_off = np.abs(year_one - year_two) == 1
    slip = one_slip(_digits(one), _digits(two))
    crossed = (year_one == year_two) & (month_one == day_two) & (day_one == month_two)
    apart = np.abs(_days(one) - _days(two))
    conditions = [
        whole & (one == two),
        ~whole & (year_one == year_two) & ((month_one == month_two) | (month_one == 0) | (month_two == 0)),
        whole & one_off & (one % 10000 == two % 10000),
        whole & (slip | crossed),
        whole & (apart <= _DAYS_OF_CALENDARS) & (apart > 0),
        ~whole & one_off,
    ]
    wanted = [Date.EQUAL, Date.YEAR, Date.YEAR_OFF, Date.SLIP, Date.CALENDAR, Date.YEAR_NEAR]
    return np.select(conditions, wanted, Date.OTHER).astype(np.uint8)


def _has_day(numbers: Array) -> NDArray[np.bool_]:
    return np.asarray((numbers % 100 != 0) & (numbers // 100 % 100 != 0))


def _digits(numbers: Array) -> Array:
    return (numbers[:, None] // _POWERS[None, :] % 10 + 1).astype(np.uint8)


def _days(numbers: Array) -> Array:
    """Days on a calendar of months of 30.44 days: near enough to tell weeks from months."""
    return np.asarray((numbers // 10000) * 365.25 + (numbers // 100 % 100) * 30.44 + numbers % 100)


def _turned(whole: Array, *, asking: bool) -> Hashes:
    """The date with day and month in each other's place, for the one who asks."""
    turned = whole // 10000 * 10000 + whole % 100 * 100 + whole // 100 % 100
    return hash_numbers(turned if asking else whole, _SALT)
