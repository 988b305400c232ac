"""Index persons and families from small tables."""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from lianfang.engines.tracing.editions import Window, since_of
from lianfang.engines.tracing.model import ALL_TIME, Index, Name
from lianfang.engines.tracing.reading.headings import FAMILY_HEADINGS, INDEX_HEADINGS, columns_of
from lianfang.engines.tracing.reading.moments import read_moment
from lianfang.engines.tracing.reading.problems import Problem, Problems
from lianfang.engines.tracing.reading.tables import read_batches

Row = Mapping[str, Any]


def read_indexes(path: Path, window: Window, zone: ZoneInfo, problems: Problems) -> list[Index]:
    """The index persons of a file: with a window, or with onset or sampling from which the rules make it.

    A day in `until` is the last on which they could pass it on. Raises TracingError where the file can't be read, or
    where the rules give no window and the file none.
    """
    indexes: dict[Name, Index] = {}
    for number, row in _rows(path, problems, INDEX_HEADINGS):
        try:
            index = _index(row, window, zone)
            if index.person in indexes:
                raise _Wrong("person", "index_twice")
            indexes[index.person] = index
        except _Wrong as wrong:
            problems.add(Problem(str(path), number, wrong.column, wrong.code, str(row.get(wrong.column) or "")))
    return list(indexes.values())


def read_families(path: Path, problems: Problems) -> dict[Name, Name]:
    """Who is of which family or household. Raises TracingError where the file can't be read."""
    families: dict[Name, Name] = {}
    for number, row in _rows(path, problems, FAMILY_HEADINGS, "family"):
        person, family = _name(row.get("person")), _name(row.get("family"))
        if person == "" or family == "":
            column = "person" if person == "" else "family"
            problems.add(Problem(str(path), number, column, "cell_empty", ""))
        elif families.setdefault(person, family) != family:
            problems.add(Problem(str(path), number, "family", "family_twice", str(person)))
    return families


class _Wrong(Exception):
    def __init__(self, column: str, code: str) -> None:
        self.column, self.code = column, code


def _rows(path: Path, problems: Problems, headings: Mapping[str, str], *needed: str) -> Iterator[tuple[int, Row]]:
    found: dict[str, str] = {}
    for numbers, batch in read_batches(path, problems):
        found = found or columns_of(batch.schema.names, headings, ("person", *needed))
        for number, row in zip(numbers.tolist(), batch.to_pylist(), strict=False):
            if any(cell not in (None, "") for cell in row.values()):
                yield number, {column: row[heading] for column, heading in found.items()}


def _index(row: Row, window: Window, zone: ZoneInfo) -> Index:
    person = _name(row.get("person"))
    if person == "":
        raise _Wrong("person", "cell_empty")
    since = _moment(row, "since", zone) or since_of(window, _day(row, "onset", zone), _day(row, "sampled", zone), zone)
    if since is None:
        raise _Wrong("onset", "index_without_date")
    until = _moment(row, "until", zone, last=True) or ALL_TIME
    if until < since:
        raise _Wrong("until", "times_reversed")
    return Index(person, since, until)


def _name(value: Any) -> Name:
    return value if isinstance(value, int) else str(value or "").strip()


def _moment(row: Row, column: str, zone: ZoneInfo, last: bool = False) -> datetime | None:
    value = row.get(column)
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=zone)
    text = str(value if value is not None else "").strip()
    if not text:
        return None
    try:
        span = read_moment(text, zone)
    except ValueError:
        raise _Wrong(column, "time_wrong") from None
    return datetime.fromtimestamp(span.last if last else span.first, UTC)


def _day(row: Row, column: str, zone: ZoneInfo) -> date | None:
    moment = _moment(row, column, zone)
    return moment.astimezone(zone).date() if moment else None
