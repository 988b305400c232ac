"""What stands in a cell, and the text a person sees there."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TypeAlias

Value: TypeAlias = str | int | float | bool | date | datetime | time | timedelta | None

_EDGES = " \t\r\n\f\v\u00a0\u3000\u200b\ufeff\u200e\u200f\u2028\u2029\u0085"
_UNWRAP = re.compile(r'="((?:[^"]|"")*)"')


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: ``value`` as the file holds it, ``text`` as a person reads it."""

    value: Value

    @property
    def is_number(self) -> bool:
        """A numeric cell: of more than 15 digits it has lost the last ones (单元格为数值格式)."""
        return is_number(self.value)

    @property
    def text(self) -> str:
        return text_of(self.value)


def is_number(value: Value) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def clean(text: str) -> str:
    """Text without blanks at its ends (tabs, NBSP, full-width ones), a leading apostrophe, or the wrapping ``="..."``.

    What stands behind an apostrophe is taken as it is: that is how a spreadsheet marks text.
    """
    text = text.strip(_EDGES)
    if text.startswith("'"):
        return text[1:].strip(_EDGES)
    if text.startswith("=") and (wrapped := _UNWRAP.fullmatch(text)):
        text = wrapped[1].replace('""', '"').strip(_EDGES)
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def text_of(value: Value) -> str:
    """The text of any value: whole numbers without a point, days as 2022-03-05, instants as 2022-03-05 10:30:00."""
    if isinstance(value, str):
        return clean(value)
    if value is None:
        return ""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e21 else repr(value)
    if isinstance(value, datetime):
        return value.isoformat(sep=" ")
    return value.isoformat() if isinstance(value, date | time) else str(value)


def is_blank(value: Value) -> bool:
    return value is None or (isinstance(value, str) and (not value or not clean(value)))
