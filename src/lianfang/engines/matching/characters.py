"""What is known of single Chinese characters: the simplified form, how it is read, what it may be mistaken for.

Simplified forms by OpenCC (character by character, so that a name reads the same in any company), readings by pypinyin.
"""

import unicodedata
from functools import lru_cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from lianfang.engines.matching.features import PRIME, Array, Hashes

_TABLE_END = 0x33480
_BLOCKS = ((0x3400, 0xA000), (0xF900, 0xFB00), (0x20000, 0x323B0))

# How a character is read when it is a surname, where that differs from its usual reading (姓氏异读).
_SURNAME_READINGS = (
    "单:shan 仇:qiu 曾:zeng 解:xie 区:ou 查:zha 朴:piao 盖:ge 翟:zhai 乐:yue 缪:miao 洗:xian 覃:qin 折:she 黑:he 召:shao "
    "员:yun 种:chong 秘:bi 么:yao 句:gou 阚:kan 祭:zhai 隗:wei 能:nai 郇:xun 繁:po 不:fou 重:chong 尉:yu 长:zhang 宿:su"
)
# Sounds that accents do not keep apart (平翘舌、前后鼻音、鼻边音不分), for the level "sounds alike in an accent".
_ACCENTS = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ing", "in"), ("eng", "en"), ("ang", "an"), ("iong", "ong"))


@lru_cache(maxsize=1)
def simplified() -> dict[int, str]:
    """A table for ``str.translate``: traditional and variant characters to simplified ones, stable when used twice."""
    from opencc import OpenCC

    convert = OpenCC("t2s").convert
    characters = [chr(code) for start, end in _BLOCKS for code in range(start, end)]
    characters = [unicodedata.normalize("NFKC", each) for each in characters]
    table = dict(zip(characters, convert("\n".join(characters)).split("\n"), strict=True))
    for character, simple in table.items():
        while table.get(simple, simple) != simple:
            simple = table[simple]
        table[character] = simple
    return {ord(each): simple for each, simple in table.items() if each != simple}


@lru_cache(maxsize=1)
def _readings() -> tuple[list[str], NDArray[np.uint16]]:
    """The syllables without tones, the first empty, and for every code point the number of its usual one."""
    from pypinyin import pinyin_dict

    numbers = {"": 0}
    table = np.zeros(_TABLE_END, dtype=np.uint16)
    for code, said in pinyin_dict.pinyin_dict.items():
        if code < _TABLE_END:
            table[code] = numbers.setdefault(toneless(said.split(",")[0]), len(numbers))
    for pair in _SURNAME_READINGS.split():
        numbers.setdefault(pair[2:], len(numbers))
    return list(numbers), table


def toneless(syllable: str) -> str:
    """``lǜ`` is ``lv``, ``ēn`` is ``en``."""
    letters = unicodedata.normalize("NFD", syllable.replace("ü", "v").replace("ǘ", "v").replace("ǚ", "v"))
    letters = letters.replace("u\u0308", "v")
    return "".join(letter for letter in letters if letter.isascii() and letter.isalpha()).lower()


def sounds(points: Array) -> NDArray[np.uint16]:
    """The number of the usual reading of each character; 0 where there is none."""
    table = _readings()[1]
    return table[np.where(points < _TABLE_END, points, 0)]


@lru_cache(maxsize=1)
def _surname_table() -> tuple[Array, NDArray[np.uint16]]:
    numbers = {syllable: number for number, syllable in enumerate(_readings()[0])}
    pairs = sorted((ord(pair[0]), numbers[pair[2:]]) for pair in _SURNAME_READINGS.split())
    return np.array([code for code, _ in pairs], dtype=np.uint32), np.array([of for _, of in pairs], dtype=np.uint16)


def surname_sounds(points: Array, usual: Array) -> NDArray[np.uint16]:
    """The reading of a character as a surname, given its usual one."""
    codes, readings = _surname_table()
    at = np.minimum(np.searchsorted(codes, points), len(codes) - 1)
    return np.where(codes[at] == points, readings[at], usual).astype(np.uint16)


