"""The parts of an edition on which the daily work stands: posts, arrivals, measures, reports, ceilings."""

# ruff: noqa: RUF009 - `says` makes a dataclass field, as dataclasses.field does

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Self

from lianfang.protocols.declare import (
    Leaf,
    Leaves,
    Variants,
    count,
    days,
    degrees,
    hour,
    hours,
    minutes,
    one_of,
    or_none,
    rising,
    says,
    some_words,
    whole,
    word,
    yes_no,
)
from lianfang.protocols.words import (
    AREA_LEVELS,
    AREA_UNITS,
    COUNTED_EVENTS,
    DECISIONS,
    FREEDOMS,
    GROUNDS,
    MEASURE_KINDS,
    NINE_PROHIBITIONS,
    RISK_LEVELS,
    SYMPTOMS,
)

Problems = Iterator[tuple[str, str]]  # key below the table, sentence


@dataclass(frozen=True, kw_only=True)
class CheckpointRules:
    """What a post (卡口) decides by temperature, symptoms and where somebody was.

    `fever_at` in degrees Celsius: a reading of it or above is a fever, believed only after the second reading where
    `second_reading` says so, taken `second_reading_after_minutes` later. `window_days` before the check count. That
    own residents are never turned back is a rule of `checkpoints`, not of an edition.
    """

    fever_at: Decimal = says(degrees())
    second_reading: bool = says(Leaf(yes_no))
    second_reading_after_minutes: int = says(minutes(), 0)
    window_days: int = says(days())
    symptoms: tuple[str, ...] = says(some_words(SYMPTOMS), ())
    decisions: Mapping[str, str] = says(Leaves(RISK_LEVELS, word(DECISIONS)))
    decision_otherwise: str = says(word(DECISIONS))
    decision_for_fever: str = says(word(DECISIONS))
    decision_for_symptoms: str = says(word(DECISIONS))
    turn_back_allowed: bool = says(Leaf(yes_no), False)

    @property
    def window(self) -> timedelta:
        return timedelta(days=self.window_days)

    def decision_for(self, level: str | None) -> str:
        """The decision for somebody whose riskiest area in the window had this level; None: no noted area."""
        return self.decisions.get(level or "", self.decision_otherwise)

    def problems(self) -> Problems:
        for key in ("decision_for_fever", "decision_for_symptoms"):
            if getattr(self, key) == "turn_back":
                yield key, "turns an ill person back; write to_clinic"
        if "turn_back" in {*self.decisions.values(), self.decision_otherwise} and not self.turn_back_allowed:
            yield "decisions", "says turn_back though turn_back_allowed is not true; allow it or decide otherwise"


@dataclass(frozen=True, kw_only=True)
class ArrivalRules:
    """Who comes from elsewhere (返乡报备): which whereabouts count, the clocks, the measure by level.

    `window_days` before arrival count. `accept_within_minutes` runs from sending, `see_within_minutes` from the
    expected time; `report_before_hours` before arrival a report is asked for.
    """

    window_days: int = says(days())
    accept_within_minutes: int = says(minutes())
    see_within_minutes: int = says(minutes())
    report_before_hours: int = says(hours(), 0)
    measures: Mapping[str, str] = says(Leaves(RISK_LEVELS, word(MEASURE_KINDS)))

    @property
    def window(self) -> timedelta:
        return timedelta(days=self.window_days)

    def measure_for(self, level: str | None) -> str | None:
        """The kind of measure proposed for somebody from an area of this level, or None for no measure."""
        return self.measures.get(level or "")


