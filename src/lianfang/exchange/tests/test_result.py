"""The user's own file back with an outcome in each row."""

import io

import openpyxl
import pytest

from lianfang.exchange import ResultFile, match_columns, read_table, results
from lianfang.exchange.tests.make import HEADINGS, LI, PEOPLE, WANG, a_csv, an_ods, an_xls, an_xlsx

ROWS = [["返乡人员登记表"], HEADINGS, WANG, [], LI]
ADDED = [["", ""], ["结果 Outcome", "原因 Reason"], ["已导入", ""], ["", ""], ["未导入", "=电话不对"]]


def result_of(content, filename):
    table = read_table(content, filename, columns=PEOPLE)
    result = ResultFile(table, match_columns(table.header, PEOPLE))
    result.note(3, "已导入")
    result.note(5, "未导入", "=电话不对")
    memory = io.BytesIO()
    result.save(memory)
    return result, memory.getvalue()


def all_texts(content):
    records = read_table(content, "x", columns=PEOPLE).source.records()
    padded = [[cell or "" for cell in values] + [""] * (9 - len(values)) for _, values in records]
    return [row[:7] for row in padded], [[cell.lstrip("'") for cell in row[7:9]] for row in padded]


def padded(rows):
    return [row + [""] * (7 - len(row)) for row in rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize(("delimiter", "ending"), [(",", "\r\n"), (";", "\n"), ("\t", "\r\n")])
def test_a_csv_keeps_everything(encoding, delimiter, ending):
    content = a_csv(ROWS, encoding, delimiter, ending)
    result, back = result_of(content, "名单.csv")
    assert result.filename == "名单-result.csv"
    assert all_texts(back) == (padded(ROWS), ADDED)
    assert back[:4] == content[:4]
    lines, before = back.decode(encoding).split(ending), content.decode(encoding).split(ending)
    assert lines[2] == before[2] + delimiter + "已导入" + delimiter
    assert lines[3] == before[3]


@pytest.mark.parametrize(("make", "filename"), [(an_xlsx, "a.xlsx"), (an_xls, "a.xls"), (an_ods, "a.ods")])
@pytest.mark.parametrize("in_place_up_to", [5000, 0])
def test_a_workbook_comes_back_as_xlsx(monkeypatch, make, filename, in_place_up_to):
    monkeypatch.setattr(results, "_IN_PLACE_UP_TO", in_place_up_to)
    result, back = result_of(make(ROWS), filename)
    assert result.filename == "a-result.xlsx"
    assert all_texts(back) == (padded(ROWS), ADDED)


@pytest.mark.parametrize("in_place_up_to", [5000, 0])
def test_id_numbers_and_phones_come_back_as_text(monkeypatch, in_place_up_to):
    monkeypatch.setattr(results, "_IN_PLACE_UP_TO", in_place_up_to)
    _, back = result_of(an_xlsx([["姓名", "联系电话"], ["王", 13812345678]], name="人"), "a.xlsx")
    cell = openpyxl.load_workbook(io.BytesIO(back)).active["B2"]
    assert (cell.value, cell.data_type, cell.number_format) == ("13812345678", "s", "@")


def test_a_small_workbook_keeps_its_looks_and_other_sheets():
    book = openpyxl.load_workbook(io.BytesIO(an_xlsx(more=[("说明", [["a"]])])))
    book.active.column_dimensions["A"].width = 33
    memory = io.BytesIO()
    book.save(memory)
    _, back = result_of(memory.getvalue(), "a.xlsx")
    again = openpyxl.load_workbook(io.BytesIO(back))
    assert (again.sheetnames, again.active.column_dimensions["A"].width) == (["名单", "说明"], 33)
    assert again.active["I1"].value == "原因 Reason"


def test_a_broken_style_sheet_does_not_stand_in_the_way(monkeypatch):
    def fails(*_):
        raise KeyError("style")

    monkeypatch.setattr(results.openpyxl, "load_workbook", fails)
    _, back = result_of(an_xlsx(ROWS), "a.xlsx")
    assert all_texts(back)[1] == ADDED
