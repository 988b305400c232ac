"""From a row of the user's table to values a service takes, and what is wrong with it, cell by cell."""

import dataclasses
import re
import unicodedata
from collections.abc import Callable
from collections.abc import Mapping as Dict
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Any, TypeVar

from lianfang.exchange.cells import Value, is_blank, is_number, text_of
from lianfang.exchange.columns import Column, Kind, Refused, normalise
from lianfang.exchange.dates import read_date, read_datetime
from lianfang.exchange.matching import Mapping
from lianfang.exchange.shapes import Row
from lianfang.kernel.identifiers import IdentifierError, parse_id, parse_phone, parse_plate
from lianfang.kernel.names import normalise_name
from lianfang.kernel.wording import Reason

_FORMULA_ERRORS = frozenset({"#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!"})

# How people write that there is none; in a text it stays as it was written, in a number, day or phone it is an empty cell.
_ABSENT = frozenset({"", "无", "没有", "none", "n/a", "na", "nil", "—", "——", "暂无"})
_MAY_BE_ABSENT = frozenset({Kind.ID_NUMBER, Kind.PHONE, Kind.PLATE, Kind.DATE, Kind.DATETIME, Kind.INTEGER, Kind.SEX})


_Read = TypeVar("_Read")


class Level(StrEnum):
    """Whether a row is refused for it or a person should only look."""

    REFUSAL = "refusal"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in one cell: the row's number and the column's heading in the user's file, a code and its params.

    The value is never part of it, so problems may be stored and shown to whoever may see that there was an import.
    """

    row: int
    column: str
    code: str
    params: Dict[str, Any] = dataclasses.field(default_factory=dict)
    field: str = ""
    level: Level = Level.REFUSAL
    value_shown: bool = False

    @property
    def reason(self) -> Reason:
        """The sentence as code and params, worded when it is shown."""
        code = self.code if "." in self.code else f"exchange.{self.code}"
        return Reason(code, {"column": self.column, "row": self.row, **self.params})

    def __str__(self) -> str:
        return str(self.reason)


@dataclass(frozen=True, slots=True)
class Parsed:
    """The values of a row by field (None where the cell is empty or refused) and its problems."""

    number: int
    values: dict[str, Any]
    problems: tuple[Problem, ...]

    @property
    def refused(self) -> bool:
        return any(problem.level is Level.REFUSAL for problem in self.problems)

    @property
    def warnings(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.level is Level.WARNING)


class Warned(Exception):
    """A value that was taken and should be looked at."""

    def __init__(self, value: Any, code: str) -> None:
        self.value = value
        self.code = code
        super().__init__(code)


def parse_row(row: Row, mapping: Mapping, *, today: date | None = None) -> Parsed:
    """Read the matched columns of a row.

    Values: text, name, area and choice give ``str`` (the code of a choice), id_number, phone and plate the one spelling
    as ``str``, sex ``M`` or ``F``, integer ``int``, bool ``bool``, date a local ``date``, datetime a local ``datetime``
    without zone (with one where the cell has an offset); what ``Column.convert`` returns where there is one. ``today``
    refuses ID numbers of people born later. Columns that were not matched give None.
    """
    values: dict[str, Any] = dict.fromkeys(column.field for column in mapping.columns)
    problems: list[Problem] = []
    cells = row.values
    for match in mapping.matches.values():
        column, at = match.column, match.index
        heading = mapping.header.names[at]
        try:
            values[column.field] = _read(cells[at] if at < len(cells) else None, column, today)
        except Warned as taken:
            values[column.field] = taken.value
            problems.append(Problem(row.number, heading, taken.code, {}, column.field, Level.WARNING))
        except Refused as refused:
            problems.append(Problem(row.number, heading, refused.code, refused.params, column.field))
    return Parsed(row.number, values, tuple(problems))


def _read(value: Value, column: Column, today: date | None) -> Any:
    if is_blank(value) or (column.kind in _MAY_BE_ABSENT and normalise(text_of(value)) in _ABSENT):
        if column.required:
            raise Refused("required")
        return None
    if isinstance(value, str) and value in _FORMULA_ERRORS:
        raise Refused("formula_error")
    read = parse_id_cell(value, today) if column.kind is Kind.ID_NUMBER else _READERS[column.kind](value, column)
    return column.convert(read) if column.convert else read


def parse_id_cell(value: Value, today: date | None = None) -> str:
    """The ID number of a cell. Raises Refused: lost_digits for a number of more than 15 digits, else ``id_...``."""
    if is_number(value) and abs(float(value)) >= 1e15:  # type: ignore[arg-type]
        raise Refused("lost_digits")
    return _identifier("id", lambda text: parse_id(text, today=today).number, value)


def _identifier(kind: str, parse: Callable[[str], _Read], value: Value) -> _Read:
    try:
        return parse(text_of(value))
    except IdentifierError as refused:
        code = "characters" if refused.code == "empty" else refused.code  # marks alone
        raise Refused(f"{kind}_{code}", **refused.params) from None


def _phone(value: Value, column: Column) -> str:
    phone = _identifier("phone", parse_phone, value)
    if not phone.known:
        raise Warned(str(phone), "phone_unknown")
    return str(phone)


def _plate(value: Value, column: Column) -> str:
    return _identifier("plate", parse_plate, value).number


def _text(value: Value, column: Column) -> str:
    if is_number(value) and abs(float(value)) >= 1e15:  # type: ignore[arg-type]
        raise Refused("lost_digits")
    text = text_of(value)
    if column.longest is not None and len(text) > column.longest:
        raise Refused("too_long", length=len(text), longest=column.longest)
    return text


def _name(value: Value, column: Column) -> str:
    return _text(normalise_name(text_of(value)), column)


_WHOLE = re.compile(r"([-+]?\d{1,3}(?:,\d{3})+|[-+]?\d+)(\.0+)?\s*[\u4e00-\u9fff]{0,3}")


def _integer(value: Value, column: Column) -> int:
    text = unicodedata.normalize("NFKC", text_of(value))
    found = _WHOLE.fullmatch(text)
    if not found:
        raise Refused("integer_fraction" if re.fullmatch(r"[-+]?\d*\.\d+\D{0,3}", text) else "integer_unreadable")
    number = int(found[1].replace(",", ""))
    least, most = column.least, column.most
    if (least is not None and number < least) or (most is not None and number > most):
        raise Refused("integer_out_of_range", least=_shown(least), most=_shown(most))
    return number


def _shown(bound: int | None) -> str:
    return "…" if bound is None else str(bound)


def _choice(value: Value, column: Column) -> str:
    found = _by_wording(column).get(normalise(text_of(value)))
    if found is None:
        code = {Kind.SEX: "sex_unknown", Kind.BOOL: "bool_unknown"}.get(column.kind, "choice_unknown")
        raise Refused(code, choices=", ".join(column.wordings().values()))
    return found


def _bool(value: Value, column: Column) -> bool:
    return value if isinstance(value, bool) else _choice(value, column) == "1"


def _by_wording(column: Column) -> Dict[str, str]:
    return _wordings(tuple((code, tuple(words)) for code, words in column.all_choices().items()))


@lru_cache(maxsize=256)
def _wordings(choices: tuple[tuple[str, tuple[str, ...]], ...]) -> Dict[str, str]:
    found = {normalise(code): code for code, _ in choices}
    return found | {normalise(word): code for code, words in choices for word in words}


_READERS: Dict[Kind, Callable[[Value, Column], Any]] = {
    Kind.TEXT: _text,
    Kind.AREA: _text,
    Kind.NAME: _name,
    Kind.PHONE: _phone,
    Kind.PLATE: _plate,
    Kind.DATE: lambda value, column: read_date(value),
    Kind.DATETIME: lambda value, column: read_datetime(value),
    Kind.INTEGER: _integer,
    Kind.SEX: _choice,
    Kind.CHOICE: _choice,
    Kind.BOOL: _bool,
}
