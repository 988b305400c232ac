"""The rows of a list of residents: which cannot be taken and why, and the shapes in which they come."""

import random

import pytest

from lianfang.people.importing import importer as importing
from lianfang.people.models import Person
from lianfang.people.selectors import by_id_number
from lianfang.people.tests.make import (
    HEADINGS,
    LIST,
    NUMBERS,
    csv_of,
    import_list,
    outcomes,
    register,
    xlsx_of,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("areas")]


def reasons(content: bytes, into: str, filename: str = "名单.csv") -> list[str]:
    done = import_list(content, into, filename=filename)
    return [done.result.added(row.number)[1] for row in done.table.rows()]


@pytest.mark.parametrize(
    "row, reason",
    [
        (("", NUMBERS[0], "", "河东社区"), "姓名 is empty"),
        (("王小明", NUMBERS[0][:-1] + "A", "", "河东社区"), "ID number"),
        (("王小明", "12345", "", "河东社区"), "5 characters"),
        (("王小明", NUMBERS[0], "12", "河东社区"), "phone"),
        (("王小明", NUMBERS[0], "", "河中社区"), "No area of this name in 社区"),
        (("王小明", NUMBERS[0], "", ""), "in which community"),
        (("王小明", NUMBERS[0], "", "河东社区", "第九网格"), "No area of this name in 网格"),
    ],
)
def test_a_row_that_cannot_be_taken_says_why(row: tuple[str, ...], reason: str, into: str) -> None:
    assert reason in reasons(csv_of(row), into)[0]
    assert not Person.objects.exists()


def test_a_number_that_a_spreadsheet_has_rounded_is_refused(into: str) -> None:
    rows = [("王小明", 210203198005170017, "", "河东社区")]

    assert "lost digits" in reasons(xlsx_of(*rows), into, "名单.xlsx")[0]


def test_somebody_born_tomorrow_is_refused(into: str) -> None:
    rows = csv_of(("王小明", "2099-01-01", "河东社区"), headings=("姓名", "出生日期", "社区"))

    assert "has not come yet" in reasons(rows, into)[0]


def test_a_number_under_another_name_is_refused(into: str) -> None:
    import_list(csv_of(*LIST), into)

    assert "another name" in reasons(csv_of(("赵六", NUMBERS[0], "", "河东社区")), into)[0]


def test_a_row_that_may_mean_two_is_refused(into: str) -> None:
    import_list(csv_of(("王小明", "", "13812345678", "河东社区"), ("王小明", "", "13812345679", "河东社区")), into)

    assert "Several people" in reasons(csv_of(("王小明", "", "", "河东社区")), into)[0]


def test_nothing_of_a_refused_row_is_in_the_reason(into: str) -> None:
    row = ("欧阳明月", "210203198005170000", "1381234", "欧阳的家")

    said = reasons(csv_of(row), into)[0]

    assert not any(value in said for value in row)


def test_a_cancelled_list_says_which_rows_were_not_reached(into: str, monkeypatch) -> None:
    monkeypatch.setattr(importing, "BATCH", 2)
    going_on = iter([True, False])

    cancelled = import_list(csv_of(*LIST), into, go_on=lambda: next(going_on))

    assert outcomes(cancelled) == ["added", "added", "not reached", "not reached"]
    assert outcomes(import_list(csv_of(*LIST), into)) == ["as on record", "as on record", "added", "added"]


def test_two_rows_that_disagree_about_one_person_are_not_both_taken(into: str) -> None:
    rows = [("王小明", NUMBERS[0], "13812345678", "河东社区"), ("王小明", NUMBERS[0], "13812345679", "河西社区")]

    done = import_list(csv_of(*rows), into)

    assert outcomes(done) == ["added", "not taken"] and "row 2" in done.result.added(3)[1]


def test_a_row_that_repeats_another_says_so(into: str) -> None:
    done = import_list(csv_of(LIST[0], LIST[0]), into)

    assert outcomes(done) == ["added", "as on record"] and "repeats row 2" in done.result.added(3)[1]


# -- shapes of lists ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_any_encoding_gives_the_same_register(encoding: str, into: str) -> None:
    assert outcomes(import_list(csv_of(*LIST, encoding=encoding), into)) == ["added"] * 4
    assert {row[0] for row in register()} == {"王小明", "李芳", "王朵", "赵婆婆"}


@pytest.mark.parametrize("seed", range(4))
def test_columns_in_any_order_give_the_same_register(seed: int, into: str) -> None:
    order = random.Random(seed).sample(range(len(HEADINGS)), len(HEADINGS))
    import_list(csv_of(*LIST), into)
    before = register()

    rows = [[*row, *[""] * (len(HEADINGS) - len(row))] for row in LIST]
    shuffled = csv_of(*([row[at] for at in order] for row in rows), headings=[HEADINGS[at] for at in order])

    assert outcomes(import_list(shuffled, into)) == ["as on record"] * 4
    assert register() == before


@pytest.mark.parametrize(
    "heading, cell",
    [
        ("公民身份号码", f'="{NUMBERS[0]}"'),
        ("身份证", f"'{NUMBERS[0]}"),
        ("证件号码", f" {NUMBERS[0][:6]} {NUMBERS[0][6:].lower()} "),
    ],
)
def test_numbers_are_read_as_people_write_them(heading: str, cell: str, into: str) -> None:
    import_list(csv_of(("王小明", cell, "河东社区"), headings=("姓名", heading, "所属社区")), into)

    assert by_id_number(NUMBERS[0])


def test_a_number_of_fifteen_digits_is_the_one_of_eighteen(into: str) -> None:
    short = "210203" + "800517" + "001"
    import_list(csv_of(("王小明", short, "", "河东社区")), into)

    long = str(Person.objects.get().id_number)
    assert outcomes(import_list(csv_of(("王小明", long, "", "河东社区")), into)) == ["as on record"]


@pytest.mark.parametrize("written", ["1980-05-17", "1980/5/17", "1980.5.17", "19800517", "1980年5月17日"])
def test_dates_in_the_usual_shapes(written: str, into: str) -> None:
    import_list(csv_of(("王小明", written, "河东社区"), headings=("姓名", "出生日期", "社区")), into)

    assert str(Person.objects.get().birth_date) == "1980-05-17"


def test_the_id_number_counts_more_than_the_columns_beside_it(into: str) -> None:
    rows = [("王小明", NUMBERS[0], "1990-01-01", "女", "河东社区")]
    done = import_list(csv_of(*rows, headings=("姓名", "身份证号", "出生日期", "性别", "社区")), into)

    person = Person.objects.get()
    assert (str(person.birth_date), person.sex) == ("1980-05-17", "M")
    assert "the ID number was followed" in done.result.added(2)[1]
