"""Moving small sums up the tree until none is left that could point at somebody (小数合并). Pure.

What lies at a place itself, in none of its parts, is its *own* number. Where an own number of a figure or of one of its
splits is 1 to 4, everything the figure has of its own there goes to the place above. Every number that is left, and
every difference between a place and its parts or between a figure and its splits, is then made of own numbers of at
least five; what the top counts stays as it was. Where joint work is taken back from what its participants share, an own
number is negative: it counts nobody, and goes up only with others.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import TypeAlias

from lianfang.figures.suppression import is_small
from lianfang.kernel.paths import contains, depth_of, line_of, parent_of

Numbers: TypeAlias = Mapping[str, int]
"""Cell of one figure (itself, or a value of a breakdown) -> number."""
Sums: TypeAlias = Mapping[str, Numbers]
"""Place -> what it counts with everything below it, on one day."""


def merged(sums: Sums, top: int) -> Sums:
    """The sums of one figure on one day without small numbers below the depth ``top``; places left empty are absent."""
    own = own_numbers(sums)
    for place in _deepest_first(own):
        if depth_of(place) > top and _has_small(own[place]):
            _move(own, place, parent_of(place))
    for place in [each for each in own if depth_of(each) == top]:
        _cover(own, place)
    return rolled_up(own)


def _cover(own: dict[str, Counter[str]], top: str) -> None:
    """Let the smallest places below go up as well, until what the top has of its own is not small or is all there is."""
    below = sorted((each for each in own if each != top and contains(top, each)), key=lambda each: own[each].total())
    for place in below:
        if not _has_small(own[top]):
            return
        _move(own, place, top)


def _has_small(numbers: Numbers) -> bool:
    return any(is_small(number) for number in numbers.values())


def _move(own: dict[str, Counter[str]], place: str, to: str) -> None:
    _add(own[to], own[place])
    own[place] = Counter()


def own_numbers(sums: Sums) -> dict[str, Counter[str]]:
    """What each place counts that none of its parts does; every place above one that counts is there too."""
    own: dict[str, Counter[str]] = defaultdict(Counter)
    for place, numbers in sums.items():
        _add(own[place], numbers)
        for above in ("", *line_of(place)):
            own[above]
        if place:
            _add(own[parent_of(place)], numbers, -1)
    return own


def rolled_up(own: Sums) -> Sums:
    """The inverse: what every place counts with everything below it, without zeros."""
    sums = {place: Counter(numbers) for place, numbers in own.items()}
    for place in _deepest_first(sums):
        if place:
            _add(sums[parent_of(place)], sums[place])
    found = {place: {cell: number for cell, number in numbers.items() if number} for place, numbers in sums.items()}
    return {place: numbers for place, numbers in found.items() if numbers}


def _deepest_first(places: Sums) -> list[str]:
    return sorted(places, key=depth_of, reverse=True)


def _add(to: Counter[str], numbers: Numbers, sign: int = 1) -> None:
    for cell, number in numbers.items():
        to[cell] += sign * number
