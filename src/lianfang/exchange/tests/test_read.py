"""Reading what users send."""

import io
import zipfile
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lianfang.exchange import Limits, TableError, read_table
from lianfang.exchange.tests.make import (
    HEADINGS,
    LI,
    PEOPLE,
    WANG,
    a_container,
    a_csv,
    a_zip,
    an_ods,
    an_xls,
    an_xlsx,
    changed,
)

KINDS = {"xlsx": an_xlsx, "xls": an_xls, "ods": an_ods, "csv": a_csv}


def texts(table):
    return [(row.number, [cell.text for cell in row.cells]) for row in table.rows()]


@pytest.mark.parametrize("kind", KINDS)
def test_it_reads_every_kind_of_file(kind):
    table = read_table(KINDS[kind](), f"list.{kind}")
    assert list(table.header.names) == HEADINGS
    assert texts(table) == [(2, WANG), (3, LI)]


def test_it_reads_from_a_path_and_more_than_once(tmp_path):
    for kind, make in KINDS.items():
        path = tmp_path / f"list.{kind}"
        path.write_bytes(make())
        table = read_table(path, path.name)
        assert texts(table) == texts(table) == [(2, WANG), (3, LI)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("ending", ["\r\n", "\n", "\r"])
def test_it_finds_encoding_and_delimiter(encoding, delimiter, ending):
    table = read_table(a_csv(encoding=encoding, delimiter=delimiter, ending=ending), "list.csv")
    assert texts(table) == [(2, WANG), (3, LI)]


@given(
    st.lists(
        st.text("王李张赵钱孙周吴郑冯陈褚卫蒋沈韩杨朱秦尤许何吕施", min_size=2, max_size=4), min_size=1, max_size=8
    )
)
@settings(max_examples=60)
def test_it_never_takes_one_encoding_for_the_other(names):
    rows = [["姓名", "备注"], *([name, "无"] for name in names)]
    for encoding in ("utf-8", "gb18030"):
        table = read_table(a_csv(rows, encoding), "list.csv")
        assert [cells[0] for _, cells in texts(table)] == names


def test_broken_utf8_is_refused_with_its_line_and_not_read_as_gb18030():
    content = a_csv([["姓名", "地址"], *[["王小明", "解放街道胜利路"]] * 5]).replace(
        "胜利路\r\n王".encode(), "胜利".encode() + b"\xe8\xb7\r\n\xe7\x8e\x8b", 1
    )
    with pytest.raises(TableError) as refused:
        read_table(content, "list.csv")
    assert (refused.value.code, refused.value.params) == ("encoding", {"line": 2})


def test_it_unwraps_what_spreadsheets_wrap():
    rows = (
        'sep=;\n姓名;身份证号;联系电话\n"王\u00a0";"=""110101199003078670""";\'13812345678\n\n;;\n\u3000李四;\t1;２\n'
    )
    table = read_table(rows.encode("utf-8-sig"), "list.csv")
    assert texts(table) == [(2, ["王", "110101199003078670", "13812345678"]), (5, ["李四", "1", "２"])]


def test_row_numbers_are_those_of_the_users_program():
    rows = [[], ["返乡人员登记表"], ["填报单位：解放社区"], HEADINGS, [], WANG, ["", ""], LI]
    for table in (read_table(an_xlsx(rows), "a.xlsx"), read_table(a_csv(rows), "a.csv")):
        assert (table.header.first, table.header.last) == (4, 4)
        assert [number for number, _ in texts(table)] == [6, 8]


def test_a_cell_with_several_lines_is_one_row():
    table = read_table(a_csv([["姓名", "备注"], ["王", "一\n二"], ["李", ""]]), "a.csv")
    assert texts(table) == [(2, ["王", "一\n二"]), (3, ["李", ""])]


def test_a_numeric_cell_is_known_as_such():
    rows = [["姓名", "身份证号", "到达日期"], ["王", 110101199003078670, date(2022, 3, 5)]]
    (row,) = read_table(an_xlsx(rows), "a.xlsx").rows()
    assert [cell.is_number for cell in row.cells] == [False, True, False]
    assert row.cells[2].value == date(2022, 3, 5)


def test_a_header_of_two_rows_with_merged_cells():
    rows = [
        ["疫情防控排查表", "", "", "", ""],
        ["序号", "姓名", "住址", "", "联系电话"],
        ["", "", "街道", "小区", ""],
        ["1", "王小明", "解放街道", "胜利小区", "13812345678"],
    ]
    merges = [(0, 0, 0, 4), (1, 2, 1, 3), (1, 0, 2, 0), (1, 1, 2, 1), (1, 4, 2, 4)]
    names = ("序号", "姓名", "住址>街道", "住址>小区", "联系电话")
    for table in (read_table(an_xlsx(rows, merges), "a.xlsx"), read_table(a_csv(rows), "a.csv")):
        assert (table.header.names, table.header.first, table.header.last) == (names, 2, 3)
        assert [number for number, _ in texts(table)] == [4]


def test_a_header_of_three_rows():
    rows = [
        ["排查日报", "", "", "", ""],
        ["村别", "已排查", "", "", "未排查"],
        ["", "移交", "落地排查", "", ""],
        ["", "", "集中隔离", "居家隔离", ""],
        ["某村", "1", "2", "3", "4"],
    ]
    merges = [(0, 0, 0, 4), (1, 0, 3, 0), (1, 1, 1, 3), (1, 4, 3, 4), (2, 1, 3, 1), (2, 2, 2, 3)]
    table = read_table(an_xlsx(rows, merges), "a.xlsx")
    assert table.header.names == (
        "村别",
        "已排查>移交",
        "已排查>落地排查>集中隔离",
        "已排查>落地排查>居家隔离",
        "未排查",
    )
    assert (table.header.first, table.header.last) == (2, 4)


def test_groups_above_a_full_row_of_names():
    rows = [["基本情况", "", "", "核查情况", ""], ["姓名", "性别", "电话", "结果", "备注"], ["王", "男", "1", "2", "3"]]
    table = read_table(an_xlsx(rows, [(0, 0, 0, 2), (0, 3, 0, 4)]), "a.xlsx")
    assert table.header.names == ("基本情况>姓名", "基本情况>性别", "基本情况>电话", "核查情况>结果", "核查情况>备注")


def test_a_first_row_of_data_is_no_second_row_of_names():
    table = read_table(a_csv([["姓名", "性别", "", ""], ["王小明", "男", "鞍山", "无"]]), "a.csv")
    assert (table.header.names[:2], table.header.last) == (("姓名", "性别"), 1)


def test_a_cell_merged_downward_stands_in_each_of_its_rows():
    rows = [["街道", "姓名"], ["解放街道", "王"], ["", "李"], ["胜利街道", "张"]]
    table = read_table(an_xlsx(rows, [(1, 0, 2, 0)]), "a.xlsx")
    assert [cells for _, cells in texts(table)] == [["解放街道", "王"], ["解放街道", "李"], ["胜利街道", "张"]]


def test_declared_columns_help_to_find_a_header_of_unusual_names():
    rows = [["某某表", "二〇二二年", "第一号"], ["人数", "到达日期", "其他"], ["3", "2022-03-05", "x"]]
    assert read_table(a_csv(rows), "a.csv", columns=PEOPLE).header.last == 2


def test_a_sheet_may_be_named_and_the_first_with_cells_counts():
    content = an_xlsx(
        [], name="空", more=[("人员", [HEADINGS, WANG]), ("车辆", [["车牌号", "备注"], ["辽A12345", ""]])]
    )
    table = read_table(content, "a.xlsx")
    assert (table.sheet, table.sheets) == ("人员", ("人员", "车辆"))
    assert read_table(content, "a.xlsx", sheet="车辆").header.names == ("车牌号", "备注")
    assert refusal(content, sheet="名单").params == {"sheet": "名单", "sheets": "空, 人员, 车辆"}


def test_a_sheet_that_only_explains_is_passed_over_for_one_with_known_columns():
    content = an_xlsx([["填表说明：请于24小时内反馈"]], name="说明", more=[("人员", [HEADINGS, WANG])])
    assert read_table(content, "a.xlsx").sheet == "说明"
    assert read_table(content, "a.xlsx", columns=PEOPLE).sheet == "人员"


def test_a_quotation_mark_that_swallows_rows_is_named():
    rows = [HEADINGS, *([f"王{at}", *WANG[1:]] for at in range(9))]
    whole = a_csv(rows).replace("王3".encode(), '"王3'.encode())
    assert refusal(whole, "a.csv").code == "quote"
    assert refusal(whole, "a.csv").params == {"row": 6}
    address = a_csv([HEADINGS, ["王", "1, 2\n3, 4\n5\n6" * 9, *WANG[2:]]])
    assert len(list(read_table(address, "a.csv").rows())) == 1


def test_a_hidden_sheet_is_passed_over():
    content = an_xlsx(name="旧", more=[("新", [["姓名", "备注"], ["王", ""]])], hidden=True)
    assert read_table(content, "a.xlsx").sheet == "新"


def refusal(content, filename="a.xlsx", **options):
    with pytest.raises(TableError) as refused:
        for _ in read_table(content, filename, **options).rows():
            pass
    return refused.value


def far_corner(sheet):
    return sheet.replace(b"</sheetData>", b'<row r="1048576"><c r="XFD1048576" t="str"><v>x</v></c></row></sheetData>')


def far_down(sheet):
    cell = b'<row r="1048576"><c r="AZ1048576" t="str"><v>x</v></c></row></sheetData>'
    return sheet.replace(b"</sheetData>", cell)


def test_columns_coloured_to_the_last_row_do_no_harm():
    coloured = b'<row r="1048576"><c r="XFD1048576" s="1"/></row></sheetData>'
    content = changed(an_xlsx(), WORKSHEET, lambda sheet: sheet.replace(b"</sheetData>", coloured))
    assert texts(read_table(content, "a.xlsx")) == [(2, WANG), (3, LI)]


WORKSHEET = "xl/worksheets/sheet1.xml"
SPREAD_ODS = an_ods(attributes=' table:number-rows-repeated="1000000"', rows=[["x"] * 60])
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + bytes(range(256)) * 20
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 20


@pytest.mark.parametrize(
    ("content", "filename", "code"),
    [
        (b"", "a.xlsx", "empty"),
        (b"\xef\xbb\xbf\r\n\r\n", "a.csv", "empty"),
        (an_xlsx([]), "a.xlsx", "empty"),
        (b",,,\r\n,,,\r\n", "a.csv", "empty"),
        (PDF, "a.pdf", "not_a_spreadsheet"),
        (PDF, "a.csv", "binary"),
        (PNG, "a.csv", "binary"),
        (a_zip({"word/document.xml": "<w/>"}), "a.docx", "not_a_spreadsheet"),
        (b"<html><body><table><tr><td>\xe5\xa7\x93</td></tr></table>", "a.xls", "web_page"),
        (b"<?xml version='1.0'?><Workbook/>", "a.xls", "web_page"),
        (an_xlsx()[:3000], "a.xlsx", "damaged"),
        (changed(an_xlsx(), WORKSHEET, lambda sheet: sheet[:300]), "a.xlsx", "damaged"),
        (a_container("Workbook", b"x" * 5000), "a.xls", "damaged"),
        (a_container("EncryptedPackage", b"x" * 5000), "a.xlsx", "password"),
        (an_xls(password=True), "a.xls", "password"),
        (a_csv([["110101199003078670", "13812345678"]] * 3), "a.csv", "no_header"),
        (changed(an_xlsx(), WORKSHEET, far_corner), "a.xlsx", "too_spread"),
        (changed(an_xlsx(), WORKSHEET, far_down), "a.xlsx", "too_spread"),
        (SPREAD_ODS, "a.ods", "too_spread"),
        (a_csv([["姓名", "备注"], ["王", "x"]]) + b'"' + b"x,\r\n" * 50_000, "a.csv", "quote"),
        ("姓名,备注\r\n王,无\r\n".encode() + b"\xff\xfe\xff\xff\xff\xff", "a.csv", "encoding"),
    ],
)
def test_it_says_in_one_sentence_why_a_file_cannot_be_read(content, filename, code):
    assert refusal(content, filename).code == code


def test_limits_are_told():
    many = a_csv([HEADINGS, *[WANG] * 20])
    assert refusal(many, limits=Limits(rows=10)).params == {"limit": 10}
    assert refusal(an_xlsx([HEADINGS, *[WANG] * 20]), limits=Limits(rows=10)).code == "too_many_rows"
    assert refusal(an_xlsx(), limits=Limits(columns=3)).code == "too_wide"
    assert refusal(a_csv(), limits=Limits(columns=3)).code == "too_wide"
    assert refusal(many, limits=Limits(bytes=100)).code == "too_large"


def test_a_bomb_is_refused_before_it_unpacks():
    bomb = changed(
        an_xlsx(), WORKSHEET, lambda sheet: sheet.replace(b"</sheetData>", b" " * 40_000_000 + b"</sheetData>")
    )
    assert len(bomb) < 100_000
    assert refusal(bomb, limits=Limits(unpacked=20_000_000)).code == "unpacks_too_large"


def test_a_file_that_lies_about_its_size_is_refused():
    content = bytearray(an_xlsx())
    with zipfile.ZipFile(io.BytesIO(bytes(content))) as archive:
        size = archive.getinfo(WORKSHEET).file_size.to_bytes(4, "little")
    for place in [at for at in range(len(content) - 4) if content[at : at + 4] == size]:
        content[place : place + 4] = (10).to_bytes(4, "little")
    assert refusal(bytes(content)).code == "damaged"


@given(st.binary(max_size=400))
@settings(max_examples=150)
def test_any_bytes_are_read_or_refused(content):
    for start in (b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "姓名,电话\n".encode()):
        try:
            list(read_table(start + content, "a.csv").rows())
        except TableError as refused:
            assert refused.code


@given(st.integers(0, 6000), st.integers(1, 255))
@settings(max_examples=60, deadline=None)
def test_a_workbook_with_any_byte_changed_is_read_or_refused(place, step):
    content = bytearray(an_xlsx())
    content[place % len(content)] = (content[place % len(content)] + step) % 256
    try:
        list(read_table(bytes(content), "a.xlsx").rows())
    except TableError as refused:
        assert refused.code
