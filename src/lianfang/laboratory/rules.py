"""In whose charge a tube is, what a result says, what is to be asked about it, and what follows it. Pure."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from lianfang.kernel.numbers import number_of
from lianfang.sampling.rules import TubeState, Why


class BoxState(StrEnum):
    """Where a box of tubes stands (转运箱状态)."""

    PACKING = "packing"
    SEALED = "sealed"
    UNDER_WAY = "under_way"
    RECEIVED = "received"


class Side(StrEnum):
    """The holders a tube may have."""

    SITE = "site"
    COURIER = "courier"
    LABORATORY = "laboratory"


class Place(StrEnum):
    """What became of a tube in its box."""

    INSIDE = "inside"
    TAKEN_OUT = "taken_out"
    ARRIVED = "arrived"
    MISSING = "missing"
    LOST = "lost"


IN_CHARGE: Mapping[BoxState, Side] = {
    BoxState.PACKING: Side.SITE,
    BoxState.SEALED: Side.SITE,
    BoxState.UNDER_WAY: Side.COURIER,
    BoxState.RECEIVED: Side.LABORATORY,
}
"""Who answers for what lies in a box."""


def holder(tube: TubeState, place: Place | None = None, box: BoxState | None = None) -> Side:
    """In whose charge a closed tube is: exactly one, whatever happened to it.

    ``place`` is what became of it in its box. One that lies in no box is the site's, unless the laboratory says it has
    it; one that was missing when its box was received stays the courier's until it is found, and for good where it is
    lost.
    """
    if place is None or box is None or place is Place.TAKEN_OUT:
        return Side.LABORATORY if tube is TubeState.RECEIVED else Side.SITE
    if place is Place.INSIDE:
        return IN_CHARGE[box]
    return Side.LABORATORY if place is Place.ARRIVED else Side.COURIER


WHY_NOT_PACKED: Mapping[TubeState, str] = {
    TubeState.OPEN: "laboratory.tube_open",
    TubeState.PACKED: "laboratory.tube_packed",
    TubeState.RECEIVED: "laboratory.tube_received",
    TubeState.LOST: "laboratory.tube_lost",
}
"""Why a tube of this session may not go into a box."""


# -- results ---------------------------------------------------------------------------------------------------------


class Value(StrEnum):
    """What a laboratory found (检测结果)."""

    NEGATIVE = "negative"
    POSITIVE = "positive"
    INVALID = "invalid"


class Source(StrEnum):
    """How a result came in."""

    FILE = "file"
    API = "api"
    HAND = "hand"


WORDINGS: Mapping[Value, tuple[str, ...]] = {
    Value.NEGATIVE: ("阴性", "negative", "-", "阴", "neg", "未检出", "n", "not detected", "阴性-", "0"),
    Value.POSITIVE: (
        "阳性",
        "positive",
        "+",
        "阳",
        "pos",
        "检出",
        "p",
        "detected",
        "弱阳性",
        "阳性+",
        "++",
        "+++",
        "1",
    ),
    Value.INVALID: ("无效", "invalid", "无效结果", "样本无效", "结果无效", "无效样本", "failed", "重采", "需重采"),
}
"""As results stand in the files of laboratories; what is not here (可疑, 灰区) is no result and is asked about."""
_BY_WORDING = {word: value for value, words in WORDINGS.items() for word in words}
_BARE = str.maketrans(dict.fromkeys("()[]{}【】 \t\u3000"))


def value_of(text: str) -> Value | None:
    """The result a text means, however it is written (``阴性（-）``, ``(+)``, ``NEG``); None for what is no result."""
    plain = unicodedata.normalize("NFKC", text).strip().casefold()
    known = {value.value: value for value in Value}
    return _BY_WORDING.get(plain) or known.get(plain) or _BY_WORDING.get(plain.translate(_BARE))


CT_LEAST, CT_MOST = Decimal(1), Decimal(60)
_NO_CT = frozenset(
    {
        "",
        "-",
        "--",
        "/",
        "\\",
        "noct",
        "no ct",
        "n/a",
        "na",
        "none",
        "无",
        "undet",
        "undetermined",
        "未检出",
        "0",
        "nan",
    }
)


class NoNumber(ValueError):
    """A Ct value that is none."""


def ct_of(text: str) -> Decimal | None:
    """A Ct value to a hundredth; None where the curve never rose (NoCt). Raises NoNumber for anything else."""
    plain = unicodedata.normalize("NFKC", text).strip().casefold()
    if plain in _NO_CT:
        return None
    try:
        number = number_of(plain).quantize(Decimal("0.01"))
    except (ValueError, InvalidOperation):
        raise NoNumber from None
    if not CT_LEAST <= number <= CT_MOST:
        raise NoNumber
    return number


@dataclass(frozen=True)
class Reading:
    """What a laboratory says of one tube; ``row`` is the number of the line it stood in."""

    tube: str
    value: Value
    ct_n: Decimal | None = None
    ct_orf1ab: Decimal | None = None
    tested_at: datetime | None = None
    row: int = 0

    @property
    def numbers(self) -> str:
        """The Ct values as they are written, empty where there are none."""
        named = (("N", self.ct_n), ("ORF1ab", self.ct_orf1ab))
        return " · ".join(f"{name} {number}" for name, number in named if number is not None)

    @property
    def says(self) -> tuple[Value, Decimal | None, Decimal | None, datetime | None]:
        """Everything but where it stood: two lines that say the same are one."""
        return self.value, self.ct_n, self.ct_orf1ab, self.tested_at


class What(StrEnum):
    """What is open about a result that came in (存疑)."""

    UNKNOWN_TUBE = "unknown_tube"
    TWICE = "twice"
    NOT_CLOSED = "not_closed"
    NOT_RECEIVED = "not_received"
    ELSEWHERE = "elsewhere"
    LOST = "lost"
    BEFORE_SAMPLING = "before_sampling"
    CHANGED = "changed"
    OTHER_NUMBERS = "other_numbers"


class Decision(StrEnum):
    """What a person decided about an open question."""

    TAKEN = "taken"
    DROPPED = "dropped"


@dataclass(frozen=True)
class Facts:
    """What the record knows of the tube a reading is about."""

    state: TubeState
    is_here: bool
    """Whether it is the actor's to say something about: received by their laboratory, or in their area."""
    sampled_at: datetime | None = None
    earlier: Reading | None = None
    """The result on record."""


