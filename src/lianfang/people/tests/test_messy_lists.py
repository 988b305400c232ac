"""Lists as offices really send them: what is taken, what is taken with a remark, what is refused, and with what word."""

import io
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from django.utils import translation

from lianfang.people.commands import residents
from lianfang.people.models import Household, Person
from lianfang.people.rules import is_name
from lianfang.people.tests.make import csv_of, id_number, import_list, outcomes, register
from lianfang.territory.tests.make import make_district

pytestmark = pytest.mark.django_db

NUMBER = id_number()
WITH_X = next(number for number in iter(id_number, None) if number.endswith("X"))


@pytest.fixture(autouse=True)
def areas(watcher):
    with watcher.resting():
        return make_district()


@pytest.fixture
def into(areas) -> str:
    return areas["河东社区"].path


def book_of(*sheets: Sequence[Sequence[object]], merged: Sequence[str] = ()) -> bytes:
    """A workbook with these sheets, called 一, 二, ...; cells of the first are merged."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in zip("一二三四", sheets, strict=False):
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    for cells in merged:
        book.worksheets[0].merge_cells(cells)
    memory = io.BytesIO()
    book.save(memory)
    return memory.getvalue()


def only_row(into: str, **cells: str) -> tuple[str, str]:
    """What became of a list of one row, given by heading, and why."""
    done = import_list(csv_of(tuple(cells.values()), headings=tuple(cells)), into)
    return done.result.added(2)


# -- layouts -------------------------------------------------------------------------------------------------------------


def test_two_rows_of_headings_and_households_in_merged_cells(into: str) -> None:
    rows = [
        ["河东社区居民花名册（2022年3月）"],
        ["序号", "户主姓名", "家庭成员", "", "", "", "住址", "", "", "备注"],
        ["", "", "姓名", "与户主关系", "身份证号", "联系方式", "楼栋", "单元", "室", ""],
        [1, "王大力", "王大力", "户主", NUMBER, "13812340001", "3号楼", "2单元", "301", ""],
        ["", "", "李芳", "之妻", WITH_X.lower(), "", "", "", "", ""],
        [2, "赵四", "赵四", "本人", "", "", "3号楼", "1", "102", "低保"],
    ]
    upper = [f"{column}2:{column}3" for column in "ABJ"]
    downward = [f"{column}4:{column}5" for column in "ABGHI"]

    done = import_list(book_of(rows, merged=["A1:J1", "C2:F2", "G2:I2", *upper, *downward]), into, filename="册.xlsx")

    assert outcomes(done) == ["added"] * 3
    assert sorted(Household.objects.values_list("door", flat=True)) == ["1-102", "2-301"]
    assert Household.objects.get(door="2-301").people.count() == 2


def test_the_sheet_that_names_people_is_read_and_the_others_are_named(into: str, tmp_path: Path) -> None:
    instructions, one, other, empty = [["填表说明"], ["请勿修改"]], [["姓名"], ["王一"]], [["姓名"], ["王二"]], [[]]
    path = tmp_path / "册.xlsx"
    path.write_bytes(book_of(instructions, one, other, empty))

    said = CliRunner().invoke(residents, [str(path), "--into", into], catch_exceptions=False).output

    assert "Only the sheet “二” is read; people stand in 三 too" in said
    assert [str(person.name) for person in Person.objects.all()] == ["王一"]


def test_two_columns_that_look_the_same_are_put_right_on_the_command_line(into: str, tmp_path: Path) -> None:
    path = tmp_path / "册.csv"
    path.write_bytes(csv_of(("王一", "13812340001", "13812340002"), headings=("姓名", "电话", "电话")))
    asked = [str(path), "--into", into]

    assert "both look like" in CliRunner().invoke(residents, asked).output
    assert "N from 0 to 3" in CliRunner().invoke(residents, [*asked, "--column", "phone=4"]).output
    CliRunner().invoke(residents, [*asked, "--column", "phone=3"], catch_exceptions=False)
    assert Person.objects.get().phone == "13812340002"


def test_a_list_of_headings_alone_is_no_success(into: str, tmp_path: Path) -> None:
    path = tmp_path / "册.csv"
    path.write_bytes(csv_of())
    assert CliRunner().invoke(residents, [str(path), "--into", into]).exit_code == 1


def test_the_same_people_in_another_order_and_layout_change_nothing(into: str) -> None:
    rows = [(f"王{chr(0x4E00 + at)}", id_number(), f"1381234{at:04d}", "", "", "3号楼", f"1-{at}") for at in range(12)]
    import_list(csv_of(*rows), into)
    before = register()

    again = import_list(book_of([["楼栋", "房号", "姓名"], *([row[5], row[6], row[0]] for row in rows[::-1])]), into)

    assert outcomes(again) == ["as on record"] * 12
    assert register() == before


# -- cells ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "cell, born, year",
    [
        ("1990.5.6", "1990-05-06", 1990),
        ("1990。5。6", "1990-05-06", 1990),
        ("1990—05—06", "1990-05-06", 1990),
        ("１９９０－５－６", "1990-05-06", 1990),
        ("33000", "1990-05-07", 1990),
        ("1990年5月", "None", 1990),
        ("1990.05", "None", 1990),
        ("1990", "None", 1990),
        ("无", "None", None),
    ],
)
def test_a_birth_is_taken_as_far_as_it_is_told(into: str, cell: str, born: str, year: int | None) -> None:
    outcome, remark = only_row(into, 姓名="王一", 出生年月=cell)

    person = Person.objects.get()
    assert (outcome, str(person.birth_date), person.birth_year) == ("added", born, year)
    assert bool(remark) == (born == "None" and year is not None)


def test_a_year_alone_says_nothing_against_a_day_on_record(into: str) -> None:
    only_row(into, 姓名="王一", 出生年月="1990-05-06", 楼栋="3号楼", 房号="1-101")

    assert only_row(into, 姓名="王一", 出生年月="1991", 楼栋="3号楼", 房号="1-101")[0] == "as on record"
    assert Person.objects.get().birth_year == 1990


@pytest.mark.parametrize("beside", [{"出生年月": "1980年5月"}, {"出生年月": "八十年代"}, {"性别": "男女"}])
def test_what_the_id_number_says_anyway_stands_in_nobodys_way(into: str, beside: dict[str, str]) -> None:
    outcome, remark = only_row(into, 姓名="王一", 身份证号=NUMBER, **beside)

    assert outcome == "added" and "the ID number was followed" in remark
    assert (str(Person.objects.get().birth_date), Person.objects.get().sex) == ("1980-05-17", "M")


@pytest.mark.parametrize("number", ["H12345678", "M1234567801", "CHN310272052910", "Ｅ12345678"])
def test_a_permit_or_passport_is_remarked_on_and_not_kept(into: str, number: str) -> None:
    outcome, remark = only_row(into, 姓名="JOHN SMITH", 证件号码=number)

    assert outcome == "added" and "another document" in remark
    assert not Person.objects.get().id_number


@pytest.mark.parametrize(
    "column, cell, reason",
    [
        ("身份证号", "810203198005171163", "code that no place has"),
        ("身份证号", "2.10203E+17", "lost in a spreadsheet"),
        ("身份证号", f"{NUMBER}/{WITH_X}", "signs that are not digits"),
        ("出生日期", "90-5-6", "two digits"),
        ("出生日期", "5/6/1990", "mistaken for each other"),
        ("出生日期", "1990-13-01", "does not exist"),
        ("出生日期", "32岁", "is not a date"),
        ("性别", "男/女", "neither 男 nor 女"),
        ("电话", "13812345678/13912345678", "several phones"),
        ("电话", "138****5678", "signs that are not digits"),
        ("房号", "王小明家", "This is no door"),
    ],
)
def test_a_cell_that_cannot_be_says_so_in_both_languages(into: str, column: str, cell: str, reason: str) -> None:
    cells = {"姓名": "王一", "楼栋": "3号楼", column: cell}

    outcome, said = only_row(into, **cells)

    assert outcome == "not taken" and reason in said and cell not in said
    with translation.override("zh-hans"):
        outcome, said = only_row(into, **cells)
    assert outcome == "未导入" and said.endswith("。") and cell not in said
    assert not Person.objects.exists()


def test_an_unknown_word_for_a_relation_costs_nobody_their_place(into: str) -> None:
    outcome, remark = only_row(into, 姓名="王一", 与户主关系="老大", 性别="未知")

    assert outcome == "added" and "left out" in remark
    assert (Person.objects.get().relation, Person.objects.get().sex) == ("", "U")


@pytest.mark.parametrize(
    "name",
    [
        "阿卜杜拉·买买提",
        "𠮷田太郎",
        "𬀩明",
        "〇一",
        "O'Brien",
        "张三(大)",
        "王芳",
        "María",
        "Nguyễn",
        "ประยุทธ์",
    ],
)
def test_names_of_every_script_are_names(name: str) -> None:
    assert is_name(name)


@pytest.mark.parametrize(
    "cell",
    [
        "1",
        "-",
        "李*",
        "王小明13812345678",
        "<b>王</b>",
        "=SUM(A1)",
        "😀",
        "合计",
        "第1页 共3页",
        "填表人：张三",
        "王,河东\n李,河东",
    ],
)
def test_what_only_stands_in_the_place_of_a_name_is_nobody(into: str, cell: str) -> None:
    outcome, reason = only_row(into, 姓名=cell)

    assert outcome == "not taken" and "This is no name" in reason
    assert not Person.objects.exists()
