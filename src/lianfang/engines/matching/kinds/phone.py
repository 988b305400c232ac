"""Phones (电话), several in one field: a mobile or a landline with or without its area code."""

import re
import unicodedata
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from lianfang.engines.matching.features import Array, Features, Hashes, hash_numbers
from lianfang.engines.matching.kinds.base import Compared, blank
from lianfang.engines.matching.slips import one_slip

SEVERAL = 4
"""Phones kept of one field."""
_SALT = 31
_MOBILE = re.compile(r"1[3-9]\d{9}")
_DIGITS = 12
_POWERS = 10 ** np.arange(_DIGITS - 1, -1, -1, dtype=np.int64)
_RUN = re.compile(r"\+?\d[\d\-()./ ]*\d")


class Phone:
    """Levels: one of the phones is shared; one differs by a slip; none is shared (people change their phones)."""

    levels = ("absent", "shared", "slip", "other")
    SHARED, SLIP, OTHER = range(1, 4)

    def read(self, texts: Sequence[str]) -> Features:
        known: dict[str, list[int]] = {}
        numbers = np.zeros((len(texts), SEVERAL), dtype=np.int64)
        for row, text in enumerate(texts):
            if _MOBILE.fullmatch(text):
                numbers[row, 0] = int(text)
            elif text:
                found = known.get(text)
                if found is None:
                    found = known[text] = phones_in(text)
                numbers[row, : len(found)] = found
        return {"numbers": numbers}

    def compare(self, a: Features, b: Features) -> Compared:
        result = blank(len(a["numbers"]))
        one, two = _used(a["numbers"]), _used(b["numbers"])
        result.levels[(one[:, 0] != 0) & (two[:, 0] != 0)] = self.OTHER
        for first in one.T:
            for second in two.T:
                self._meet(result, first, second)
        return result

    def _meet(self, result: Compared, first: Array, second: Array) -> None:
        both = (first != 0) & (second != 0)
        shared = both & (_local(first) == _local(second)) & ((first == second) | _one_is_short(first, second))
        result.levels[shared] = self.SHARED
        result.terms[shared] = hash_numbers(_local(first[shared]), _SALT)
        rows = np.flatnonzero(both & (result.levels == self.OTHER) & (_spread(first) == _spread(second)))
        slipped = one_slip(_digits(first[rows]), _digits(second[rows]))
        result.levels[rows[slipped]] = self.SLIP

    def counted(self, features: Features) -> list[Hashes]:
        return [hash_numbers(_local(column), _SALT) for column in _used(features["numbers"]).T]

    def keys(self, features: Features, *, asking: bool) -> Mapping[str, Hashes]:
        return {"shared": hash_numbers(_local(features["numbers"]), _SALT)}


def phones_in(text: str) -> list[int]:
    """The phones in a text, as numbers without +86 and without the 0 in front, at most ``SEVERAL``."""
    half_width = unicodedata.normalize("NFKC", text)
    runs = [
        re.sub(r"\D", "", run) for part in re.split(r"[/、,;，；|\s]{1,}", half_width) for run in _RUN.findall(part)
    ]
    if len(joined := re.sub(r"[\s\-]", "", half_width)) in (11, 13, 14) and re.fullmatch(
        r"(\+?86)?1[3-9]\d{9}", joined
    ):
        runs = [joined]
    found = [number for run in runs if (number := _number(run.lstrip("+")))]
    return list(dict.fromkeys(found))[:SEVERAL]


def _number(digits: str) -> int:
    digits = digits.removeprefix("0086")
    if len(digits) == 13 and digits.startswith("86"):
        digits = digits[2:]
    digits = digits.lstrip("0")
    return int(digits) if 7 <= len(digits) <= _DIGITS else 0


def _used(numbers: Array) -> Array:
    """Without columns that are empty throughout."""
    last = max((column + 1 for column in range(SEVERAL) if numbers[:, column].any()), default=1)
    return numbers[:, :last]


def _mobile(numbers: Array) -> NDArray[np.bool_]:
    return np.asarray((numbers >= 13_000_000_000) & (numbers < 20_000_000_000))


def _local(numbers: Array) -> Array:
    """Landlines without their area code, for it is often left out; mobiles whole."""
    return np.where(_mobile(numbers), numbers, numbers % 10**7)


def _one_is_short(first: Array, second: Array) -> NDArray[np.bool_]:
    return np.asarray(np.minimum(first, second) < 10**8)


def _spread(numbers: Array) -> Array:
    return numbers // 10**10


def _digits(numbers: Array) -> Array:
    return (numbers[:, None] // _POWERS[None, :] % 10 + 1).astype(np.uint8)
