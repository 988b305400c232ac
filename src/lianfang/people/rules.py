"""Words about people, and when two records may be one person. Pure."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from lianfang.kernel.names import pinyin_of


class Sex(StrEnum):
    """性别."""

    MALE = "M"
    FEMALE = "F"
    UNKNOWN = "U"


class Relation(StrEnum):
    """与户主关系 (after GB/T 4761, the groups of its first digit)."""

    HEAD = "head"
    SPOUSE = "spouse"
    CHILD = "child"
    PARENT = "parent"
    GRANDCHILD = "grandchild"
    GRANDPARENT = "grandparent"
    SIBLING = "sibling"
    RELATIVE = "relative"
    LODGER = "lodger"


class Gone(StrEnum):
    """Why somebody is no longer here (不在此居住的原因)."""

    MOVED = "moved"
    DIED = "died"
    NEVER = "never"


class Purpose(StrEnum):
    """What somebody's data are opened for (查阅目的); it stands in the log of reads."""

    CONTACT = "contact"
    CHECK = "check"
    REQUEST = "request"
    CORRECT = "correct"


class Decision(StrEnum):
    """What was decided about two records that look alike."""

    OPEN = "open"
    DIFFERENT = "different"
    MERGED = "merged"


class Stage(StrEnum):
    """How far an import has come."""

    LOOKING = "looking"
    READY = "ready"
    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"
    FAILED = "failed"


class Alike(StrEnum):
    """How a field of two records compares."""

    SAME = "same"
    SIMILAR = "similar"
    DIFFERENT = "different"
    UNKNOWN = "unknown"


class Likeness(StrEnum):
    """Whether two records are one person."""

    CERTAIN = "certain"
    LIKELY = "likely"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Traits:
    """What two records are compared by, each in its one spelling; empty where not known. ``door`` is area and door."""

    name: str
    id_number: str = ""
    birth_date: date | None = None
    phone: str = ""
    door: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two records beside each other, field by field."""

    id_number: Alike
    name: Alike
    birth_date: Alike
    phone: Alike
    door: Alike

    @property
    def likeness(self) -> Likeness:
        """Equal ID numbers make it certain, different ones rule it out.

        Else it is likely with the same name and birth date, the same phone and a name that sounds the same, or the same
        name behind the same door; a different birth date rules the last two out.
        """
        if self.id_number in (Alike.SAME, Alike.DIFFERENT):
            return Likeness.CERTAIN if self.id_number is Alike.SAME else Likeness.NONE
        if self.birth_date is Alike.DIFFERENT or self.name not in (Alike.SAME, Alike.SIMILAR):
            return Likeness.NONE
        same_name = self.name is Alike.SAME
        by_birth = same_name and self.birth_date is Alike.SAME
        by_door = same_name and self.door is Alike.SAME
        return Likeness.LIKELY if by_birth or by_door or self.phone is Alike.SAME else Likeness.NONE


def compare(one: Traits, other: Traits) -> Comparison:
    """Put two records beside each other. The order does not matter."""
    return Comparison(
        id_number=_alike(one.id_number, other.id_number),
        name=_names_alike(one.name, other.name),
        birth_date=_alike(one.birth_date, other.birth_date),
        phone=_alike(one.phone, other.phone),
        door=_alike(one.door, other.door),
    )


def _alike(one: object, other: object) -> Alike:
    if not one or not other:
        return Alike.UNKNOWN
    return Alike.SAME if one == other else Alike.DIFFERENT


def _names_alike(one: str, other: str) -> Alike:
    """A name that is read the same is similar: 张伟 and 章炜 were heard at the door, not seen on the card."""
    found = _alike(one.casefold(), other.casefold())
    return Alike.SIMILAR if found is Alike.DIFFERENT and pinyin_of(one) == pinyin_of(other) else found


_PARTS = re.compile(r"[栋幢座楼]|号楼|单元|门洞|[-—–－_/、,，#.]+|(?<=\d)(?:室|号|户|房)+(?=.)")
_EDGES = re.compile(r"^(?:第|0(?=.))+|(?:室|号|户|房)+$")


def door_of(*parts: str) -> str:
    """One spelling of a door within its area: ``3栋2单元601室``, ``3-2-601`` and (3号楼, 2, 0601) are all ``3-2-601``.

    Leading zeros and ordinals go; what is no such pattern stays as it was written, in half-width. Empty for no parts.
    """
    text = "-".join(unicodedata.normalize("NFKC", part).strip() for part in parts if part and part.strip())
    pieces = _PARTS.sub("-", text.replace(" ", "")).split("-")
    return "-".join(bare for piece in pieces if (bare := _EDGES.sub("", piece)))


_NUMBERED = r"(?:附|临|之)?(?:[0-9]{1,5}[A-Za-z]?|[A-Za-z]{1,2}[0-9]{0,5}|[零〇一二三四五六七八九十百]{1,5})"
_KIND = "号?(?:院|弄|巷|排|队|组|区|层|屋|间|门|铺|店|厂|库|房|户)?"
_SIDED = "[东西南北中前后左右上下里外正侧][东西南北头边侧]?(?:屋|房|间|院|楼|户|门|厢|厢房|排|头|边|侧)"
_NAMED = "门|门卫|门面|传达|值班|地下|阁楼|平|底商|商铺|宿舍|车库|仓库|院|后院|前院|独院"
_PIECE = re.compile(f"(?:{_NUMBERED}{_KIND}|{_SIDED}|{_NAMED}){{1,3}}")
MOST_DIGITS = 10
"""Those of yard, building, entrance and flat; a mobile number has eleven."""
MOST_PIECES = 5


def is_door(spelled: str) -> bool:
    """Whether a door in its one spelling looks like one: 3-2-601, 二-601, 西屋, 12号院, A座-1203.

    Doors stand in clear, so no name, phone number or sentence may pass for one; a lone letter or word of letters is none.
    """
    pieces = spelled.split("-")
    digits = sum(letter.isdigit() and letter.isascii() for letter in spelled)
    is_no_door = re.fullmatch(r"[A-Za-z-]+|.*[0-9]{6}.*", spelled) is not None
    fits = len(pieces) <= MOST_PIECES and digits <= MOST_DIGITS and not is_no_door
    return fits and all(_PIECE.fullmatch(piece) for piece in pieces)


_BETWEEN_LETTERS = frozenset(" ·.'’‘()-")
_NO_NAMES = frozenset(
    (
        "姓名",
        "名字",
        "合计",
        "总计",
        "小计",
        "同上",
        "无",
        "空",
        "无名",
        "未知",
        "不详",
        "null",
        "none",
        "name",
        "total",
        "n/a",
    )
)


def is_name(name: str) -> bool:
    """Whether a name in its one spelling looks like somebody's: letters and characters, and what stands between them.

    What stands in lists in the place of a name does not: figures, a phone number behind it, stars over a part of it, a sum
    at the end (合计), the header once more.
    """
    fits = all(letter in _BETWEEN_LETTERS or _is_letter(letter) for letter in name)
    return fits and _is_letter(name[:1]) and name.casefold() not in _NO_NAMES


def _is_letter(letter: str) -> bool:
    """A letter or a mark upon one; 〇 is a numeral that stands in names."""
    return letter == "〇" or (letter != "" and unicodedata.category(letter)[0] in "LM")
