from decimal import Decimal

import pytest

from lianfang.kernel.numbers import number_of, walk_key

pytestmark = pytest.mark.engine


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("3", "3"), (" １２ ", "12"), ("1,25", "1.25"), ("37。3", "37.3"), ("+4", "4"), (".5", "0.5"), ("1e2", "100")],
)
def test_numbers_are_read_as_people_type_them(typed, meant):
    assert number_of(typed) == Decimal(meant)


@pytest.mark.parametrize("typed", ["1_0", "", "3人", "--3", "0x10", "NaN", "Infinity", "1.2.3", "١٢", "1 0"])
def test_what_is_no_number_is_not_guessed(typed):
    with pytest.raises(ValueError, match=r".*"):
        number_of(typed)


def test_doors_stand_as_one_walks():
    doors = ["12-1-1", "3-10-101", "3-2-601B", "3-2-601", "3-2-601A", "3-2-102"]
    assert sorted(doors, key=walk_key) == ["3-2-102", "3-2-601", "3-2-601A", "3-2-601B", "3-10-101", "12-1-1"]
