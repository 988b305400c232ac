import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lianfang.engines.matching.characters import lookalikes_of, simplified
from lianfang.engines.matching.kinds.names import PersonName
from lianfang.engines.matching.person_names import Form, read_name
from lianfang.engines.matching.tests.worlds import NAMES

pytestmark = pytest.mark.engine

KIND = PersonName()
LETTERS = st.text("王李欧阳小晓明名红洪己已买提·•*某师老 aWx", max_size=7)


def level(one: str, two: str) -> str:
    return KIND.levels[KIND.compare(KIND.read([one]), KIND.read([two])).levels[0]]


@pytest.mark.parametrize(
    "one, two, expected",
    [
        ("王小明", "王小明", "equal"),
        ("王小明", "王 小 明", "equal"),
        ("王小明", "王小明（户主）", "equal"),
        ("王小明", "王小明老师", "equal"),
        ("陳麗華", "陈丽华", "equal"),
        ("买买提·艾力", "买买提•艾力", "equal"),
        ("买买提·艾力", "买买提．艾力", "equal"),
        ("买买提·艾力", "买买提・艾力", "equal"),
        ("王小明", "王晓铭", "sound"),
        ("王小明", "WANG XIAOMING", "sound"),
        ("王小明", "Xiaoming Wang", "sound"),
        ("单雄信", "Shan Xiongxin", "sound"),
        ("单雄信", "Dan Xiongxin", "sound"),
        ("张己", "张已", "near"),
        ("林英", "凌英", "near"),
        ("王小明", "王明小", "near"),
        ("阿卜杜热西提·买买提", "阿布都热西提·买买提", "near"),
        ("王小明", "王明", "part"),
        ("王小明", "王*明", "part"),
        ("买买提·艾力", "买买提", "part"),
        ("王小明", "王老师", "surname_only"),
        ("王小明", "老王", "surname_only"),
        ("王小明", "王某某", "surname_only"),
        ("王小明", "王**", "surname_only"),
        ("欧阳娜娜", "欧阳女士", "surname_only"),
        ("王小明", "wxm", "surname_only"),
        ("王小明", "李小明", "given"),
        ("王小明", "王小红", "one_given"),
        ("王小明", "王大力", "surname"),
        ("王小明", "李大力", "other"),
        ("王小明", "李老师", "other"),
        ("王小明", "", "absent"),
        ("王小明", "123", "absent"),
    ],
)
def test_it_says_how_two_names_compare(one, two, expected):
    assert level(one, two) == expected


@given(LETTERS, LETTERS)
def test_it_compares_the_same_both_ways(one, two):
    assert level(one, two) == level(two, one)


@given(LETTERS)
def test_a_name_is_read_the_same_again(text):
    first = read_name(text)
    if first.form in (Form.FULL, Form.LATIN):
        assert read_name(first.text)[:2] == first[:2]
        assert level(text, first.text) in ("equal", "part")


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(NAMES), min_size=1, max_size=6), st.sampled_from(NAMES))
def test_many_at_once_say_what_each_says_alone(names, other):
    together = KIND.compare(KIND.read(names), KIND.read([other] * len(names))).levels
    assert [KIND.levels[each] for each in together] == [level(name, other) for name in names]


def test_a_title_tells_the_sex():
    assert [read_name(text).sex for text in ("王大爷", "李女士", "张老师")] == ["M", "F", ""]


def test_simplified_forms_are_stable_and_shapes_mutual():
    table = simplified()
    assert all(ord(simple) not in table for simple in table.values() if len(simple) == 1)
    assert "已" in lookalikes_of("己") and "己" in lookalikes_of("已")
