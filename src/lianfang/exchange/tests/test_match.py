"""Which column is which."""

import json
from pathlib import Path

import pytest

from lianfang.exchange import USUAL, Certainty, Column, Header, Kind, match_columns
from lianfang.exchange.tests.make import PEOPLE

WORDINGS = Path(__file__).parents[5] / "shared" / "data" / "tables" / "wordings.json"


def matched(*names, columns=PEOPLE, saved=None):
    return match_columns(Header(names, 1, 1), columns, saved)


def found(mapping):
    return {field: (match.index, match.certainty) for field, match in mapping.matches.items()}


@pytest.mark.parametrize("heading", ["姓名", " 姓 名 ", "*姓名：", "姓名（必填）", "Name", "ＮＡＭＥ", "full name"])
def test_a_wording_is_recognised_however_it_is_dressed(heading):
    assert found(matched(heading, "其他")) == {"name": (0, Certainty.EXACT)}


def test_contained_and_similar_wordings_are_told_from_exact_ones():
    mapping = matched("返乡人员姓名", "本人联系电话", "公民身份证号吗", "备注")
    assert found(mapping) == {
        "name": (0, Certainty.CONTAINS),
        "phone": (1, Certainty.CONTAINS),
        "id_number": (2, Certainty.CONTAINS),
        "note": (3, Certainty.EXACT),
    }
    assert found(matched("姓名", "到达日起"))["arrived_on"] == (1, Certainty.SIMILAR)


def test_a_part_of_a_header_of_two_rows_is_recognised():
    assert found(matched("基本情况>姓名", "基本情况>性别"))["sex"][0] == 1


def test_an_exact_column_wins_over_one_that_contains_the_wording():
    assert found(matched("家长电话", "联系电话", "姓名"))["phone"] == (1, Certainty.EXACT)


def test_of_numbered_columns_the_first_counts():
    mapping = matched("姓名", "联系电话1", "联系电话2")
    assert (found(mapping)["phone"][0], mapping.contested, mapping.unknown) == (1, {}, (2,))


def test_two_columns_that_claim_the_same_field_are_reported():
    mapping = matched("姓名", "联系电话", "手机号")
    assert mapping.contested == {"phone": (1, 2)}
    assert [reason.code for reason in mapping.problems] == ["exchange.column_twice"]
    chosen = mapping.choose({"phone": 2})
    assert (found(chosen)["phone"], chosen.problems) == ((2, Certainty.CHOSEN), [])


def test_a_column_that_may_be_two_fields_is_reported():
    columns = [Column("start", ("开始日期",)), Column("end", ("结束日期",)), Column("seen", ("开始日期",))]
    mapping = matched("开始日期", columns=columns)
    assert mapping.ambiguous == {0: ("start", "seen")}
    assert [reason.code for reason in mapping.problems] == ["exchange.column_ambiguous"]
    assert mapping.choose({"seen": 0}).problems == []


def test_a_missing_required_column_is_named_and_unknown_ones_are_kept():
    mapping = matched("性别", "健康码颜色", "")
    assert [column.field for column in mapping.missing] == ["name"]
    assert mapping.problems[0].params == {"names": "姓名"}
    assert mapping.unknown == (1, 2)


def test_a_saved_mapping_is_used_again():
    first = matched("村民", "电话").choose({"name": 0})
    assert first.saved() == {"name": "村民", "phone": "电话"}
    again = matched("电话", "村民", "姓名", saved=first.saved())
    assert found(again) == {"name": (1, Certainty.CHOSEN), "phone": (0, Certainty.CHOSEN)}


def test_a_field_can_be_put_to_no_column():
    assert "note" not in matched("姓名", "备注").choose({"note": None}).matches


@pytest.mark.reference
@pytest.mark.parametrize(
    ("meaning", "field"),
    [("person.name", "name"), ("person.phone", "phone"), ("person.sex", "sex"), ("person.id_number", "id_number"),
     ("person.age", "age"), ("person.home_address", "address"), ("row.no", "number"), ("row.note", "note")],
)  # fmt: skip
def test_it_knows_the_wordings_of_real_tables(meaning, field):
    if not WORDINGS.exists():
        pytest.skip("left out: the reference data tables/wordings.json is not beside the checkout")
    columns = [Column(code, names, kind=Kind.TEXT) for code, names in USUAL.items()]
    for wording in json.loads(WORDINGS.read_text(encoding="utf-8"))[meaning]:
        assert list(matched(wording, columns=columns).matches) == [field], wording
