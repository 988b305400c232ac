"""A list of residents from its file to the file with the results, beside writing the same people without any question."""

import csv
import sys
from collections.abc import Iterator
from contextlib import redirect_stdout
from pathlib import Path
from random import Random
from time import process_time

import click
import xlsxwriter
from django.db import transaction

from benchmarks.district import HEADINGS, Resident, as_records, make_buildings, make_district, make_residents
from benchmarks.lines import Line, seconds
from benchmarks.place import home, tell
from lianfang.kernel.names import name_tokens
from lianfang.people.commands import residents as import_residents
from lianfang.people.models import Double, Household, NameToken, Person
from lianfang.vault import rings

ROWS = {"tiny": 100, "quick": 2_000, "usual": 40_000, "full": 400_000}
WRONG, TWICE = 0.05, 0.03
"""Shares of the rows that hold an error, and that repeat an earlier one."""
BATCH = 1000


def measure(size: str) -> Iterator[Line]:
    """Rows a second, from a workbook and from CSV. Raises ClickException where the register does not hold afterwards whom
    the list tells of."""
    rows, dice = ROWS[size], Random(1)
    wrong, twice = round(rows * WRONG), round(rows * TWICE)
    top, streets = make_district()
    people = make_residents(make_buildings(streets, rows), rows - twice, dice)
    good = people[: rows - twice - wrong]
    sent = _as_rows(good, people[len(good) :], twice, dice)
    bare = len(good) / seconds(lambda: _write_bare(good))
    _empty()
    for form, write in (("xlsx", _write_xlsx), ("csv", _write_csv)):
        file = write(sent)
        tell(f"import: {rows:,} rows of {form}")
        before = process_time()
        taken = seconds(lambda file=file: _import(file, top.path))  # type: ignore[misc]
        cpu = round(process_time() - before, 2)
        _check(len(good))
        _empty()
        yield Line(
            figure=f"import.residents.{form}",
            params={"rows": rows, "wrong": wrong, "twice": twice, "written": len(good), "cpu_seconds": cpu},
            value=rows / taken,
            unit="rows/s",
            baseline="bulk_create of the same people and name tokens, nothing read, checked, compared or logged",
            baseline_value=bare,
            more_is_better=True,
        )


def _as_rows(good: list[Resident], spoilt: list[Resident], twice: int, dice: Random) -> list[list[str]]:
    """The rows shuffled; those that repeat another anywhere among them."""
    rows = [each.as_row() for each in good]
    rows += [_spoil(each.as_row(), at) for at, each in enumerate(spoilt)]
    rows += [list(rows[at]) for at in dice.sample(range(len(good)), twice)]
    dice.shuffle(rows)
    return rows


def _spoil(row: list[str], at: int) -> list[str]:
    """One of the errors that lists have: no name, a wrong digit, a place that is not there."""
    last = row[1][-1]
    column, wrong = [(0, ""), (1, row[1][:-1] + ("1" if last != "1" else "2")), (3, "无名社区")][at % 3]
    return [*row[:column], wrong, *row[column + 1 :]]


def _write_csv(rows: list[list[str]]) -> Path:
    file = home() / "list.csv"
    with file.open("w", newline="", encoding="utf-8-sig") as target:
        csv.writer(target).writerows([HEADINGS, *rows])
    return file


def _write_xlsx(rows: list[list[str]]) -> Path:
    file = home() / "list.xlsx"
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate([HEADINGS, *rows]):
            sheet.write_row(at, 0, row)
    return file


def _import(file: Path, into: str) -> None:
    """The command as it is typed; what it says of itself is progress here."""
    with redirect_stdout(sys.stderr):
        import_residents.main(
            [str(file), "--into", into, "--out", str(home() / f"result{file.suffix}")], standalone_mode=False
        )


def _check(expected: int) -> None:
    found = Person.objects.count()
    if found != expected:
        raise click.ClickException(f"The list tells of {expected} people; the register holds {found}.")


def _empty() -> None:
    for table in (Double, NameToken, Person, Household):
        table._base_manager.all()._raw_delete("default")


@transaction.atomic
def _write_bare(good: list[Resident]) -> None:
    households, people = as_records(good)
    Household.objects.bulk_create(households, batch_size=BATCH)
    Person.objects.bulk_create(people, batch_size=BATCH)
    tokens = [
        NameToken(person=person, token=token)
        for person in people
        for token in rings.tokens(rings.STANDING, "name", name_tokens(str(person.name)))
    ]
    NameToken.objects.bulk_create(tokens, batch_size=BATCH)
