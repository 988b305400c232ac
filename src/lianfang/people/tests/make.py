"""People and doors, as this module and those above it need them in tests."""

import csv
import io
from collections.abc import Sequence
from datetime import date
from itertools import count
from typing import Any
from uuid import UUID

import xlsxwriter

from lianfang.accounts.actors import Actor
from lianfang.exchange import match_columns
from lianfang.kernel.identifiers import check_digit
from lianfang.people.exchange import RESIDENTS
from lianfang.people.identity import Identity
from lianfang.people.importing.importer import Importer
from lianfang.people.importing.opening import open_list
from lianfang.people.models import Household, Person
from lianfang.people.services import found_household, meet_person, register_person
from lianfang.response.models import Response

TESTS = Actor.system("tests")
_numbers = count(1)


def id_number(born: date = date(1980, 5, 17), *, sex: str = "M", region: str = "210203") -> str:
    """A valid ID number that no other call has given for this day."""
    serial = next(_numbers) % 499 * 2 + (sex == "M")
    first_17 = f"{region}{born:%Y%m%d}{serial:03d}"
    return first_17 + check_digit(first_17)


def phone() -> str:
    """A mobile number that no other call has given."""
    return f"138{next(_numbers):08d}"


def make_household(area_path: str = "0001", door: str = "", **more: Any) -> Household:
    """A door in an area, 1-1-101 and the like unless told otherwise."""
    return found_household(actor=TESTS, area_path=area_path, door=door or f"1-1-{next(_numbers)}", **more)


def make_person(
    name: str = "王小明", *, household: Household | None = None, relation: str = "", **identity: Any
) -> Person:
    """Somebody in the standing register, in a household or (``area_path``) without one."""
    given = {"area_path": household.area_path if household else "0001", **identity}
    who = Identity(name=name, **given)
    return register_person(actor=TESTS, identity=who, household=household, relation=relation)


def meet(response: Response, name: str = "王小明", **identity: Any) -> Person:
    """Somebody a response meets."""
    return meet_person(actor=TESTS, response=response, identity=Identity(name=name, **identity))


def ids(people: Any) -> set[UUID]:
    return {person.pk for person in people}


# -- lists ---------------------------------------------------------------------------------------------------------

HEADINGS = ("姓名", "身份证号", "联系电话", "社区", "网格", "楼栋", "房号")
NUMBERS = [id_number(), id_number(sex="F"), id_number(date(2015, 3, 4))]
LIST = [
    ("王小明", NUMBERS[0], "13812345678", "河东社区", "第一网格", "3号楼", "2-601"),
    ("李芳", NUMBERS[1], "13912345678", "河东社区", "第一网格", "3号楼", "2-601"),
    ("王朵", NUMBERS[2], "", "河东社区", "第一网格", "3号楼", "2-601"),
    ("赵婆婆", "", "13700000001", "河西社区"),
]
"""A family behind one door, and somebody elsewhere of whom less is known."""


def csv_of(*rows: Sequence[str], headings: Sequence[str] = HEADINGS, encoding: str = "utf-8-sig") -> bytes:
    """A list of residents as a spreadsheet saves it; a row may be shorter than the headings."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(headings)
    writer.writerows([*row, *[""] * (len(headings) - len(row))] for row in rows)
    return text.getvalue().encode(encoding)


def xlsx_of(*rows: Sequence[object], headings: Sequence[str] = HEADINGS) -> bytes:
    """The same as a workbook; numbers stay numbers."""
    memory = io.BytesIO()
    book = xlsxwriter.Workbook(memory)
    sheet = book.add_worksheet()
    for at, row in enumerate([headings, *rows]):
        sheet.write_row(at, 0, row)
    book.close()
    return memory.getvalue()


def import_list(content: bytes, into: str, *, filename: str = "名单.csv", dry: bool = False, **going: Any) -> Importer:
    """Take a list over (or only look at it); gives the importer with its tally and its result file."""
    table = open_list(content, filename)
    importer = Importer(TESTS, into, table, match_columns(table.header, RESIDENTS), dry=dry)
    importer.all(**going)
    return importer


def outcomes(importer: Importer) -> list[str]:
    """The outcome of each row of the list, in its order."""
    return [importer.result.added(row.number)[0] for row in importer.table.rows()]


def register() -> list[tuple[object, ...]]:
    """The whole register in the clear, for comparing one state with another."""
    rows = Person.objects.select_related("household").filter(merged_into=None)
    return sorted(
        (
            str(each.name),
            str(each.id_number),
            str(each.phone),
            str(each.birth_date),
            each.sex,
            each.relation,
            str(each.address),
            each.area_path,
            each.household.door if each.household else "",
            each.household.area_path if each.household else "",
        )
        for each in rows
    )
