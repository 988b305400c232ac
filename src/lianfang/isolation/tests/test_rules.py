"""Which report answers which hour, and what a report means."""

from datetime import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianfang.isolation.rules import Finding, Reading, SlotState, fill, finding, slot_for, slot_states

TWICE = (time(10), time(18))
FEVER = Decimal("37.3")


@pytest.mark.parametrize(
    ("told", "answered"),
    [
        ([], [None, None]),
        ([time(8)], [time(8), None]),
        ([time(8), time(9)], [time(8), None]),
        ([time(8), time(17)], [time(8), time(17)]),
        ([time(11)], [time(11), None]),
        ([time(11), time(17)], [time(11), time(17)]),
        ([time(8), time(10)], [time(8), time(10)]),
        ([time(20)], [time(20), None]),
        ([time(20), time(20, 5)], [time(20), time(20, 5)]),
    ],
)
def test_a_report_answers_the_earliest_hour_that_waits(told, answered):
    assert fill(TWICE, told) == answered


@given(st.lists(st.times(), max_size=6), st.lists(st.times(), unique=True, max_size=4))
def test_each_report_answers_once_and_no_hour_before_it_has_begun(told, hours):
    told, hours = sorted(told), sorted(hours)
    answered = fill(hours, told)

    given_out = [each for each in answered if each is not None]
    assert sorted(given_out) == given_out
    assert len(given_out) <= len(told)
    for number, each in enumerate(answered):
        assert each is None or number == 0 or each >= hours[number - 1]


@given(st.lists(st.times(), max_size=5), st.times(), st.lists(st.times(), unique=True, max_size=4))
def test_one_more_report_is_the_slot_that_changed(told, more, hours):
    told, hours = sorted(told), sorted(hours)
    if told and more < told[-1]:
        return
    slot = slot_for(hours, told, more)
    before, after = fill(hours, told), fill(hours, [*told, more])

    assert (before == after) if slot is None else after[slot] == more


@pytest.mark.parametrize(
    ("told", "now", "states"),
    [
        ([], time(9), ["expected", "later"]),
        ([time(8)], time(9), ["done", "later"]),
        ([], time(10), ["expected", "expected"]),
        ([], time(10, 1), ["missed", "expected"]),
        ([time(9)], time(12), ["done", "expected"]),
        ([time(11)], time(12), ["done_late", "expected"]),
        ([time(9)], None, ["done", "missed"]),
        ([], None, ["missed", "missed"]),
    ],
)
def test_a_slot_is_missed_after_its_hour(told, now, states):
    assert slot_states(TWICE, told, now) == [SlotState(each) for each in states]


@pytest.mark.parametrize(
    ("first", "second", "symptoms", "found"),
    [
        ("37.2", None, (), Finding.NORMAL),
        ("37.3", None, (), Finding.FEVER_UNCONFIRMED),
        ("37.3", "37.3", (), Finding.FEVER),
        ("38.6", "37.2", (), Finding.NORMAL),
        ("36.5", None, ("cough",), Finding.SYMPTOMS),
        ("38.6", "36.9", ("cough",), Finding.SYMPTOMS),
    ],
)
def test_fever_begins_where_the_edition_says_and_needs_two_readings(first, second, symptoms, found):
    read = Reading(Decimal(first), Decimal(second) if second else None, symptoms)

    assert finding(read, FEVER) is found


def test_an_edition_without_a_threshold_knows_no_fever():
    assert finding(Reading(Decimal("39.0")), None) is Finding.NORMAL


@pytest.mark.parametrize(("value", "possible"), [("33.9", False), ("34.0", True), ("43.0", True), ("43.1", False)])
def test_an_impossible_temperature_is_named(value, possible):
    assert (Reading(Decimal(value)).impossible() == []) is possible
