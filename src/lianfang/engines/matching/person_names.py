"""Names of persons as lists write them (姓名): one spelling, and what form it has.

王小明 is *full*; 王老师, 老王, 李某, 张** name a *surname* and at most a sex; ``Wang Xiaoming`` is *latin*, ``WXM`` are
*initials*. A middle dot (买买提·艾力) is written with many characters; a title behind a full name goes.
"""

import re
import unicodedata
from enum import IntEnum
from typing import NamedTuple

from lianfang.engines.matching.characters import simplified

HAN = r"\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af〇"
MASK = "*"
"""Stands for a character that was left out on purpose: 王*明, 王某某."""

_DOTS = re.compile(r"\s*[·•・∙‧⋅●˙。.．･\u00b7\u0387\u2022\u2027\u22c5\u30fb\uff65]\s*")
_INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_PLAIN = re.compile(r"[\u4e00-\u9fff]{2,4}")
_REMARK = re.compile(r"[(\[【〔（].*?[)\]】〕）]|[(（].*$")
_WOMEN = "女士 小姐 太太 夫人 大妈 大婶 大娘 大姐 大嫂 阿姨 奶奶 姥姥 婶子 婶 嫂子 嫂 姐 姨"
_MEN = "先生 大爷 大叔 大哥 叔叔 爷爷 伯伯 大伯 姥爷 叔 伯 哥 爷"
_ANYBODY = (
    "同志 老师 师傅 医生 大夫 护士 教授 经理 主任 书记 局长 处长 科长 校长 院长 所长 站长 队长 老板 总 工 老 "
    "律师 警官 司机 同学 小朋友 某某某 某某 某"
)
_TITLES = dict.fromkeys(_WOMEN.split(), "F") | dict.fromkeys(_MEN.split(), "M")
_TITLES |= dict.fromkeys(_ANYBODY.split(), "")
_TITLED = re.compile(rf"([{HAN}]+?)({'|'.join(sorted(_TITLES, key=len, reverse=True))})")
_LONG_TITLES = frozenset(title for title in _TITLES if len(title) > 1 and "某" not in title)
_CALLED = re.compile(rf"[老小阿大]([{HAN}])")
_MASKS = str.maketrans("某＊×Ｘ○〇□*Xx_", MASK * 11)

_COMPOUND = (
    "欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政 濮阳 公冶 太叔 申屠 公孙 "
    "慕容 仲孙 钟离 长孙 宇文 司徒 鲜于 司空 闾丘 亓官 司寇 巫马 公西 颛孙 壤驷 漆雕 乐正 宰父 谷梁 拓跋 夹谷 轩辕 令狐 "
    "段干 百里 呼延 东郭 南门 羊舌 微生 梁丘 左丘 西门 第五 南荣 东里 即墨 达奚 褚师 纳兰 完颜 叶赫 那拉 单于"
)
COMPOUND_SURNAMES = frozenset(_COMPOUND.split())


class Form(IntEnum):
    """How much of a name is there."""

    NONE = 0
    FULL = 1
    SURNAME = 2
    LATIN = 3
    INITIALS = 4


class Name(NamedTuple):
    """A name in one spelling: Chinese letters (masked ones as ``*``) or small Latin words; dots between its parts."""

    text: str
    form: Form
    sex: str = ""


def read_name(text: str) -> Name:
    """The name a text gives; an empty one where it gives none. Reading its own result again changes nothing."""
    if _PLAIN.fullmatch(text):
        return _chinese(text.translate(simplified()))
    clean = _REMARK.sub("", unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)))
    clean = _DOTS.sub("·", " ".join(clean.split())).strip("· ")
    if re.search(rf"[{HAN}]", clean):
        return _chinese(re.sub(r"\s+", "", clean).translate(simplified()))
    return _latin(clean)


def surname_length(name: Name) -> int:
    """How many characters of a Chinese name are its surname (姓): 2 for the compound ones, 0 with a middle dot."""
    if name.form is Form.SURNAME:
        return len(name.text)
    if "·" in name.text:
        return 0
    return 2 if len(name.text) > 2 and name.text[:2] in COMPOUND_SURNAMES else 1


def _chinese(text: str) -> Name:
    if titled := _TITLED.fullmatch(text):
        surname, title = titled[1], titled[2]
        if _is_surname(surname):
            return Name(surname, Form.SURNAME, _TITLES[title])
        if title in _LONG_TITLES and len(surname) > 1:
            name = _chinese(surname)
            return name._replace(sex=name.sex or _TITLES[title])
    elif called := _CALLED.fullmatch(text):
        return Name(called[1], Form.SURNAME)
    return _masked(text)


def _is_surname(text: str) -> bool:
    return len(text) == 1 or text in COMPOUND_SURNAMES


def _masked(text: str) -> Name:
    letters = text[:1] + text[1:].translate(_MASKS)
    seen = letters.rstrip(MASK)
    if not re.search(rf"[{HAN}]", letters):
        return _latin(letters)
    if (MASK in letters and _is_surname(seen)) or len(letters) == 1:
        return Name(seen, Form.SURNAME)
    return Name(letters, Form.FULL)


def _latin(text: str) -> Name:
    words = re.sub(r"[^\w]|[\d_]", " ", text.casefold()).split()
    letters = "".join(words)
    if not letters:
        return Name("", Form.NONE)
    initials = 1 < len(letters) <= 4 and not re.search(r"[aeiouüv]", letters)
    return Name(letters if initials else " ".join(words), Form.INITIALS if initials else Form.LATIN)
