"""From what was keyed in a row to the records it says: dittos, hours, choices by their number, answers in their place."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from lianfang.acts.sheets import Ask, Kind
from lianfang.acts.sheets.reading import Wrong, read
from lianfang.kernel import clock
from lianfang.kernel.errors import Invalid
from lianfang.kernel.wording import Reason, in_both
from lianfang.paper.models import Page, Row
from lianfang.paper.registry import TIME, Block, Column, Part
from lianfang.paper.rules import read_choice, read_day, read_time

Cells = Mapping[str, str]
AND = "#"
"""Stands between the name of a cell and the number of the continuation line on which it was written."""
DITTO = frozenset({'"', "〃", "″", "''", "同上", "do"})
TICKS = {"√": "1", "✓": "1", "✔": "1", "v": "1", "×": "0", "✗": "0", "✘": "0", "x": "0"}


@dataclass(frozen=True)
class Said:
    """One record that a row says. ``lines`` are, by part of the record, the lines on which its entries stand: [0, 2]."""

    part: Part
    at: datetime
    given: dict[str, Any]
    lines: Mapping[str, Sequence[int]]

    def cell_of(self, item: str) -> str:
        """The cell in which an item of the record stands; an item that is none is returned as it is."""
        group, entry, below = _entry_of(item)
        path = f"{group}-0-{below}" if below else item
        name = next((self.part.name_of(each) for each in self.part.columns if each.path == path), "")
        line = self.lines.get(group, ())[entry : entry + 1] if below else ()
        return f"{name}{AND}{line[0]}" if name and line and line[0] else name or item


def _entry_of(item: str) -> tuple[str, int, str]:
    """``arrived-1-name`` as its group, the number of its entry, and the item in it."""
    group, _dash, rest = item.partition("-")
    number, _dash, below = rest.partition("-")
    return (group, int(number), below) if below and number.isdecimal() else (item, 0, "")


def filled(block: Block, rows: Sequence[Row], typed: Sequence[Cells]) -> list[dict[str, str]]:
    """The cells of a block's rows with what they mean by the row above; a row in which nothing is written stays empty."""
    above: dict[str, str] = {}
    meant: list[dict[str, str]] = []
    for _row, cells in zip(rows, typed, strict=True):
        if not any(cells.values()):
            meant.append({})
            continue
        line = {name: _meant(block, name, cells.get(name, ""), above) for name in names_of(block)}
        meant.append({name: text for name, text in line.items() if text})
        above |= {name: text for name, text in line.items() if text}
    return meant


def _meant(block: Block, name: str, text: str, above: Cells) -> str:
    same = text in DITTO or (not text and name in block.ditto)
    return above.get(name, "") if same else text


def names_of(block: Block) -> list[str]:
    """The names of the cells of a row, in the order of the paper."""
    return [*([TIME] if block.timed else []), *block.cells]


def understand(block: Block, row: Row, page: Page, meant: Cells) -> list[Said]:
    """The records that a row says. Raises Invalid, by cell, for what cannot be read."""
    problems: dict[str, Reason] = {}
    at = _when(row, page, meant, problems)
    said = [each for part in block.parts if (each := _given(part, at, row, page, meant, problems)) is not None]
    if problems:
        raise Invalid(problems)
    return said


def _when(row: Row, page: Page, meant: Cells, problems: dict[str, Reason]) -> datetime:
    began = row.at or page.from_at or clock.start_of(page.day)
    text = meant.get(TIME, "")
    if not text:
        return began
    hour = read_time(text)
    if hour is None:
        is_own = bool(row.cells.get(TIME)) and row.cells[TIME] not in DITTO
        problems[TIME if is_own else ""] = Reason.of("paper.not_a_time" if is_own else "paper.time_above")
        return began
    return moment(page, hour)


def moment(page: Page, hour: time) -> datetime:
    """The instant of an hour on a page; on one that was written over midnight, an hour before its beginning is the next day's."""
    at = clock.at(page.day, hour)
    is_over_midnight = page.from_at and page.until_at and clock.day_of(page.until_at) > page.day
    return at + timedelta(days=1) if is_over_midnight and page.from_at and at < page.from_at else at


