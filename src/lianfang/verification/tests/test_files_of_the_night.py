"""Files as offices send them at 23:00, through the page, the command and the API: taken in, or one sentence that helps."""

import re

import pytest
from click.testing import CliRunner
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from lianfang.exchange.tests.make import a_container, an_xls, an_xlsx
from lianfang.verification.commands import name_list
from lianfang.verification.models import NameList, NameRow
from lianfang.verification.tests.test_doors import calls, sending  # noqa: F401 - `calls` is a fixture
from lianfang.verification.tests.test_pages import text, upload

pytestmark = pytest.mark.django_db

USUAL = ("姓名", "身份证号", "电话")
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
EXPLAINED = "填表说明：请于24小时内反馈"


def lines(*rows, delimiter=",", encoding="utf-8"):
    return "\r\n".join(delimiter.join(row) for row in rows).encode(encoding)


def two_rows_of_headings(wang):
    """Titles merged over all columns, groups merged over their parts."""
    number, phone = wang
    rows = [
        ["关于协查G2次列车同乘人员的函"],
        ["序号", "基本信息", "", "", "行程", ""],
        ["", "人员姓名", "身份证号码", "联系电话1", "到达时间", "落脚点"],
        [1, "王小明", number, phone, "2022-09-01", "河东社区3号楼2-601"],
    ]
    return an_xlsx(rows, [(0, 0, 0, 5), (1, 0, 2, 0), (1, 1, 1, 3), (1, 4, 1, 5)])


TAKEN = {
    "an old workbook": lambda w: an_xls([[*USUAL, "现住址"], ["王小明", *w, "河东社区3号楼2-601"]]),
    "two rows of headings": two_rows_of_headings,
    "formulas that keep digits": lambda w: lines(USUAL, ["王小明", f'="{w[0]}"', w[1]], encoding="gb18030"),
    "semicolons": lambda w: lines(USUAL, ["王小明", *w], delimiter=";"),
    "tabs, full width": lambda w: lines(USUAL, ["王小明", *(each.translate(WIDE) for each in w)], delimiter="\t"),
    "unusual words": lambda w: lines(
        ["被核查人", "证件号", "联系电话1", "联系电话2", "落脚点", "到达时间"],
        ["王小明", *w, "13500000000", "河东社区3号楼2-601", "2022-09-01 10:20"],
    ),
    "totals and signatures": lambda w: lines(
        USUAL, ["王小明", *w], ["", "", ""], ["合计", "1人", ""], ["制表人：张三", "审核人：李四", "2022年9月2日"]
    ),
    "an explaining sheet first": lambda w: an_xlsx(
        [[EXPLAINED]], name="说明", more=[("省内", [USUAL, ["王小明", *w]])]
    ),
    "line breaks in cells": lambda w: f'姓名,身份证号,"现住\n址"\n王小明,{w[0]},"河东社区\n3号楼2-601"\n'.encode(),
}


@pytest.mark.parametrize("what", TAKEN)
def test_a_file_of_any_make_finds_its_person(office, opens, what):
    content = TAKEN[what]((str(office.wang.id_number), "13812340001"))
    opens("desk", "send", **upload(content))
    found = NameList.objects.get()
    opens("desk", "start", found.pk, go="1")
    assert [(row.person, row.problem) for row in found.lines.select_related("person")] == [(office.wang, None)]


REFUSED = {
    "empty": (b"", "nothing in this file", "没有内容"),
    "headings alone": (lines(USUAL), "no rows below", "没有数据行"),
    "no headings": (lines(["王小明", "13812340001"], ["李秀英", "13812340002"]), "names of the columns", "列名"),
    "protected": (a_container("EncryptedPackage", b"\x01" * 5000), "password", "密码"),
    "protected, old": (an_xls(password=True), "password", "密码"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9, "not a spreadsheet", "不是电子表格"),
    "a web page": (b"<html><table><tr><td>1</td></tr></table>", "web page", "网页"),
    "a quotation mark that swallows rows": (
        lines(USUAL, *(['"' * (at == 150) + f"陈{at}", "", f"139{at:08d}"] for at in range(300))),
        "before row 153 is never closed",
        "153",
    ),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_a_list_is_one_sentence_at_every_door(office, opens, calls, tmp_path, what):  # noqa: F811
    content, english, chinese = REFUSED[what]
    assert english in text(opens("desk", "send", **upload(content, name="名单.xlsx")))
    answer = calls("desk", "post", "/lists", **{**sending(content), "file": SimpleUploadedFile("名单.xlsx", content)})
    assert answer.status_code == 422 and english in answer.json()["detail"]
    path = tmp_path / "名单.xlsx"
    path.write_bytes(content)
    with translation.override("zh-hans"):
        said = command(path)
        assert said.exit_code == 1 and chinese in str(said.exception) + said.output
    assert not NameList.objects.exists()


def command(path, *more):
    words = ["--as", "desk", "--from", "市疾控中心", "--purpose", "核查", "--ground", "〔1〕号", *more]
    return CliRunner().invoke(name_list, [str(path), *words])


def test_other_sheets_are_named_before_anything_is_taken_in(office, opens, calls, tmp_path):  # noqa: F811
    sheets = [("省外", [USUAL, ["李秀英", str(office.li.id_number), ""]]), ("Sheet3", [])]
    content = an_xlsx([USUAL, ["王小明", "", "13812340001"]], name="省内", more=sheets)
    opens("desk", "send", **upload(content))
    page = text(opens("desk", "list", NameList.objects.get().pk))
    assert "Only the sheet 省内 is taken in" in page and "省外" in page and "Sheet3" not in page
    assert "省外" in calls("desk", "post", "/lists", **sending(content)).json()["notice"]
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    assert "省外" in command(path).output


def test_columns_are_put_right_at_every_door(office, calls, tmp_path):  # noqa: F811
    content = lines(["谁", "号"], ["王小明", str(office.wang.id_number)])
    sent = calls("desk", "post", "/lists", **sending(content)).json()
    assert "who is meant" in sent["notice"]
    refused = calls("desk", "post", f"/lists/{sent['id']}/start", {})
    assert refused.status_code == 403 and "who is meant" in refused.json()["detail"]
    assert calls("desk", "post", f"/lists/{sent['id']}/columns", {"columns": {"name": 9}}).status_code == 422
    put = {"columns": {"name": 1, "id_number": 2}}
    assert calls("desk", "post", f"/lists/{sent['id']}/columns", put).json()["notice"] == ""
    assert calls("desk", "post", f"/lists/{sent['id']}/start", {}).json()["rows"] == 1
    path = tmp_path / "a.csv"
    path.write_bytes(lines(["谁人", "号"], ["王小明", str(office.wang.id_number)]))
    assert "The file has: 谁人, 号" in command(path, "--column", "name", "谁").output
    assert command(path, "--column", "name", "谁人", "--column", "id_number", "号").exit_code == 0
    assert set(NameRow.objects.values_list("person", flat=True)) == {office.wang.pk}


def test_a_broken_row_in_the_middle_is_named_and_kept(office, opens):
    rows = [[f"陈{chr(0x4E00 + at)}", "", f"139{at:08d}"] for at in range(40)]
    rows[20] = ['陈"断', "21110", "abc", "多", "出来"]
    opens("desk", "send", **upload(lines(USUAL, *rows)))
    found = NameList.objects.get()
    opens("desk", "start", found.pk, go="1")
    broken = found.lines.get(number=22)
    assert (found.lines.count(), str(broken.name), broken.problem.code) == (40, '陈"断', "exchange.id_length")
    assert re.search("21110", str(broken.id_number))
