"""Names: one spelling, pinyin, and the pieces by which they are found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianfang.kernel.names import _syllables, name_tokens, normalise_name, pinyin_initials, pinyin_of, surname_of


@pytest.mark.parametrize(
    ("written", "name"),
    [
        (" 王 小明 ", "王小明"),
        ("王　明", "王明"),
        ("阿不都•热合曼", "阿不都·热合曼"),
        ("阿不都 · 热合曼", "阿不都·热合曼"),
        ("张三先生", "张三"),
        ("王先生", "王先生"),
        ("ＪＯＨＮ   Smith", "JOHN Smith"),
        ("", ""),
    ],
)
def test_it_brings_a_name_to_one_spelling(written, name):
    assert normalise_name(written) == name


@pytest.mark.parametrize(
    ("name", "full", "initials"),
    [
        ("王小明", "wangxiaoming", "wxm"),
        ("单雄信", "shanxiongxin", "sxx"),
        ("仇英", "qiuying", "qy"),
        ("曾国藩", "zengguofan", "zgf"),
        ("尉迟恭", "yuchigong", "ycg"),
        ("万俟卨", "moqixie", "mqx"),
        ("吕布", "lvbu", "lb"),
        ("任重", "renzhong", "rz"),
        ("迪丽·热巴", "dilireba", "dlrb"),
        ("John Smith", "johnsmith", "js"),
    ],
)
def test_it_reads_names(name, full, initials):
    assert "".join(pinyin_of(name)) == full
    assert pinyin_initials(name) == initials


@pytest.mark.parametrize(
    ("name", "surname"), [("欧阳修", "欧阳"), ("王小明", "王"), ("欧阳", "欧"), ("A B", ""), ("阿·曼", "")]
)
def test_it_tells_the_surname(name, surname):
    assert surname_of(name) == surname


def test_tokens_are_characters_pairs_pinyin_and_initials():
    assert name_tokens("王小明") == {"王", "小", "明", "王小", "小明", "wangxiaoming", "wxm"}


def test_tokens_hold_both_readings_of_a_surname():
    assert {"shanxiongxin", "danxiongxin", "sxx", "dxx"} <= name_tokens("单雄信")


@given(st.text(max_size=30))
def test_normalising_twice_changes_nothing_and_tokens_agree(text):
    name = normalise_name(text)
    assert normalise_name(name) == name
    assert name_tokens(name) == name_tokens(text)


@pytest.mark.parametrize(
    "name, read", [("李重庆", "li chong qing"), ("李重", "li zhong"), ("李长江", "li chang jiang")]
)
def test_a_character_is_read_as_the_word_it_stands_in(name, read):
    assert " ".join(pinyin_of(name)) == read


@given(st.text(alphabet="王重庆长江朝阳乐行单仇曾大同会宁", min_size=1, max_size=4))
def test_reading_is_that_of_the_dictionary_however_it_is_found(text):
    from pypinyin import lazy_pinyin

    assert _syllables(text) == tuple(lazy_pinyin(text))
