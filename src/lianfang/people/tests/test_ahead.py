"""Rows read by another process are the rows, and so is what goes wrong with them."""

import multiprocessing
from collections.abc import Iterator

import pytest

from lianfang.exchange import TableError
from lianfang.people.importing import ahead
from lianfang.people.importing.ahead import in_batches, read_ahead

pytestmark = pytest.mark.engine


def test_it_gives_every_row_in_order():
    assert list(read_ahead(range(10), 4)) == [[0, 1, 2, 3], [4, 5, 6, 7], [8, 9]]
    assert list(read_ahead([], 4)) == []


def test_it_raises_what_reading_raises():
    def rows() -> Iterator[int]:
        yield from range(4)
        raise TableError("too_many_rows", limit=4)

    batches = read_ahead(rows(), 2)
    assert [next(batches), next(batches)] == [[0, 1], [2, 3]]
    with pytest.raises(TableError) as refused:
        next(batches)
    assert (refused.value.code, refused.value.params) == ("too_many_rows", {"limit": 4})


def test_it_ends_with_whoever_wanted_the_rows():
    batches = read_ahead(iter(int, 1), 3)
    assert next(batches) == [0, 0, 0]
    batches.close()
    assert not multiprocessing.active_children()


def test_a_short_list_is_read_where_it_is(monkeypatch):
    monkeypatch.setattr(ahead, "read_ahead", None)
    assert list(in_batches("abc", 2, b"abc")) == [["a", "b"], ["c"]]
