"""A code that was misread is noticed, and one that was read is understood however it was typed."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianfang.codes.rules import ALPHABET, LENGTH, NEVER, draw, is_code, plain, spaced

pytestmark = pytest.mark.engine
VECTORS = json.loads((Path(__file__).parents[4] / "vectors/codes.json").read_text())
codes = st.builds(draw)


@given(codes)
def test_what_is_drawn_is_a_code(code):
    assert is_code(code)
    assert len(code) == LENGTH
    assert not any(pair in code for pair in NEVER)


@given(codes)
def test_every_single_slip_is_caught(code):
    slips = [code[:at] + other + code[at + 1 :] for at in range(LENGTH) for other in ALPHABET if other != code[at]]
    assert len(slips) == LENGTH * (len(ALPHABET) - 1)
    assert not any(is_code(slip) for slip in slips)


@given(codes)
def test_every_swap_of_neighbours_is_caught(code):
    swaps = [code[:at] + code[at + 1] + code[at] + code[at + 2 :] for at in range(LENGTH - 1)]
    assert not any(is_code(swap) for swap in swaps if swap != code)


def test_luhn_lets_exactly_one_pair_of_neighbours_through():
    """Why no code has these neighbours: brute force over all pairs at both places of the doubling."""
    from stdnum import luhn

    unseen = {
        one + other
        for before in ("", "1")
        for one in ALPHABET
        for other in ALPHABET
        if one != other
        and luhn.checksum(one + other + before, alphabet=ALPHABET)
        == luhn.checksum(other + one + before, alphabet=ALPHABET)
    }
    assert unseen == set(NEVER)


@given(codes, st.sampled_from([" ", "-", "\u3000", "–", ".", "\n", "/"]))
def test_it_is_read_however_it_is_typed(code, between):
    wide = "".join(chr(ord(letter) + 0xFEE0) for letter in code)
    typed = [code.lower(), spaced(code), between.join(code), wide, f" {code}\r\n"]
    typed += [code.replace("0", "o").replace("1", "l"), code.replace("0", "O").replace("1", "I")]
    assert {plain(each) for each in typed} == {code}


@pytest.mark.parametrize("case", VECTORS["cases"], ids=lambda case: case["typed"])
def test_the_vectors_hold(case):
    assert plain(case["typed"]) == case["plain"]
    assert is_code(plain(case["typed"])) is case["is_code"]


@pytest.mark.parametrize("text", ["", "3F7K", "３Ｆ", "U" * LENGTH, "河东社区居委会门牌", "0" * (LENGTH + 1)])
def test_what_is_no_code_is_none(text):
    assert not is_code(plain(text))