CLOCK_ERROR = timedelta(minutes=10)
"""By so much a laboratory's clock may be behind that of the table."""


def problem(reading: Reading, facts: Facts | None, *, cleared: frozenset[What] = frozenset()) -> What | None:
    """What has to be asked before this reading can be taken, but for what somebody has cleared up already."""
    if facts is None:
        return What.UNKNOWN_TUBE
    found = (what for what, holds in _doubts(reading, facts) if holds and what not in cleared)
    return next(found, None)


def _doubts(reading: Reading, facts: Facts) -> list[tuple[What, bool]]:
    earlier = facts.earlier
    changed = earlier is not None and earlier.value is not reading.value
    return [
        (What.NOT_CLOSED, facts.state is TubeState.OPEN),
        (What.LOST, facts.state is TubeState.LOST),
        (What.ELSEWHERE, facts.state is TubeState.RECEIVED and not facts.is_here),
        (What.NOT_RECEIVED, facts.state in (TubeState.CLOSED, TubeState.PACKED)),
        (What.BEFORE_SAMPLING, _is_before(reading, facts)),
        (What.CHANGED, changed),
        (What.OTHER_NUMBERS, earlier is not None and not changed and not agrees(reading, earlier)),
    ]


def _is_before(reading: Reading, facts: Facts) -> bool:
    tested, sampled = reading.tested_at, facts.sampled_at
    return tested is not None and sampled is not None and tested + CLOCK_ERROR < sampled


def agrees(reading: Reading, earlier: Reading) -> bool:
    """Whether a second reading says nothing else than the first: the same result, and no number that contradicts."""
    pairs = zip(reading.says[1:], earlier.says[1:], strict=True)
    return reading.value is earlier.value and all(new is None or new == old for new, old in pairs)


# -- what follows ----------------------------------------------------------------------------------------------------


