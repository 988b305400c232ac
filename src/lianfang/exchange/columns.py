"""Which columns an import takes and an export gives: one declaration for both."""

import dataclasses
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Words = str | _StrPromise
else:
    Words = Any


class Kind(StrEnum):
    """What a column holds, and so how its cells are read and written."""

    TEXT = "text"
    NAME = "name"  # 姓名: brought to one spelling by kernel.names
    ID_NUMBER = "id_number"  # 身份证号
    PHONE = "phone"  # 电话
    PLATE = "plate"  # 号牌
    DATE = "date"  # a local calendar day
    DATETIME = "datetime"  # a local wall-clock time
    INTEGER = "integer"  # 3, 3人, 1,200
    SEX = "sex"  # 性别: M or F
    CHOICE = "choice"  # one of ``choices``
    AREA = "area"  # the name or code of an area; ``convert`` finds it
    BOOL = "bool"  # 是/否


class Refused(ValueError):
    """Raised by ``Column.convert``: a code of the caller's own module with its params, never with the value."""

    def __init__(self, code: str, **params: Any) -> None:
        self.code = code
        self.params = params
        super().__init__(code)


@dataclass(frozen=True)
class Column:
    """One column of an import or export.

    ``names`` are the wordings by which it is recognised, Chinese and English; the first of each language heads exports
    and templates unless ``title`` (lazily translated) says otherwise. ``choices`` gives the wordings of each code.
    ``convert`` turns what was read into what the caller needs and raises ``Refused`` for what it cannot. ``least`` and
    ``most`` bound integers, ``longest`` is the length of a text in characters.
    """

    field: str
    names: Sequence[str]
    required: bool = False
    kind: Kind = Kind.TEXT
    choices: Mapping[str, Sequence[str]] = dataclasses.field(default_factory=dict)
    convert: Callable[[Any], Any] | None = None
    title: "Words | None" = None
    help: "Words" = ""
    longest: int | None = None
    least: int | None = None
    most: int | None = None

    def heading(self, language: str = "zh") -> str:
        """What stands above the column in a language (``zh...`` or ``en...``)."""
        return str(self.title) if self.title else _in_language(self.names, language) or self.field

    def wordings(self, language: str = "zh") -> dict[str, str]:
        """How each choice, sex or yes and no is written in a language."""
        return {code: _in_language(words, language) or code for code, words in self.all_choices().items()}

    def all_choices(self) -> Mapping[str, Sequence[str]]:
        if self.kind is Kind.SEX:
            return self.choices or SEXES
        return self.choices or YES_NO if self.kind is Kind.BOOL else self.choices


SEXES: Mapping[str, Sequence[str]] = {
    "M": ("男", "male", "m", "man", "男性", "1", "男士"),
    "F": ("女", "female", "f", "woman", "女性", "2", "女士"),
}
YES_NO: Mapping[str, Sequence[str]] = {
    "1": ("是", "yes", "y", "true", "1", "有", "√", "✓", "✔", "对", "已", "t"),
    "0": ("否", "no", "n", "false", "0", "无", "×", "✗", "✘", "没有", "未", "不是", "f"),
}

# Wordings seen at the head of real lists of 2020 to 2022, by what they mean; declarations may take theirs from here.
USUAL: Mapping[str, tuple[str, ...]] = {
    "number": ("序号", "no.", "编号", "#"),
    "name": ("姓名", "name", "名字", "full name", "人员姓名", "中文姓名", "居民姓名"),
    "sex": ("性别", "sex", "gender"),
    "age": ("年龄", "age", "岁数"),
    "id_number": (
        "身份证号",
        "ID number",
        "身份证号码",
        "身份证",
        "公民身份号码",
        "证件号码",
        "证件号",
        "identity number",
        "ID card",
        "ID no",
    ),
    "phone": (
        "联系电话",
        "phone",
        "电话",
        "手机",
        "手机号",
        "手机号码",
        "电话号码",
        "联系方式",
        "联系号码",
        "联络电话",
        "mobile",
        "telephone",
        "phone number",
        "tel",
    ),
    "birth_date": ("出生日期", "date of birth", "出生年月日", "生日", "birth date", "birthday"),
    "address": (
        "现住址",
        "address",
        "家庭住址",
        "家庭地址",
        "居住地址",
        "住址",
        "详细地址",
        "现居住地",
        "地址",
        "常住址",
    ),
    "registered_address": ("户籍地址", "registered address", "户籍地", "户口所在地", "户籍所在地"),
    "street": ("街道", "street", "街镇", "乡镇街道", "镇街", "乡镇", "town", "sub-district"),
    "community": ("社区", "community", "村社区", "所属社区", "村居", "居委会", "村别", "village"),
    "grid": ("网格", "grid", "所属网格", "网格名称"),
    "compound": ("小区", "compound", "小区名称", "所属小区", "自然村"),
    "building": ("楼栋", "building", "楼号", "栋"),
    "door": ("门牌", "door", "房号", "室", "门牌号", "房间号", "room"),
    "unit": ("单位", "unit", "工作单位", "单位名称", "所在单位", "organisation"),
    "plate": ("车牌号", "number plate", "车牌", "车牌号码", "号牌", "plate", "plate number"),
    "temperature": ("体温", "temperature", "温度"),
    "from": ("来源地", "from", "出发地", "始发地", "来源省市", "从何处来"),
    "to": ("目的地", "destination", "到达地", "去往地", "目的城市"),
    "arrived_on": ("到达日期", "arrival date", "返回日期", "返回时间", "到达时间", "抵达日期"),
    "left_on": ("离开日期", "departure date", "离开时间", "出发日期"),
    "transport": ("交通方式", "transport", "出行方式", "返程方式", "交通工具"),
    "category": ("人员类型", "category", "类型", "人员类别", "身份类型"),
    "note": ("备注", "note", "说明", "备注1", "remarks", "notes", "comment"),
}


def normalise(heading: str) -> str:
    """A heading or choice for comparison: half-width, small letters, without blanks, marks and what is in brackets."""
    text = unicodedata.normalize("NFKC", heading).casefold()
    bare = _MARKS.sub("", _BRACKETS.sub("", text))
    return bare or _MARKS.sub("", text)


_BRACKETS = re.compile(r"[(\[【〔{<《].*?[)\]】〕}>》]")
_MARKS = re.compile(r"[\s\u200b\ufeff*:：;；,，.。、_\-/\\|'\"“”‘’`~!?·()\[\]]+")
_HAN = re.compile(r"[\u3400-\u9fff]")


def _in_language(words: Sequence[str], language: str) -> str:
    wants_chinese = language.lower().startswith("zh")
    fitting = (word for word in words if bool(_HAN.search(word)) == wants_chinese)
    return next(fitting, words[0] if words else "")
