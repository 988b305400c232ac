"""Whether a visit was in a risk area: the pure rules, and that nothing but place and time can be asked."""

from dataclasses import fields
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianfang.risk import rules
from lianfang.risk.rules import Match, Place, Time, Visit, Width

COMPOUND = Place("210102003", "沈阳市和平区南湖街道文安路小区")
STREET = Place("210102003", "沈阳市和平区南湖街道")


def test_origin_is_place_and_time_and_nothing_else():
    assert [field.name for field in fields(Visit)] == ["place_code", "place_name", "from_on", "until_on"]


@pytest.mark.parametrize(
    ("area", "width", "told", "match"),
    [
        (STREET, Width.STREET, Place("210102003"), Match.CERTAIN),
        (STREET, Width.STREET, Place("210102003005"), Match.CERTAIN),
        (STREET, Width.STREET, Place("210102003000"), Match.CERTAIN),
        (STREET, Width.STREET, Place("210102"), Match.POSSIBLE),
        (STREET, Width.STREET, Place("210100"), Match.POSSIBLE),
        (STREET, Width.STREET, Place("210102004"), Match.NONE),
        (STREET, Width.STREET, Place("211000", "沈阳市和平区南湖街道"), Match.NONE),
        (COMPOUND, Width.COMPOUND, Place("210102003", "文安路小区"), Match.CERTAIN),
        (COMPOUND, Width.COMPOUND, Place("210102003", "南湖街道 文安路小区 3号楼"), Match.CERTAIN),
        (COMPOUND, Width.COMPOUND, Place("210102003", "长安路小区"), Match.NONE),
        (COMPOUND, Width.COMPOUND, Place("", "沈阳市和平区南湖街道 文安路小区 3号楼"), Match.CERTAIN),
        (COMPOUND, Width.COMPOUND, Place("", "文安路小区"), Match.POSSIBLE),
        (COMPOUND, Width.COMPOUND, Place("210102003", ""), Match.POSSIBLE),
        (COMPOUND, Width.COMPOUND, Place("210102003", "青年公园小区"), Match.NONE),
        (COMPOUND, Width.COMPOUND, Place("210102003", "南湖街道"), Match.POSSIBLE),
        (COMPOUND, Width.COMPOUND, Place("", "锦州市太和区"), Match.NONE),
        (COMPOUND, Width.COMPOUND, Place("", ""), Match.NONE),
        (Place("", "某市某小区"), Width.COMPOUND, Place("210102", "某市某小区"), Match.CERTAIN),
    ],
)
def test_a_place_matches_certainly_possibly_or_not(area, width, told, match):
    assert rules.match(area, width, told) is match


def day(number: int) -> date:
    return date(2022, 9, number)


@pytest.mark.parametrize(
    ("left", "since", "until", "counts"),
    [
        (10, 8, None, True),
        (10, 10, None, True),
        (10, 11, None, False),
        (10, 1, 9, True),
        (10, 1, 4, False),
        (4, 1, None, False),
    ],
)
def test_days_in_the_window_count(left, since, until, counts):
    """The visit begins on the 5th (or the day it ends), the area counts from the 5th on."""
    visit = Visit("", "", day(min(left, 5)), day(left))
    time = Time(day(5), day(until) if until else None)

    assert rules.overlaps(visit, time, day(since)) is counts


@given(st.integers(1, 28), st.integers(0, 9), st.integers(1, 28), st.integers(0, 9), st.integers(1, 28))
def test_overlap_agrees_with_counting_days(began, stayed, from_day, lasted, since):
    visit = Visit("", "", day(began), day(min(28, began + stayed)))
    time = Time(day(from_day), day(min(28, from_day + lasted)))
    there = set(range(began, min(28, began + stayed) + 1))
    counted = set(range(max(from_day, since), min(28, from_day + lasted) + 1))

    assert rules.overlaps(visit, time, day(since)) is bool(there & counted)


@pytest.mark.parametrize(
    ("code", "stem"),
    [
        ("210000", "21"),
        ("210100", "2101"),
        ("210102", "210102"),
        ("210102003000", "210102003"),
        ("210102003005", "210102003005"),
    ],
)
def test_zeros_stand_for_the_whole_of_it(code, stem):
    assert rules.stem(code) == stem


@given(st.integers(1, 9), st.integers(1, 9), st.integers(1, 9), st.integers(1, 9))
def test_every_division_above_is_among_the_forms_of_a_code(a, b, c, d):
    code = f"2{a}0{b}0{c}00{d}005"

    for length in (2, 4, 6, 9, 12):
        for padded in (6, 9, 12):
            if padded >= length:
                assert code[:length].ljust(padded, "0") in rules.forms(code)


@pytest.mark.parametrize(
    ("name", "too_fine"),
    [
        ("文安路小区3-2-601", True),
        ("文安路小区3号楼601室", True),
        ("文安路小区3号楼", False),
        ("文安路小区３－２－６０１", True),
    ],
)
def test_a_door_is_too_fine_to_publish(name, too_fine):
    assert rules.names_a_door(name) is too_fine
