"""The parts of an edition that are about an outbreak: contacts, risk areas and zones, mass testing, pooled samples."""

# ruff: noqa: RUF009 - `says` makes a dataclass field, as dataclasses.field does

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from lianfang.protocols.declare import (
    Leaf,
    Leaves,
    Tables,
    count,
    days,
    hours,
    metres,
    number,
    says,
    several,
    some_words,
    whole,
    word,
    yes_no,
)
from lianfang.protocols.words import (
    AREA_UNITS,
    CONTACT_CATEGORIES,
    CONTACT_CLASSES,
    FALLS,
    MEASURE_KINDS,
    POOL_PLACES,
    RISK_LEVELS,
    RISK_METHODS,
    SINGLE_TESTED,
    WINDOW_STARTS,
    ZONE_MOVEMENTS,
    ZONES,
)


@dataclass(frozen=True, kw_only=True)
class ContactClass:
    """One class of contacts (密切接触者, 密接的密接, 一般接触者).

    `degree` is the number of meetings from the case. The window opens `window_days_before` days before onset, or
    `asymptomatic_days_before` days before the first positive sample of somebody without symptoms; distances in metres.
    """

    determined: bool = says(Leaf(yes_no), True)
    degree: int | None = says(Leaf(whole(1, 5)), None)
    window_starts: str | None = says(word(WINDOW_STARTS), None)
    window_days_before: int | None = says(days(), None)
    asymptomatic_days_before: int | None = says(days(), None)
    distance_m: Decimal | None = says(metres(), None)
    transport_distance_m: Decimal | None = says(metres(), None)
    categories: tuple[str, ...] = says(some_words(CONTACT_CATEGORIES), ())
    measures: tuple[str, ...] = says(some_words(MEASURE_KINDS), ())
    transfer_within_hours: int | None = says(hours(), None)


@dataclass(frozen=True, kw_only=True)
class ContactRules:
    """The classes of contacts the edition knows, by code: close, secondary, general."""

    classes: Mapping[str, ContactClass] = says(Tables(CONTACT_CLASSES, ContactClass))

    def determined(self) -> tuple[str, ...]:
        """The classes that are looked for, nearest first."""
        return tuple(code for code in CONTACT_CLASSES if code in self.classes and self.classes[code].determined)


@dataclass(frozen=True, kw_only=True)
class FallRules:
    """A risk area falls to a lower level after `clean_days` on end without an infection, and a clean screening."""

    to: str = says(word(RISK_LEVELS))
    clean_days: int = says(days(1))
    screening_on_day: int | None = says(Leaf(whole(1, 366), "day"), None)

    def problems(self) -> Iterator[tuple[str, str]]:
        if self.screening_on_day and self.screening_on_day > self.clean_days:
            yield "screening_on_day", f"is after the {self.clean_days} clean days; bring one of them in line"


@dataclass(frozen=True, kw_only=True)
class ZoneRules:
    """A zone of 2021-2022 (封控区, 管控区, 防范区): who may move where, and when it opens."""

    movement: str = says(word(ZONE_MOVEMENTS))
    smallest_unit: str | None = says(word(AREA_UNITS), None)
    window_days_before: int | None = says(days(), None)
    clean_days: int | None = says(days(1), None)
    last_contact_days: int | None = says(days(1), None)
    screening_within_days: int | None = says(days(1), None)
    positive_makes: str | None = says(word(ZONES), None)
    opens_after: tuple[str, ...] = says(some_words(ZONES), ())


@dataclass(frozen=True, kw_only=True)
class RiskAreaRules:
    """Risk levels of areas (风险等级), highest first, by one of two methods.

    cases_and_clusters (2020): low after `low_after_days` without a case; otherwise high when more than `many_cases`
    in all and a cluster of `cluster_size` within `cluster_window_days`, else medium. places_of_cases (2022): `unit` is
    how wide a high area is, `smallest_unit` how narrow; `falls` says when it comes down.
    """

    levels: tuple[str, ...] = says(some_words(RISK_LEVELS))
    method: str = says(word(RISK_METHODS))
    unit: str | None = says(word(AREA_UNITS), None)
    smallest_unit: str | None = says(word(AREA_UNITS), None)
    low_after_days: int | None = says(days(1), None)
    many_cases: int | None = says(count(), None)
    cluster_size: int | None = says(count(), None)
    cluster_window_days: int | None = says(days(1), None)
    leave_with_test_hours: int | None = says(hours(), None)
    falls: Mapping[str, FallRules] = says(Tables(FALLS, FallRules))
    zones: Mapping[str, ZoneRules] = says(Tables(ZONES, ZoneRules))


@dataclass(frozen=True, kw_only=True)
class TestingRules:
    """Mass testing (区域核酸检测): by when a round ends, how often, when it stops."""

    __test__ = False  # the name is no test

    large_city_over: int | None = says(Leaf(whole(1, 100_000_000), "people"), None)
    finish_days: int | None = says(days(1), None)
    finish_days_large_city: int | None = says(days(1), None)
    finish_hours: int | None = says(hours(), None)
    first_screening_hours: Mapping[str, int] = says(Leaves(ZONES, hours()))
    rounds_when_source_unknown: int | None = says(Leaf(whole(1, 100), "rounds"), None)
    recent_rounds: int | None = says(Leaf(whole(1, 100), "rounds"), None)
    recent_days: int | None = says(days(1), None)
    every_days_case_in_recent_rounds: int | None = says(days(1), None)
    every_days_case_in_recent_days: int | None = says(days(1), None)
    every_days_no_case: int | None = says(days(1), None)
    stop_after_clean_rounds: int | None = says(Leaf(whole(1, 100), "rounds"), None)
    stop_pause_days: int | None = says(days(), None)
    stop_last_rounds: int | None = says(Leaf(whole(0, 100), "rounds"), None)
    stop_elsewhere_after_clean_rounds: int | None = says(Leaf(whole(1, 100), "rounds"), None)


@dataclass(frozen=True, kw_only=True)
class PoolRules:
    """Pooled samples (混采): people per tube, who is tested singly, what follows a positive tube."""

    sizes: tuple[int, ...] = says(Leaf(several(whole(1, 50)), "people per tube"), ())
    by_place: Mapping[str, int] = says(Leaves(POOL_PLACES, Leaf(whole(1, 50), "people per tube")))
    household_tube: tuple[str, ...] = says(some_words(POOL_PLACES), ())
    single: tuple[str, ...] = says(some_words(SINGLE_TESTED), ())
    positive_isolates_all: bool | None = says(Leaf(yes_no), None)
    positive_resampled_singly: bool | None = says(Leaf(yes_no), None)
    negative_clears_all: bool | None = says(Leaf(yes_no), None)
    pooling_of_tubes: bool | None = says(Leaf(yes_no), None)
    dilution_below_percent: Decimal | None = says(Leaf(number("0", "100"), "%"), None)
