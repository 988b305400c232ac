"""What a row of the list says, in values; and why it cannot be taken."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from lianfang.exchange import Level, Mapping, Problem, Refused, Row, Table, parse_row
from lianfang.kernel.identifiers import parse_id
from lianfang.kernel.wording import Reason
from lianfang.people.exchange import PLACE
from lianfang.people.importing.places import Place, Places
from lianfang.people.rules import Sex


@dataclass(slots=True)
class Wanted:
    """Somebody as a row describes them; empty where it says nothing. ``remarks`` do not stand in the way."""

    number: int
    name: str
    place: Place
    id_number: str = ""
    phone: str = ""
    birth_date: date | None = None
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
    reasons = [problem.reason for problem in parsed.problems if problem.level is Level.REFUSAL]
    if (born := parsed.values["birth_date"]) is not None and born > today:
        reasons.append(Reason.of("people.born_in_future"))
    place = _place(row, mapping, parsed.values, places, reasons)
    if reasons or place is None:
        return Unreadable(row.number, reasons)
    remarks = [problem.reason for problem in parsed.warnings]
    return _wanted(row.number, parsed.values, place, remarks)


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
    if wanted.birth_date not in (None, told.birth_date):
        wanted.remarks.append(Reason.of("people.birth_from_id_number"))
    if wanted.sex not in (Sex.UNKNOWN.value, told.sex.value):
        wanted.remarks.append(Reason.of("people.sex_from_id_number"))
    wanted.birth_date, wanted.sex = told.birth_date, told.sex.value
