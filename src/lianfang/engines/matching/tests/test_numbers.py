import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianfang.engines.matching.kinds.date import Date, read_date
from lianfang.engines.matching.kinds.id_number import IdNumber, Paper
from lianfang.engines.matching.kinds.phone import Phone, phones_in
from lianfang.engines.matching.kinds.plain import Code, LatinName, Sex
from lianfang.engines.matching.training.people import id_number

pytestmark = pytest.mark.engine

BODIES = st.builds(
    lambda draw, year, month, day, sex: id_number(draw, f"{year}-{month:02d}-{day:02d}", sex),
    st.randoms(use_true_random=False),
    st.integers(1935, 2020),
    st.integers(1, 12),
    st.integers(1, 28),
    st.sampled_from("男女"),
)


def level(kind, one, two):
    return kind.levels[kind.compare(kind.read([one]), kind.read([two])).levels[0]]


def paper(text):
    return Paper(IdNumber().read([text])["paper"][0])


@given(BODIES, st.integers(0, 17), st.sampled_from("0123456789"))
def test_a_wrong_digit_is_one_slip_and_found_by_a_window(number, at, digit):
    other = number[:at] + digit + number[at + 1 :]
    if other != number:
        assert level(IdNumber(), number, other) == level(IdNumber(), other, number) == "slip"
        assert paper(other) is not Paper.OF_18
        assert share_a_window(number, other)


@given(BODIES, st.integers(0, 16))
def test_two_digits_in_each_others_place_are_one_slip_and_found_by_a_window(number, at):
    other = number[:at] + number[at + 1] + number[at] + number[at + 2 :]
    if other != number:
        assert level(IdNumber(), number, other) == "slip"
        assert share_a_window(number, other) or paper(other) is Paper.OTHER


def share_a_window(one, two):
    first, second = (IdNumber().keys(IdNumber().read([text]), asking=True)["windows"][0] for text in (one, two))
    return any(a == b != 0 for a, b in zip(first, second, strict=True))


@given(BODIES.filter(lambda number: number[6:8] == "19"))
def test_fifteen_digits_are_the_same_number(number):
    old = number[:6] + number[8:17]
    assert paper(old) is Paper.OF_15
    assert level(IdNumber(), number, old) == "equal"
    slipped = old[:14] + str((int(old[14]) + 2) % 10)
    assert level(IdNumber(), number, slipped) == "slip"


@pytest.mark.parametrize(
    "text, expected",
    [
        ("11010519491231002X", Paper.OF_18),
        ("11010519491231002x", Paper.OF_18),
        ("１１０１０５１９４９１２３１００２Ｘ", Paper.OF_18),
        ("110105 19491231 002X", Paper.OF_18),
        ("110105194912310021", Paper.FLAWED),
        ("110105194913310021", Paper.FLAWED),
        ("E12345678", Paper.OTHER),
        ("1101051949123100", Paper.OTHER),
        ("无", Paper.NONE),
        ("", Paper.NONE),
    ],
)
def test_it_knows_what_paper_a_number_is_of(text, expected):
    assert paper(text) is expected


@pytest.mark.parametrize(
    "text, expected",
    [
        ("13812345678", [13812345678]),
        ("+86 138 1234 5678", [13812345678]),
        ("１３８１２３４５６７８", [13812345678]),
        ("13812345678/13912345678", [13812345678, 13912345678]),
        ("13812345678、0419-5551234", [13812345678, 4195551234]),
        ("0086-13812345678", [13812345678]),
        ("无", []),
        ("110", []),
    ],
)
def test_it_finds_the_phones_of_a_text(text, expected):
    assert phones_in(text) == expected


@pytest.mark.parametrize(
    "one, two, expected",
    [
        ("13812345678", "13900000000 13812345678", "shared"),
        ("0419-5551234", "5551234", "shared"),
        ("0419-5551234", "0427-5551234", "other"),
        ("13812345678", "13812345687", "slip"),
        ("13812345678", "13812345679", "slip"),
        ("13812345678", "13887654321", "other"),
        ("13812345678", "", "absent"),
    ],
)
def test_it_says_how_two_phones_compare(one, two, expected):
    assert level(Phone(), one, two) == level(Phone(), two, one) == expected


@pytest.mark.parametrize(
    "one, two, expected",
    [
        ("1990-01-02", "1990年1月2日", "equal"),
        ("1990-01-02", "19900102", "equal"),
        ("1990-01-02", "02/01/1990", "equal"),
        ("1990-01-02", "1990-02-01", "slip"),
        ("1990-01-12", "1990-01-21", "slip"),
        ("1990-01-02", "1991-01-02", "year_off"),
        ("1990-01-05", "1990-02-17", "calendar"),
        ("1990-01-02", "1990", "year"),
        ("1990-01-02", "1990-01", "year"),
        ("1990-01-02", "1991", "year_near"),
        ("1990-01-02", "1992", "other"),
        ("1990-01-02", "1955-07-30", "other"),
        ("1990-01-02", "不详", "absent"),
    ],
)
def test_it_says_how_two_dates_compare(one, two, expected):
    assert level(Date(), one, two) == level(Date(), two, one) == expected


@given(st.dates())
def test_a_date_is_read_in_any_writing(day):
    wanted = day.year * 10000 + day.month * 100 + day.day if 1850 <= day.year < 2100 else 0
    written = [day.isoformat(), day.strftime("%Y/%m/%d").zfill(10), f"{day.year:04d}年{day.month}月{day.day}日"]
    assert {read_date(text) for text in written} == {wanted}


def test_other_fields_compare_by_their_kind():
    assert level(LatinName(), "Smith", "SMITH") == "equal"
    assert level(LatinName(), "michaela", "michafla") == "near"
    assert level(Code(), "5304218", "5304128") == "slip"
    assert level(Sex(), "男", "male") == "equal"
    assert level(Sex(), "男", "2") == "other"
    assert level(Sex(), "男", "不详") == "absent"