@dataclass(frozen=True, kw_only=True)
class MeasureRules:
    """One kind of measure: how long, from what, with which tests, reports and freedoms.

    `day_one` 1: day one is the day after the counted event; 0: the day of the event itself. `tests` are day numbers,
    `release_tests` the negative samples needed before release, `release_ct` the Ct value from which they count as
    such, `report_by` the hours by which the day's reports must be there, `fever_at` degrees Celsius. `grounds` holds
    the same rules where a ground differs.
    """

    days: int = says(days(1))
    counts_from: str = says(word(COUNTED_EVENTS))
    day_one: int = says(Leaf(whole(0, 1)), 1)
    tests: tuple[int, ...] = says(Leaf(rising(whole(1, 366)), "day"), ())
    release_tests: int = says(count(10), 0)
    release_ct: int | None = says(Leaf(whole(1, 60), "Ct"), None)
    reports_per_day: int = says(count(4), 0)
    report_by: tuple[time, ...] = says(Leaf(rising(hour)), ())
    fever_at: Decimal | None = says(degrees(), None)
    freedoms: tuple[str, ...] = says(some_words(FREEDOMS), ())
    followed_by: str | None = says(Leaf(or_none(one_of(MEASURE_KINDS))), None)
    grounds: Mapping[str, Self] = says(Variants(GROUNDS))

    def for_ground(self, ground: str | None) -> Self:
        """The rules for this ground (close_contact, left_high_risk_area, ...), the general ones where none differ."""
        return self.grounds.get(ground or "", self)

    def day_of(self, start: date, on: date) -> int:
        """Which day of the measure `on` is when the counted event was on `start`; below 1 it has not begun."""
        return (on - start).days + 1 - self.day_one

    def date_of(self, start: date, day: int) -> date:
        """The date of a day of the measure: the inverse of `day_of`."""
        return start + timedelta(days=day - 1 + self.day_one)

    def last_day(self, counted_from: date) -> date:
        """The last date under the measure; release is on it after the day's test, or the day after."""
        return self.date_of(counted_from, self.days)

    def test_dates(self, counted_from: date) -> tuple[date, ...]:
        return tuple(self.date_of(counted_from, day) for day in self.tests)

    def problems(self) -> Problems:
        if self.tests and self.tests[-1] > self.days:
            yield "tests", f"names day {self.tests[-1]} though the measure lasts {self.days} days; shorten one of them"
        if self.report_by and len(self.report_by) != self.reports_per_day:
            yield (
                "report_by",
                f"has {len(self.report_by)} hours for {self.reports_per_day} reports a day; give one for each",
            )


@dataclass(frozen=True, kw_only=True)
class ReportingRules:
    """Daily reports (日报告): figures as of `cut_off`, filed by `due_for(level)`.

    Who has not filed is reminded `remind_before_minutes` before; `upward` are the hours at which a level reports to
    the one above.
    """

    cut_off: time = says(Leaf(hour))
    due_otherwise: time = says(Leaf(hour))
    due: Mapping[str, time] = says(Leaves(AREA_LEVELS, Leaf(hour)))
    remind_before_minutes: int = says(minutes(), 0)
    upward: Mapping[str, tuple[time, ...]] = says(Leaves(AREA_LEVELS, Leaf(rising(hour))))

    def due_for(self, level: str | None) -> time:
        """By when a unit of this level (grid, community, street, district) files the day's report."""
        return self.due.get(level or "", self.due_otherwise)

    def problems(self) -> Problems:
        early = [level for level, at in self.due.items() if at < self.cut_off]
        if early:
            yield f"due.{early[0]}", f"lies before the cut-off {self.cut_off:%H:%M}; put it later"
        if self.due_otherwise < self.cut_off:
            yield "due_otherwise", f"lies before the cut-off {self.cut_off:%H:%M}; put it later"


@dataclass(frozen=True, kw_only=True)
class CeilingRules:
    """What is an excess: days over `max_days`, areas wider than `widest_unit`, what `prohibitions` (九不准) forbid."""

    max_days: Mapping[str, int] = says(Leaves(MEASURE_KINDS, days(1)))
    max_reports_per_day: int | None = says(count(4), None)
    widest_unit: str | None = says(word(AREA_UNITS), None)
    prohibitions: tuple[str, ...] = says(some_words(tuple(NINE_PROHIBITIONS)), ())
