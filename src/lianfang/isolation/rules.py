"""Which reports of a day are there, and what a report means. Pure; temperatures in degrees Celsius."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from decimal import Decimal
from enum import StrEnum
from typing import Any

from lianfang.protocols import MeasureRules

COLDEST, HOTTEST = Decimal("34.0"), Decimal("43.0")
"""Beyond these a thermometer was read or typed wrong, as at the posts."""


class Symptom(StrEnum):
    """Symptoms that editions name (症状)."""

    COUGH = "cough"
    SORE_THROAT = "sore_throat"
    RUNNY_NOSE = "runny_nose"
    FATIGUE = "fatigue"
    DIARRHOEA = "diarrhoea"
    LOSS_OF_SMELL = "loss_of_smell"
    SHORT_BREATH = "short_breath"
    HEADACHE = "headache"
    MUSCLE_PAIN = "muscle_pain"
    JOINT_PAIN = "joint_pain"
    RASH = "rash"


class Reporter(StrEnum):
    """Who told it (报告人)."""

    WORKER = "worker"
    RESIDENT = "resident"
    FAMILY = "family"


class Finding(StrEnum):
    """What a report means (结果); all but the first are called back at once."""

    NORMAL = "normal"
    SYMPTOMS = "symptoms"
    FEVER_UNCONFIRMED = "fever_unconfirmed"
    FEVER = "fever"


class SlotState(StrEnum):
    """Where one of the day's reports stands."""

    DONE = "done"
    DONE_LATE = "done_late"
    EXPECTED = "expected"
    LATER = "later"
    MISSED = "missed"


class DayState(StrEnum):
    """Where somebody's day stands, the gravest word first."""

    URGENT = "urgent"
    ABNORMAL = "abnormal"
    MISSED = "missed"
    EXPECTED = "expected"
    DONE = "done"
    NOT_ASKED = "not_asked"


@dataclass(frozen=True)
class Reading:
    """What was measured and said; a second temperature only where the first was high."""

    temperature: Decimal
    second_temperature: Decimal | None = None
    symptoms: tuple[str, ...] = ()
    reporter: Reporter = Reporter.WORKER
    note: str = ""

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> "Reading":
        """From the answers of a sheet; a sheet that asks less leaves the rest as it is."""
        return cls(
            temperature=values["temperature"],
            second_temperature=values.get("second_temperature"),
            symptoms=tuple(values.get("symptoms") or ()),
            reporter=Reporter(values.get("reporter") or Reporter.WORKER),
            note=values.get("note", ""),
        )

    @property
    def believed(self) -> Decimal:
        """The reading that counts: the second where there is one."""
        return self.temperature if self.second_temperature is None else self.second_temperature

    def impossible(self) -> list[str]:
        """The fields whose temperature cannot be a living person's."""
        read = {"temperature": self.temperature, "second_temperature": self.second_temperature}
        return [name for name, value in read.items() if value is not None and not COLDEST <= value <= HOTTEST]


def finding(reading: Reading, fever_at: Decimal | None) -> Finding:
    """What a report means. One high reading alone is a fever to be confirmed: somebody calls, nobody is carried off."""
    if fever_at is not None and reading.believed >= fever_at:
        return Finding.FEVER if reading.second_temperature is not None else Finding.FEVER_UNCONFIRMED
    return Finding.SYMPTOMS if reading.symptoms else Finding.NORMAL


def fill(report_by: Sequence[time], told_at: Sequence[time]) -> list[time | None]:
    """For each hour by which a report is due, when the one that answers it was told; ``told_at`` in rising order.

    A report answers the earliest unanswered slot that has begun; a slot begins where the one before is due. So a late
    morning report is the morning's, and the next one the evening's.
    """
    answered: list[time | None] = [None] * len(report_by)
    for told in told_at:
        begun = [at for at in range(len(report_by)) if at == 0 or told >= report_by[at - 1]]
        free = next((at for at in begun if answered[at] is None), None)
        if free is not None:
            answered[free] = told
    return answered


def slot_states(report_by: Sequence[time], told_at: Sequence[time], now: time | None) -> list[SlotState]:
    """How each report of a day stands at a time of that day; ``now`` None once the day has passed."""
    begins = [time.min, *report_by]
    slots = zip(begins[:-1], report_by, fill(report_by, told_at), strict=True)
    return [_slot(begin, due, told, now) for begin, due, told in slots]


def _slot(begin: time, due: time, told: time | None, now: time | None) -> SlotState:
    if told is not None:
        return SlotState.DONE if told <= due else SlotState.DONE_LATE
    if now is None or now > due:
        return SlotState.MISSED
    return SlotState.EXPECTED if now >= begin else SlotState.LATER


def slot_for(report_by: Sequence[time], told_at: Sequence[time], told: time) -> int | None:
    """Which of the day's reports one more told at this time would be; None where it is beyond those asked."""
    before = fill(report_by, told_at)
    after = fill(report_by, [*told_at, told])
    return next((at for at, (one, other) in enumerate(zip(before, after, strict=True)) if one != other), None)


def day_state(slots: Sequence[SlotState], worst: Finding | None, *, is_urgent: bool) -> DayState:
    """The one word for somebody's day."""
    if is_urgent:
        return DayState.URGENT
    if worst is not None and worst is not Finding.NORMAL:
        return DayState.ABNORMAL
    if SlotState.MISSED in slots:
        return DayState.MISSED
    if SlotState.EXPECTED in slots:
        return DayState.EXPECTED
    return DayState.DONE if slots else DayState.NOT_ASKED


def asks_for_reports(rules: MeasureRules | None) -> bool:
    return rules is not None and bool(rules.report_by)
