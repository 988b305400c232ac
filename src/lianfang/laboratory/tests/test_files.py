"""Results as laboratories really send them: any layout, any words; what is no list says so in a sentence."""

import io
from decimal import Decimal

import openpyxl
import pytest

from lianfang.exchange import TableError
from lianfang.exchange.tests.make import an_xls
from lianfang.laboratory.models import Result, ResultList
from lianfang.laboratory.services import send_list
from lianfang.laboratory.tests.make import bring, make_people, make_tube

pytestmark = pytest.mark.django_db
NEG, POS = ("negative", None, None), ("positive", None, None)
CODES = ("AB12345601", "AB12345602", "AB12345603", "AB12345604", "AB12345605")


@pytest.fixture
def tubes(cast, watcher):
    with watcher.resting():
        made = [make_tube(cast, make_people(cast, 2), code=code) for code in CODES]
        bring(cast, *made)
    return {tube.code: tube for tube in made}


def sent(cast, content, name="结果.csv"):
    return send_list(actor=cast.actor("laboratory"), response=cast.response, filename=name, content=content)


def book(*rows):
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(row)
    held = io.BytesIO()
    made.save(held)
    return held.getvalue()


def taken():
    return {each.tube.code[-2:]: (each.value, each.ct_n, each.ct_orf1ab) for each in Result.kept.select_related("tube")}


LAYOUTS = {
    "a GB18030 text with a title, a note and a blank line above": (
        "x.csv",
        (
            "和安区检验中心核酸检测结果汇总\r\n送检日期：2022-09-28,,\r\n\r\n"
            "序号,样本编号,检测结果\r\n1,AB12345601,阴性\r\n2,AB12345602,阳性\r\n"
        ).encode("gb18030"),
        {"01": NEG, "02": POS},
        {},
    ),
    "codes with spaces, wide letters, quotes and a formula": (
        "x.csv",
        (
            "条码,结果\n AB1234 5601 ,阴性(-)\nＡＢ１２３４５６０２,＋\n"
            '="AB12345603",-\nab12345604,NEG\nab-12345605,NEG\n'
        ).encode("utf-8-sig"),
        {"01": NEG, "02": POS, "03": NEG, "04": NEG},
        {"asked": 1},
    ),
    "the curves in columns of their own": (
        "x.xlsx",
        book(
            ["标本号", "N", "ORF1ab", "判定"],
            [CODES[0], "28.41", 29, "阳性"],
            [CODES[1], "NoCt", "未检出", "阴性"],
            [CODES[2], None, "－", "阴性"],
        ),
        {"01": ("positive", Decimal("28.41"), Decimal("29.00")), "02": NEG, "03": NEG},
        {},
    ),
    "what is no result is asked about and never guessed": (
        "x.csv",
        "管号,结果\nAB12345601,可疑\nAB12345602,待复检\nAB12345603,\nAB12345604,灰区\nAB12345605,阴性\n".encode(),
        {"05": NEG},
        {"refused": 4},
    ),
    "a curve that is no number refuses its row alone": (
        "x.csv",
        "管号,结果,N基因\nAB12345601,阳性,二十八\nAB12345602,阳性,2_8\nAB12345603,阳性,99\nAB12345604,阳性,28\n".encode(),
        {"04": ("positive", Decimal("28.00"), None)},
        {"refused": 3},
    ),
    "a workbook of Excel 97": (
        "x.xls",
        an_xls((("管号", "结果"), (CODES[0], "阴"), (CODES[1], "检出"))),
        {"01": NEG, "02": POS},
        {},
    ),
    "separated by tabs, in another order": (
        "x.txt",
        "检测结果\t备注\t采样管编号\n阴性\t无\tAB12345601\n".encode("utf-16"),
        {"01": NEG},
        {},
    ),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_list_is_read_however_it_is_laid_out(cast, tubes, layout):
    name, content, wanted, beside = LAYOUTS[layout]
    told = sent(cast, content, name)
    assert told.read_at is not None
    assert taken() == wanted
    assert {state: told.counts.get(state, 0) for state in beside} == beside


PNG = b"\x89PNG\r\n\x1a\n" + bytes(200)
BROKEN = {
    "empty": (b"", "x.csv", "empty"),
    "blank": (b"\r\n \r\n", "x.csv", "empty"),
    "header": ("管号,结果\n".encode(), "x.csv", "no_rows"),
    "picture": (PNG, "结果.xlsx", "not_a_spreadsheet"),
    "picture as text": (PNG, "结果.csv", "binary"),
    "zip": (b"PK\x03\x04" + bytes(100), "x.xlsx", "damaged"),
    "password": (an_xls(password=True), "x.xls", "password"),
    "page": ("<html><table><tr><td>管号</td></tr></table></html>".encode(), "x.xls", "web_page"),
    "no header": (b"1,2\n3,4\n", "x.csv", "no_header"),
}


@pytest.mark.parametrize("what", BROKEN)
def test_what_is_no_list_says_so(cast, what):
    content, name, code = BROKEN[what]
    with pytest.raises(TableError) as refused:
        sent(cast, content, name)
    assert refused.value.code == code
    assert not ResultList.objects.exists()
