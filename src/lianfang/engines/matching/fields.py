"""Which fields records have (字段): their kinds, the keys by which pairs are found, and the rules that make certain."""

import tomllib
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from pathlib import Path
from typing import Any

from lianfang.engines.matching.kinds import KINDS, Kind
from lianfang.engines.matching.model import MatchingError


@dataclass(frozen=True, slots=True)
class Field:
    """A column of meaning: its name in this engine, its kind, and the headers under which lists have it."""

    name: str
    kind: str
    headers: tuple[str, ...] = ()

    @property
    def how(self) -> Kind:
        return KINDS[self.kind]


@dataclass(frozen=True, slots=True)
class Block:
    """A key that two records must share to be compared: hashes of one or several fields, as ``name.equal``.

    Keys that a certain rule rests on hold any number of rows; the others are left out where more than ``most`` rows
    share them, for then they say little and another key is narrower.
    """

    parts: tuple[str, ...]
    most: int | None = None

    def __str__(self) -> str:
        return "+".join(self.parts)


@dataclass(frozen=True)
class Fields:
    """What records are made of (字段表).

    ``people`` says that the fields are those of ``PERSONS`` and its certain rules and households hold; other data has
    no certain rules. ``key`` is the header of the column that names a row; it is shown and never compared.
    """

    fields: tuple[Field, ...]
    blocks: tuple[Block, ...]
    people: bool = False
    key: str = ""

    @cached_property
    def names(self) -> tuple[str, ...]:
        return tuple(field.name for field in self.fields)

    def __getitem__(self, name: str) -> Field:
        return next(field for field in self.fields if field.name == name)

    def at(self, name: str) -> int:
        """The place of a field among the others."""
        return self.names.index(name)


_CERTAIN = (
    ("id.equal",),
    ("name.equal", "phone.shared"),
    ("name.equal", "birth.equal"),
    ("name.equal", "address.door"),
)
_LIKELY: tuple[tuple[tuple[str, ...], int], ...] = (
    (("id.windows",), 200),
    (("phone.shared",), 60),
    (("address.door",), 60),
    (("name.equal",), 60),
    (("name.sound",), 60),
    (("name.equal", "birth.year_near"), 200),
    (("name.sound", "birth.year_near"), 200),
    (("name.equal", "address.place"), 200),
    (("name.sound", "address.place"), 200),
    (("name.equal", "address.numbers"), 200),
    (("name.surname", "birth.equal"), 200),
    (("name.given", "birth.equal"), 200),
    (("name.given", "address.building"), 100),
    (("name.initials", "birth.turned"), 200),
    (("name.surname", "address.building"), 100),
    (("birth.equal", "address.place"), 60),
)


def _headers(words: str) -> tuple[str, ...]:
    return tuple(words.split())


PERSONS = Fields(
    fields=(
        Field("name", "person", _headers("姓名 名字 人员姓名 居民姓名 旅客姓名 乘客姓名 name full_name person_name")),
        Field(
            "id",
            "id",
            _headers(
                "身份证号 身份证号码 身份证 公民身份号码 居民身份证号码 证件号码 证件号 有效证件号码 id id_number id_no id_card "
                "idcard id_card_number national_id identity_number"
            ),
        ),
        Field(
            "phone",
            "phone",
            _headers(
                "电话 联系电话 手机 手机号 手机号码 电话号码 联系方式 本人电话 备用电话 移动电话 固定电话 新电话 旧电话 原电话 phone "
                "phone_number mobile mobile_phone tel telephone cell contact_number old_phone new_phone"
            ),
        ),
        Field(
            "birth",
            "date",
            _headers(
                "出生日期 出生年月 出生年月日 出生年份 生日 出生 birth birth_date "
                "date_of_birth dob birthday year_of_birth birth_year"
            ),
        ),
        Field("sex", "sex", _headers("性别 sex gender")),
        Field(
            "address",
            "address",
            _headers(
                "地址 住址 现住址 现住地址 家庭住址 家庭地址 居住地址 居住地 详细地址 详细住址 居住详细地址 常住地址 "
                "门牌 门牌号 户籍地址 address "
                "home_address residence street_address"
            ),
        ),
    ),
    blocks=(*(Block(parts) for parts in _CERTAIN), *(Block(parts, most) for parts, most in _LIKELY)),
    people=True,
)
"""A resident as Chinese lists describe one (居民)."""

_KEYS_OF = {
    "name": ("equal", "sound"),
    "text": ("equal", "start"),
    "code": ("equal", "start", "end"),
    "date": ("equal", "year"),
    "choice": ("equal",),
    "sex": ("equal",),
    "person": ("equal", "sound"),
    "id": ("equal", "windows"),
    "phone": ("shared",),
    "address": ("door", "place"),
}
_MOST_ALONE, _MOST_TOGETHER = 50, 100


def describe(fields: tuple[Field, ...], key: str = "") -> Fields:
    """Fields of any data, found by every key of one field and every pair of keys of two, as long as these are rare.

    Raises MatchingError for a kind that does not exist or two fields of one name.
    """
    if unknown := [field.kind for field in fields if field.kind not in KINDS]:
        raise MatchingError("kind_unknown", kind=unknown[0], kinds=", ".join(KINDS))
    names = [field.name for field in fields]
    if len(set(names)) < len(names) or not names:
        raise MatchingError("fields_named")
    keys = [(field.name, f"{field.name}.{key}") for field in fields for key in _KEYS_OF[field.kind]]
    alone = [Block((key,), _MOST_ALONE) for _, key in keys]
    pairs = [Block((a, b), _MOST_TOGETHER) for (of_a, a), (of_b, b) in combinations(keys, 2) if of_a != of_b]
    return Fields(fields, (*alone, *pairs), key=key)


def load_fields(path: Path) -> Fields:
    """Fields from a TOML file: ``key = "id"`` and for each field ``[fields.NAME]`` with ``kind`` and ``headers``.

    Raises MatchingError with a sentence for a file that is no such description.
    """
    try:
        content: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8-sig"))
        described = content["fields"]
        fields = tuple(
            Field(name, str(about["kind"]), tuple(map(str, about.get("headers", [name]))))
            for name, about in described.items()
        )
    except (OSError, UnicodeDecodeError) as problem:
        why = problem.strerror if isinstance(problem, OSError) else "it is no UTF-8 text"
        raise MatchingError("unreadable", file=path.name, why=why) from None
    except (tomllib.TOMLDecodeError, KeyError, TypeError, AttributeError) as problem:
        raise MatchingError("fields_bad", file=path.name, why=problem) from None
    return describe(fields, str(content.get("key", "")))
