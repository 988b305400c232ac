from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lianfang.figures.suppression import LIMIT, Shown, Total, derivable_cells, suppress

small_or_not = st.one_of(st.integers(0, 6), st.integers(0, 40))


@pytest.mark.parametrize("number, shown", [(0, 0), (1, Shown.UNDER_5), (4, Shown.UNDER_5), (5, 5)])
def test_it_says_under_5_of_one_to_four(number, shown):
    assert suppress({"a": number}) == {"a": shown}


def test_it_hides_a_second_cell_where_the_total_would_give_the_first_away():
    numbers = {"east": 3, "west": 12, "north": 40, "all": 55}
    shown = suppress(numbers, [Total("all", ["east", "west", "north"])])
    assert shown == {"east": Shown.UNDER_5, "west": Shown.WITHHELD, "north": 40, "all": 55}


def test_two_small_cells_hide_each_other_unless_their_sum_betrays_both():
    total = [Total("all", ["a", "b", "c"])]
    assert suppress({"a": 2, "b": 3, "c": 20, "all": 25}, total)["c"] == 20
    assert suppress({"a": 1, "b": 1, "c": 20, "all": 22}, total)["c"] is Shown.WITHHELD


@settings(max_examples=300, deadline=None)
@given(parts=st.lists(small_or_not, min_size=1, max_size=4))
def test_every_hidden_cell_of_a_sum_could_be_another_number(parts):
    cells = list(range(len(parts)))
    numbers = {**dict(enumerate(parts)), "all": sum(parts)}
    shown = suppress(numbers, [Total("all", cells)])
    fitting = [guess for guess in _guesses(shown, cells) if _fits(shown, guess, cells)]

    for cell in [*cells, "all"]:
        if isinstance(shown[cell], Shown):
            assert len({sum(guess) if cell == "all" else guess[cell] for guess in fitting}) > 1


def _guesses(shown, cells):
    """Every way to fill the hidden parts that a reader could think of."""
    ranges = {Shown.UNDER_5: range(1, LIMIT), Shown.WITHHELD: range(0, 60)}
    return product(*(ranges.get(shown[cell]) or [shown[cell]] for cell in cells))


def _fits(shown, guess, cells):
    total = shown["all"]
    if total is Shown.UNDER_5:
        return 1 <= sum(guess) < LIMIT
    return True if total is Shown.WITHHELD else sum(guess) == total


@settings(max_examples=200, deadline=None)
@given(rows=st.lists(st.lists(small_or_not, min_size=3, max_size=3), min_size=2, max_size=3))
def test_no_hidden_cell_of_a_table_follows_by_subtraction(rows):
    height, width = len(rows), 3
    numbers = {(y, x): rows[y][x] for y in range(height) for x in range(width)}
    numbers |= {(y, "all"): sum(rows[y]) for y in range(height)}
    numbers |= {("all", x): sum(row[x] for row in rows) for x in range(width)} | {("all", "all"): sum(map(sum, rows))}
    across = [Total((y, "all"), [(y, x) for x in range(width)]) for y in [*range(height), "all"]]
    down = [Total(("all", x), [(y, x) for y in range(height)]) for x in [*range(width), "all"]]

    shown = suppress(numbers, [*across, *down])

    hidden = {cell for cell, value in shown.items() if isinstance(value, Shown)}
    assert not derivable_cells([*across, *down], hidden)
    assert all(shown[cell] == number for cell, number in numbers.items() if cell not in hidden)
    assert all(cell in hidden for cell, number in numbers.items() if 0 < number < LIMIT)
