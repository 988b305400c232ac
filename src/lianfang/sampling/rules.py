"""Decisions of the sampling table, pure: how many share a tube, what may still go into it, where a tube may go next."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from lianfang.codes.rules import LENGTH, is_code
from lianfang.codes.rules import plain as plain_code
from lianfang.protocols import PoolRules


class Place(StrEnum):
    """Where people are sampled, by which the edition says how many share a tube (`protocols.words.POOL_PLACES`)."""

    ISOLATION_SITE = "isolation_site"
    KEY_GROUP = "key_group"
    LOCKDOWN = "lockdown"
    CONTROL = "control"
    PRECAUTION = "precaution"
    ELSEWHERE = "elsewhere"


class TubeState(StrEnum):
    """A tube from the table to the laboratory (采样管状态)."""

    OPEN = "open"
    CLOSED = "closed"
    PACKED = "packed"
    RECEIVED = "received"
    LOST = "lost"


class Why(StrEnum):
    """Why somebody is sampled."""

    ROUND = "round"
    RESAMPLE_POSITIVE = "resample_positive"
    RESAMPLE_INVALID = "resample_invalid"
    RECHECK = "recheck"


class Exempt(StrEnum):
    """Why somebody need not be sampled in this session (免采)."""

    INFANT = "infant"
    BEDRIDDEN = "bedridden"
    MEDICAL = "medical"
    AWAY = "away"
    SAMPLED_ELSEWHERE = "sampled_elsewhere"
    REFUSED = "refused"


class CheckItem(StrEnum):
    """What must be in order before a site opens (开点检查项)."""

    WAYS = "ways"
    LANES = "lanes"
    SHELTER = "shelter"
    SIGNS = "signs"
    PROTECTION = "protection"
    HANDS = "hands"
    TUBES = "tubes"
    LABELS = "labels"
    COLD_BOX = "cold_box"
    WASTE = "waste"
    POWER = "power"
    NETWORK = "network"
    PAPER = "paper"
    STAFF = "staff"
    CARE = "care"


CHECK_HOLDS = timedelta(days=1)
"""A check of a site is good for a day."""
SIZES = (1, 5, 10, 20)
"""People per tube for which there are tubes."""
HOUSEHOLD_MOST = 20
"""A household tube (一户一管) takes one household, however many they are, up to what a tube holds."""
MOST_IN_A_TUBE = 20
"""More people than any tube is made for: an upload of one tube with more is no upload of one tube."""


# -- how many share a tube -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Pool:
    """How people share a tube: ``size`` in people, or one household however many (``of_household``)."""

    size: int
    of_household: bool = False


def pools_by_edition(rules: PoolRules | None, place: Place) -> tuple[Pool, ...]:
    """What the edition allows at this kind of place, the usual first; empty where it says nothing and a person chooses."""
    if rules is None:
        return ()
    found = [Pool(rules.by_place[place])] if place in rules.by_place else []
    if not found and place in rules.single:
        found = [Pool(1)]
    if place in rules.household_tube:
        found.append(Pool(HOUSEHOLD_MOST, of_household=True))
    if found:
        return tuple(found)
    return tuple(Pool(size) for size in sorted(rules.sizes, reverse=True))


def departs(chosen: Pool, allowed: tuple[Pool, ...]) -> bool:
    """Whether more people would share a tube than the edition lets, or it says nothing: then a person says why.

    Fewer than allowed are never refused.
    """
    if not allowed:
        return True
    if chosen.of_household:
        return not any(pool.of_household for pool in allowed)
    return chosen.size > max((pool.size for pool in allowed if not pool.of_household), default=1)


# -- the code of a tube ----------------------------------------------------------------------------------------------

CODE = re.compile(r"[0-9A-Z][0-9A-Z-]{3,29}")
"""What a maker prints under the bars: 4 to 30 signs."""
ID_NUMBER = re.compile(r"[0-9]{17}[0-9X]")
"""Somebody's own, who is on no record: never the code of a tube, where it would stand in clear."""


def tube_code(text: str) -> str:
    """A tube's code in its one spelling: ``3f7k 92qm x`` is ``3F7K92QMX``; a maker's code keeps its letters."""
    spelled = "".join(unicodedata.normalize("NFKC", text).upper().split())
    own = plain_code(spelled)
    return own if is_code(own) else spelled


