import csv
import io
import json
from random import Random

import pytest
from click.testing import CliRunner
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font, PatternFill

from lianfang.engines.commands import COMMANDS
from lianfang.engines.matching.command import match
from lianfang.engines.matching.tables import read_sheet

pytestmark = pytest.mark.engine

ID, OTHER_ID = "211102199001021233", "211102199003041211"
REGISTER = """姓名,性别,公民身份号码,手机号,出生日期,现住址
王小明,男,="211102199001021233",13812345678,1990-01-02,阳光花园3号楼2单元601室
李秀英,女,="211102195507080024",13912345678,1955-07-08,河东村3组12号
王伟,男,,13712345678,1985-03-02,阳光花园3号楼2单元602室
王伟,男,,13612345678,1985-07-09,月亮湾1号楼1单元101室
"""
LIST = "电话,姓名,身份证号,备注\n13812345678,王晓明,211102199001021233,\n,李大爷,,找不到\n13700000000,王伟,,\n"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "register.csv").write_text(REGISTER, encoding="utf-8-sig")
    (tmp_path / "list.csv").write_text(LIST, encoding="utf-8")
    return tmp_path


def run(folder, *arguments, language="en", fails=False):
    """The command in a folder: what it says on both outputs."""
    words = [str(folder / word) if "." in word and "=" not in word and word[0] != "-" else word for word in arguments]
    result = CliRunner().invoke(match, [*words, "--language", language])
    assert (result.exit_code != 0) is fails, result.output
    assert "Traceback" not in result.output
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


def rows(path, encoding="utf-8"):
    return list(csv.reader(io.StringIO(path.read_text(encoding=encoding))))


def test_it_is_a_command_of_lianfang():
    assert match in COMMANDS


def test_the_list_comes_back_with_its_answers(folder):
    said = run(folder, "list.csv", "register.csv", "--out", "out.csv")
    header, wang, li, _ = rows(folder / "out.csv")
    assert header[:4] == ["电话", "姓名", "身份证号", "备注"]
    assert header[4:] == [
        f"match: {name}" for name in ("verdict", "weight", "reason", "whom", "key", "decision (same/different)")
    ]
    assert wang[:4] == ["13812345678", "王晓明", ID, ""]
    assert wang[4] == "certain" and "the ID numbers are the same" in wang[6] and wang[7] == "row 2 王小明"
    assert li[4] == "not found" and li[5:8] == ["", "", ""]
    assert "3 rows against 4: 1 certain" in said.stderr
    assert "name ← 姓名" in said.stderr


def test_it_speaks_chinese(folder, monkeypatch):
    run(folder, "list.csv", "register.csv", "--out", "out.csv", language="zh")
    header, wang, *_ = rows(folder / "out.csv")
    assert header[4] == "比对结论"
    assert wang[4] == "确定" and wang[7] == "第2行 王小明"
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    assert "确定" in CliRunner().invoke(match, [str(folder / "list.csv"), str(folder / "register.csv")]).output


def workbook(folder):
    book = Workbook()
    page = book.active
    page.title = "名单"
    page.merge_cells("A1:C1")
    page["A1"] = "某街道核查名单"
    page.append([])
    page.append(["身份证号码（必填）", "姓  名", "联系电话1"])
    page["A3"].font, page["A3"].fill = Font(bold=True), PatternFill("solid", fgColor="FFFF00")
    page.append([ID, "王小明", 13812345678])
    page.append([211102199001021233.0, "王小明", ""])
    page.append(["2.11102E+17", "李四", "座机"])
    page.append([])
    page.append(["21110219900102123", "王小明", "13812345678"])
    page.column_dimensions["B"].width = 33
    book.create_sheet("说明")["A1"] = "别动"
    book.save(folder / "list.xlsx")


