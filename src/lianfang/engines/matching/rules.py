"""The rules that make certain (确定规则): what must agree, what must not contradict, and the key that finds the pair.

Each is a conjunction, and holds at least one of the keys named with it; a test compares all pairs by brute force.
A name is *compatible* if it is equal, sounds or looks alike, or is a part. An ID number counts if it is that of a
resident and every check fits.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lianfang.engines.matching.fields import Fields
from lianfang.engines.matching.kinds.address import DoorAddress
from lianfang.engines.matching.kinds.date import Date
from lianfang.engines.matching.kinds.id_number import IdNumber, Paper
from lianfang.engines.matching.kinds.names import PersonName
from lianfang.engines.matching.kinds.phone import Phone
from lianfang.engines.matching.kinds.plain import Sex
from lianfang.engines.matching.person_names import MASK
from lianfang.engines.matching.records import Levels, Records

Mask = NDArray[np.bool_]


class Pairs:
    """Pairs of records with their levels, asked in words."""

    def __init__(self, levels: Levels, a: Records, b: Records, fields: Fields) -> None:
        self._seen = {name: levels.seen[:, at] for at, name in enumerate(fields.names)}
        self._a, self._b = a, b

    def says(self, field: str, *levels: int) -> Mask:
        return np.isin(self._seen[field], levels)

    @property
    def same_name(self) -> Mask:
        return self.says("name", PersonName.EQUAL)

    @property
    def compatible_names(self) -> Mask:
        return self.says("name", PersonName.EQUAL, PersonName.SOUND, PersonName.NEAR, PersonName.PART)

    @property
    def fitting_names(self) -> Mask:
        """Compatible, and a part of each other only where a mask hides the rest.

        王华 and 王华桂 may be siblings of whom one wrote the other's number.
        """
        return self.compatible_names & (~self.says("name", PersonName.PART) | self._masked("_a") | self._masked("_b"))

    def _masked(self, side: str) -> Mask:
        return np.asarray((getattr(self, side)["name"]["letters"] == ord(MASK)).any(axis=1))

    @property
    def resident_number(self) -> Mask:
        """Both have an ID number whose checks all fit."""
        return self._resident("_a") & self._resident("_b")

    @property
    def flawed_number(self) -> Mask:
        """One of the two numbers cannot be right as it stands."""
        return ~self.resident_number

    def _resident(self, side: str) -> Mask:
        paper = getattr(self, side)["id"]["paper"]
        return np.asarray((paper == Paper.OF_18) | (paper == Paper.OF_15))

    @property
    def paper_of_its_own(self) -> Mask:
        """A passport or permit: letters and digits, eight characters at least."""
        points = self._a["id"]["number"]
        digits = ((points >= ord("0")) & (points <= ord("9"))).sum(axis=1)
        size = (points != 0).sum(axis=1)
        return np.asarray((self._a["id"]["paper"] == Paper.OTHER) & (size >= 8) & (digits >= 4) & (digits < size))

    @property
    def nothing_against(self) -> Mask:
        """Neither sex nor date of birth contradicts."""
        return ~(self.says("sex", Sex.OTHER) | self.says("birth", Date.OTHER))

    @property
    def no_other_number(self) -> Mask:
        return ~self.says("id", IdNumber.OTHER)

    @property
    def same_birth(self) -> Mask:
        return self.says("birth", Date.EQUAL)

    @property
    def near_birth(self) -> Mask:
        """The same year at least, or a slip away: without it father and son of one name could be meant."""
        return self.says("birth", Date.EQUAL, Date.SLIP, Date.YEAR_OFF, Date.CALENDAR, Date.YEAR)

    @property
    def shared_phone(self) -> Mask:
        return self.says("phone", Phone.SHARED)

    @property
    def same_door(self) -> Mask:
        return self.says("address", DoorAddress.DOOR)


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule with its code (its sentences stand in ``wording``) and the keys of which every pair it takes shares one."""

    code: str
    holds: Callable[[Pairs], Mask]
    found_by: tuple[str, ...]


_BY_NAME_AND = ("name.equal+phone.shared", "name.equal+birth.equal", "name.equal+address.door")

RULES: tuple[Rule, ...] = (
    Rule(
        "id_and_name",
        lambda of: of.says("id", IdNumber.EQUAL) & of.resident_number & of.fitting_names & of.nothing_against,
        ("id.equal",),
    ),
    Rule(
        "paper_and_name",
        lambda of: (
            of.says("id", IdNumber.EQUAL)
            & of.paper_of_its_own
            & of.says("name", PersonName.EQUAL, PersonName.SOUND)
            & of.nothing_against
        ),
        ("id.equal",),
    ),
    Rule(
        "name_and_slipped_id",
        lambda of: (
            of.same_name
            & of.says("id", IdNumber.SLIP)
            & ((of.flawed_number & of.same_birth) | of.shared_phone | of.same_door)
            & of.nothing_against
        ),
        _BY_NAME_AND,
    ),
    Rule(
        "name_phone_birth",
        lambda of: of.same_name & of.shared_phone & of.same_birth & of.no_other_number & of.nothing_against,
        _BY_NAME_AND[:1],
    ),
    Rule(
        "name_birth_door",
        lambda of: of.same_name & of.same_birth & of.same_door & of.no_other_number & of.nothing_against,
        _BY_NAME_AND[1:2],
    ),
    Rule(
        "name_phone_door",
        lambda of: (
            of.same_name & of.shared_phone & of.same_door & of.near_birth & of.no_other_number & of.nothing_against
        ),
        _BY_NAME_AND[:1],
    ),
)
"""In the order in which they are named as the reason."""
DECIDED = len(RULES)
"""Stands for a rule where a person decided."""
CODES = (*(rule.code for rule in RULES), "decided")


def first_rule(pairs: Pairs, count: int) -> NDArray[np.int8]:
    """The place of the first rule that takes each pair; -1 where none does."""
    result = np.full(count, -1, dtype=np.int8)
    for place, rule in reversed(list(enumerate(RULES))):
        result[rule.holds(pairs)] = place
    return result
