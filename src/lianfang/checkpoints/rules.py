"""What a post decides about a traveller. Pure; every number comes from the edition in force."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any

from lianfang.protocols import CheckpointRules


class PostKind(StrEnum):
    """Where a post stands (卡口类型)."""

    ROAD = "road"
    STATION = "station"
    GATE = "gate"


class Direction(StrEnum):
    """进出方向."""

    IN = "in"
    OUT = "out"


class Conveyance(StrEnum):
    """How those who were stopped came (交通方式)."""

    CAR = "car"
    BUS = "bus"
    TRAIN = "train"
    FOOT = "foot"


class Decision(StrEnum):
    """What becomes of a traveller (处置); the codes are those of the editions."""

    PASS = "pass"
    HAND_OVER = "hand_over"
    TO_CLINIC = "to_clinic"
    TURN_BACK = "turn_back"


class Symptom(StrEnum):
    """Symptoms that editions name (症状)."""

    COUGH = "cough"
    SORE_THROAT = "sore_throat"
    RUNNY_NOSE = "runny_nose"
    FATIGUE = "fatigue"
    DIARRHOEA = "diarrhoea"
    LOSS_OF_SMELL = "loss_of_smell"
    SHORT_BREATH = "short_breath"


class Proof(StrEnum):
    """Papers that were seen and not copied (查验凭证)."""

    NEGATIVE_TEST = "negative_test"
    RELEASE_NOTICE = "release_notice"
    PASS = "pass"


class HelpKind(StrEnum):
    """Which help a post calls (求助类型)."""

    MEDICAL = "medical"
    POLICE = "police"
    EQUIPMENT = "equipment"
    RELIEF = "relief"


class Kit(StrEnum):
    """What lies at a post and is handed over with the shift (岗位物资)."""

    THERMOMETERS = "thermometers"
    MASKS = "masks"
    SUITS = "suits"
    DISINFECTANT = "disinfectant"
    RADIOS = "radios"
    TENTS = "tents"
    HEATERS = "heaters"
    LIGHTS = "lights"
    GENERATORS = "generators"


class Missing(StrEnum):
    """What has to be known before anything can be decided."""

    SECOND_READING = "second_reading"


MOST_VEHICLES, MOST_PEOPLE = 20, 200
"""What one press can mean."""
MOST_ON_BOARD = 2000
MOST_OF_A_KIT = 99_999
MOST_IN_A_SHIFT = 99_999
TAKE_WITHIN = timedelta(minutes=30)
"""How soon a shift that was handed over is taken over; an assumption of ours: those who leave and who come stand there."""
CARRIED = (
    "second_reading",
    "second_reading_after_minutes",
    "window_days",
    "decision_otherwise",
    "decision_for_fever",
    "decision_for_symptoms",
    "turn_back_allowed",
)
COLDEST = Decimal("34.0")
HOTTEST = Decimal("43.0")
"""Beyond these a thermometer was read or typed wrong (degrees Celsius)."""


@dataclass(frozen=True)
class Traveller:
    """What is known of a traveller at the post. Temperatures in degrees Celsius; ``risk`` is the level of the riskiest
    published area they were in within the window, and ``risk_place`` its name; None where there is none.
    """

    first_reading: Decimal | None = None
    second_reading: Decimal | None = None
    symptoms: frozenset[str] = frozenset()
    risk: str | None = None
    risk_place: str = ""
    lives_here: bool = False

    def has_fever(self, rules: CheckpointRules) -> bool:
        """Whether a fever is believed: by the second reading where the edition asks for one, else by the first."""
        reading = self.second_reading if rules.second_reading else self.first_reading
        return reading is not None and reading >= rules.fever_at

    def needs_second_reading(self, rules: CheckpointRules) -> bool:
        """A first reading of fever stands alone."""
        return bool(
            rules.second_reading
            and self.first_reading is not None
            and self.first_reading >= rules.fever_at
            and self.second_reading is None
        )


@dataclass(frozen=True)
class Verdict:
    """What the edition proposes; a person confirms it. ``because`` is the code of a sentence, ``params`` stand in it."""

    decision: Decision
    because: str
    params: tuple[tuple[str, str], ...] = ()


def carried(rules: CheckpointRules) -> dict[str, Any]:
    """What of an edition a phone carries to judge by itself; degrees as text, so that no digit is lost."""
    plain = {name: getattr(rules, name) for name in CARRIED}
    return {
        **plain,
        "fever_at": str(rules.fever_at),
        "symptoms": list(rules.symptoms),
        "decisions": dict(rules.decisions),
    }


def judge(traveller: Traveller, rules: CheckpointRules) -> Verdict | Missing:
    """The edition's proposal for one traveller, or what is missing for one.

    Fever comes first, and only the second reading counts: a person with a fever is never turned back but brought to a
    clinic. Where somebody was decides, never the plate. Own residents are never turned back: they are handed over.
    """
    if traveller.needs_second_reading(rules):
        return Missing.SECOND_READING
    if traveller.has_fever(rules):
        return Verdict(Decision(rules.decision_for_fever), "fever", (("at", str(rules.fever_at)),))
    if traveller.symptoms & set(rules.symptoms):
        return Verdict(Decision(rules.decision_for_symptoms), "symptoms")
    if traveller.risk is None:
        return Verdict(Decision(rules.decision_otherwise), "nothing_noted")
    decision = Decision(rules.decision_for(traveller.risk))
    place = (("place", traveller.risk_place), ("days", str(rules.window_days)))
    if decision is Decision.TURN_BACK and traveller.lives_here:
        return Verdict(Decision.HAND_OVER, "lives_here", place)
    return Verdict(decision, f"was_in_{traveller.risk}", place)


def refusal_of(decision: Decision, traveller: Traveller, rules: CheckpointRules) -> str | None:
    """Why a crew may not decide this, as the code of a sentence; None where they may."""
    if decision is not Decision.TURN_BACK:
        return None
    if traveller.lives_here:
        return "own_resident"
    if traveller.has_fever(rules) or traveller.symptoms & set(rules.symptoms):
        return "ill_turned_back"
    return None if rules.turn_back_allowed else "no_turning_back"


@dataclass(frozen=True)
class Difference:
    """One kind of kit: how many there are now, and how many there were when the shift before was handed over (None: not said)."""

    item: Kit
    now: int | None
    before: int | None

    @property
    def change(self) -> int:
        """How many more, or fewer; 0 where one of both was not said."""
        return self.now - self.before if self.now is not None and self.before is not None else 0


def kit_compared(now: Mapping[str, int], before: Mapping[str, int]) -> list[Difference]:
    """Every kind of kit that was said now or before, in the order of `Kit`."""
    return [Difference(item, now.get(item), before.get(item)) for item in Kit if item in now or item in before]


def was_taken_late(handed_over: datetime, taken: datetime | None, at: datetime) -> bool:
    """Whether a shift was taken over later than `TAKE_WITHIN`, or still is not by then."""
    return (taken or at) > handed_over + TAKE_WITHIN
