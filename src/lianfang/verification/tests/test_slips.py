"""ID numbers one slip away, beside every text one slip away."""

import pytest

from lianfang.kernel.identifiers import check_digit
from lianfang.verification.taking.slips import near_numbers

pytestmark = pytest.mark.engine

RIGHT = "21021219900102123" + check_digit("21021219900102123")
SIGNS = "0123456789X"


def fits(number):
    return len(number) == 18 and "X" not in number[:-1] and check_digit(number[:17]) == number[-1]


def slips(text):
    """Every text that is one slip from this one."""
    for at in range(len(text) + 1):
        yield from (text[:at] + sign + text[at:] for sign in SIGNS)
        yield from (text[:at] + sign + text[at + 1 :] for sign in SIGNS)
        yield text[:at] + text[at + 1 :]
        if 0 < at < len(text):
            yield text[: at - 1] + text[at] + text[at - 1] + text[at + 1 :]


@pytest.mark.parametrize(
    "text",
    [RIGHT, RIGHT[:6] + "8" + RIGHT[7:], RIGHT[:-1], RIGHT[:3] + RIGHT[4:], RIGHT[:9] + "7" + RIGHT[9:], "1" * 18],
)
def test_they_are_those_that_fit(text):
    assert near_numbers(text) == {each for each in slips(text) if fits(each)} - {text}


@pytest.mark.parametrize("text", ["", "E12345678", "2.11E+17", "１２３", "2" * 16, "2" * 20])
def test_what_is_no_such_number_has_none(text):
    assert near_numbers(text) == set()
