"""Merging small sums: nothing small is left below the top, the top stays, and again it changes nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianfang.figures.merging import merged, own_numbers, rolled_up
from lianfang.kernel.paths import depth_of, line_of

pytestmark = pytest.mark.engine

GRIDS = ["000100010001", "000100010002", "000100020001", "00010002", "0001", "0002"]
SPLITS = ("x/by=a", "x/by=b")
rows = st.lists(st.tuples(st.sampled_from(GRIDS), st.sampled_from(SPLITS), st.integers(1, 7)), max_size=25)


def sums_of(counted):
    """The sums as folding makes them: the figure and its split at every place on the path."""
    sums = {}
    for path, split, number in counted:
        for place in ("", *line_of(path)):
            for cell in ("x", split):
                cells = sums.setdefault(place, {})
                cells[cell] = cells.get(cell, 0) + number
    return sums


def small(numbers):
    return any(0 < number < 5 for number in numbers.values())


@given(rows, st.sampled_from([0, 1]))
def test_nothing_small_is_left_and_the_top_stays(counted, top):
    before, after = sums_of(counted), merged(sums_of(counted), top)
    own = own_numbers(after)
    assert not [place for place in own if depth_of(place) > top and small(own[place])]
    assert all(own[place] == after[place] for place in own if depth_of(place) == top and small(own[place]))
    assert {place: cells for place, cells in after.items() if depth_of(place) <= top} == {
        place: cells for place, cells in before.items() if depth_of(place) <= top
    }
    assert all(sum(cells.get(split, 0) for split in SPLITS) == cells["x"] for cells in after.values())
    assert merged(after, top) == after


@given(rows)
def test_own_numbers_add_up_again(counted):
    assert rolled_up(own_numbers(sums_of(counted))) == sums_of(counted)


def test_what_one_place_hides_its_neighbour_does_not_betray():
    """20 and 3 in a street of 23: the 3 cannot stand, nor may 23 - 20 tell it."""
    after = merged(sums_of([("00010001", "x/by=a", 20), ("00010002", "x/by=a", 3)]), top=1)
    assert {place: numbers["x"] for place, numbers in after.items()} == {"": 23, "0001": 23}


def test_joint_work_takes_nothing_from_the_top():
    """Two teams of an office, once together: the office has 11, not 12."""
    sums = {"": {"x": 11}, "0001": {"x": 11}, "00010001": {"x": 9}, "00010002": {"x": 3}}
    assert merged(sums, top=0)[""] == {"x": 11}