@lru_cache(maxsize=1)
def _rolled_syllables() -> tuple[Hashes, Hashes, Hashes, NDArray[np.uint16]]:
    """Of each syllable: its unfinished hash, the factor of its length, that of its first letter, its accent class."""
    syllables = _readings()[0]
    raw, factor, first = (np.zeros(len(syllables), dtype=np.uint64) for _ in range(3))
    classes: dict[str, int] = {}
    accents = np.zeros(len(syllables), dtype=np.uint16)
    for number, syllable in enumerate(syllables):
        value, power = 0, 1
        for letter in syllable:
            value, power = (value * int(PRIME) + ord(letter)) % 2**64, power * int(PRIME) % 2**64
        raw[number], factor[number], first[number] = value, power, ord(syllable[0]) if syllable else 0
        accents[number] = classes.setdefault(_accented(syllable), len(classes))
    return raw, factor, first, accents


def _accented(syllable: str) -> str:
    for clear, blurred in _ACCENTS:
        if clear[0] in "zcs":
            syllable = blurred + syllable[2:] if syllable.startswith(clear) else syllable
        elif syllable.endswith(clear):
            syllable = syllable.removesuffix(clear) + blurred
    return "l" + syllable[1:] if syllable.startswith("n") else syllable


def spoken(sounded: Array) -> Hashes:
    """Unfinished hash of the letters of rows of syllables, as if they were written in one word."""
    raw, factor, _, _ = _rolled_syllables()
    result = np.zeros(len(sounded), dtype=np.uint64)
    for column in sounded.T:
        result = np.where(column != 0, result * factor[column] + raw[column], result)
    return result


def initials(sounded: Array) -> Hashes:
    """Unfinished hash of the first letters of rows of syllables."""
    first = _rolled_syllables()[2]
    result = np.zeros(len(sounded), dtype=np.uint64)
    for column in sounded.T:
        result = np.where(column != 0, result * PRIME + first[column], result)
    return result


def accents(sounded: Array) -> NDArray[np.uint16]:
    """The class of each syllable in which accents differ only; 0 for none."""
    return _rolled_syllables()[3][sounded]


@lru_cache(maxsize=1)
def _lookalikes() -> Hashes:
    """Pairs of characters that look alike, each as one number, sorted."""
    lines = resources.files(__package__).joinpath("shapes.txt").read_text(encoding="utf-8").splitlines()
    rows = [line for line in lines if not line.startswith("#")]
    pairs = {_pair(ord(row[0]), ord(other)) for row in rows for other in row[1:]}
    return np.array(sorted(pairs), dtype=np.uint64)


def _pair(a: int, b: int) -> int:
    return min(a, b) << 32 | max(a, b)


def look_alike(a: Array, b: Array) -> NDArray[np.bool_]:
    """Whether two characters are near in shape (形近字); the same one is not."""
    known = _lookalikes()
    low, high = np.minimum(a, b).astype(np.uint64), np.maximum(a, b).astype(np.uint64)
    wanted = low << np.uint64(32) | high
    at = np.minimum(np.searchsorted(known, wanted), len(known) - 1)
    return np.asarray(known[at] == wanted)


@lru_cache(maxsize=4096)
def lookalikes_of(character: str) -> str:
    """The characters near in shape to this one."""
    code, known = ord(character), _lookalikes()
    low, high = (known >> np.uint64(32)).astype(np.int64), (known & np.uint64(0xFFFFFFFF)).astype(np.int64)
    found = [*high[low == code].tolist(), *low[high == code].tolist()]
    return "".join(chr(each) for each in sorted(found))


def syllables_of(letters: str, *, surname: bool) -> tuple[str, ...]:
    """The usual syllables of characters; with ``surname`` the first as a surname. Empty where a reading is not known."""
    names, table = _readings()
    points = np.array([[ord(letter) for letter in letters]], dtype=np.uint32)
    said = table[np.where(points < _TABLE_END, points, 0)][0]
    if surname and len(said):
        said = said.copy()
        said[0] = surname_sounds(points[0, :1], said[:1])[0]
    return tuple(names[each] for each in said)


@lru_cache(maxsize=4096)
def alike_to(letter: str, *, surname: bool) -> str:
    """The characters that look like this one, or sound like it in some accent."""
    known, table = _readings()[1], _rolled_syllables()[3]
    own = syllables_of(letter, surname=surname)[0]
    number = _readings()[0].index(own)
    common = np.arange(0x4E00, 0x9FA6)
    heard = common[(table[known[common]] == table[number]) & (number != 0)]
    return "".join(dict.fromkeys([*lookalikes_of(letter), *map(chr, heard.tolist())])).replace(letter, "")
