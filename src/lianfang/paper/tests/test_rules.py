"""What is written by hand is read as it is meant, and what is nothing is nothing."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianfang.paper.rules import PageState, RowState, read_choice, read_day, read_time, state_of

pytestmark = pytest.mark.engine
OUTCOMES = {
    "done": ["已见到", "spoken to"],
    "not_at_home": ["无人在家", "not at home"],
    "refused": ["拒绝", "turned away"],
    "empty": ["空户", "nobody lives there"],
}


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("8", time(8)),
        ("815", time(8, 15)),
        ("0815", time(8, 15)),
        ("8:15", time(8, 15)),
        ("８：１５", time(8, 15)),
        ("8.15", time(8, 15)),
        ("8点15分", time(8, 15)),
        ("8点", time(8)),
        ("23:59", time(23, 59)),
        ("24:00", None),
        ("8:60", None),
        ("8:15:30", None),
        ("12345", None),
        ("noon", None),
        ("", None),
    ],
)
def test_an_hour(text, read):
    assert read_time(text) == read


@given(st.times())
def test_every_minute_can_be_written_in_four_ways(moment):
    minute = moment.replace(second=0, microsecond=0)
    for form in ("%H:%M", "%H%M", "%H.%M", "%H点%M分"):
        assert read_time(minute.strftime(form)) == minute


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("3.24", date(2022, 3, 24)),
        ("3-24", date(2022, 3, 24)),
        ("0324", date(2022, 3, 24)),
        ("3月24日", date(2022, 3, 24)),
        ("2022-03-24", date(2022, 3, 24)),
        ("22.3.24", date(2022, 3, 24)),
        ("12.31", date(2021, 12, 31)),
        ("2.29", None),
        ("13.1", None),
        ("24", None),
        ("", None),
    ],
)
def test_a_day_without_a_year_is_the_nearest(text, read):
    assert read_day(text, date(2022, 1, 15)) == read


@given(st.dates(date(2020, 1, 1), date(2026, 12, 31)), st.integers(-150, 150))
def test_a_day_is_read_back_however_the_year_turns(near, apart):
    meant = date.fromordinal(near.toordinal() + apart)
    assert read_day(f"{meant.month}.{meant.day}", near) == meant


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1", "done"),
        ("４", "empty"),
        ("空", "empty"),
        ("无人", "not_at_home"),
        ("not_at_home", "not_at_home"),
        ("T", "refused"),
        ("spo", "done"),
        ("no", None),
        ("nob", "empty"),
        ("0", None),
        ("5", None),
        ("x", None),
        ("", None),
    ],
)
def test_a_choice_by_number_first_letters_or_word(text, code):
    assert read_choice(text, OUTCOMES) == code


@given(st.sampled_from(sorted(OUTCOMES)))
def test_every_choice_by_its_number_and_its_words(code):
    number = list(OUTCOMES).index(code) + 1
    assert {read_choice(text, OUTCOMES) for text in (str(number), code, *OUTCOMES[code])} == {code}


def test_a_page_is_printed_until_something_is_keyed():
    empty, taken, wrong = RowState.EMPTY, RowState.TAKEN, RowState.WRONG
    assert state_of([empty, empty]) is PageState.PRINTED
    assert state_of([empty, wrong]) is state_of([taken, taken]) is PageState.PARTLY
