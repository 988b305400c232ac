"""Whether a visit was in a risk area: by place and by time. Pure."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class RiskLevel(StrEnum):
    """风险等级, gravest first."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


ORDER = list(RiskLevel)


class Width(StrEnum):
    """How wide a risk area is (风险区范围), widest first; the same words as in the editions."""

    COUNTY = "county"
    STREET = "street"
    VILLAGE = "village"
    COMPOUND = "compound"
    BUILDING = "building"
    ENTRANCE = "entrance"
    WORKPLACE = "workplace"
    HOUSEHOLD = "household"


WIDTHS = list(Width)
WHOLE_DIVISIONS = frozenset({Width.COUNTY, Width.STREET, Width.VILLAGE})
_DOOR = re.compile(r"\d+\s*[室户]|\d+[-—－]\d+[-—－]\d+|单元\s*\d{3,4}(?!\d)")
_DIVISION_END = re.compile("省|自治区|市|(?<!小)区|县|旗|州|镇|乡|街道|(?<!新)村")


class Match(StrEnum):
    """Whether a place told by somebody lies in a risk area."""

    CERTAIN = "certain"
    POSSIBLE = "possible"
    NONE = "none"


@dataclass(frozen=True)
class Place:
    """A place as it was told: division code (2 to 12 digits, "" unknown) and name ("" unknown)."""

    code: str = ""
    name: str = ""


@dataclass(frozen=True)
class Visit:
    """Where somebody was, from one day until another, both included; ``until_on`` None: still, or not known."""

    place_code: str
    place_name: str
    from_on: date
    until_on: date | None = None

    @property
    def place(self) -> Place:
        return Place(self.place_code, self.place_name)


@dataclass(frozen=True)
class Time:
    """The days on which being in a risk area counts, both included; ``until_on`` None: until further notice."""

    exposed_from: date
    until_on: date | None


def name_key(name: str) -> str:
    """One spelling of a place's name: half-width, without spaces, marks and brackets, in small letters."""
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", name)).casefold()


def stem(code: str) -> str:
    """A division code without the zeros that stand for "the whole of it": 210100 is 2101, 210102003000 is 210102003.

    The levels of GB/T 2260 and GB/T 10114 end after 2, 4, 6, 9 and 12 digits.
    """
    for end, start in ((12, 9), (9, 6), (6, 4), (4, 2)):
        if len(code) >= end and set(code[start:end]) == {"0"}:
            code = code[:start]
    return code


def forms(code: str) -> list[str]:
    """Every way in which a division that contains this code, or is it, may be written, with its zeros or without."""
    stems = {stem(code[:length]) for length in (2, 4, 6, 9, 12) if length <= len(code)}
    padded = {each.ljust(length, "0") for each in stems for length in (4, 6, 9, 12) if length >= len(each)}
    return sorted(stems | padded | {code})


def match(area: Place, width: Width, told: Place) -> Match:
    """Whether a told place lies in a risk area.

    A wider or a nameless answer inside the right division is possible, not certain; another division is none, whatever
    the names say, for the same names stand in many cities.
    """
    inside, around = _divisions(area.code, told.code)
    if area.code and told.code and not (inside or around):
        return Match.NONE
    if inside and width in WHOLE_DIVISIONS:
        return Match.CERTAIN
    return _by_name(name_key(area.name), name_key(told.name), inside=inside, around=around)


def _divisions(area: str, told: str) -> tuple[bool, bool]:
    if not area or not told:
        return False, False
    ours, theirs = stem(area), stem(told)
    return theirs.startswith(ours), ours.startswith(theirs) and ours != theirs


def _by_name(area: str, told: str, *, inside: bool, around: bool) -> Match:
    if area and area in told:
        return Match.CERTAIN
    if not told:
        return Match.POSSIBLE if inside or around else Match.NONE
    if any(tail in told for tail in _own_names(area)):
        return Match.CERTAIN if inside else Match.POSSIBLE
    return Match.POSSIBLE if around or (inside and told in area) else Match.NONE


def _own_names(area: str) -> list[str]:
    """What remains of a full name when the divisions before it are left out: 南湖街道文安路小区, 文安路小区."""
    tails = [area[found.end() :] for found in _DIVISION_END.finditer(area)]
    return [tail for tail in tails if len(tail) >= 3]


def overlaps(visit: Visit, time: Time, since: date) -> bool:
    """Whether the visit's days from ``since`` on meet the days that count."""
    first = max(visit.from_on, time.exposed_from, since)
    return all(last is None or first <= last for last in (visit.until_on, time.until_on))


def gravity(level: str) -> int:
    """0 for the gravest level; for sorting."""
    return ORDER.index(RiskLevel(level))


def names_a_door(name: str) -> bool:
    """Whether a name is as fine as a door (3-2-601, 601室), which is never published."""
    return _DOOR.search(unicodedata.normalize("NFKC", name)) is not None


def is_finer(width: str, smallest: str | None) -> bool:
    """Whether a width is finer than the edition lets be published."""
    return smallest is not None and WIDTHS.index(Width(width)) > WIDTHS.index(Width(smallest))


def is_code(code: str) -> bool:
    """Whether a text has the shape of a division code (GB/T 2260, GB/T 10114)."""
    return code.isascii() and code.isdigit() and len(code) in {2, 4, 6, 9, 12}
