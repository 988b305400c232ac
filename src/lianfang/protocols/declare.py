"""How a rule class declares what its table in the file holds: the field is the key, `says` its shape.

A *leaf* is a value with its origin, *leaves* a table of leaves with known keys, *tables* a table of rule classes, and
*variants* a table of the same class in which only what differs is written.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from lianfang.protocols.errors import instead_of
from lianfang.protocols.words import DURATIONS

Parse = Callable[[object], object]


@dataclass(frozen=True)
class Leaf:
    """`parse` turns the raw value into the typed one or raises ValueError with what is wrong and what to write."""

    parse: Parse
    unit: str = ""


@dataclass(frozen=True)
class Leaves:
    keys: tuple[str, ...]
    leaf: Leaf


@dataclass(frozen=True)
class Tables:
    keys: tuple[str, ...]
    of: type


@dataclass(frozen=True)
class Variants:
    keys: tuple[str, ...]


Shape = Leaf | Leaves | Tables | Variants
_REQUIRED = object()


def says(shape: Shape, default: object = _REQUIRED) -> Any:  # a dataclass field of whatever type the class states
    """A field read from the key of the same name; without a default the key must be there."""
    if default is _REQUIRED and isinstance(shape, Leaves | Tables | Variants):
        default = MappingProxyType({})
    if default is _REQUIRED:
        return field(metadata={"shape": shape})
    return field(default_factory=lambda: default, metadata={"shape": shape})


def whole(low: int, high: int) -> Parse:
    def parse(value: object) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            raise ValueError(f"{value!r} is not a whole number from {low} to {high}")
        return value

    return parse


def number(low: str, high: str) -> Parse:
    def parse(value: object) -> Decimal:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise ValueError(f"{value!r} is not a number from {low} to {high}")
        exact = Decimal(str(value))
        if not exact.is_finite() or not Decimal(low) <= exact <= Decimal(high):
            raise ValueError(f"{value!r} is not a number from {low} to {high}")
        return exact

    return parse


def yes_no(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"{value!r} is neither true nor false")
    return value


def one_of(words: tuple[str, ...]) -> Parse:
    def parse(value: object) -> str:
        if not isinstance(value, str) or value not in words:
            raise ValueError(f"{value!r} is not a word of this list; {instead_of(str(value), words)}")
        return value

    return parse


def or_none(inner: Parse) -> Parse:
    return lambda value: None if value == "none" else inner(value)


def several(inner: Parse) -> Parse:
    def parse(value: object) -> tuple[object, ...]:
        if not isinstance(value, list):
            raise ValueError(f"{value!r} is not a list; write it in square brackets")
        read = tuple(inner(each) for each in value)
        if len(set(read)) < len(read):
            raise ValueError(f"{value!r} says something twice; leave out the repetition")
        return read

    return parse


def rising(inner: Parse) -> Parse:
    """A list whose items rise, as days and hours do."""

    def parse(value: object) -> tuple[object, ...]:
        read: tuple[Any, ...] = several(inner)(value)  # type: ignore[assignment]
        if list(read) != sorted(read):
            raise ValueError(f"{value!r} is not in rising order; sort it")
        return read

    return parse


def hour(value: object) -> time:
    if isinstance(value, time):
        return value
    try:
        return datetime.strptime(str(value), "%H:%M").time()  # noqa: DTZ007 - an hour of the day has no zone
    except ValueError:
        raise ValueError(f"{value!r} is not a time of day; write it as '16:00'") from None


def day(value: object) -> date:
    if isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise ValueError(f"{value!r} is not a date; write it as 2022-06-28 without quotes") from None
    if isinstance(value, datetime) or not isinstance(value, date):
        raise ValueError(f"{value!r} is not a date; write it as 2022-06-28 without quotes")
    return value


def duration(value: object, unit: object) -> timedelta:
    """A positive whole number of minutes, hours or days."""
    if unit not in DURATIONS:
        raise ValueError(f'the unit {unit!r} is none of minutes, hours, days; write unit = "hours" or another of them')
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= 10_000:
        raise ValueError(f"{value!r} is not a whole number of {unit} from 1 to 10000")
    return timedelta(**{str(unit): value})


def days(low: int = 0) -> Leaf:
    return Leaf(whole(low, 366), "days")


def minutes() -> Leaf:
    return Leaf(whole(0, 7 * 24 * 60), "minutes")


def hours() -> Leaf:
    return Leaf(whole(0, 31 * 24), "hours")


def metres() -> Leaf:
    return Leaf(number("0", "1000"), "m")


def count(high: int = 1_000_000_000) -> Leaf:
    return Leaf(whole(0, high))


def degrees() -> Leaf:
    return Leaf(number("35", "42"), "celsius")


def word(words: tuple[str, ...]) -> Leaf:
    return Leaf(one_of(words))


def some_words(words: tuple[str, ...]) -> Leaf:
    return Leaf(several(one_of(words)))
