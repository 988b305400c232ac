from hypothesis import given
from hypothesis import strategies as st

from lianfang.kernel import paths

numbers = st.integers(0, 32**4 - 1)


@given(numbers, numbers)
def test_segments_sort_as_their_numbers_do(one, other):
    assert (paths.segment(one) < paths.segment(other)) == (one < other)


@given(numbers)
def test_a_segment_tells_its_number(number):
    assert paths.number_of(paths.segment(number)) == number


@given(st.lists(numbers, min_size=1, max_size=6), st.lists(numbers, min_size=1, max_size=6))
def test_the_range_of_a_path_holds_its_subtree_and_nothing_else(one, other):
    path, else_ = "".join(map(paths.segment, one)), "".join(map(paths.segment, other))
    in_range = path <= else_ < paths.upper(path)
    assert in_range == else_.startswith(path)


def test_the_line_of_a_path_runs_from_the_root_to_itself():
    assert list(paths.line_of("000100020003")) == ["0001", "00010002", "000100020003"]