class Step(StrEnum):
    """Where the sampling of somebody stands who is sampled again (复采)."""

    WAITING = "waiting"
    DRAWN = "drawn"
    NEGATIVE = "negative"
    POSITIVE = "positive"
    INVALID = "invalid"
    ENDED = "ended"


UNDER_WAY = frozenset({Step.WAITING, Step.DRAWN})
"""Steps of which a person has at most one at a time."""


@dataclass(frozen=True)
class Follows:
    """What an edition says follows a result for each person of the tube; ``why`` None: nobody is sampled again."""

    why: Why | None
    stays: bool = False


@dataclass(frozen=True)
class PoolTerms:
    """The terms of pooled samples in the edition in force; where it is silent nobody is asked to stay."""

    isolates_all: bool = False
    resampled_singly: bool = True
    clears_all: bool = True


def people_in_tube(recorded: int, counted: int | None) -> int:
    """How many are in a tube: those recorded, or more where more were counted by hand when it was closed."""
    return max(recorded, counted or 0)


def what_follows(value: Value, *, people: int, why: Why, terms: PoolTerms) -> Follows:
    """For everybody in a tube with this result, drawn for this reason, with so many people in it.

    A tube of one person that is positive is a first positive (初筛阳性) and is re-checked; one that was a re-check is
    positive for good and is not sampled again here. A result that is invalid is sampled again as it was, and who was
    asked to stay stays.
    """
    if value is Value.NEGATIVE:
        return Follows(None)
    was_alone, stays = people <= 1, terms.isolates_all
    if value is Value.INVALID:
        again = why if why in (Why.RESAMPLE_POSITIVE, Why.RECHECK) else Why.RESAMPLE_INVALID
        return Follows(again, stays=stays and again is not Why.RESAMPLE_INVALID)
    if why is Why.RECHECK:
        return Follows(None if was_alone else Why.RECHECK, stays)
    if was_alone:
        return Follows(Why.RECHECK, stays)
    return Follows(Why.RESAMPLE_POSITIVE if terms.resampled_singly else None, stays)


GRAVITY: Mapping[Why, int] = {Why.ROUND: 0, Why.RESAMPLE_INVALID: 1, Why.RESAMPLE_POSITIVE: 2, Why.RECHECK: 3}


def takes_over(new: Why, running: Why) -> bool:
    """Whether a new reason to sample somebody again replaces the one that runs."""
    return GRAVITY[new] > GRAVITY[running]


class Own(StrEnum):
    """What somebody is told of an own sample: no more than a result or that it is not there yet."""

    WAITING = "waiting"
    NEGATIVE = "negative"
    AGAIN = "again"
    POSITIVE = "positive"


def own_result(value: Value | None, *, people: int, why: Why, terms: PoolTerms) -> Own:
    """A result of a tube as the result of one of its people.

    A tube of several that is positive says of nobody that they are, nor does a first positive: both are sampled again.
    """
    if value is None:
        return Own.WAITING
    if value is Value.NEGATIVE:
        return Own.NEGATIVE if people == 1 or terms.clears_all else Own.AGAIN
    is_certain = value is Value.POSITIVE and why is Why.RECHECK and people <= 1
    return Own.POSITIVE if is_certain else Own.AGAIN


CLOCKS: Mapping[Why, str] = {
    Why.RESAMPLE_POSITIVE: "sample.resample",
    Why.RESAMPLE_INVALID: "sample.resample_invalid",
    Why.RECHECK: "sample.recheck",
}
OTHERWISE: Mapping[str, timedelta] = {
    "sample.pack": timedelta(hours=2),
    "sample.to_courier": timedelta(hours=1),
    "sample.to_laboratory": timedelta(hours=4),
    "sample.result": timedelta(hours=6),
    "sample.question": timedelta(hours=1),
    "sample.stay": timedelta(hours=1),
    "sample.resample": timedelta(hours=3),
    "sample.resample_invalid": timedelta(hours=24),
    "sample.recheck": timedelta(hours=3),
    "sample.free": timedelta(hours=2),
    "report.case": timedelta(hours=2),
}
"""Used where the edition sets no time."""
