"""What a row of the list says, in values; and why it cannot be taken."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from lianfang.exchange import Level, Mapping, Problem, Refused, Row, Table, parse_row
from lianfang.exchange.cells import text_of
from lianfang.kernel.identifiers import parse_id
from lianfang.kernel.wording import Reason
from lianfang.people.exchange import PLACE
from lianfang.people.importing.places import Place, Places, plain
from lianfang.people.rules import Sex, is_name


@dataclass(slots=True)
class Wanted:
    """Somebody as a row describes them; empty where it says nothing. ``remarks`` do not stand in the way.

    ``birth_year`` is told where the day of birth is not.
    """

    number: int
    name: str
    place: Place
    id_number: str = ""
    phone: str = ""
    birth_date: date | None = None
    birth_year: int | None = None
    sex: str = Sex.UNKNOWN.value
    relation: str = ""
    address: str = ""
    remarks: list[Reason] = field(default_factory=list)


@dataclass(slots=True)
class Unreadable:
    """A row that cannot be taken, with the reasons; never a value of it."""

    number: int
    reasons: list[Reason]


def read_rows(table: Table, mapping: Mapping, places: Places, today: date) -> Iterator[Wanted | Unreadable]:
    """Every row of the table, in its order."""
    return (read_row(row, mapping, places, today) for row in table.rows())


def read_row(row: Row, mapping: Mapping, places: Places, today: date) -> Wanted | Unreadable:
    parsed = parse_row(row, mapping, today=today)
    reasons: list[Reason] = []
    remarks: list[Reason] = []
    for problem in parsed.problems:
        remark = problem.reason if problem.level is Level.WARNING else _remark(problem, row, mapping, parsed.values)
        (reasons if remark is None else remarks).append(remark or problem.reason)
    reasons += _no_person(parsed.values, today)
    place = _place(row, mapping, parsed.values, places, reasons)
    if reasons or place is None:
        return Unreadable(row.number, reasons)
    wanted = _wanted(row.number, parsed.values, place, remarks)
    if wanted.birth_date is None and "birth_date" in mapping.matches:
        wanted.birth_year = _year(_text(row, mapping, "birth_date"), today)
    return wanted


def _no_person(values: dict[str, Any], today: date) -> list[Reason]:
    """What no cell is wrong with alone: a name that is none, a day of birth that has not come."""
    problems = []
    if values["name"] and not is_name(values["name"]):
        problems.append(Reason.of("people.no_name"))
    if (born := values["birth_date"]) is not None and born > today:
        problems.append(Reason.of("people.born_in_future"))
    return problems


def _remark(problem: Problem, row: Row, mapping: Mapping, values: dict[str, Any]) -> Reason | None:
    """What is only remarked on in place of a refusal: what the ID number says anyway, or what somebody is taken without."""
    if problem.field in BESIDE_THE_NUMBER and values["id_number"]:
        return Reason.of(BESIDE_THE_NUMBER[problem.field])
    if problem.field == "birth_date" and problem.code == "date_no_day":
        return Reason.of("people.born_that_year")
    if problem.field == "relation" and problem.code == "choice_unknown":
        return Reason.of("people.no_relation")
    if problem.field == "id_number" and _OTHER_DOCUMENT.fullmatch(plain(_text(row, mapping, "id_number")).upper()):
        return Reason.of("people.other_document")
    return None


BESIDE_THE_NUMBER = {"birth_date": "people.birth_from_id_number", "sex": "people.sex_from_id_number"}
"""Fields that an ID number tells, with what is said where the cell beside it says something else or nothing readable."""
_OTHER_DOCUMENT = re.compile(r"[A-Z]{1,3}[0-9]{6,12}")
"""Passports, permits of Hong Kong and Macao (H12345678), the older cards of foreigners with residence (CHN and 12 digits)."""


def _text(row: Row, mapping: Mapping, field: str) -> str:
    at = mapping.matches[field].index
    return text_of(row.values[at]) if at < len(row.values) else ""


def _year(text: str, today: date) -> int | None:
    """The year with which a cell without a day begins."""
    found = re.match(r"(\d{4})(?!\d)", unicodedata.normalize("NFKC", text))
    return int(found[1]) if found and 1850 <= int(found[1]) <= today.year else None


def _place(row: Row, mapping: Mapping, values: dict[str, Any], places: Places, reasons: list[Reason]) -> Place | None:
    try:
        return places.find({name: values[name] for name in PLACE})
    except Refused as refused:
        reasons.append(_about_place(row, mapping, refused))
        return None


def _about_place(row: Row, mapping: Mapping, refused: Refused) -> Reason:
    what = refused.params.get("what", "")
    match = mapping.matches.get(what)
    heading = mapping.header.names[match.index] if match else ""
    return Problem(row.number, heading, refused.code, {}, what).reason


def _wanted(number: int, values: dict[str, Any], place: Place, remarks: list[Reason]) -> Wanted:
    wanted = Wanted(
        number,
        values["name"],
        place,
        id_number=values["id_number"] or "",
        phone=values["phone"] or "",
        birth_date=values["birth_date"],
        sex=values["sex"] or Sex.UNKNOWN.value,
        relation=values["relation"] or "",
        address=values["address"] or "",
        remarks=remarks,
    )
    if wanted.id_number:
        _as_the_number_says(wanted)
    return wanted


def _as_the_number_says(wanted: Wanted) -> None:
    """Birth date and sex stand in the ID number, which has a check digit; columns beside it have none."""
    told = parse_id(wanted.id_number)
    differs = {
        "birth_date": wanted.birth_date not in (None, told.birth_date),
        "sex": wanted.sex not in (Sex.UNKNOWN.value, told.sex.value),
    }
    wanted.remarks += [Reason.of(code) for field, code in BESIDE_THE_NUMBER.items() if differs[field]]
    wanted.birth_date, wanted.sex = told.birth_date, told.sex.value