def _given(part: Part, at: datetime, row: Row, page: Page, meant: Cells, problems: dict[str, Reason]) -> Said | None:
    """The record of a part; None where nothing of it was written, or its mark says no."""
    if not _is_written(part, row):
        return None
    given: dict[str, Any] = {}
    for name, column, line in _written(part, meant):
        try:
            answer = answer_of(column, meant[name], page)
        except Invalid as invalid:
            problems[name] = next(iter(invalid.fields.values()))
            continue
        if not column.path and not answer:
            return None
        _put(given, column.path, column.write(answer) if column.write else answer, line)
    fixed: dict[str, Any] = {}
    for path, answer in {**part.fixed, **row.fixed}.items():
        _put(fixed, path, answer)
    lines = {name: sorted(entries) for name, entries in given.items() if isinstance(entries, Entries)}
    return Said(part, at, {name: _listed(each) for name, each in (fixed | given).items()}, lines)


def _written(part: Part, meant: Cells) -> Iterator[tuple[str, Column, int]]:
    """The cells in which something stands, first those of the line, then those of the lines that continue it."""
    lines = {int(name.partition(AND)[2] or 0) for name in meant if not name.startswith("page.")}
    for line in sorted(lines | {0}):
        for column in part.columns:
            name = part.name_of(column) + (f"{AND}{line}" if line else "")
            if meant.get(name):
                yield name, column, line


class Entries(dict[int, dict[str, Any]]):
    """The entries of a part of a record by the line on which each stands."""


def _listed(answer: Any) -> Any:
    return [answer[line] for line in sorted(answer)] if isinstance(answer, Entries) else answer


def _is_written(part: Part, row: Row) -> bool:
    """Whether anything of a part stands in the row itself; what is meant by the row above does not make a record."""
    return any(row.cells.get(part.name_of(each)) for each in part.columns if part.needs in ("", each.ask.name))


def _put(given: dict[str, Any], path: str, answer: Any, line: int = 0) -> None:
    """Set an answer in its place; ``people-0-name`` is a name among ``people``, ``answers/key`` one of ``answers``."""
    name, _dash, below = path.partition("-0-")
    group, _stroke, key = path.partition("/")
    if below:
        given.setdefault(name, Entries()).setdefault(line, {})[below] = answer
    elif key:
        given.setdefault(group, {})[key] = answer
    elif path:
        given[path] = answer


def answer_of(column: Column, text: str, page: Page) -> Any:
    """What a cell says, as its item reads it. Raises Invalid."""
    if column.read is not None:
        return column.read(text, page.day)
    given = spelt(column.ask, text, page)
    try:
        answer = read(column.ask, given)
    except Wrong as wrong:
        raise Invalid({column.ask.name: _worded(column.ask, wrong)}) from None
    return answer


def _worded(ask: Ask, wrong: Wrong) -> Reason:
    """Why a cell cannot be read; the choices stand above the table and are not said again in each cell."""
    if ask.kind in (Kind.CHOICE, Kind.CHOICES) and "choices" in wrong.reason.params:
        return Reason.of("paper.not_a_choice", most=len(ask.choices))
    return wrong.reason


def spelt(ask: Ask, text: str, page: Page) -> Any:
    """What is written by hand in the spelling that the item reads; what cannot be understood stays as it is."""
    if ask.kind is Kind.CHOICE:
        return read_choice(ticked(ask, text), wordings(ask)) or text
    if ask.kind is Kind.CHOICES:
        return [read_choice(each, wordings(ask)) or each for each in _several(text)]
    if ask.kind is Kind.YES_NO:
        return TICKS.get(text.strip().casefold(), text)
    if ask.kind is Kind.DAY:
        return read_day(text, page.day) or text
    return text


def ticked(ask: Ask, text: str) -> str:
    """The code of a tick or a cross where one chooses between yes and no."""
    codes = {"1": "yes", "0": "no"}
    return codes.get(TICKS.get(text.strip().casefold(), text), text) if set(ask.codes) == {"yes", "no"} else text


def wordings(ask: Ask) -> dict[str, list[str]]:
    return {code: list(in_both(wording).values()) for code, wording in ask.choices}


def _several(text: str) -> list[str]:
    """``1 3``, ``13``, ``1、3`` and ``1,3`` are the first and the third."""
    for between in "、，,;；/+":
        text = text.replace(between, " ")
    parts = text.split()
    return list(text) if len(parts) == 1 and text.isdecimal() else parts
