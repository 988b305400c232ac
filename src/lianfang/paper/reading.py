"""From what was keyed in a row to the records it says: dittos, hours, choices by their number, answers in their place."""

from collections.abc import Mapping, Sequence
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
DITTO = frozenset({'"', "〃", "″", "''", "同上", "do"})
TICKS = {"√": "1", "✓": "1", "✔": "1", "v": "1", "×": "0", "✗": "0", "✘": "0", "x": "0"}


@dataclass(frozen=True)
class Said:
    """One record that a row says."""

    part: Part
    at: datetime
    given: dict[str, Any]


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
    said = [
        Said(part, at, given) for part in block.parts if (given := _given(part, row, page, meant, problems)) is not None
    ]
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
        problems[TIME] = Reason.of("paper.not_a_time")
        return began
    return moment(page, hour)


def moment(page: Page, hour: time) -> datetime:
    """The instant of an hour on a page; on one that was written over midnight, an hour before its beginning is the next day's."""
    at = clock.at(page.day, hour)
    is_over_midnight = page.from_at and page.until_at and clock.day_of(page.until_at) > page.day
    return at + timedelta(days=1) if is_over_midnight and page.from_at and at < page.from_at else at


def _given(part: Part, row: Row, page: Page, meant: Cells, problems: dict[str, Reason]) -> dict[str, Any] | None:
    """What a part hands in; None where nothing of it was written, or its mark says no."""
    if not _is_written(part, row):
        return None
    own = [(column, text) for column in part.columns if (text := meant.get(part.name_of(column), ""))]
    given: dict[str, Any] = {}
    for column, text in own:
        try:
            answer = answer_of(column, text, page)
        except Invalid as invalid:
            problems[part.name_of(column)] = next(iter(invalid.fields.values()))
            continue
        if not column.path and not answer:
            return None
        _put(given, column.path, answer)
    return _joined(part, row, given)


def _is_written(part: Part, row: Row) -> bool:
    """Whether anything of a part stands in the row itself; what is meant by the row above does not make a record."""
    return any(row.cells.get(part.name_of(each)) for each in part.columns if part.needs in ("", each.ask.name))


def _joined(part: Part, row: Row, given: dict[str, Any]) -> dict[str, Any]:
    fixed: dict[str, Any] = {}
    for path, answer in {**part.fixed, **row.fixed}.items():
        _put(fixed, path, answer)
    return fixed | given


def _put(given: dict[str, Any], path: str, answer: Any) -> None:
    """Set an answer in its place; ``people-0-name`` is the name of the first of ``people``."""
    name, _dash, below = path.partition("-0-")
    if below:
        given.setdefault(name, [{}])[0][below] = answer
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
        return read_choice(text, wordings(ask)) or text
    if ask.kind is Kind.CHOICES:
        return [read_choice(each, wordings(ask)) or each for each in _several(text)]
    if ask.kind is Kind.YES_NO:
        return TICKS.get(text.strip().casefold(), text)
    if ask.kind is Kind.DAY:
        return read_day(text, page.day) or text
    return text


def wordings(ask: Ask) -> dict[str, list[str]]:
    return {code: list(in_both(wording).values()) for code, wording in ask.choices}


def _several(text: str) -> list[str]:
    """``1 3``, ``13``, ``1、3`` and ``1,3`` are the first and the third."""
    for between in "、，,;；/+":
        text = text.replace(between, " ")
    parts = text.split()
    return list(text) if len(parts) == 1 and text.isdecimal() else parts
