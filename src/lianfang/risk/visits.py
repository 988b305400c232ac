"""Stays as one text, to be kept encrypted in a record: a line each, place and days."""

from collections.abc import Iterable
from datetime import date

from lianfang.risk.rules import Visit


def write_visits(visits: Iterable[Visit]) -> str:
    """The stays as text; one without an end is written as a single day."""
    return "\n".join(
        f"{each.place_name.replace('|', ' ')}|{each.from_on:%F}|{each.until_on or each.from_on:%F}" for each in visits
    )


def read_visits(text: str) -> list[Visit]:
    """The stays again; lines that are none are passed over."""
    found = []
    for line in text.splitlines():
        place, _bar, days = line.partition("|")
        first, _bar, last = days.partition("|")
        try:
            found.append(Visit("", place, date.fromisoformat(first), date.fromisoformat(last)))
        except ValueError:
            continue
    return found
