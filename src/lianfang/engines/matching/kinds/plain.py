"""Fields of any kind of data: a name in letters, a code, a text, a choice."""

import re
import unicodedata
from collections.abc import Mapping, Sequence

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import JaroWinkler

from lianfang.engines.matching.features import (
    Features,
    Hashes,
    as_text,
    code_points,
    hash_list,
    take,
)
from lianfang.engines.matching.kinds.base import Compared, blank
from lianfang.engines.matching.slips import one_slip

_WIDTH = 32
_EQUAL_SALT, _SOUND_SALT, _START_SALT, _END_SALT = range(61, 65)


class Choice:
    """One of a few words (sex, state): equal or not."""

    levels: Sequence[str] = ("absent", "equal", "other")
    words: Mapping[str, str] = {}

    def read(self, texts: Sequence[str]) -> Features:
        known = {text: _letters(text) for text in set(texts)}
        return _text_features([self.words.get(known[text], known[text]) for text in texts])

    def compare(self, a: Features, b: Features) -> Compared:
        result = blank(len(a["equal"]))
        both = (a["equal"] != 0) & (b["equal"] != 0)
        equal = both & (a["equal"] == b["equal"])
        result.levels[both] = len(self.levels) - 1
        result.levels[equal] = 1
        result.terms[equal] = a["equal"][equal]
        return result

    def counted(self, features: Features) -> list[Hashes]:
        return [features["equal"]]

    def keys(self, features: Features, *, asking: bool) -> Mapping[str, Hashes]:
        return {"equal": features["equal"]}


class Sex(Choice):
    """性别, in the words of lists in both languages."""

    words = {
        "男": "m",
        "女": "f",
        "男性": "m",
        "女性": "f",
        "male": "m",
        "female": "f",
        "man": "m",
        "woman": "f",
        "1": "m",
        "2": "f",
    }
    EQUAL, OTHER = 1, 2

    def read(self, texts: Sequence[str]) -> Features:
        known = {text: text if _letters(text) in (*self.words, "m", "f") else "" for text in set(texts)}
        return super().read([known[text] for text in texts])


class Code(Choice):
    """A number or code of its own (a document, a postcode): equal, one slip apart, other."""

    levels = ("absent", "equal", "slip", "other")
    EQUAL, SLIP, OTHER = range(1, 4)

    def compare(self, a: Features, b: Features) -> Compared:
        result = super().compare(a, b)
        rows = np.flatnonzero(result.levels == self.OTHER)
        slipped = one_slip(code_points(a["text"][rows]), code_points(b["text"][rows]))
        result.levels[rows[slipped]] = self.SLIP
        return result

    def keys(self, features: Features, *, asking: bool) -> Mapping[str, Hashes]:
        return {"equal": features["equal"], "start": features["start"], "end": features["end"]}


class Text(Choice):
    """Words: equal, nearly, somewhat, other, by Jaro and Winkler's similarity; a Latin name is compared so too."""

    levels = ("absent", "equal", "near", "similar", "other")
    EQUAL, NEAR, SIMILAR, OTHER = range(1, 5)
    near, similar = 0.92, 0.8

    def compare(self, a: Features, b: Features) -> Compared:
        result = super().compare(a, b)
        rows = np.flatnonzero(result.levels == self.OTHER)
        one, two = a["text"][rows].tolist(), b["text"][rows].tolist()
        alike = process.cpdist(one, two, scorer=JaroWinkler.normalized_similarity)
        result.levels[rows] = np.select(
            [alike >= self.near, alike >= self.similar], [self.NEAR, self.SIMILAR], self.OTHER
        )
        return result

    def keys(self, features: Features, *, asking: bool) -> Mapping[str, Hashes]:
        return {"equal": features["equal"], "sound": features["sound"], "start": features["start"]}


class LatinName(Text):
    """A part of a name in letters (given name, surname)."""


def _letters(text: str) -> str:
    """Small letters and digits of any script without accents, words parted by one space."""
    if not (text.isascii() and text.isalnum()):
        parts = unicodedata.normalize("NFKD", text)
        text = "".join(each for each in parts if not unicodedata.combining(each))
        text = re.sub(r"[\W_]+", " ", text.casefold()).strip()
    return text.casefold()


def _text_features(words: list[str]) -> Features:
    """Of each distinct word once, then by row."""
    distinct = list(dict.fromkeys(words))
    place = {word: at for at, word in enumerate(distinct)}
    texts = as_text(distinct, _WIDTH)
    features = {
        "text": texts,
        "equal": hash_list(distinct, 96, _EQUAL_SALT),
        "sound": hash_list([skeleton(word) for word in distinct], 8, _SOUND_SALT),
        "start": hash_list([word[:4] for word in distinct], 4, _START_SALT),
        "end": hash_list([word[-4:] for word in distinct], 4, _END_SALT),
    }
    return take(features, np.array([place[word] for word in words], dtype=np.int64))


_GROUPS = str.maketrans("bfpvcgjkqsxzdtlmnr", "111122222222334556", "aeiouyhw")


def skeleton(word: str) -> str:
    """The first letter and the groups of the consonants behind it, doubled ones once (after Soundex, R. C. Russell 1918)."""
    if not word:
        return ""
    groups = re.sub(r"(.)\1+", r"\1", word.replace(" ", "").translate(_GROUPS))
    return word[0] + groups[1 if word[0].translate(_GROUPS) else 0 :][:4]
