"""States of a page and of its rows, and how numbers, hours, days and choices are written by hand; pure."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date, time
from enum import StrEnum


class PageState(StrEnum):
    """A page from the printer to the shredder (纸页状态)."""

    PRINTED = "printed"
    PARTLY = "partly"
    KEYED = "keyed"
    EMPTY = "empty"
    SPOILT = "spoilt"
    LOST = "lost"


OUT = frozenset({PageState.PRINTED, PageState.PARTLY})
"""Pages that somebody still has to bring back or to finish."""
SET_ASIDE = (PageState.EMPTY, PageState.SPOILT, PageState.LOST)
"""What a page that is not keyed to its end is declared to be."""


class RowState(StrEnum):
    """What became of one row (行状态)."""

    EMPTY = "empty"
    TAKEN = "taken"
    WRONG = "wrong"


def state_of(rows: Iterable[RowState]) -> PageState:
    """The state of a page that nobody has finished or set aside, by its rows."""
    return PageState.PRINTED if all(row is RowState.EMPTY for row in rows) else PageState.PARTLY


def read_time(text: str) -> time | None:
    """An hour as it is written by hand: ``8:15``, ``0815``, ``8.15``, ``8点15分``, ``8``. None for what is none."""
    parts = re.findall(r"\d+", unicodedata.normalize("NFKC", text))
    if len(parts) == 1 and len(parts[0]) in (3, 4):
        parts = [parts[0][:-2], parts[0][-2:]]
    if len(parts) not in (1, 2):
        return None
    hour, minute = int(parts[0]), int(parts[1]) if len(parts) == 2 else 0
    return time(hour, minute) if hour < 24 and minute < 60 else None


def read_day(text: str, near: date) -> date | None:
    """A day as it is written by hand: ``3.24``, ``3-24``, ``0324``, ``2022-3-24``; without a year the one nearest to ``near``."""
    parts = re.findall(r"\d+", unicodedata.normalize("NFKC", text))
    if len(parts) == 1 and len(parts[0]) == 4:
        parts = [parts[0][:2], parts[0][2:]]
    if len(parts) == 3:
        year = int(parts[0])
        return _day(year + 2000 if year < 100 else year, int(parts[1]), int(parts[2]))
    if len(parts) != 2:
        return None
    found = [_day(near.year + step, int(parts[0]), int(parts[1])) for step in (-1, 0, 1)]
    return min((day for day in found if day), key=lambda day: abs((day - near).days), default=None)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def read_choice(text: str, choices: Mapping[str, Iterable[str]]) -> str | None:
    """The code of a choice by its number on the paper, its first letters or its wording in any language.

    ``choices`` are codes in the order of the paper with their wordings. None where several begin alike, or none does.
    """
    said = unicodedata.normalize("NFKC", text).strip().casefold()
    codes = list(choices)
    if said.isdecimal():
        return codes[int(said) - 1] if 0 < int(said) <= len(codes) else None
    spelt = {code: [code.casefold(), *(wording.casefold() for wording in choices[code])] for code in codes}
    whole = [code for code, words in spelt.items() if said in words]
    begun = [code for code, words in spelt.items() if any(word.startswith(said) for word in words)]
    found = whole or begun
    return found[0] if said and len(found) == 1 else None
