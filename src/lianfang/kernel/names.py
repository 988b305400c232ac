"""Chinese names (姓名) as people write them, and the pieces by which they are found again.

``normalise_name`` brings a name to one spelling, ``pinyin_of`` says how it is read, ``name_tokens`` gives the pieces
the vault keeps as keyed tokens: characters, pairs, full pinyin and its initials.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

_HAN = r"\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af〇"
_DOTS = re.compile(r"\s*[·•・∙‧⋅●\u00b7\u0387\u2022\u2027\u22c5\u30fb\uff65]\s*")
_BETWEEN_HAN = re.compile(rf"(?<=[{_HAN}·])\s+(?=[{_HAN}·])")
_TITLE = re.compile(rf"(?<=[{_HAN}]{{2}})(?:先生|女士|小姐|同志|老师|大爷|大妈|阿姨)$")
_INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060\ufeff]")

_COMPOUND = (
    "欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政 濮阳 公冶 "
    "太叔 申屠 公孙 慕容 仲孙 钟离 长孙 宇文 司徒 鲜于 司空 闾丘 子车 亓官 司寇 巫马 公西 颛孙 壤驷 公良 "
    "漆雕 乐正 宰父 谷梁 拓跋 夹谷 轩辕 令狐 段干 百里 呼延 东郭 南门 羊舌 微生 公户 公玉 公仪 梁丘 公仲 "
    "公上 公门 公山 公坚 左丘 公伯 西门 公祖 第五 公乘 贯丘 公皙 南荣 东里 东宫 仲长 子书 子桑 即墨 达奚 "
    "褚师 吴铭 纳兰 完颜 叶赫 那拉 单于"
)
_COMPOUND_SURNAMES = frozenset(_COMPOUND.split())

# How a character is read when it is a surname, where that differs from its usual reading (姓氏异读).
_READINGS = (
    "单:shan 仇:qiu 曾:zeng 解:xie 区:ou 查:zha 朴:piao 盖:ge 翟:zhai 乐:yue 缪:miao 洗:xian 覃:qin "
    "折:she 黑:he 召:shao 员:yun 种:chong 秘:bi 佴:nai 么:yao 句:gou 阚:kan 祭:zhai 隗:wei 能:nai 郇:xun "
    "都:du 粘:nian 卜:bu 省:xing 繁:po 不:fou 重:chong 乐正:yue_zheng 子车:zi_ju 公乘:gong_sheng"
)
_SURNAME_READINGS = dict(pair.split(":", 1) for pair in _READINGS.split())


def normalise_name(text: str) -> str:
    """One spelling of a name: half-width, ``·`` for every middle dot, no spaces between characters, no title behind it.

    A title (先生, 女士, ...) goes only where two characters remain, so 王先生 stays as it was written. Latin names keep
    single spaces and their capitals. May be empty.
    """
    half_width = unicodedata.normalize("NFKC", _DOTS.sub("·", _INVISIBLE.sub("", text)))
    name = _DOTS.sub("·", " ".join(half_width.split()))
    return _TITLE.sub("", _BETWEEN_HAN.sub("", name)).strip("·")


def surname_of(name: str) -> str:
    """The surname (姓) of a Chinese name, of two characters for the compound ones (复姓); empty where none is told."""
    if "·" in name or not re.match(rf"[{_HAN}]{{2}}", name):
        return ""
    return name[:2] if len(name) > 2 and name[:2] in _COMPOUND_SURNAMES else name[:1]


@lru_cache(maxsize=65536)
def pinyin_of(name: str) -> tuple[str, ...]:
    """The syllables of a name in small letters without tones, ü as v, a surname in its reading as a surname (单: shan).

    Latin words stand as one syllable each.
    """
    name = normalise_name(name)
    surname = surname_of(name)
    reading = _SURNAME_READINGS.get(surname)
    if reading is None:
        return _syllables(name)
    return (*reading.split("_"), *_syllables(name[len(surname) :]))


def pinyin_initials(name: str) -> str:
    """The first letters of the syllables: 王小明 is ``wxm``."""
    return "".join(syllable[0] for syllable in pinyin_of(name))


def name_tokens(name: str) -> set[str]:
    """The pieces by which a name is found: characters, pairs of neighbours, full pinyin, initials.

    Both readings of a surname that has two are given, for people type either. Empty for a text without any letter.
    """
    name = normalise_name(name)
    letters = re.sub(r"[\W_]", "", name).casefold()
    readings = {pinyin_of(name), _syllables(name)} - {()}
    pairs = {letters[at : at + 2] for at in range(len(letters) - 1)}
    full = {"".join(syllables) for syllables in readings}
    return set(letters) | pairs | full | {"".join(syllable[0] for syllable in syllables) for syllables in readings}


@lru_cache(maxsize=65536)
def _syllables(text: str) -> tuple[str, ...]:
    from pypinyin import lazy_pinyin
    from pypinyin.constants import PHRASES_DICT, PINYIN_DICT

    if all(ord(letter) in PINYIN_DICT for letter in text) and not any(piece in PHRASES_DICT for piece in _pieces(text)):
        return tuple(map(_syllable, text))
    read = lazy_pinyin(text, errors=_latin_words)
    return tuple(word.casefold() for syllable in read for word in syllable.split())


def _pieces(text: str) -> Iterator[str]:
    """Every part of two characters and more: what may be a word, in which characters are read otherwise than alone."""
    return (text[begin:end] for begin in range(len(text) - 1) for end in range(begin + 2, len(text) + 1))


@lru_cache(maxsize=8192)
def _syllable(letter: str) -> str:
    """How a character alone is read."""
    from pypinyin import lazy_pinyin

    return str(lazy_pinyin(letter)[0]).casefold()


def _latin_words(other: str) -> str:
    return re.sub(r"[\W_]+", " ", other)
