"""Tables out, and back in again."""

import csv
import io
import zipfile
from datetime import date, datetime

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lianfang.exchange import (
    Column,
    Kind,
    export_chunks,
    export_table,
    match_columns,
    parse_row,
    read_table,
    template_for,
)
from lianfang.exchange.tests.make import PEOPLE, an_id
from lianfang.exchange.writing import guarded

DANGEROUS = [
    "=1+1",
    "+861",
    "-5",
    "@SUM(A1)",
    "'=x",
    '="x"',
    "=cmd|' /C calc'!A0",
    "0012",
    "110101199003078670",
    "1\n2",
]
PERSON = {
    "name": "王小明",
    "id_number": "110101199003078670",
    "phone": "0419-5551234",
    "sex": "F",
    "arrived_on": date(2022, 3, 5),
    "people": 3,
    "note": None,
}


def exported(rows, columns=PEOPLE, **options):
    memory = io.BytesIO()
    assert export_table(rows, columns, memory, **options) == len(rows)
    return memory.getvalue()


def read_back(content, columns=PEOPLE):
    table = read_table(content, "a", columns=columns)
    mapping = match_columns(table.header, columns)
    assert not mapping.problems
    return [parse_row(row, mapping) for row in table.rows()]


words = st.text(
    st.characters(exclude_categories=["C", "Z"], include_characters="=+-@'\"\n ,;"), min_size=1, max_size=20
).map(str.strip).filter(lambda text: text and not text.startswith("#"))  # fmt: skip
people = st.fixed_dictionaries(
    {
        "name": st.text("王李张赵钱孙明红军丽华", min_size=2, max_size=4),
        "id_number": st.none() | st.integers(0, 999).map(an_id),
        "phone": st.none() | st.integers(0, 99_999_999).map("138{:08d}".format),
        "sex": st.none() | st.sampled_from("MF"),
        "arrived_on": st.none() | st.dates(date(1930, 1, 1), date(2099, 1, 1)),
        "people": st.none() | st.integers(0, 99),
        "note": st.none() | words,
    }
)


@given(st.lists(people, max_size=6), st.sampled_from(["xlsx", "csv"]), st.sampled_from(["zh", "en"]))
@settings(max_examples=80, deadline=None)
def test_what_goes_out_comes_back_the_same(rows, format, language):
    back = read_back(exported(rows, format=format, language=language))
    assert [person.values for person in back] == rows
    assert not any(person.problems for person in back)


@pytest.mark.parametrize("format", ["xlsx", "csv"])
def test_no_text_becomes_a_formula(format):
    rows = [["x", text] for text in DANGEROUS]
    columns = [Column("a", ("姓名", "name")), Column("b", ("备注", "note"))]
    content = exported(rows, columns, format=format)
    assert [person.values["b"] for person in read_back(content, columns)] == DANGEROUS
    if format == "csv":
        written = [cells[1] for cells in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))]
        assert not any(text[0] in "=+-@" for text in written)
    else:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


def test_digits_a_spreadsheet_would_round_are_kept_from_it():
    assert [guarded(text) for text in ("110101199003078670", "13812345678", "007", "0")] == [
        "\t110101199003078670", "13812345678", "\t007", "0"
    ]  # fmt: skip


def test_a_csv_says_that_it_is_utf8_and_has_a_header_in_the_language():
    assert exported([PERSON], format="csv", language="zh").startswith("\ufeff姓名,身份证号,联系电话".encode())
    assert exported([], format="csv", language="en").startswith("\ufeffname,ID number,phone".encode())


def test_an_xlsx_has_text_cells_and_a_header_that_stays():
    sheet = openpyxl.load_workbook(io.BytesIO(exported([PERSON]))).active
    assert (sheet.freeze_panes, sheet["B2"].number_format, sheet["B2"].data_type) == ("A2", "@", "s")
    assert (sheet["D2"].value, sheet["E2"].value, sheet["F2"].value) == ("女", datetime(2022, 3, 5), 3)  # noqa: DTZ001
    assert sheet.column_dimensions["B"].width > 20


@pytest.mark.parametrize("format", ["xlsx", "csv"])
def test_pieces_are_the_same_file(format):
    rows = [PERSON] * 3000
    pieces = list(export_chunks(iter(rows), PEOPLE, format=format))
    assert len(pieces) > (2 if format == "csv" else 0)
    assert len(read_back(b"".join(pieces))) == 3000


def test_an_aware_time_is_refused_rather_than_shifted():
    from datetime import UTC

    column = [Column("at", ("时间",), kind=Kind.DATETIME)]
    for format in ("xlsx", "csv"):
        with pytest.raises(ValueError, match="local"):
            exported([[datetime(2022, 3, 5, tzinfo=UTC)]], column, format=format)


def test_a_template_is_read_as_an_empty_table_and_helps_to_fill_it(monkeypatch):
    monkeypatch.setattr(
        "lianfang.exchange.writing._said", lambda code: f"<{code}> %(choices)s" if code == "how_choice" else code
    )
    content = template_for(PEOPLE)
    table = read_table(content, "template.xlsx", columns=PEOPLE)
    assert (match_columns(table.header, PEOPLE).problems, list(table.rows())) == ([], [])
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet, explained = book.worksheets
    assert sheet.data_validations.dataValidation[0].formula1 == '"男,女"'
    assert sheet.column_dimensions["B"].width and explained.max_row == len(PEOPLE) + 1
    assert [explained.cell(2, at).value for at in (1, 2, 3)] == ["姓名", "yes", "how_name"]
    assert "男, 女" in explained.cell(5, 3).value
