"""What a row of the list tells, in the spelling we can use; what cannot be used is named, and no row is lost for it."""

import re
from collections.abc import Iterator
from collections.abc import Mapping as Dict
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Any

from lianfang.engines.matching.characters import simplified
from lianfang.exchange import USUAL, Level, Mapping, Parsed, Row, Table, parse_row
from lianfang.exchange.cells import text_of
from lianfang.exchange.columns import normalise
from lianfang.kernel.identifiers import IdentifierError, parse_id, parse_phone
from lianfang.kernel.names import pinyin_of
from lianfang.kernel.wording import Reason
from lianfang.people.exchange import PLACE
from lianfang.people.rules import Sex
from lianfang.verification.models import NameRow
from lianfang.verification.taking.slips import near_numbers

_USELESS = frozenset({"lost_digits", "formula_error"})
"""Refusals of a cell that leave nothing behind; any other cell is kept as it was written."""
_LONGEST = {"name": 120, "id_number": 60, "phone": 120, "address": 300}
_SEVERAL = re.compile(r"[/、,;，；|\s]+")
_REMARK = re.compile(
    r"(?:合计|总计|小计|共计|total)[\s\d:：共计人名条]*"
    r"|(?:制表|填表|填报|报送|审核|复核|审批|负责|联系|统计|打印|备注|说明|注)[^:：\d]{0,6}[:：].*",
    re.IGNORECASE | re.DOTALL,
)
"""With what a line below a list begins that is about nobody."""
_NUMBER = re.compile(r"[\dXx\s+-]{7,}")
TOLD = 600
_NUMBERS = frozenset(normalise(word) for word in USUAL["number"])
"""Headings of the list's own numbers, which tell nobody anything."""


@dataclass(slots=True)
class Told:
    """One row: who it is about as written, and in the spelling by which people are found."""

    number: int
    name: str = ""
    id_number: str = ""
    phone: str = ""
    birth_date: date | None = None
    sex: str = Sex.UNKNOWN.value
    address: str = ""
    place: Dict[str, str | None] = field(default_factory=dict)
    """The cells that say where (`people.exchange.PLACE`)."""
    seen_on: date | None = None
    more: str = ""
    problem: Reason | None = None

    @property
    def record(self) -> dict[str, str]:
        """As the matching engine reads it."""
        return {
            "name": self.name,
            "id": self.id_number,
            "phone": self.phone,
            "birth": self.birth_date.isoformat() if self.birth_date else "",
            "sex": "" if self.sex == Sex.UNKNOWN else self.sex,
            "address": self.where,
        }

    @property
    def where(self) -> str:
        """The address in one text, whether it stood in one cell or in several."""
        parts = [self.place.get(name) or "" for name in PLACE if name not in ("address", "area")]
        return self.address or "".join(parts)

    @property
    def phones(self) -> list[str]:
        """Every phone in the cell, in its one spelling."""
        return [each for part in _SEVERAL.split(self.phone) if (each := _canonical_phone(part))]

    @property
    def canonical_id(self) -> str:
        """The ID number in its one spelling; "" where there is none that can be right."""
        try:
            return parse_id(self.id_number).number if self.id_number else ""
        except IdentifierError:
            return ""

    @property
    def near_ids(self) -> set[str]:
        """ID numbers of which this one may be a slip of the pen, where it cannot be right itself."""
        return near_numbers(self.id_number.replace(" ", "")) if self.id_number and not self.canonical_id else set()

    @property
    def names(self) -> set[str]:
        """The name as written, and in the characters in which the register has it."""
        return {self.name, self.name.translate(simplified())} - {""}

    @property
    def sound(self) -> str:
        """How the name is read, in letters; "" for one that is no more than a surname."""
        return "".join(pinyin_of(self.name.translate(simplified()))) if len(self.name) > 1 else ""

    @property
    def born(self) -> date | None:
        """The day of birth, from the ID number where the row has no other."""
        if self.birth_date or not self.canonical_id:
            return self.birth_date
        return parse_id(self.canonical_id).birth_date


def read_rows(table: Table, mapping: Mapping, today: date, *, after: int = 0) -> Iterator[Told]:
    """Every row of the table, in its order, without the first ``after``."""
    used = {match.index for match in mapping.matches.values()}
    names = enumerate(mapping.header.names)
    others = [(at, name) for at, name in names if name and at not in used and normalise(name) not in _NUMBERS]
    return (read_row(row, mapping, others, today) for row in islice(people_in(table), after, None))


def people_in(table: Table) -> Iterator[Row]:
    """The rows that are about somebody: totals and signatures below a list (合计, 制表人) are not."""
    return (row for row in table.rows() if not _is_remark([text for value in row.values if (text := text_of(value))]))


def _is_remark(texts: list[str]) -> bool:
    return bool(_REMARK.fullmatch(texts[0])) and not any(map(_NUMBER.fullmatch, texts[1:]))


def read_row(row: Row, mapping: Mapping, others: list[tuple[int, str]], today: date) -> Told:
    """What a row tells; ``others`` are the columns that mean nothing to us and are kept as they stand."""
    parsed = parse_row(row, mapping, today=today)
    values = _as_written(row, mapping, parsed)
    problems = [problem for problem in parsed.problems if problem.level is Level.REFUSAL]
    name, phone = _put_right(values["name"] or "", values["phone"] or "")
    return Told(
        row.number,
        name=name,
        id_number=values["id_number"] or "",
        phone=phone,
        birth_date=values["birth_date"],
        sex=values["sex"] or Sex.UNKNOWN.value,
        address=values["address"] or "",
        place={name: values.get(name) for name in PLACE},
        seen_on=values["seen_on"],
        more=_more(row, mapping, others, values),
        problem=problems[0].reason if problems else None,
    )


def _put_right(name: str, phone: str) -> tuple[str, str]:
    """Name and phone, which stand in each other's column now and then."""
    turned = _canonical_phone(name) and phone and not any(letter.isdigit() for letter in phone)
    return (phone, name) if turned else (name, phone)


def _as_written(row: Row, mapping: Mapping, parsed: Parsed) -> dict[str, Any]:
    """The values, and where one was refused what stands in the cell, so that a person can make something of it."""
    values = dict(parsed.values)
    for problem in parsed.problems:
        if problem.field in _LONGEST and problem.level is Level.REFUSAL and problem.code not in _USELESS:
            at = mapping.matches[problem.field].index
            written = text_of(row.values[at]) if at < len(row.values) else ""
            values[problem.field] = written[: _LONGEST[problem.field]]
    return values


def _more(row: Row, mapping: Mapping, others: list[tuple[int, str]], values: dict[str, Any]) -> str:
    """Everything else the row says, each with its heading: the worker at the door needs to know what is asked."""
    told = (
        [f"{mapping.header.names[mapping.matches['seen_on'].index]} {values['seen_on']}"] if values["seen_on"] else []
    )
    for at, heading in others:
        if at < len(row.values) and (text := text_of(row.values[at])):
            told.append(f"{heading} {text}")
    return "; ".join(told)[:TOLD]


def _canonical_phone(text: str) -> str:
    try:
        return str(parse_phone(text))
    except IdentifierError:
        return ""


def as_told(row: NameRow) -> Told:
    """A row that is written already, to be matched again."""
    return Told(
        row.number,
        name=str(row.name),
        id_number=str(row.id_number),
        phone=str(row.phone),
        birth_date=row.birth_date,
        sex=row.sex,
        address=str(row.address),
    )
