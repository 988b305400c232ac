"""Day one, last day, test days: against plain counting, over month ends and leap days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianfang.protocols import MeasureRules, load_edition

dates = st.dates(min_value=date(2000, 1, 1), max_value=date(2099, 12, 31))
lengths = st.integers(min_value=1, max_value=366)
conventions = st.sampled_from([0, 1])


def lasting(days, day_one=1, tests=()):
    return MeasureRules(days=days, counts_from="arrival", day_one=day_one, tests=tests)


@given(dates, lengths, conventions)
def test_the_last_day_has_the_number_of_the_length(start, days, day_one):
    rules = lasting(days, day_one)

    assert rules.day_of(start, rules.last_day(start)) == days


@given(dates, lengths, conventions, st.integers(min_value=-400, max_value=400))
def test_a_date_and_its_day_are_inverse(start, days, day_one, ahead):
    rules = lasting(days, day_one)

    assert rules.date_of(start, rules.day_of(start, start + timedelta(days=ahead))) == start + timedelta(days=ahead)


@given(dates, st.integers(min_value=1, max_value=40), conventions)
def test_it_counts_as_a_finger_on_the_calendar_does(start, days, day_one):
    on, counted = start + timedelta(days=day_one), 1
    while counted < days:
        on, counted = on + timedelta(days=1), counted + 1

    assert lasting(days, day_one).last_day(start) == on


@pytest.mark.parametrize(
    ("start", "days", "day_one", "last"),
    [
        (date(2022, 6, 28), 7, 1, date(2022, 7, 5)),
        (date(2022, 6, 28), 7, 0, date(2022, 7, 4)),
        (date(2020, 2, 22), 7, 1, date(2020, 2, 29)),
        (date(2021, 2, 22), 7, 1, date(2021, 3, 1)),
        (date(2020, 2, 29), 366, 1, date(2021, 3, 1)),
        (date(2022, 12, 25), 14, 1, date(2023, 1, 8)),
        (date(2022, 6, 28), 1, 0, date(2022, 6, 28)),
    ],
)
def test_the_last_day_over_month_ends_and_leap_days(start, days, day_one, last):
    assert lasting(days, day_one).last_day(start) == last


def test_the_day_of_the_event_is_no_day_unless_the_edition_says_so():
    start = date(2022, 6, 28)

    assert lasting(7).day_of(start, start) == 0
    assert lasting(7, day_one=0).day_of(start, start) == 1
    assert lasting(7).day_of(start, date(2022, 6, 27)) == -1


def test_the_ninth_edition_tests_on_its_days():
    rules = load_edition("covid19-2022-ed9").measure("central_isolation")

    assert rules.test_dates(date(2022, 7, 28)) == tuple(
        date(2022, month, day) for month, day in [(7, 29), (7, 30), (7, 31), (8, 2), (8, 4)]
    )
    assert rules.last_day(date(2022, 7, 28)) == date(2022, 8, 4)
