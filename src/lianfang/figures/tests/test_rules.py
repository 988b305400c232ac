from collections import Counter
from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianfang.figures.periods import part_days, whole_days
from lianfang.figures.rules import signed_units
from lianfang.kernel.clock import at, start_of
from lianfang.kernel.paths import line_of

segments = st.sampled_from(["0000", "0001", "0002"])
paths = st.lists(segments, min_size=1, max_size=4).map("".join)


@given(st.lists(paths, min_size=1, max_size=6))
def test_joint_work_rolls_up_to_one_at_every_place_on_the_way(units):
    rolled = Counter()
    for path, sign in signed_units(units):
        for place in ["", *line_of(path)]:
            rolled[place] += sign
    assert {place: number for place, number in rolled.items() if number} == dict.fromkeys(
        {place for unit in units for place in ["", *line_of(unit)]}, 1
    )


@pytest.mark.parametrize(
    "start, hours, whole, parts",
    [
        (time(0), 24, 1, []),
        (time(16), 24, 0, [24]),
        (time(16), 48, 1, [8, 16]),
        (time(16), 56, 2, [8]),
        (time(0), 40, 1, [16]),
        (time(9), 3, 0, [3]),
        (time(9), 0, 0, []),
    ],
)
def test_a_period_is_whole_days_and_what_is_left_at_its_ends(start, hours, whole, parts):
    begin = at(date(2026, 2, 3), start)
    end = begin + timedelta(hours=hours)
    days = whole_days(begin, end)
    assert max(0, (days.end - days.first).days) == whole
    assert [(stop - go) / timedelta(hours=1) for go, stop in part_days(begin, end)] == parts
    assert start_of(date(2026, 2, 4)) == start_of(date(2026, 2, 3)) + timedelta(days=1)