def test_a_workbook_keeps_its_layout(folder):
    workbook(folder)
    said = run(folder, "list.xlsx", "register.csv", "--out", "out.xlsx", language="zh")
    book = load_workbook(folder / "out.xlsx")
    page = book["名单"]
    assert book["说明"]["A1"].value == "别动"
    assert page.column_dimensions["B"].width == 33 and "A1:C1" in {str(each) for each in page.merged_cells.ranges}
    assert page["D3"].value == "比对结论" and page["D3"].font.bold == page["C3"].font.bold
    assert [page.cell(row, 4).value for row in (4, 6, 7)] == ["确定", "未找到", None]
    assert page.cell(4, 1).value == ID
    assert "数值格式" in page.cell(5, 10).value and "改写" in page.cell(6, 10).value
    assert "第5行：身份证号是数值格式" in said.stderr and "第6行：电话无法识别" in said.stderr


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_it_reads_what_offices_send(folder, encoding, delimiter):
    text = f"备注;姓 名;证件号码\n甲;王小明;'{ID}\n".replace(";", delimiter).replace("\n", "\r\n")
    (folder / "sent.csv").write_bytes(text.encode(encoding))
    said = run(folder, "sent.csv", "register.csv", "--json")
    assert json.loads(said.stdout)["verdict"] == "certain"


def test_json_names_rows_and_no_people(folder):
    said = run(folder, "list.csv", "register.csv", "--json")
    answers = [json.loads(line) for line in said.stdout.splitlines()]
    assert [answer["row"] for answer in answers] == [2, 3, 4]
    assert answers[0]["matches"][0]["row"] == 2
    assert answers[0]["matches"][0]["reasons"][0] == {"code": "id_and_name", "field": "", "weight": 0.0}
    assert "王" not in said.stdout


def test_it_explains_a_row(folder):
    said = run(folder, "list.csv", "register.csv", "--explain", "2")
    assert "row 2: certain" in said.stdout
    assert "name sounds the same" in said.stdout and "王晓明 | 王小明" in said.stdout
    assert "has no row 99" in run(folder, "list.csv", "register.csv", "--explain", "99", fails=True).output


