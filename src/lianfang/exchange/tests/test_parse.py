"""From cells to values, and what is wrong with a cell."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianfang.exchange import Column, Header, Kind, Level, Refused, Row, match_columns, parse_row
from lianfang.exchange.cells import text_of
from lianfang.exchange.dates import read_date, read_datetime
from lianfang.exchange.sentences import WORDINGS
from lianfang.exchange.tests.make import HEADINGS, PEOPLE, WANG


def parsed(value, kind=Kind.TEXT, **options):
    column = Column("it", ("项目",), kind=kind, **options)
    return parse_row(Row(7, [value]), match_columns(Header(("项目",), 1, 1), [column]))


def value_of(value, kind=Kind.TEXT, **options):
    result = parsed(value, kind, **options)
    assert not result.refused, result.problems
    return result.values["it"]


def code_of(value, kind=Kind.TEXT, **options):
    result = parsed(value, kind, **options)
    (problem,) = result.problems
    assert (problem.row, problem.column, result.values["it"]) == (7, "项目", None)
    shown = str(problem.reason.as_json())
    assert len(text_of(value)) < 4 or text_of(value) not in shown, "a problem never holds the value"
    return problem.code


def test_a_whole_row():
    mapping = match_columns(Header(tuple(HEADINGS), 1, 1), PEOPLE)
    assert parse_row(Row(2, WANG), mapping).values == {
        "name": "王小明",
        "id_number": "110101199003078670",
        "phone": "13812345678",
        "sex": "M",
        "arrived_on": date(2022, 3, 5),
        "people": 3,
        "note": "无",
    }
    short = parse_row(Row(3, ["王"]), mapping)
    assert (short.values["phone"], short.problems) == (None, ())


@pytest.mark.parametrize(
    "written",
    [
        "2022-03-05", "2022/3/5", "2022.3.5", "20220305", "2022年3月5日", "２０２２年３月５日", "2022-3-5 10:30", " 2022年03月05号 ",
        "2022-03-05（周六）", "2022-03-05T10:30:00+08:00", 44625, 44625.0, 44625.4375, "44625", 20220305.0, date(2022, 3, 5),
        datetime(2022, 3, 5, 10, tzinfo=UTC),
    ],
)  # fmt: skip
def test_it_reads_days(written):
    assert value_of(written, Kind.DATE) == date(2022, 3, 5)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("22-3-5", "date_two_digit_year"), ("22年3月5日", "date_two_digit_year"), ("220305", "date_two_digit_year"),
        ("15/05/20", "date_two_digit_year"), ("5/3/2022", "date_day_month"), ("3月5日", "date_no_year"), ("3-5", "date_no_year"),
        ("2022年3月", "date_no_day"), ("2022-03", "date_no_day"), (2022, "date_no_day"), ("2022-02-30", "date_impossible"),
        ("2022-13-01", "date_impossible"), ("1022-03-05", "date_out_of_range"), ("昨天", "date_unreadable"),
        ("2022-03-05后", "date_unreadable"), ("2022-03-055", "date_unreadable"), (True, "date_unreadable"), (3.7, "date_unreadable"),
    ],
)  # fmt: skip
def test_it_says_why_a_day_is_refused(written, code):
    assert code_of(written, Kind.DATE) == code


@pytest.mark.parametrize(
    ("written", "clock"),
    [("2022-03-05 10:30", "10:30:00"), ("2022/3/5 9:05:07", "09:05:07"), ("2022年3月5日10时30分", "10:30:00"),
     ("2022-3-5 下午3:20", "15:20:00"), ("2022-3-5 3:20 PM", "15:20:00"), ("2022-3-5 8点", "08:00:00"),
     ("2022-03-05T10:30", "10:30:00"), (44625.4375, "10:30:00"), ("2022-3-5 12:10 AM", "00:10:00"), ("20220305 10:30", "10:30:00")],
)  # fmt: skip
def test_it_reads_times(written, clock):
    assert value_of(written, Kind.DATETIME).isoformat() == f"2022-03-05T{clock}"


def test_a_day_without_a_time_is_no_time():
    assert code_of("2022-03-05", Kind.DATETIME) == "time_missing"
    assert code_of("2022-03-05 25:00", Kind.DATETIME) == "date_impossible"
    assert value_of("2022-03-05 10:30+08:00", Kind.DATETIME).utcoffset() == timedelta(hours=8)


@given(st.datetimes(datetime(1930, 1, 1), datetime(2099, 1, 1)))  # noqa: DTZ001
def test_every_day_is_read_in_every_shape(at):
    at = at.replace(microsecond=0)
    day = at.date()
    for shape in ("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y%m%d", "%Y年%m月%d日"):
        assert read_date(at.strftime(shape)) == day
        assert read_datetime(at.strftime(shape + " %H:%M:%S")) == at
    serial = (at - datetime(1899, 12, 30)).total_seconds() / 86400  # noqa: DTZ001
    assert read_date(serial) == day


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (110101199003078670, "lost_digits"), (1.10101199003079e17, "lost_digits"), ("1.10101E+17", "id_lost_digits"),
        ("110101199003078671", "id_check_digit"), ("1101011990030786", "id_length"), ("护照E12345678", "id_characters"),
        ("440308199902301512", "id_date"), ("111111199901101512", "id_region"),
    ],
)  # fmt: skip
def test_it_says_why_an_id_number_is_refused(value, code):
    assert code_of(value, Kind.ID_NUMBER) == code


def test_a_number_of_fifteen_digits_has_lost_nothing():
    assert value_of(610104620927690.0, Kind.ID_NUMBER) == "610104196209276908"


def test_phones_and_plates():
    assert value_of(13812345678.0, Kind.PHONE) == "13812345678"
    assert code_of("138", Kind.PHONE) == "phone_length"
    assert value_of("辽a·12345", Kind.PLATE) == "辽A12345"
    assert code_of("辽A1234O", Kind.PLATE) == "plate_letter_io"


def test_an_unknown_range_is_taken_with_a_warning():
    result = parsed("15412345678", Kind.PHONE)
    assert (result.values["it"], result.refused) == ("15412345678", False)
    assert [(problem.code, problem.level) for problem in result.warnings] == [("phone_unknown", Level.WARNING)]


@pytest.mark.parametrize(
    ("written", "number"), [("3人", 3), ("3", 3), (3.0, 3), ("１２", 12), ("1,200", 1200), ("-2", -2)]
)
def test_it_reads_whole_numbers(written, number):
    assert value_of(written, Kind.INTEGER) == number


@pytest.mark.parametrize(("written", "code"), [("3.5", "integer_fraction"), (3.5, "integer_fraction"), ("几人", "integer_unreadable"),
                                               ("120", "integer_out_of_range")])  # fmt: skip
def test_it_says_why_a_number_is_refused(written, code):
    assert code_of(written, Kind.INTEGER, least=0, most=100) == code


@pytest.mark.parametrize(
    ("written", "sex"), [("男", "M"), ("女性", "F"), ("m", "M"), ("Female", "F"), ("1", "M"), (2.0, "F")]
)
def test_it_reads_sexes(written, sex):
    assert value_of(written, Kind.SEX) == sex


def test_choices_and_yes_or_no():
    ways = {"train": ("火车", "train"), "car": ("自驾", "car")}
    assert [value_of(way, Kind.CHOICE, choices=ways) for way in ("火车", "TRAIN", " 自驾 ", "car")] == [
        "train",
        "train",
        "car",
        "car",
    ]
    assert parsed("飞机", Kind.CHOICE, choices=ways).problems[0].params == {"choices": "火车, 自驾"}
    assert [value_of(word, Kind.BOOL) for word in ("是", "否", "√", True, "N")] == [True, False, True, True, False]
    assert code_of("也许", Kind.BOOL) == "bool_unknown"
    assert code_of("不详", Kind.SEX) == "sex_unknown"


def test_texts():
    assert value_of(" 王 小明先生", Kind.NAME) == "王小明"
    assert value_of(5.0) == "5"
    assert code_of("很长的备注", longest=3) == "too_long"
    assert code_of("#REF!") == "formula_error"
    assert code_of("\u3000", required=True) == "required"
    assert code_of(1234567890123456789) == "lost_digits"


@pytest.mark.parametrize("written", ["无", "/", "-", "——", "没有", "N/A"])
def test_a_word_for_none_is_an_empty_cell_except_in_texts(written):
    for kind in (Kind.ID_NUMBER, Kind.PHONE, Kind.PLATE, Kind.DATE, Kind.INTEGER, Kind.SEX):
        assert value_of(written, kind) is None
        assert code_of(written, kind, required=True) == "required"
    assert value_of(written) == written


def test_the_caller_may_convert_and_refuse_with_its_own_code():
    def area(name):
        if name != "解放街道":
            raise Refused("territory.no_such_area", level="street")
        return 17

    assert value_of("解放街道", Kind.AREA, convert=area) == 17
    assert code_of("胜利街道", Kind.AREA, convert=area) == "territory.no_such_area"


@given(st.one_of(st.text(max_size=30), st.floats(allow_nan=False), st.integers(), st.booleans(), st.none()))
def test_any_cell_is_read_or_refused(value):
    for kind in Kind:
        for problem in parsed(value, kind).problems:
            assert problem.code in WORDINGS
