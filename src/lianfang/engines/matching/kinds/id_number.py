"""A resident ID number (身份证号) of 15 or 18 characters, or another paper's (GB 11643-1999; ISO 7064 MOD 11-2)."""

import unicodedata
from collections.abc import Mapping, Sequence
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from lianfang.engines.matching.features import Array, Features, Hashes, as_text, code_points, finished, rolled
from lianfang.engines.matching.kinds.base import Compared, blank
from lianfang.engines.matching.slips import one_slip

WIDTH = 20
_FACTORS = np.array([7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2], dtype=np.int64)
_CHECKS = np.array([ord(each) for each in "10X98765432"], dtype=np.uint32)
_SALT = 21
_CORE = [*range(6), *range(8, 17)]
"""Places of the 15 digits that both forms have."""
_WINDOWS = ((0, 4), (3, 7), (6, 10), (9, 13), (12, 15))
"""Each leaves out a stretch of the core. Any place and any two neighbours lie within one of them, so that numbers that
differ there by one wrong digit or by two that changed places agree in all that one of the keys keeps."""


class Paper(IntEnum):
    """What a text is."""

    NONE = 0
    OF_18 = 1  # every check passed
    OF_15 = 2  # brought to 18
    FLAWED = 3  # 18 characters, but the check digit does not fit
    OTHER = 4  # another paper, or too many or too few digits


class IdNumber:
    """Levels: equal (after 15 digits are brought to 18), one slip apart, other."""

    levels = ("absent", "equal", "slip", "other")
    EQUAL, SLIP, OTHER = range(1, 4)

    def read(self, texts: Sequence[str]) -> Features:
        written = as_text([_plain(text) for text in texts], WIDTH)
        points = code_points(written).astype(np.uint32)
        paper, full = _papers(points)
        return {
            "paper": paper,
            "number": full,
            "equal": finished(rolled(full), _SALT),
            "birth": np.where(_resident(paper), _birth(full), 0).astype(np.int32),
            "sex": _sex(full, paper),
        }

    def compare(self, a: Features, b: Features) -> Compared:
        result = blank(len(a["paper"]))
        both = (a["paper"] != Paper.NONE) & (b["paper"] != Paper.NONE)
        both &= (a["paper"] == Paper.OTHER) == (b["paper"] == Paper.OTHER)
        result.levels[both] = self.OTHER
        equal = both & (a["equal"] == b["equal"])
        result.levels[equal] = self.EQUAL
        some = (a["paper"] != Paper.NONE) & (b["paper"] != Paper.NONE) & ~equal
        rows = np.flatnonzero(some)
        old = (a["paper"][rows] == Paper.OF_15) | (b["paper"][rows] == Paper.OF_15)
        one, two = (_without_check(each["number"][rows], old) for each in (a, b))
        result.levels[rows[one_slip(one, two)]] = self.SLIP
        return result

    def counted(self, features: Features) -> list[Hashes]:
        """Nothing: a number is one person's, whoever else has it has it by mistake."""
        return []

    def keys(self, features: Features, *, asking: bool) -> Mapping[str, Hashes]:
        return {"equal": features["equal"], "windows": _windows(features)}


def _plain(text: str) -> str:
    if text.isascii() and text.isalnum():
        return text.upper()
    half_width = unicodedata.normalize("NFKC", text).upper()
    return "".join(letter for letter in half_width if letter.isascii() and letter.isalnum())


def _papers(points: Array) -> tuple[NDArray[np.uint8], NDArray[np.uint32]]:
    """The kind of each, and its characters with 15 digits brought to 18."""
    size = (points != 0).sum(axis=1)
    digit = (points >= ord("0")) & (points <= ord("9"))
    numeric = digit[:, :17].sum(axis=1)
    last = digit[:, 17] | (points[:, 17] == ord("X"))
    of_15 = (size == 15) & (numeric == 15)
    full = points.copy()
    full[of_15] = _brought_to_18(points[of_15])
    of_18 = ((size == 18) & (numeric == 17) & last) | of_15
    sound = of_18 & _is_date(_birth(full))
    fits = full[:, 17] == _check(full)
    paper = np.select(
        [size == 0, sound & of_15, sound & fits, of_18],
        [Paper.NONE, Paper.OF_15, Paper.OF_18, Paper.FLAWED],
        Paper.OTHER,
    )
    return paper.astype(np.uint8), full


def _brought_to_18(points: Array) -> Array:
    century = np.broadcast_to(np.array([ord("1"), ord("9")], dtype=np.uint32), (len(points), 2))
    wider = np.concatenate([points[:, :6], century, points[:, 6:15], np.zeros((len(points), 3), np.uint32)], axis=1)
    wider[:, 17] = _check(wider)
    return wider


def _check(points: Array) -> NDArray[np.uint32]:
    digits = points[:, :17].astype(np.int64) - ord("0")
    return np.asarray(_CHECKS[(digits @ _FACTORS) % 11])


def _birth(points: Array) -> NDArray[np.int64]:
    digits = points[:, 6:14].astype(np.int64) - ord("0")
    return digits @ (10 ** np.arange(7, -1, -1, dtype=np.int64))


def _is_date(numbers: Array) -> NDArray[np.bool_]:
    year, month, day = numbers // 10000, numbers // 100 % 100, numbers % 100
    return np.asarray((year >= 1850) & (year < 2100) & (month >= 1) & (month <= 12) & (day >= 1) & (day <= 31))


def _resident(paper: Array) -> NDArray[np.bool_]:
    return np.asarray((paper == Paper.OF_18) | (paper == Paper.OF_15))


def _sex(points: Array, paper: Array) -> NDArray[np.uint8]:
    odd = (points[:, 16] - ord("0")) % 2 == 1
    return np.where(_resident(paper), np.where(odd, ord("M"), ord("F")), 0).astype(np.uint8)


def _without_check(numbers: Array, old: Array) -> Array:
    """The check digit of a number that had none was reckoned from the others: it says nothing."""
    kept = numbers.copy()
    kept[old, 17:] = 0
    return kept


def _windows(features: Features) -> Hashes:
    """For 15 or 18 digits the core without each window; for any other text its halves."""
    core = features["number"][:, _CORE]
    columns = []
    for which, (start, end) in enumerate(_WINDOWS):
        kept = np.delete(core, np.s_[start:end], axis=1)
        columns.append(finished(rolled(np.ascontiguousarray(kept)), _SALT + 1 + which))
    whole = (features["paper"] != Paper.NONE) & (features["paper"] != Paper.OTHER)
    windows = np.where(whole[:, None], np.stack(columns, axis=1), np.uint64(0))
    return np.concatenate([windows, _ends(features["number"], features["paper"])], axis=1)


def _ends(numbers: Array, paper: Array) -> Hashes:
    """The last nine characters: what a number with a digit too many or too few in its first half has in common."""
    size = (numbers != 0).sum(axis=1)
    place = np.maximum(size[:, None] - 9, 0) + np.arange(9)[None, :]
    tail = np.take_along_axis(numbers, np.minimum(place, WIDTH - 1), axis=1)
    long = (paper != Paper.NONE) & (size >= 12)
    return np.where(long, finished(rolled(np.ascontiguousarray(tail)), _SALT + 9), np.uint64(0))[:, None]