def test_a_decision_filled_in_is_respected(folder):
    run(folder, "list.csv", "register.csv", "--out", "out.csv", "--likely-at", "-20")
    table = rows(folder / "out.csv")
    keys = [row[8] for row in table]
    assert keys[1] and keys[3]
    table[1][9], table[3][8], table[3][9] = "否", keys[3].split(";")[0], "yes"
    with (folder / "decided.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(table)
    said = run(folder, "list.csv", "register.csv", "--json", "--decisions", "decided.csv")
    wang, _, wei = (json.loads(line) for line in said.stdout.splitlines())
    assert wang["verdict"] != "certain"
    assert wei["verdict"] == "certain" and wei["matches"][0]["reasons"][0]["code"] == "decided"
    run(folder, "list.csv", "register.csv", "--out", "again.csv", "--decisions", "decided.csv")
    assert rows(folder / "again.csv")[3][9] == "same"


def test_a_column_is_told(folder):
    (folder / "odd.csv").write_text(f"谁,号\n王小明,{ID}\n", encoding="utf-8")
    assert "name the columns" in run(folder, "odd.csv", "register.csv", fails=True).output
    said = run(
        folder,
        "odd.csv",
        "register.csv",
        "--json",
        "--column",
        "name=谁",
        "--column",
        "id=号",
        "--register-column",
        "name=姓名",
        "--register-column",
        "id=公民身份号码",
    )
    assert json.loads(said.stdout)["verdict"] == "certain"


def test_it_looks_for_people_who_stand_twice(folder):
    (folder / "twice.csv").write_text(REGISTER + '王晓明,,="211102199001021233",,,\n', encoding="utf-8")
    said = run(folder, "twice.csv", "--self", "--json")
    answers = [json.loads(line) for line in said.stdout.splitlines()]
    assert {
        answer["row"]: [each["row"] for each in answer["matches"]]
        for answer in answers
        if answer["verdict"] == "certain"
    } == {
        2: [6],
        6: [2],
    }


def test_it_takes_fields_of_any_kind(folder):
    (folder / "fields.toml").write_text(
        'key = "nr"\n[fields.first]\nkind = "name"\n[fields.last]\nkind = "name"\n[fields.born]\nkind = "date"\nheaders = ["dob"]\n'
    )
    words = ["".join(Random(n).choices("abcdefghijklmnoprstuw", k=6)) for n in range(80)]
    lines = [f"{n},{word},{word[::-1]}son,{1900 + n}-01-{n % 28 + 1:02d}" for n, word in enumerate(words)]
    twice = [f"x{line[:-12]}n{line[-11:]}" for line in lines[::4]]
    (folder / "people.csv").write_text("\n".join(["nr,first,last,dob", *lines, *twice]))
    said = run(folder, "people.csv", "--self", "--fields", "fields.toml", "--json")
    last = json.loads(said.stdout.splitlines()[-1])
    assert last["verdict"] == "likely" and last["matches"][0]["key"] == "76"


@pytest.mark.parametrize(
    "content, sentence",
    [
        (b"", "has no rows"),
        (b"\n\n,,\n", "has no rows"),
        (b"\x00\x01\x02" * 50, "no CSV, XLSX or XLS"),
        (b"\xff\xff\xfe\x80\x81" * 20, "neither UTF-8 nor GB18030"),
        (b"PK\x03\x04 broken", "no CSV, XLSX or XLS"),
        ("甲,乙,丙\n1,2,3\n".encode(), "no row looks like a header"),
        ("姓名,电话\n".encode(), "has no rows"),
        ('姓名,电话\n"王伟,13812345678\n李四,13912345678\n'.encode(), "the quotation marks of row 2 do not pair"),
    ],
)
def test_a_broken_file_ends_in_a_sentence(folder, content, sentence):
    (folder / "broken.csv").write_bytes(content)
    assert sentence in run(folder, "broken.csv", "register.csv", fails=True).output
    assert sentence in run(folder, "list.csv", "broken.csv", fails=True).output


@pytest.mark.parametrize(
    "arguments, sentence",
    [
        (["list.csv"], "name a register"),
        (["none.csv", "register.csv"], "is not there"),
        (["list.csv", "register.csv", "--self"], "takes no register"),
        (["list.csv", "register.csv", "--out", "list.csv"], "is an input"),
        (["list.csv", "register.csv", "--out", "out.pdf"], ".xlsx or .csv"),
        (["list.csv", "register.csv", "--out", "no/such/out.csv"], "cannot be written"),
        (["list.csv", "register.csv", "--column", "name"], "write FIELD=HEADER"),
        (["list.csv", "register.csv", "--column", "nose=姓名"], "no field nose"),
        (["list.csv", "register.csv", "--column", "name=鼻子"], "has no column 鼻子"),
        (["list.csv", "register.csv", "--decisions", "list.csv"], "holds no decision"),
        (["list.csv", "register.csv", "--fields", "list.csv"], "does not describe fields"),
        (["list.csv", "register.csv", "--fields", "none.toml"], "cannot be read: No such file"),
        (["list.csv", "register.csv", "--likely-at", "nan"], "nan is no weight"),
    ],
)
def test_what_cannot_be_done_is_said(folder, arguments, sentence):
    assert sentence in run(folder, *arguments, fails=True).output


def test_odd_rows_are_named_and_none_is_lost(folder):
    text = f"姓名,身份证号,出生日期\n王小明,{ID},1990-01-02,多,余\n,,\n李四\n#N/A,{OTHER_ID[:-1]}0,昨天\n"
    (folder / "odd.csv").write_text(text, encoding="utf-8")
    said = run(folder, "odd.csv", "register.csv", "--out", "out.csv")
    assert [row[0] for row in rows(folder / "out.csv")] == ["姓名", "王小明", "", "李四", ""]
    for sentence in (
        "row 2: 5 cells",
        "row 5: a formula",
        "row 5: the ID number cannot be right",
        "row 5: the date of birth",
    ):
        assert sentence in said.stderr


def test_a_text_that_looks_like_a_formula_stays_text(folder):
    (folder / "odd.csv").write_text(f'姓名,身份证号,备注\n王小明,{ID},"=1+1"\n', encoding="utf-8")
    run(folder, "odd.csv", "register.csv", "--out", "out.xlsx")
    assert load_workbook(folder / "out.xlsx").active["C2"].data_type == "s"
    assert read_sheet(folder / "out.xlsx").rows[1][:2] == ["王小明", ID]