def is_readable(code: str, *, own_labels: bool) -> bool:
    """Whether a code in its one spelling can stand on a tube: our labels carry a check character, a maker's are taken as read."""
    if own_labels:
        return len(code) == LENGTH and is_code(code)
    return CODE.fullmatch(code) is not None


def can_be_tube(code: str, *, own_labels: bool) -> bool:
    """Whether a text in its one spelling can be the code of a tube that nobody has opened yet.

    A door or a name is looked for before: a maker's code has a digit. Ours may have none.
    """
    if ID_NUMBER.fullmatch(code):
        return False
    return is_readable(code, own_labels=own_labels) and (is_code(code) or any(sign.isdigit() for sign in code))


# -- what may go into a tube -----------------------------------------------------------------------------------------


class Trouble(StrEnum):
    """What is wrong with a swab, gravest first: at a desk it is refused, from a phone it is taken and flagged."""

    UNREADABLE = "unreadable"
    NOT_OPEN = "not_open"
    OTHER_SESSION = "other_session"
    OTHER_PURPOSE = "other_purpose"
    TWICE_IN_TUBE = "twice_in_tube"
    TWICE_IN_SESSION = "twice_in_session"
    TUBE_CLOSED = "tube_closed"
    TUBE_FULL = "tube_full"
    OTHER_HOUSEHOLD = "other_household"


@dataclass
class Filling:
    """A tube while people come to it: its terms, when it was closed, and who is in it."""

    size: int
    of_household: bool
    session: UUID
    why: Why = Why.ROUND
    closed_at: datetime | None = None
    people: int = 0
    persons: set[UUID] = field(default_factory=set)
    households: set[UUID] = field(default_factory=set)

    @property
    def is_full(self) -> bool:
        return self.people >= self.size

    def add(self, person: UUID | None, household: UUID | None) -> None:
        self.people += 1
        self.persons |= {person} - {None}  # type: ignore[arg-type]
        self.households |= {household} - {None}  # type: ignore[arg-type]


@dataclass(frozen=True)
class Coming:
    """Somebody who comes to a tube: at which session and when, and whether the session stood open then."""

    session: UUID
    at: datetime
    person: UUID | None = None
    household: UUID | None = None
    other_tube: str = ""
    """Code of the tube of this session in which they are already; "" for none."""
    session_open: bool = True
    why: Why = Why.ROUND


def trouble_with(tube: Filling, coming: Coming) -> Trouble | None:
    """What is wrong with somebody coming to a tube, gravest first; None where all is well."""
    found = {
        Trouble.NOT_OPEN: not coming.session_open,
        Trouble.OTHER_SESSION: tube.session != coming.session,
        Trouble.OTHER_PURPOSE: tube.why != coming.why,
        Trouble.TWICE_IN_TUBE: coming.person in tube.persons,
        Trouble.TWICE_IN_SESSION: bool(coming.other_tube),
        Trouble.TUBE_CLOSED: tube.closed_at is not None and coming.at > tube.closed_at,
        Trouble.TUBE_FULL: tube.is_full,
        Trouble.OTHER_HOUSEHOLD: tube.of_household and is_another(coming.household, tube.households),
    }
    return next((trouble for trouble, holds in found.items() if holds), None)


def is_another(household: UUID | None, inside: set[UUID]) -> bool:
    """Whether somebody belongs to another household than those in the tube; of somebody without one nobody can say so."""
    return household is not None and bool(inside) and household not in inside


# -- where a tube goes -----------------------------------------------------------------------------------------------

WAYS: Mapping[TubeState, frozenset[TubeState]] = {
    TubeState.OPEN: frozenset({TubeState.LOST}),
    TubeState.CLOSED: frozenset({TubeState.PACKED, TubeState.LOST}),
    TubeState.PACKED: frozenset({TubeState.CLOSED, TubeState.RECEIVED, TubeState.LOST}),
    TubeState.RECEIVED: frozenset({TubeState.PACKED, TubeState.LOST}),
    TubeState.LOST: frozenset({TubeState.CLOSED, TubeState.PACKED, TubeState.RECEIVED}),
}
"""From each state where a tube may go; closing at the table is not among them, and a lost one may be found again."""


def may_go(here: TubeState, to: TubeState) -> bool:
    """Whether a tube may go from one state to another; staying is no move and always allowed."""
    return here == to or to in WAYS[here]
